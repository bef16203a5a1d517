"""The counts of a site as they are kept, and as a recount of its comments has them; both without zeros."""

from collections import Counter

from sqlalchemy import select

from moderation.store import comments
from moderation.store.db import reading
from moderation.store.lessons import Weight
from moderation.store.sites import Site
from moderation.store.tallies import of_facets
from moderation.words import ActorKind, Status
from tests.factories import all_of

FACETS = ("all", "kind", "page", "thread", "author", "rule", "unseen", "source", "taught")
TEACHERS = (ActorKind.MEMBER, ActorKind.TOKEN)
GROUPS = {"reply": "comments", "like": "likes", "repost": "reposts"}
Counts = dict[tuple[str, str, str], int]


def kept(site: Site) -> Counts:
    """What the ledger says, by facet, value and status."""
    with reading() as session:
        rows = of_facets(session, [site.id], FACETS)
    return {(row.facet, row.value, row.status.value): row.n for row in rows if row.n}


def learned(site: Site) -> dict[int, int]:
    """What each feature weighs, where it weighs anything."""
    with reading() as session:
        rows = session.execute(select(Weight.feature, Weight.weight).where(Weight.site_id == site.id))
        return {feature: weight for feature, weight in rows if weight}


def recounted(site: Site) -> Counts:
    """What the ledger should say."""
    found: Counter[tuple[str, str, str]] = Counter()
    rows = all_of(site)
    with reading() as session:
        facts = comments.facts_of_all(session, [row.id for row in rows])
    for row in rows:
        group = GROUPS.get(row.how or "", "mentions") if row.kind.is_mention else "comments"
        values = [("all", ""), ("kind", row.kind.value), ("page", str(row.page_id))]
        values += [("thread", f"{row.page_id} {group}"), ("author", row.author_key.hex())]
        values += [
            ("rule", s["rule"])
            for s in row.signals
            if s["points"] > 0 or s["verdict"] in ("pending", "rejected", "spam")
        ]
        if row.status in (Status.SPAM, Status.REJECTED) and row.decided_kind is ActorKind.RULES:
            values.append(("unseen", ""))
        if row.status in (Status.APPROVED, Status.SPAM):
            values += [("source", home) for home in facts[row.id].get("homes", ())]
        if (
            row.decided_kind in TEACHERS
            and row.status in (Status.APPROVED, Status.SPAM)
            and not row.member_id
        ):
            values.append(("taught", ""))
        found.update((facet, value, row.status.value) for facet, value in values)
    return dict(found)
