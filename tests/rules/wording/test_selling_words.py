"""What advertisers sell."""

import pytest

from moderation.rules.example import Example
from moderation.rules.wording.selling_words import SellingWords
from moderation.words import Kind


def points(text: str, **fields: str) -> int:
    """The points for a text."""
    example = Example(text=text, **fields)  # type: ignore[arg-type]
    signal = SellingWords().check(example.submission(), example.facts)
    return signal.points if signal else 0


@pytest.mark.parametrize(
    "text",
    [
        "Best online casino bonus",
        "We offer cheap SEO services",
        "Get free robux and gift cards, earn money from home",
        "Call the printer support number",
        "Buy cialis without prescription",
        "Offre de prêt entre particuliers",
        "Voyance gratuite par téléphone",
        "Rachat de crédit, simulation gratuite",
        "Gagnez de l'argent depuis chez vous",
    ],
)
def test_what_is_sold_everywhere_is_found(text):
    assert points(text) >= SellingWords().points


@pytest.mark.parametrize(
    "text",
    [
        "We took out a loan for the roof, and the bank was fair.",
        "The casino scene in that movie is the best one.",
        "I added my phone number to the form and never got a call.",
        "My daughter is a doctor in the support group.",
        "Pour perdre du poids, mon médecin m'a dit de marcher.",
        "Le service client m'a répondu en deux jours.",
        "J'ai pris un crédit immobilier en 2009.",
    ],
)
def test_words_of_every_day_are_not_meant(text):
    assert points(text) == 0


def test_phrases_count_less_in_a_long_text():
    pitch = "Buy cialis, buy viagra, payday loan"

    assert points(pitch) == 9
    assert 0 < points(pitch + " word" * 200) < 9
    assert points("One payday loan" + " word" * 500) == 0


def test_what_the_page_is_about_is_not_for_sale():
    text = "A payday loan is a payday loan."

    assert points(text) == 3
    assert points(text, page_title="Payday loan, the true cost") == 0


def test_the_addresses_of_links_and_the_website_count():
    assert points("See https://best-casino.example/") == 3
    assert points("I agree.", website="http://payday-loan.example/") == 3
    assert points("See https://my-garden.example/") == 0
    assert points("See https://best-casino.example/", page_title="Inside a casino") == 0


def test_the_title_of_a_mention_counts():
    mention = Example(kind=Kind.PINGBACK, name="Rachat de crédit en ligne", text="[…] voir ici […]")

    signal = SellingWords().check(mention.submission(), mention.facts)

    assert signal is not None
    assert signal.quotes == ("Rachat de crédit",)
