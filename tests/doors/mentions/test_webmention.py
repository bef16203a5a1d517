"""The door of webmentions: what is taken on, and how it is verified in the background."""

import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest

from moderation.domain import edit
from moderation.domain.visit import PAUSES
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.words import Errand, How, Kind, Status
from tests.doors.mentions.sender import WEBMENTION, mention, mentioned, ping, row, rows, taken_in, track, work
from tests.doors.writer import set_rules
from tests.factories import make_comment, moderator, page_of, tick, turned
from tests.ledger import kept, recounted
from tests.machines.strange import sends_to, strange
from tests.people import program_of

REPLY = """<article class="h-entry">
<p class="p-author h-card"><img class="u-photo" src="https://ann.example/me.jpg">
<a class="p-name u-url" href="https://ann.example/">Ann</a></p>
<a class="u-in-reply-to" href="{target}">in reply to</a>
<div class="e-content">I would add a <em>potato</em>.</div>
<time class="dt-published" datetime="2026-03-01T10:00:00+01:00">1 March</time></article>"""
DONE = """<article class="h-entry"><a class="p-author h-card" href="https://ann.example/">Ann</a>
<a class="u-{how}-of" href="{target}">{how}</a></article>"""


def test_a_mention_is_taken_on_at_once_and_says_where_it_tells_how_it_stands(client, site, ours, theirs):
    source = theirs.links("/notes", ours.url("/soup"))

    answer = mention(client, source, ours.url("/soup"))

    assert answer.status_code == 202
    assert "Location" not in answer.headers
    address = answer.headers["Link"].partition("<")[2].partition(">")[0]
    assert address in answer.text
    assert theirs.visits == []
    assert client.get(address, headers={"Accept": "application/json"}).get_json() == {
        "status": "waiting",
        "why": "The source has not been visited yet.",
    }


def test_it_waits_at_the_desk_once_its_source_was_found_to_link(client, site, ours, theirs):
    source = theirs.links("/notes", ours.url("/soup"), title="Notes of a gardener")

    address = mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert (comment.kind, comment.status, comment.how) == (Kind.WEBMENTION, Status.PENDING, How.MENTION)
    assert (comment.name, comment.source) == ("Notes of a gardener", source)
    assert comment.text == "I came back to what Isabelle wrote more than once this spring."
    assert (row().state, row().due_at) == (Errand.DONE, None)
    assert "received" in client.get(address).text
    turned(comment, "approve")
    assert "published" in client.get(address).text


def test_nothing_of_who_judged_is_told_to_the_sender(client, site, ours, theirs):
    address = mentioned(client, theirs.links("/notes", ours.url("/soup")), ours.url("/soup"))
    before = client.get(address).text

    turned(taken_in()[0], "spam")

    assert client.get(address).text == before


def test_nobody_guesses_at_how_another_ones_mention_stands(client, site):
    assert client.get(f"{WEBMENTION}/1").status_code == 404


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("", "{soup}"),
        ("{notes}", ""),
        ("", ""),
        ("no address", "{soup}"),
        ("{notes}", "no address"),
        ("ftp://a.example/", "{soup}"),
        ("{notes}", "mailto:ann@a.example"),
        ("javascript:alert(1)", "{soup}"),
        ("{soup}", "{soup}"),
        ("{soup}#part", "{soup}"),
        ("{notes}", "https://elsewhere.example/soup"),
        ("http://user@a.example/", "{soup}"),
        ("http://a.example/" + "a" * 2048, "{soup}"),
    ],
)
def test_what_cannot_be_a_mention_is_refused_before_anything_is_fetched(
    client, site, ours, theirs, source, target
):
    places = {"soup": ours.url("/soup"), "notes": theirs.links("/notes", ours.url("/soup"))}

    answer = mention(client, source.format(**places), target.format(**places))

    assert answer.status_code == 400
    assert answer.text.strip()
    assert rows() == []
    assert theirs.visits == []
    assert ours.visits == []


def test_only_a_form_is_understood_and_only_posted(client, site):
    assert client.post(WEBMENTION, json={"source": "http://a.example/", "target": "x"}).status_code == 415
    assert client.get(WEBMENTION).status_code == 405


def test_more_fields_than_two_do_no_harm(client, site, ours, theirs):
    data = {"source": theirs.links("/n", ours.url("/soup")), "target": ours.url("/soup"), "vouch": "x" * 999}

    assert client.post(WEBMENTION, data=data).status_code == 202


HOLDS = {
    "a link": ("text/html", "<a href='{}'>x</a>"),
    "a picture": ("text/html", "<img src='{}'>"),
    "a film": ("text/html", "<video src='{}'></video>"),
    "a relative link": ("text/html", "<base href='{}'><a href=''>x</a>"),
    "JSON": ("application/json", '{{"links": [{{"href": "{}"}}]}}'),
    "plain text": ("text/plain", "I read {} today"),
}


