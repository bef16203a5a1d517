"""Trackbacks that are called like their blog."""

from dataclasses import dataclass

from moderation.rules.example import Example
from moderation.rules.rule import MENTIONS, Rule, param
from moderation.text.fold import words_of
from moderation.words import N_, Facts, Kind, Signal, Submission


@dataclass(frozen=True, kw_only=True)
class TitleIsBlog(Rule):
    """The title is the name of the blog: whoever writes about your page calls that something else."""

    title = N_("Title is the blog’s name")
    kinds = MENTIONS
    of_arrival = True

    points: int = param(4, N_("Points"), low=0, high=20)

    flags = (Example(kind=Kind.TRACKBACK, name="Best  Shoes!", blog_name="Best Shoes"),)
    passes = (
        Example(kind=Kind.TRACKBACK, name="What I cooked in March", blog_name="Best Soups"),
        Example(kind=Kind.TRACKBACK, name="Best Soups: what I cooked in March", blog_name="Best Soups"),
        Example(kind=Kind.TRACKBACK, name="Best Soups"),
        Example(kind=Kind.TRACKBACK, name="", blog_name="Best Soups"),
    )

    def check(self, submission: Submission, facts: Facts) -> Signal | None:
        """Points where title and blog's name are the same words."""
        name, blog = words_of(submission.author.name), words_of(submission.blog_name)
        if not name or name != blog:
            return None
        return self.fires(N_("The title is the name of the blog"), quotes=(submission.author.name.strip(),))
