"""Try before you save: a button of the rules page, a page of its own, and what a worker writes there."""

from datetime import timedelta

from moderation import jobs
from moderation.domain import trial
from moderation.store import replays, sites
from moderation.store.comments import Comment
from moderation.store.db import reading, writing
from moderation.store.replays import Replay
from moderation.words import ActorKind, Progress
from tests.factories import erased, make_site, tick
from tests.lists import put
from tests.past import SHOUTED, decided
from tests.web.markup import read
from tests.web.tab import Tab

RULES = "/settings/potager/rules"
LOUD = {"rules.shouting.on": "y", "rules.shouting.points": "5"}


def row(trial_id: int = 1) -> Replay:
    with reading() as session:
        found = replays.one(session, trial_id)
    assert found is not None
    return found


def started(client, fields=None, **options):
    return Tab(client, RULES).press("See what would change", "", fields or LOUD, **options)


def loud_past() -> tuple[Comment, Comment]:
    """A spam comment and a genuine one in capitals."""
    return decided("spam", text=SHOUTED), decided(
        "approved", text="WHAT A DAY IN THE GARDEN, AND ALL THE BEANS ARE IN"
    )


def test_changes_are_tried_on_the_past_and_nothing_is_saved(app, olga):
    loud_past()
    version = present_version()

    answer = started(olga)
    assert (answer.status_code, answer.location) == (303, f"{RULES}/trial/1")
    waiting = Tab(olga, answer.location).page
    jobs.of(app).try_rules()

    assert waiting.one("progress")["max"] == "1"
    page = Tab(olga, answer.location).page
    assert "Tried on 2 decisions." in page.text
    cells = [[cell.text for cell in line.all("td")] for line in page.one("table", id="outcomes").all("tr")]
    assert cells[1:3] == [["0.0%", "100.0%"], ["0.0%", "100.0%"]]
    assert "1 more spam caught" in page.text
    assert "1 genuine comment newly held" in page.text
    assert present_version() == version


def test_rules_with_lists_that_nobody_changes_change_nothing(app, olga):
    put("ridge", name="held_words.words")
    decided("approved", text="Along the ridge, and down again before the rain")

    answer = started(olga, {"rules.links.points": "1"})
    jobs.of(app).try_rules()

    assert "No comment would change side" in Tab(olga, answer.location).page.text


def present_version() -> int:
    with reading() as session:
        found = sites.by_key(session, "potager")
    assert found is not None
    return found.book_version


def test_beside_the_rules_a_trial_asks_by_itself_until_it_is_over(app, olga):
    loud_past()

    panel = read(started(olga, htmx=True).text)
    jobs.of(app).try_rules()
    over = read(olga.get(f"{RULES}/trial/1", headers={"HX-Request": "true"}).text)

    assert panel.one(id="replay")["aria-busy"] == "true"
    assert panel.one("span")["hx-get"] == f"{RULES}/trial/1"
    assert "aria-busy" not in over.one(id="replay")
    assert not over.all("progress")
    assert not [span for span in over.all("span") if "hx-get" in span]


def test_those_that_would_change_side_stand_as_cards_with_what_speaks_anew(app, olga):
    spam, genuine = loud_past()
    started(olga)
    jobs.of(app).try_rules()

    held = Tab(olga, f"{RULES}/trial/1").go(f"{RULES}/trial/1/held").page

    assert held.one(id=f"comment-{genuine.id}")
    assert not [card for card in held.all("article") if card["id"] == f"comment-{spam.id}"]
    assert "+5 " in held.one(id="moved").text


def test_with_a_comment_that_is_deleted_for_good_the_trials_of_its_site_go(app, olga):
    _, genuine = loud_past()
    started(olga)
    jobs.of(app).try_rules()
    erased(genuine)

    assert olga.get(f"{RULES}/trial/1/held").status_code == 404


def test_from_the_page_of_a_trial_one_comes_back_to_the_form_with_its_changes(app, olga):
    started(olga, {"hold_from": "3"})

    back = Tab(olga, f"{RULES}/trial/1").go(f"{RULES}?trial=1")
    answer = back.press("Save changes")

    assert back.page.one("form", id="rules").fields()["hold_from"] == "3"
    assert answer.status_code == 303
    assert Tab(olga, RULES).page.one("form", id="rules").fields()["hold_from"] == "3"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_tried(olga):
    answer = started(olga, {"hold_from": "many"})

    assert answer.status_code == 422
    assert read(answer.text).one(name="hold_from")["aria-invalid"] == "true"
    with reading() as session:
        assert replays.one(session, 1) is None


def test_a_new_trial_of_the_same_person_stops_the_one_before(app, olga):
    loud_past()
    started(olga)
    started(olga, {"hold_from": "3"})

    jobs.of(app).try_rules()

    assert row(1).state is Progress.STOPPED
    assert row(2).state is Progress.DONE
    assert "you began another" in Tab(olga, f"{RULES}/trial/1").page.text


def test_a_trial_that_is_stopped_under_way_writes_nothing_more(app, olga):
    loud_past()
    started(olga)
    with writing() as session:
        taken = trial.take(session, now=tick())
    assert taken is not None
    with reading() as session:
        work = trial.begin(session, taken)
    assert work is not None
    started(olga)

    with writing() as session:
        is_own = trial.note(session, work, now=tick())
        trial.end(session, work, now=tick())

    assert not is_own
    assert (row(1).state, row(1).result) == (Progress.STOPPED, None)


def test_one_worker_has_a_trial_for_itself_and_a_lost_one_is_taken_up_again(app, olga):
    loud_past()
    started(olga)
    now = tick()

    with writing() as session:
        first = trial.take(session, now=now)
        second = trial.take(session, now=now)
        later = trial.take(session, now=now + trial.LEASE)

    assert first is not None
    assert second is None
    assert later is not None


def test_without_decisions_the_page_says_so(app, olga):
    started(olga)

    jobs.of(app).try_rules()

    assert "Nobody has decided anything here yet" in Tab(olga, f"{RULES}/trial/1").page.text


def test_a_trial_of_another_site_is_not_there(app, olga, site):
    other = make_site("bread")
    with writing() as session:
        theirs = Replay(
            site_id=other.id,
            actor_kind=ActorKind.MEMBER,
            actor_name="Olga",
            present={},
            book={},
            book_version=1,
            state=Progress.RUNNING,
            started_at=tick(),
        )
        replays.add(session, theirs)

    assert olga.get(f"{RULES}/trial/{theirs.id}").status_code == 404
    assert olga.get(f"{RULES}?trial={theirs.id}").status_code == 404


def test_old_trials_are_removed(app, olga):
    started(olga)
    asked_at = row().started_at

    with writing() as session:
        trial.forget(session, now=asked_at + trial.KEPT - timedelta(minutes=1), most=10)
    assert row()
    with writing() as session:
        trial.forget(session, now=asked_at + trial.KEPT + timedelta(minutes=1), most=10)

    assert olga.get(f"{RULES}/trial/1").status_code == 404


def test_the_rulings_of_all_sites_are_kept_by_the_sweep(app, olga):
    jobs.of(app).tidy()
    loud_past()
    started(olga)

    jobs.of(app).try_rules()

    result = row().result
    assert result is not None
    assert (result["spam"], result["anew"]) == (1, 0)
