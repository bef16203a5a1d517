"""The fields in which somebody says something."""

from moderation.words import Submission


def said_in(submission: Submission) -> tuple[str, ...]:
    """The text, and before it the title of a mention, which stands for its name."""
    if submission.kind.is_mention and submission.author.name:
        return submission.author.name, submission.text
    else:
        return (submission.text,)