@pytest.mark.parametrize(("type", "body"), HOLDS.values(), ids=HOLDS)
def test_a_source_may_link_in_any_of_these_ways(client, site, ours, theirs, type, body):
    source = theirs.page("/n", body.format(ours.url("/soup")), type=type)

    mentioned(client, source, ours.url("/soup"))

    assert len(taken_in()) == 1


LACKS = {
    "a longer address": ("text/html", "<a href='{}2'>x</a>"),
    "an address below": ("text/html", "<a href='{}/other'>x</a>"),
    "another query": ("text/html", "<a href='{}?page=2'>x</a>"),
    "words": ("text/html", "<p>{}</p>"),
    "a comment": ("text/html", "<!-- <a href='{}'>x</a> -->"),
    "a name in JSON": ("application/json", '{{"{}": 1}}'),
    "a part of a text in JSON": ("application/json", '{{"text": "see {} there"}}'),
    "a longer address in a text": ("text/plain", "I read {}2 today"),
}


@pytest.mark.parametrize(("type", "body"), LACKS.values(), ids=LACKS)
def test_what_is_not_exactly_our_address_is_no_link(client, site, ours, theirs, type, body):
    source = theirs.page("/n", body.format(ours.url("/soup")), type=type)

    address = mentioned(client, source, ours.url("/soup"))

    assert taken_in() == []
    assert (row().state, row().trouble) == (Errand.FAILED, "no_link")
    assert "no link" in client.get(address).text


def test_a_source_behind_redirects_is_found(client, site, ours, theirs):
    there = theirs.links("/notes", ours.url("/soup"))
    with strange(sends_to(there)) as moved:
        mentioned(client, moved.url("/old"), ours.url("/soup"))

        (comment,) = taken_in()
        assert comment.source == moved.url("/old")
        assert row().log[0]["hops"] == [moved.url("/old")]


def test_a_page_that_nobody_knows_is_asked_for_once(client, site, ours, theirs):
    address = mentioned(client, theirs.links("/n", ours.url("/nothing")), ours.url("/nothing"))

    assert taken_in() == []
    assert "no such page on this site" in client.get(address).text


def test_the_page_gets_the_title_that_it_gives_itself(client, site, ours, theirs):
    mentioned(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))

    assert page_of(taken_in()[0]).title == "Leek soup"


def test_an_answer_elsewhere_is_read_with_its_author_date_and_words(client, site, ours, theirs):
    source = theirs.page("/r", REPLY.format(target=ours.url("/soup")))

    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert (comment.how, comment.name, comment.website) == (How.REPLY, "Ann", "https://ann.example/")
    assert comment.text == "I would add a potato."
    assert comment.posted_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert row().photo == "https://ann.example/me.jpg"


def test_an_approved_answer_reads_as_a_comment_and_can_be_answered(client, site, ours, theirs):
    source = theirs.page("/r", REPLY.format(target=ours.url("/soup")))
    mentioned(client, source, ours.url("/soup"))
    turned(taken_in()[0], "approve")

    page = client.get("/s/potager/thread", query_string={"url": ours.url("/soup")}).text

    assert "1 comment" in page
    assert "I would add a potato." in page
    assert f'href="{source}" rel="nofollow ugc noopener"' in page
    assert "me.jpg" not in page
    assert 'id="mentions"' not in page


@pytest.mark.parametrize(("how", "word"), [("like", "like elsewhere"), ("repost", "repost")])
def test_likes_and_reposts_are_counted_in_a_row_of_their_own(client, site, ours, theirs, how, word):
    for n in (1, 2):
        source = theirs.page(f"/{n}", DONE.format(how=how, target=ours.url("/soup")))
        mentioned(client, source, ours.url("/soup"))
    first, second = taken_in()
    turned(first, "approve")
    assert f"1 {word}" in client.get("/s/potager/thread", query_string={"url": ours.url("/soup")}).text

    turned(second, "approve")

    page = client.get("/s/potager/thread", query_string={"url": ours.url("/soup")}).text
    assert f"2 {word}s".replace("like elsewheres", "likes elsewhere") in page
    assert "Ann" in page


