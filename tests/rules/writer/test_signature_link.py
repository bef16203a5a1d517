"""Links under one's name."""

from dataclasses import replace

import pytest

from moderation.rules.example import STRANGER, Example
from moderation.rules.writer.signature_link import SignatureLink


def quotes(name: str, text: str, *own_hosts: str) -> tuple[str, ...]:
    """What the rule quotes from a text of somebody with this name."""
    example = Example(name=name, text=text, facts=replace(STRANGER, own_hosts=own_hosts))
    signal = SignatureLink().check(example.submission(), example.facts)
    return signal.quotes if signal else ()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("So true.\nGarden Heaters\nhttps://warm.example/", "https://warm.example/"),
        ("So true. – garden heaters: warm.example/sale !", "warm.example/sale"),
        ("So true. [Garden Heaters](https://warm.example/)", "[Garden Heaters](https://warm.example/)"),
        (
            'So true. <a href="https://warm.example/">Garden&nbsp;Heaters</a> <a href="https://warm.example/">'
            "GARDEN HEATERS</a>.",
            '<a href="https://warm.example/">GARDEN HEATERS</a>',
        ),
    ],
)
def test_a_text_signed_with_a_link_is_found(text, link):
    assert quotes("Garden Heaters", text) == (link,)


@pytest.mark.parametrize(
    "text",
    [
        "As Garden Heaters I say: https://warm.example/",
        "Garden Heaters https://warm.example/ and so on",
        "Heaters https://warm.example/",
        "So true. Garden Heaters",
        "https://warm.example/",
        "",
    ],
)
def test_a_name_or_a_link_alone_is_no_signature(text):
    assert quotes("Garden Heaters", text) == ()


def test_a_person_may_sign_with_the_site_of_the_same_name():
    assert quotes("Mina K.", "Regards,\nMina K.\nhttp://mina-k.blog.example/") == ()


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Jürgen", "juergen.example"),
        ("Jürgen", "jurgen.example"),
        ("Jürgen", "jürgen.example"),
        ("Juergen", "jürgen.example"),
        ("Zoé Müller", "zoe-mueller.example"),
        ("Zoé Müller", "blog.zoemuller.example"),
        ("Jörg Groß", "joerg-gross.example"),
        ("Jean-Pierre Dupont", "jean-pierre-dupont.example"),
        ("Søren", "soeren.example"),
    ],
)
def test_a_person_is_told_by_the_name_of_the_site_however_its_letters_are_typed(name, host):
    assert quotes(name, f"Regards,\n{name}\nhttps://{host}/") == ()


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Al", "global-casino.example"),
        ("Mina", "minas-pills.example"),
        ("Cheap Car Insurance", "cheap-car-insurance.example"),
        ("Example", "pills.example"),
    ],
)
def test_a_site_that_only_holds_the_name_or_a_string_of_words_excuses_nobody(name, host):
    assert quotes(name, f"So true.\n{name}\nhttps://{host}/") == (f"https://{host}/",)


@pytest.mark.parametrize(
    "text", ["Scott https://k.example/", "So true!\nScott: https://k.example/", "True —Scott\n\nk.example/a"]
)
def test_a_name_by_itself_before_the_link_is_a_signature(text):
    assert quotes("Scott", text)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Scott https://k.example/",
        "I agree.\nThanks, Scott: https://k.example/",
        "A well-known Scott https://k.example/",
        "Great, @Scott https://k.example/",
    ],
)
def test_another_of_the_same_name_may_be_greeted(text):
    assert quotes("Scott", text) == ()


def test_a_link_to_the_own_site_or_without_a_name_is_none():
    assert quotes("Mina", "Mina https://blog.example/leek", "blog.example") == ()
    assert quotes("", "So true. https://warm.example/") == ()
    assert quotes("…", "So true … https://warm.example/") == ()
