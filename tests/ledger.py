"""The counts of a site as they are kept, and as a recount of its comments has them; both without zeros."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from moderation.store import comments
from moderation.store.comments import Comment
from moderation.store.db import reading
from moderation.store.lessons import Weight
from moderation.store.sites import Site
from moderation.store.tallies import of_facets
from moderation.words import ActorKind, Status
from tests.factories import all_of

TEACHERS = (ActorKind.MEMBER, ActorKind.TOKEN)
HITS = ("hit spam", "hit rejected", "hit approved")
FACETS = ("all", "kind", "page", "thread", "author", "rule", "unseen", "source", "taught", *HITS)
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
        found.update(hits_of(row))
    return dict(found)


def hits_of(row: Comment) -> list[tuple[str, str, str]]:
    """What rules found in a comment, and what people decided of it; nothing of what the desk wrote."""
    decided = row.status.value if row.decided_kind in ("member", "token") else "pending"
    found = [] if row.origin.startswith("desk:") else row.signals
    aims = [(aim, signal["rule"]) for signal in found if (aim := aim_of(signal))]
    return [(f"hit {aim}", f"{row.received_at:%Y-%m-%d} {rule}", decided) for aim, rule in aims]


def aim_of(signal: dict[str, Any]) -> str:
    """Where a signal points; empty for what could not be checked."""
    points, verdict = signal["points"], signal["verdict"]
    if verdict == "rejected":
        return "rejected"
    if points > 0 or verdict in ("pending", "spam"):
        return "spam"
    return "approved" if points < 0 or verdict else ""