def test_the_same_again_changes_nothing(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    before = taken_in()[0].version

    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert (comment.version, len(rows())) == (before, 1)


def test_other_words_of_an_approved_mention_wait_again(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"), words="a kind word")
    mentioned(client, source, ours.url("/soup"))
    turned(taken_in()[0], "approve")

    theirs.links("/n", ours.url("/soup"), words="a word that is not kind")
    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert comment.status is Status.PENDING
    assert "not kind" in comment.text
    assert "kind" not in client.get("/s/potager/thread", query_string={"url": ours.url("/soup")}).text
    assert kept(site) == recounted(site)


@pytest.mark.parametrize("action", ["reject", "spam", "hold"])
def test_other_words_do_not_undo_what_a_person_decided(client, site, ours, theirs, action):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    turned(taken_in()[0], "approve")
    decided = turned(taken_in()[0], action).comment.status

    theirs.links("/n", ours.url("/soup"), words="something else")
    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert comment.status is decided
    assert "something else" in comment.text
    assert kept(site) == recounted(site)


@pytest.mark.parametrize("how", ["gone", "says so", "no link"])
@pytest.mark.parametrize("is_approved", [True, False])
def test_a_source_that_is_gone_or_lost_its_link_is_rejected_with_the_reason(
    client, site, ours, theirs, how, is_approved
):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    if is_approved:
        turned(taken_in()[0], "approve")

    if how == "gone":
        theirs.gone("/n")
    elif how == "says so":
        link = f"<a href='{ours.url('/soup')}'>x</a>"
        theirs.page("/n", f'<meta http-equiv="status" content="410 Gone">{link}')
    else:
        theirs.page("/n", "<p>Nothing any more.</p>")
    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert comment.status is Status.REJECTED
    assert comment.because == ("Its page no longer links here" if how == "no link" else "Its page is gone")
    assert "My notes" not in client.get("/s/potager/thread", query_string={"url": ours.url("/soup")}).text
    assert kept(site) == recounted(site)


def test_a_link_that_comes_back_waits_for_a_moderator(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    turned(taken_in()[0], "approve")
    theirs.gone("/n")
    mentioned(client, source, ours.url("/soup"))

    theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert (comment.status, comment.because) == (Status.PENDING, "Mentions wait for a moderator")


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "503 Later"])
def test_an_outage_is_no_deletion(client, site, ours, theirs, status):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    turned(taken_in()[0], "approve")

    theirs.gone("/n", status)
    mentioned(client, source, ours.url("/soup"))

    assert taken_in()[0].status is Status.APPROVED
    assert row().due_at is not None


def test_what_cannot_be_reached_is_tried_again_with_growing_pauses_and_given_up_after_a_day(
    client, site, ours, theirs
):
    source = theirs.url("/later")
    began = datetime.now(UTC)
    mention(client, source, ours.url("/soup"))
    tried = []
    while (due_at := row().due_at) is not None:
        tried.append(due_at)
        work(due_at)

    pauses = [later - sooner for sooner, later in itertools.pairwise(tried)]
    assert pauses == list(PAUSES) == sorted(PAUSES)
    assert timedelta(hours=23) < tried[-1] - began < timedelta(hours=25)
    assert (row().state, row().trouble) == (Errand.FAILED, "not_found")
    assert len(row().log) == len(PAUSES) + 1


def test_what_comes_up_later_is_taken_in(client, site, ours, theirs):
    mentioned(client, theirs.url("/later"), ours.url("/soup"))
    assert taken_in() == []

    theirs.links("/later", ours.url("/soup"))
    work(row().due_at)

    assert len(taken_in()) == 1


def test_a_private_address_is_never_verified_and_nobody_is_sent_there(
    app, client, site, ours, theirs, monkeypatch
):
    make_comment(site, url=ours.url("/soup"))
    monkeypatch.setitem(app.config, "ALLOW_PRIVATE_SOURCES", False)

    address = mentioned(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))

    assert theirs.visits == []
    assert "not on the open network" in client.get(address).text
    assert (row().state, row().trouble) == (Errand.FAILED, "private_address")


