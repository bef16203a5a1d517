"""Sources that are made of links: which of the signs it was is said."""

import pytest

from moderation.rules.mentions.link_farm import LinkFarm, seen


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (
            seen(is_hidden=True, outgoing=500, to_us=9),
            "The source hides the link to your page from its readers",
        ),
        (seen(outgoing=500, to_us=9), "The source links to 9 addresses of your site"),
        (seen(outgoing=500), "The source links to 500 addresses on other hosts"),
    ],
)
def test_the_plainest_sign_is_said_and_counts_once(example, said):
    signal = LinkFarm().check(example.submission(), example.facts)

    assert signal is not None
    assert (signal.why.format(**signal.values), signal.points) == (said, 3)


def test_the_numbers_can_be_set():
    rule = LinkFarm(outgoing=300, to_us=20)

    for example in (seen(outgoing=300), seen(to_us=20)):
        assert rule.check(example.submission(), example.facts) is None
