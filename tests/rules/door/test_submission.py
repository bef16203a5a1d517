"""What has to make sense by itself."""

import pytest

from moderation.rules.door.submission import SoundSubmission
from moderation.rules.example import Example


def is_refused(email: str) -> bool:
    """Whether a comment with this address is refused."""
    return bool(list(SoundSubmission().refuse(Example(email=email).submission(), Example().door)))


@pytest.mark.parametrize(
    "email",
    [
        "a@b.example",
        "Ann.Lee+x@mail.example.org",
        "o'brien@example.ie",
        "élodie@exemple.fr",
        " a@b.example ",
        "x@1and1.de",
    ],
)
def test_an_address_that_could_be_one_is_taken(email):
    assert not is_refused(email)


@pytest.mark.parametrize(
    "email",
    [
        "ann",
        "ann@",
        "@example.org",
        "ann@example",
        "a b@example.org",
        "ann@example.org, bob@example.org",
        "ann@-x.org",
    ],
)
def test_an_address_that_cannot_be_one_is_refused(email):
    assert is_refused(email)


def test_a_long_row_of_signs_is_judged_at_once():
    assert is_refused("a@" + "a-" * 40_000)
    assert is_refused("a@" + "a." * 40_000)
