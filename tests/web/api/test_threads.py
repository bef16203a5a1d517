"""The public thread as JSON: for everybody, and nothing that is not shown."""

from tests.factories import make_comment, make_mention, make_site, make_user, turned
from tests.web.api.conftest import SOUP

PUBLIC = {
    "status",
    "received_at",
    "version",
    "id", "site", "page", "parent", "number", "kind", "source", "author", "text", "html", "posted_at",
    "likes",
}  # fmt: skip


def shown(client, url: str = SOUP, **query: str):
    return client.get("/api/v1/threads", query_string={"url": url, **query})


def test_everybody_reads_what_is_approved_oldest_first(client, site):
    olga = make_user("Olga", role="owner", site=site)
    root = make_comment(status="approved", name="Rosa", text="Wash them *twice*.", page_title="Leek soup")
    reply = make_comment(parent=root, status="approved", member_id=olga.id)
    mention = make_mention(status="approved", source="https://notes.example/a")
    for status in ("pending", "rejected", "spam"):
        make_comment(status=status)

    answer = shown(client)

    assert answer.status_code == 200
    thread = answer.get_json()
    assert (thread["site"], thread["page"]) == ("potager", {"url": SOUP, "title": "Leek soup"})
    assert [(i["id"], i["number"], i["parent"]) for i in thread["items"]] == [
        (root.id, 1, None),
        (reply.id, 2, root.id),
        (mention.id, 3, None),
    ]
    assert [i["author"]["is_member"] for i in thread["items"]] == [False, True, False]
    assert thread["items"][0]["html"] == "<p>Wash them <em>twice</em>.</p>\n"
    assert (thread["items"][2]["kind"], thread["items"][2]["source"]) == (
        "pingback",
        "https://notes.example/a",
    )
    assert thread["next"] is None


def test_public_answers_hold_no_e_mail_no_address_and_no_signals(client, site):
    make_comment(
        status="approved",
        email="rosa@mail.example",
        ip="192.0.2.77",
        user_agent="A browser of Rosa's",
        honeypot="https://pills.example",
    )

    answer = shown(client)

    [item] = answer.get_json()["items"]
    assert set(item) == PUBLIC
    assert set(item["author"]) == {"name", "website", "is_member"}
    for secret in ("mail.example", "192.0.2", "A browser", "honeypot", "pills", "points", "decided_by"):
        assert secret not in answer.text


def test_twins_of_an_address_have_one_thread(client, site):
    make_comment(status="approved")

    assert len(shown(client, "http://www.potager.example/soup/?utm_source=x#c").get_json()["items"]) == 1


def test_a_page_without_comments_has_an_empty_thread(client, site):
    thread = shown(client, "https://potager.example/new").get_json()

    assert (thread["items"], thread["next"]) == ([], None)


def test_what_is_taken_down_is_gone_and_its_replies_stay(client, site):
    root = make_comment(status="approved", text="Words that are taken down")
    reply = make_comment(parent=root, status="approved")
    turned(root, "reject")

    answer = shown(client)

    assert [item["id"] for item in answer.get_json()["items"]] == [reply.id]
    assert "taken down" not in answer.text


def test_an_address_of_no_site_is_told(client, site):
    told = {"https://elsewhere.example/": 404, "": 422, "soup": 422, "http://[::": 422, "\x00": 422}

    answers = [shown(client, url) for url in told]

    assert [answer.status_code for answer in answers] == list(told.values())
    assert {answer.mimetype for answer in answers} == {"application/problem+json"}


def test_a_cursor_of_nobody_is_not_found(client, site):
    make_comment(status="approved")

    assert shown(client, cursor="x").status_code == 404


def test_each_site_has_its_own_thread(client, site):
    other = make_site("other")
    make_comment(status="approved")
    theirs = make_comment(other, status="approved")

    assert [i["id"] for i in shown(client, "https://other.example/soup").get_json()["items"]] == [theirs.id]
