"""XML-RPC as pingbacks speak it: one call with its strings in, one string or one fault out."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from moderation.text.clean import CONTROLS, SURROGATES

LARGEST = 64 * 1024
"""Bytes of a call: two addresses fit many times."""
MOST_PARAMS = 10

NOT_WELL_FORMED = -32700
INVALID = -32600
NO_SUCH_METHOD = -32601
BAD_PARAMETERS = -32602
"""Faults of XML-RPC itself (Specification for Fault Code Interoperability)."""

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


class Fault(Exception):
    """What a caller is told instead of an answer, with a code that programs know."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Call:
    """A method, and the strings it is called with. A parameter of another type is None."""

    method: str
    params: tuple[str | None, ...]


def read(body: bytes) -> Call:
    """The call that a body holds. Raises Fault.

    No DTD is read, so no entity stands for anything, and nothing outside of the body is asked for.
    """
    if len(body) > LARGEST:
        raise Fault(NOT_WELL_FORMED, "This is longer than a call may be.")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise Fault(NOT_WELL_FORMED, "This is not well-formed XML.") from None
    method = (root.findtext("methodName") or "").strip()
    if root.tag != "methodCall" or not method:
        raise Fault(INVALID, "This is no call of a method.")
    values = root.findall("params/param/value")
    if len(values) > MOST_PARAMS:
        raise Fault(BAD_PARAMETERS, "These are too many parameters.")
    return Call(method=method, params=tuple(_text(value) for value in values))


def read_answer(body: bytes) -> None:
    """Look whether an answer to a call of ours is a fault. Raises Fault, or ValueError where it is none."""
    try:
        # Some programs send an empty line first, after which XML may not begin.
        root: Element = fromstring(body[:LARGEST].strip(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise ValueError("This is not well-formed XML.") from None
    if root.tag != "methodResponse":
        raise ValueError("This is no answer to a call.")
    members = {
        (member.findtext("name") or "").strip(): "".join(value.itertext()).strip()
        for member in root.iterfind("fault/value/struct/member")
        for value in member.findall("value")
    }
    if root.find("fault") is not None:
        code = members.get("faultCode", "")
        raise Fault(int(code) if re.fullmatch(r"-?\d{1,9}", code) else 0, members.get("faultString", ""))


def answer(text: str) -> str:
    """The answer to a call: one string."""
    return f"{HEAD}<methodResponse><params><param>{_string(text)}</param></params></methodResponse>\n"


def fault(code: int, why: str) -> str:
    """The answer to a call that cannot be done."""
    members = _member("faultCode", f"<value><int>{code:d}</int></value>") + _member(
        "faultString", _string(why)
    )
    return (
        f"{HEAD}<methodResponse><fault><value><struct>{members}</struct></value></fault></methodResponse>\n"
    )


def call(method: str, *params: str) -> bytes:
    """A call as it is sent, in UTF-8."""
    given = "".join(f"<param>{_string(param)}</param>" for param in params)
    named = f"<methodName>{_plain(method)}</methodName>"
    return f"{HEAD}<methodCall>{named}<params>{given}</params></methodCall>\n".encode()


def _text(value: Element) -> str | None:
    """The text of a value: within `string`, or bare, which is a string too (XML-RPC, "scalars")."""
    if len(value) == 0:
        return value.text or ""
    (inner, *more) = value
    return (inner.text or "") if inner.tag == "string" and not more and len(inner) == 0 else None


def _member(name: str, value: str) -> str:
    return f"<member><name>{name}</name>{value}</member>"


def _string(text: str) -> str:
    return f"<value><string>{_plain(text)}</string></value>"


def _plain(text: str) -> str:
    return escape(CONTROLS.sub("", SURROGATES.sub("", text)))