def test_an_update_to_a_page_that_is_closed_by_now_is_taken(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    set_rules(site, closed={"on": True, "paused": True})
    theirs.gone("/n")

    mentioned(client, source, ours.url("/soup"))

    assert taken_in()[0].status is Status.REJECTED
    assert mention(client, theirs.links("/m", ours.url("/soup")), ours.url("/soup")).status_code == 400


def test_one_source_is_one_mention_by_whatever_protocol_it_comes(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    ping(client, source, ours.url("/soup"))

    mentioned(client, source, ours.url("/soup"))

    assert len(taken_in()) == len(rows()) == 1


def test_what_a_moderator_edited_stays_while_the_source_says_nothing_new(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    (comment,) = taken_in()
    with writing() as session:
        edit.edit(session, moderator(site), comment.id, {"text": "Shorter."}, seen=1, now=tick())

    mentioned(client, source, ours.url("/soup"))

    assert taken_in()[0].text == "Shorter."


def test_sources_are_judged_by_the_address_as_it_leads_not_as_it_looks(client, site, ours, theirs):
    data = json.dumps({"a": ours.url("/soup")})
    source = theirs.page("/n.json", data, type="application/json; charset=utf-8")

    mentioned(client, source, ours.url("/soup") + "#part")

    assert row().trouble == "no_link"


def test_a_page_that_no_reader_bears_is_given_up_like_any_other(
    client, site, ours, theirs, monkeypatch, caplog
):
    def broken(*given: object) -> None:
        raise RecursionError

    monkeypatch.setattr("moderation.text.source.entry_of", broken)

    mentioned(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))

    assert (row().trouble, row().tries) == ("garbled", 1)
    assert "could not be read" in caplog.text


def test_a_site_that_moved_meanwhile_takes_nothing_for_its_old_address(client, site, ours, theirs):
    mention(client, theirs.links("/n", ours.url("/soup")), ours.url("/soup"))
    with writing() as session:
        session.get_one(Site, site.id).url = "https://elsewhere.example"

    work()

    assert (row().state, row().trouble) == (Errand.FAILED, "foreign")
    assert theirs.visits == []


def test_a_source_that_came_back_and_is_announced_again_is_visited_at_once(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    turned(taken_in()[0], "approve")
    theirs.gone("/n", "500 Oops")
    mentioned(client, source, ours.url("/soup"))
    theirs.gone("/n")

    mention(client, source, ours.url("/soup"))
    work(datetime.now(UTC))

    assert taken_in()[0].status is Status.REJECTED


def test_a_stranger_takes_no_word_from_a_trackback_by_announcing_it_anew(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    track(client, ours.url("/soup"), url=source, title="On soup", excerpt="I cooked it")
    turned(taken_in()[0], "approve")

    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert (comment.name, comment.text, comment.status) == ("On soup", "I cooked it", Status.APPROVED)


def test_a_trackback_that_never_had_a_link_is_not_withdrawn_for_it(client, site, ours, theirs):
    source = theirs.page("/n", "<p>Nothing</p>")
    track(client, ours.url("/soup"), url=source, title="On soup", excerpt="I cooked it")
    turned(taken_in()[0], "approve")

    mentioned(client, source, ours.url("/soup"))

    assert taken_in()[0].status is Status.APPROVED


def test_a_source_that_leads_to_our_own_page_says_nothing(client, site, ours, theirs):
    ours.page("/soup", f"<link rel=canonical href='{ours.url('/soup')}'>")
    with strange(sends_to(ours.url("/soup"))) as moved:
        mentioned(client, moved.url("/n"), ours.url("/soup"))

    assert row().trouble == "same"


def test_an_address_that_leads_to_a_page_is_that_page(client, site, ours, theirs):
    make_comment(site, url=ours.url("/soup"))
    ours.page("/?p=12", "", f"Location: {ours.url('/soup')}", status="301 Moved")
    source = theirs.links("/n", ours.url("/?p=12"))

    mentioned(client, source, ours.url("/?p=12"))

    comment, made = taken_in()
    assert made.page_id == comment.page_id


@pytest.mark.parametrize(("typed", "linked"), [("/été", "/%C3%A9t%C3%A9"), ("/%c3%a9t%c3%a9", "/été")])
def test_letters_of_an_address_may_be_written_either_way(client, site, ours, theirs, typed, linked):
    make_comment(site, url=ours.url("/%C3%A9t%C3%A9"))
    source = theirs.page("/n", f"<meta charset=utf-8><a href='{ours.url(linked)}'>x</a>")

    mentioned(client, source, ours.url(typed))

    assert row().trouble == ""


def test_a_page_of_ours_that_is_away_for_a_moment_is_asked_for_again(client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/new"))
    ours.gone("/new", "503 Later")
    mentioned(client, source, ours.url("/new"))
    assert row().trouble == "page_away"

    ours.page("/new", "<title>New</title>")
    work(row().due_at)

    assert len(taken_in()) == 1


def test_what_a_program_handed_in_is_the_same_mention_when_it_is_announced(app, client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    program = program_of(app, site)
    given = {"url": ours.url("/soup"), "kind": "webmention", "name": "Ann", "text": "Fine.", "source": source}
    first = program.post("/comments", given)
    again = program.post("/comments", given)
    turned(taken_in()[0], "approve")

    mentioned(client, source, ours.url("/soup"))

    (comment,) = taken_in()
    assert (first.status_code, again.status_code) == (201, 200)
    assert (comment.text, comment.status, len(rows())) == ("Fine.", Status.APPROVED, 1)


def test_what_was_announced_first_is_answered_to_a_program_that_hands_it_in(app, client, site, ours, theirs):
    source = theirs.links("/n", ours.url("/soup"))
    mentioned(client, source, ours.url("/soup"))
    given = {"url": ours.url("/soup"), "kind": "webmention", "name": "Ann", "source": source, "text": "Fine."}

    answer = program_of(app, site).post("/comments", given)

    assert answer.status_code == 200
    assert [comment.id for comment in taken_in()] == [answer.get_json()["id"]]
