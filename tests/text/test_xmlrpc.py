"""XML-RPC: what a call is, what is none, and what cannot hurt whoever reads it."""

import xmlrpc.client

import pytest

from moderation.text import xmlrpc as ours
from moderation.text.xmlrpc import Call, Fault
from tests.clock import seconds

PING = """<?xml version="1.0"?><methodCall><methodName>pingback.ping</methodName><params>
<param><value><string>https://blog.example/?p=1&amp;q=2</string></value></param>
<param><value>https://potager.example/soup</value></param></params></methodCall>"""
LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a '"
    + "x" * 100
    + "'>"
    + "".join(f"<!ENTITY a{n} '{'&a' + (str(n - 1) if n else '') + ';'}'>" for n in range(1, 9))
    + "]>"
)


def code_of(body: str | bytes) -> int:
    """The fault that a body meets."""
    with pytest.raises(Fault) as told:
        ours.read(body.encode() if isinstance(body, str) else body)
    return told.value.code


def test_a_call_is_read_with_its_entities_decoded_once():
    asked = ours.read(PING.encode())

    assert asked == Call(
        method="pingback.ping",
        params=("https://blog.example/?p=1&q=2", "https://potager.example/soup"),
    )
    assert (
        ours.read(PING.replace("&amp;", "&amp;amp;").encode()).params[0]
        == "https://blog.example/?p=1&amp;q=2"
    )


def test_what_we_send_is_what_the_standard_library_reads_and_back():
    sent = ours.call("pingback.ping", "https://a.example/?a=1&b=<2>", "é")

    assert xmlrpc.client.loads(sent) == (("https://a.example/?a=1&b=<2>", "é"), "pingback.ping")
    theirs = xmlrpc.client.dumps(("x", "y"), "pingback.ping")
    assert ours.read(theirs.encode()) == Call(method="pingback.ping", params=("x", "y"))


def test_answers_and_faults_are_what_the_standard_library_reads():
    assert xmlrpc.client.loads(ours.answer("Thank <you> & \x00\ud800goodbye")) == (
        ("Thank <you> & goodbye",),
        None,
    )
    with pytest.raises(xmlrpc.client.Fault) as told:
        xmlrpc.client.loads(ours.fault(33, "<no> & not"))
    assert (told.value.faultCode, told.value.faultString) == (33, "<no> & not")


def test_a_parameter_of_another_type_is_not_taken_for_a_string():
    asked = ours.read(xmlrpc.client.dumps((1, ["x"], {"a": "b"}, "x"), "pingback.ping").encode())

    assert asked.params == (None, None, None, "x")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", ours.NOT_WELL_FORMED),
        ("hello", ours.NOT_WELL_FORMED),
        ("<methodCall>", ours.NOT_WELL_FORMED),
        (PING.replace("<value>", "<value", 1), ours.NOT_WELL_FORMED),
        (b"\xff\xfe\x00", ours.NOT_WELL_FORMED),
        ("<?xml version='1.0' encoding='x-unknown'?><methodCall/>", ours.NOT_WELL_FORMED),
        (b"<?xml version='1.0' encoding='utf-7'?>+ADw-methodCall/+AD4-", ours.NOT_WELL_FORMED),
        ("<other/>", ours.INVALID),
        ("<methodCall/>", ours.INVALID),
        ("<methodCall><methodName> </methodName></methodCall>", ours.INVALID),
        (PING.replace("</params>", "<param><value>x</value></param>" * 9 + "</params>"), ours.BAD_PARAMETERS),
        (PING + " " * 70_000, ours.NOT_WELL_FORMED),
    ],
)
def test_what_is_no_call_is_told_by_a_fault(body, code):
    assert code_of(body) == code


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS + "<methodCall><methodName>&a8;</methodName></methodCall>",
        "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><methodCall/>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><methodCall><methodName>&e;</methodName></methodCall>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><methodCall/>",
        "<!DOCTYPE methodCall><methodCall/>",
        "<a>" * 10_000,
        "<a>" * 6_000 + "</a>" * 6_000,
    ],
    ids=["laughs", "external dtd", "external entity", "parameter entity", "dtd", "deep", "deep and closed"],
)
def test_xml_made_to_hurt_is_refused_at_once(body):
    assert code_of(body) in (ours.NOT_WELL_FORMED, ours.INVALID)
    assert seconds(lambda: code_of(body), bar=1) < 1


def test_utf_16_is_no_disguise_for_a_dtd():
    body = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x [<!ENTITY e 'x'>]><methodCall/>"

    assert code_of(body.encode("utf-16")) == ours.NOT_WELL_FORMED


def test_an_answer_is_a_fault_or_it_is_none():
    ours.read_answer(ours.answer("thanks").encode())
    with pytest.raises(Fault) as told:
        ours.read_answer(b"\n" + ours.fault(48, "known").encode())

    assert (told.value.code, told.value.why) == (48, "known")


@pytest.mark.parametrize("code", ["", "x", "1e9", "9" * 40])
def test_a_fault_without_a_number_is_one_of_no_kind(code):
    with pytest.raises(Fault) as told:
        ours.read_answer(ours.fault(48, "no").replace("48", code).encode())

    assert told.value.code == 0


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"<p>Sorry</p>", b'<!DOCTYPE a [<!ENTITY b "c">]><methodResponse/>', b"\xff"]
)
def test_what_is_no_answer_is_told(body):
    with pytest.raises(ValueError, match="This is"):
        ours.read_answer(body)
