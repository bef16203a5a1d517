"""Whoever is new here waits for a moderator."""

from dataclasses import dataclass, replace

from moderation.rules.example import STRANGER, Example
from moderation.rules.linked import links_away
from moderation.rules.rule import Rule, param
from moderation.text.links import host_of
from moderation.words import N_, Facts, Kind, Signal, Status, Submission

ALWAYS = {"on": True}


@dataclass(frozen=True, kw_only=True)
class FirstComment(Rule):
    """Holds the first comments of everybody, by name and e-mail together.

    Where only known authors are published at once, strangers wait anyway: this is for sites that publish
    all that is not flagged.
    """

    title = N_("First comment")
    kinds = (Kind.COMMENT,)

    on: bool = param(False, N_("On"))
    points: int = param(0, N_("Points"), low=0, high=20)
    approved: int = param(1, N_("With fewer approved than"), unit=N_("comments"), low=1, high=100)
    only_links: bool = param(False, N_("Only where there is a link or a website"))

    flags = (
        Example(setting=ALWAYS),
        Example(facts=replace(STRANGER, author_approved=2), setting={**ALWAYS, "approved": 3}),
        Example(website="https://mina.example", setting={**ALWAYS, "only_links": True}),
    )
    passes = (
        Example(facts=replace(STRANGER, author_approved=1), setting=ALWAYS),
        Example(setting={**ALWAYS, "only_links": True}),
        Example(member_id=1, facts=replace(STRANGER, is_member=True), setting=ALWAYS),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """A hold for somebody with too few approved comments."""
        author = submission.author
        if submission.member_id is not None:
            return None
        if facts.author_approved is None:
            return self.unknown(N_("What this author wrote before is not known"))
        is_named = bool(author.name.strip() and author.email.strip())
        if is_named and facts.author_approved >= self.approved:
            return None
        if self.only_links and not leads_away(submission, facts.own_hosts):
            return None
        if not is_named:
            return self.outright(Status.PENDING, N_("No name and e-mail to know this author by"))
        if facts.author_approved:
            return self.outright(Status.PENDING, N_("One of the first comments of this author here"))
        return self.outright(Status.PENDING, N_("First comment of this author here"))


def leads_away(submission: Submission, own_hosts: tuple[str, ...]) -> bool:
    """Whether there is a link, or a website, to anywhere but the site itself."""
    website = submission.author.website
    is_elsewhere = bool(website) and host_of(website) not in own_hosts
    return is_elsewhere or bool(links_away(submission.text, own_hosts))
