"""Reports of readers: a link under each comment, one a reader, and what they see of it."""

from moderation.words import Status
from tests.factories import make_comment, reload
from tests.people import desk_of, mina, olga
from tests.web.site.reading import URL, thread
from tests.web.tab import Tab

THANKS = "Thank you, your report is noted."


def report(tab: Tab, comment, **options):
    """The answer to the report of a comment."""
    return tab.press("Report", f"comment-{comment.id}", **options)


def reader(app, net: int):
    """Somebody in a net of their own."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"198.51.{net}.7"
    return client


def test_a_report_leads_back_to_its_comment_and_says_thank_you(client, site):
    comment = make_comment(status="approved")

    answer = report(thread(client), comment)
    back = client.get(answer.location)

    assert answer.status_code == 303
    assert THANKS in back.text
    assert reload(comment).status is Status.APPROVED


def test_htmx_gets_the_thread_with_thanks_in_the_place_of_the_button(client, site):
    comment = make_comment(status="approved")

    answer = report(thread(client), comment, htmx=True)

    assert answer.status_code == 200
    assert answer.text.count(THANKS) == 1
    assert ">Report</button>" not in answer.text


def test_from_the_third_reader_on_it_is_gone_from_the_page_and_waits_at_the_desk(app, site):
    comment = make_comment(status="approved", text="What a shameful soup")

    for net in (1, 2, 3):
        answer = report(thread(reader(app, net)), comment, htmx=True)

    assert "What a shameful soup" not in answer.text
    assert THANKS in answer.text
    desk = desk_of(app, mina(site))
    assert "3 readers reported this" in desk.get("/queue").text
    log = desk.get("/audit").text
    assert "so it was held again" in log
    assert "/undo" in log


def test_reports_that_hold_nothing_are_told_on_the_comments_page(app, site):
    comment = make_comment(status="approved")

    report(thread(reader(app, 1)), comment)

    page = desk_of(app, mina(site)).get(f"/comments/{comment.id}").text
    assert "1 reader has reported this so far." in page


def test_neither_members_nor_a_site_without_the_rule_have_the_button(client, site):
    make_comment(member_id=olga(site).id, status=None)

    assert ">Report</button>" not in thread(client).page.text


def test_a_forged_form_reports_nothing(client, site):
    comment = make_comment(status="approved")

    answer = client.post(f"/s/potager/comments/{comment.id}/report", data={"url": URL, "stamp": "x"})

    assert answer.status_code == 400


def test_who_reports_very_much_has_to_wait(app, site, monkeypatch):
    monkeypatch.setitem(app.config, "RATE_LIMITS", True)
    comment = make_comment(status="approved")
    stamp = thread(reader(app, 1)).page.one("form", id="likes").one("input", name="stamp")["value"]
    post = {"url": URL, "stamp": stamp}
    address = f"/s/potager/comments/{comment.id}/report"

    answers = [reader(app, 1).post(address, data=post).status_code for _ in range(21)]

    assert answers == [303] * 20 + [429]
