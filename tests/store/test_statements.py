"""Lists cost as many statements for 25 as for 5: nothing is fetched card by card."""

from dataclasses import replace

from moderation.domain import submit
from moderation.domain.trouble import Reason
from moderation.store.db import writing
from moderation.store.sites import Site
from moderation.words import RULES
from tests.factories import make_site, number, submission
from tests.people import Desk, desk_of, olga, program_of
from tests.store.test_plans import watched
from tests.visits import failing, looked, of, verified
from tests.web.passwords import quick_passwords as quick_passwords

SOUP = "https://potager.example/soup"
LISTS: dict[str, dict[str, str]] = {
    "/queue": {},
    "/queue?status=approved&sort=newest": {},
    "/queue?status=all&sort=points": {},
    "/queue?rule=honeypot&kind=comment": {},
    "/queue?status=all&q=leeks": {},
    "/s/potager/thread": {"url": SOUP},
    "/api/v1/threads": {"url": SOUP},
}
OF_MENTIONS: dict[str, dict[str, str]] = {
    "/queue?kind=webmention": {},
    "/mentions": {},
    "/mentions?q=blog.example&kind=webmention": {},
}


def fill(site: Site, n: int) -> None:
    """So many comments on one page, each with a waiting answer that has a signal."""
    given = [(submission(site), submission(site, honeypot="x")) for _ in range(n)]
    with writing() as session:
        for root, answer in given:
            shown = submit.submit(session, site, root, approved_by=RULES).comment
            submit.submit(session, site, replace(answer, parent_id=shown.id))


def costs(desk: Desk, lists: dict[str, dict[str, str]] = LISTS) -> dict[str, int]:
    """How many statements each list takes."""
    found = {}
    for path, query in lists.items():
        with watched() as ran:
            answer = desk.get(path, **query) if query else desk.client.get(path)
        assert answer.status_code == 200, answer.text
        found[path] = len(ran)
    return found


def test_a_long_list_costs_as_many_statements_as_a_short_one(app):
    site = make_site()
    desk = desk_of(app, olga(site))
    fill(site, 5)
    costs(desk)  # the first look marks the visitor, and only a marked one has likes to look up
    few = costs(desk)

    fill(site, 20)

    assert all(0 < n <= 18 for n in few.values()), few
    assert costs(desk) == few


def test_a_long_list_of_mentions_costs_as_many_as_a_short_one(app):
    site = make_site()
    desk = desk_of(app, olga(site))
    mention(site, 2)
    few = costs(desk, OF_MENTIONS)

    mention(site, 8)

    assert all(0 < n <= 18 for n in few.values()), few
    assert costs(desk, OF_MENTIONS) == few


def mention(site: Site, n: int) -> None:
    """So many mentions that stand, and as many that have lost their link."""
    for _ in range(n):
        verified(site, source=f"https://blog.example/{number()}")
        lost = verified(site, source=f"https://blog.example/{number()}")
        looked(of(lost), failing(Reason.NO_LINK))


def test_a_long_answer_to_a_program_costs_as_many_as_a_short_one(app):
    site = make_site()
    program = program_of(app, site)
    fill(site, 13)

    def listed(limit: int) -> tuple[int, int]:
        with watched() as ran:
            answer = program.get("/comments", limit=limit)
        return len(ran), len(answer.get_json()["items"])

    few, many = listed(5), listed(26)

    assert (few[1], many[1]) == (5, 26)
    assert few[0] == many[0]
