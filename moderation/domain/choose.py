"""Which of the changes that were tried on the past are worth suggesting: those that help and harm nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from moderation.domain.comparison import Move, Outcome
from moderation.domain.foresee import Trial
from moderation.domain.proposal import What

BETTER = 3
"""So many comments at least have to fare better by another threshold, or by trust."""
MOST = 5
"""So many of one kind are suggested at once; the next come when these are taken or hidden."""
OVER_SPAM = (What.DOMAIN, What.AUTHOR, What.PHRASE)


def worth(trials: Iterable[Trial]) -> list[Trial]:
    """Those to suggest, a kind after the other; of several that would do the same the first."""
    by_kind = {what: [trial for trial in trials if trial.proposal.what is what] for what in What}
    caught: set[int] = set()
    found: list[Trial] = []
    for what in OVER_SPAM:
        found += list(_of_spam(by_kind[what], caught))[:MOST]
    found += [trial for trial in by_kind[What.TRUST] if helps_trust(trial)][:MOST]
    found += _best_of_each(by_kind[What.WRONG_RULE], "rule")[:MOST]
    return found + _best_of_each(by_kind[What.THRESHOLD], "setting")


def _of_spam(trials: Iterable[Trial], caught: set[int]) -> Iterator[Trial]:
    """Those that catch spam which those before them leave."""
    for trial in trials:
        if not harms(trial) and trial.better - caught:
            caught |= trial.better
            yield trial


def harms(trial: Trial) -> bool:
    """Whether a genuine comment would be held or called spam that is not now."""
    gained = _gained(trial)
    return bool(trial.found.moved[Move.HELD] or gained["genuine_called"] > 0)


def helps_trust(trial: Trial) -> bool:
    """Whether genuine comments would be held no more, and nothing unwanted came through."""
    gained, moved = _gained(trial), trial.found.moved
    is_safe = not moved[Move.MISSED] and gained["spam_called"] >= 0 and gained["rejected_held"] >= 0
    return moved[Move.FREED] >= BETTER and is_safe


def score(trial: Trial) -> int:
    """How many decisions more a change agrees with; 0 where it is not worth it."""
    gained, moved = _gained(trial), trial.found.moved
    if trial.proposal.what is What.WRONG_RULE:
        return max(moved[Move.FREED] + moved[Move.CAUGHT] - moved[Move.MISSED] - moved[Move.HELD], 0)
    worse = max(moved[Move.MISSED], moved[Move.HELD], gained["genuine_called"], -gained["spam_called"])
    better = max(moved[Move.FREED], moved[Move.CAUGHT], -gained["genuine_called"], gained["spam_called"])
    return better if worse <= 0 and gained["spam_published"] <= 0 and better >= BETTER else 0


def _best_of_each(trials: Iterable[Trial], by: str) -> list[Trial]:
    """Of those about the same thing the one with the highest score; of equals the one that changes least."""
    best: dict[str, Trial] = {}
    for trial in sorted(trials, key=_step):
        about = str(trial.proposal.evidence[by])
        if score(trial) > (score(best[about]) if about in best else 0):
            best[about] = trial
    return list(best.values())


def _step(trial: Trial) -> int:
    """How much a change changes; to switch a rule off is the most."""
    ((_, before, after),) = trial.proposal.change.values
    return 1_000 if isinstance(after, bool) else abs(after - before)


def _gained(trial: Trial) -> dict[str, int]:
    now, then = trial.found.now, trial.found.then
    return {each.name: getattr(then, each.name) - getattr(now, each.name) for each in fields(Outcome)}
