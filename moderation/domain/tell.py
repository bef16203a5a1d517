"""An event as it is told: a sentence, the words that changed, and whether it can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moderation.domain import edit
from moderation.store import bulks
from moderation.store.db import Session
from moderation.store.events import Event
from moderation.text import difference
from moderation.text.clean import calm
from moderation.words import N_, ActorKind, Status

ARRIVED = {
    Status.PENDING: N_("It came in and was held"),
    Status.APPROVED: N_("It came in and was published"),
    Status.REJECTED: N_("It came in and was rejected"),
    Status.SPAM: N_("It came in and was put with the spam"),
}
DONE = {
    "received": N_("%(who)s wrote it as a reply"),
    "approve": N_("%(who)s approved it"),
    "reject": N_("%(who)s rejected it"),
    "spam": N_("%(who)s marked it as spam"),
    "hold": N_("%(who)s held it again"),
    "undo": N_("%(who)s took the last decision back"),
    "edit": N_("%(who)s edited it"),
    "erase": N_("%(who)s deleted its words for good"),
    "withdraw": N_("Its page no longer mentions yours, so it was rejected"),
    "retell": N_("Its page says something else now"),
    "report": N_("Readers reported it, so it was held again"),
    "rejudge": N_("The rules judged it again"),
    "note": N_("%(who)s left a note"),
}
BACK = N_("Its page mentions yours again")
EDIT_UNDONE = N_("%(who)s took an edit back")
NOTE_REMOVED = N_("%(who)s removed a note")
CHANGED = N_("%(who)s changed something about it")

LONG = 1_200
"""Characters."""

FIELDS = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "website": N_("Website"),
    "text": N_("Text"),
}


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """One field that was written anew: what it is called, and its words as `difference.pieces` has them."""

    label: str
    pieces: list[tuple[str, str]]

    @property
    def is_long(self) -> bool:
        """Whether it is more than a look is enough for."""
        return sum(len(text) for text, _ in self.pieces) > LONG


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event of a comment as it is told. `sentence` is English with a place for `%(who)s`."""

    event: Event
    sentence: str
    rewritten: list[Rewritten]
    n_together: int
    """How many comments the act has turned of which this is a part; 0 where it was about this one alone."""
    can_undo: bool

    @property
    def moved_to(self) -> Status | None:
        """Where it came to stand because its page or the rules say something else; None where it stayed."""
        event = self.event
        return (
            event.after if event.action in ("retell", "rejudge") and event.after is not event.before else None
        )


def told(session: Session, happened: Sequence[Event], standing: Event | None) -> list[Told]:
    """The events of one comment; `standing` is the decision that stands, None where nobody decided."""
    acts = bulks.by_ids(session, sorted({event.bulk_id for event in happened if event.bulk_id}))
    undoable = edit.can_undo(session, happened) | ({standing.id} if standing is not None else set())
    return [
        Told(
            event=event,
            sentence=_sentence(event),
            rewritten=rewritten(event),
            n_together=acts[event.bulk_id].done if event.bulk_id else 0,
            can_undo=event.id in undoable,
        )
        for event in happened
    ]


def _sentence(event: Event) -> str:
    if event.action == "received" and event.actor_kind is ActorKind.RULES and event.after is not None:
        return ARRIVED[event.after]
    if event.action == "undo" and event.detail:
        return EDIT_UNDONE
    if event.action == "note" and event.detail:
        return NOTE_REMOVED
    if event.action == "retell" and event.detail["before"] == event.detail["after"] != {}:
        return BACK
    return DONE.get(event.action, CHANGED)


def rewritten(event: Event) -> list[Rewritten]:
    """The fields that an event wrote anew."""
    return list(_rewritten(event))


def _rewritten(event: Event) -> Iterator[Rewritten]:
    before, after = event.detail.get("before", {}), event.detail.get("after", {})
    for field, label in FIELDS.items():
        if field in after and after[field] != before.get(field):
            found = difference.pieces(calm(before.get(field, "")), calm(after[field]))
            yield Rewritten(label=label, pieces=difference.shortened(found))
