"""Advertising oneself, and what merely sounds like it."""

import pytest

from moderation.rules.example import Example
from moderation.rules.wording.call_to_action import CallToAction
from moderation.words import Kind


def points(text: str) -> int:
    """The points for a text."""
    example = Example(text=text)
    signal = CallToAction().check(example.submission(), example.facts)
    return signal.points if signal else 0


@pytest.mark.parametrize(
    "text",
    [
        "Please subscribe to my channel",
        "plz sub to my chanel",
        "Check out my new remix, tell me what you think",
        "You can follow me on Twitter",
        "Come and visit our online store",
        "Contact our technicians today",
        "Venez visiter notre site pour voir nos créations",
        "Abonne-toi à ma chaîne stp",
        "N'hésitez pas à jeter un œil à ma boutique",
        "Retrouvez-nous sur Facebook",
        "Si tu veux me suivre sur Instagram, dis-le",
        "Notre nouvelle collection est en ligne !",
    ],
)
def test_an_invitation_to_something_of_ones_own_is_found(text):
    assert points(text) >= CallToAction().points


@pytest.mark.parametrize(
    "text",
    [
        "I subscribed to your feed years ago and still read every post.",
        "I wrote about this on my blog and came to another conclusion.",
        "Could you check my math? I get 0.15.",
        "Follow us around the corner and you reach the old mill.",
        "Our website had three million visitors with that setup.",
        "Contact your bank first, they can reverse it.",
        "I like this page, it loads fast.",
        "Je vous suis sur Twitter depuis un an.",
        "J'ai visité votre boutique à Lyon, l'accueil était charmant.",
        "Suivez le guide, comme dirait mon père !",
        "Si vous voulez me contredire, allez-y.",
        "Vous pouvez nous retrouver samedi au marché, devant l'église.",
        "Mon site est hébergé au même endroit et j'ai eu la même panne.",
    ],
)
def test_readers_who_speak_of_their_own_are_not_meant(text):
    assert points(text) == 0


def test_invitations_add_up_to_the_most():
    assert points("Subscribe to my channel") == 4
    assert points("Subscribe to my channel, visit our shop, follow me on Twitter") == 8


def test_a_push_counts_beside_a_link_only():
    assert points("Click here and vote now") == 0
    assert points("Click here and vote now: https://poll.example/") == 2


@pytest.mark.parametrize(
    "text", ["SUBSCRIBE!!!", "great, subscribe", "Abonnez-vous svp", "Thumbs up if soup"]
)
def test_a_call_that_says_nothing_else_counts(text):
    assert points(text) == 4


@pytest.mark.parametrize(
    "text",
    ["I like this soup", "You can subscribe to the feed.", "I would like to subscribe to the magazine too."],
)
def test_in_more_words_it_is_what_readers_say(text):
    assert points(text) == 0


def test_a_mention_that_is_called_so_is_no_call():
    example = Example(text="Subscribe", kind=Kind.PINGBACK)

    assert CallToAction().check(example.submission(), example.facts) is None
