"""Programs that fill in the form."""

import pytest

from moderation.errors import Invalid
from moderation.rules.book import parse
from moderation.rules.example import Example
from moderation.rules.writer.agent import Agent
from moderation.words import Signal

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"


def found(agent: str, seconds: float | None = 30, **setting: object) -> Signal | None:
    return Agent(**setting).check(Example(user_agent=agent, seconds=seconds).submission(), Example().facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("agent", [FIREFOX, PHONE, "Lynx/2.9.0 libwww-FM/2.14", "w3m/0.5.3", "Opera/9.80"])
def test_a_browser_is_a_browser_however_small(agent):
    assert found(agent) is None


@pytest.mark.parametrize(
    "agent",
    [
        "curl/8.5.0",
        "Python-urllib/3.11",
        "Go-http-client/2.0",
        "Java/17.0.1",
        "okhttp/4.12",
        "libwww-perl/6.7",
        "reqwest/0.12.4",
        "libcurl/7.68.0",
        "PycURL/7.45.1 libcurl/7.88",
        "http.rb/5.1.1",
        "RestSharp/110.2.0.0",
        "Dart/3.4 (dart:io)",
        "Apache-HttpAsyncClient/4.1.5 (Java/17)",
        "WWW-Mechanize/2.18",
        "Symfony HttpClient (Curl)",
        "Typhoeus - https://github.com/typhoeus/typhoeus",
        "Mozilla/3.0 (compatible; Indy Library)",
        "Mozilla/5.0 XRumer 19",
    ],
)
def test_a_library_is_told_by_its_own_name(agent):
    signal = found(agent)

    assert signal is not None
    assert agent in signal.why.format(**signal.values)


def test_only_the_public_form_expects_a_browser():
    assert found("curl/8.5.0", seconds=None) is None
    assert found("", seconds=None) is None


def test_one_that_says_nothing_of_itself_can_be_let_pass():
    assert found("  ") is not None
    assert found("", empty=False) is None


@pytest.mark.parametrize("agent", ["-", "null", " NULL "])
def test_a_placeholder_for_a_name_says_nothing_either(agent):
    signal = found(agent)

    assert signal is not None
    assert "nothing of itself" in signal.why
    assert found(agent, empty=False) is None


@pytest.mark.parametrize("word", ["\u200b", "\u00ad", "\u0301"])
def test_a_word_of_which_nothing_is_left_is_refused_and_finds_nobody(word):
    with pytest.raises(Invalid) as wrong:
        parse({"rules": {"agent": {"words": ["blogbuster", word]}}})

    assert [problem.on for problem in wrong.value.problems] == ["rules.agent.words"]
    assert found(FIREFOX, words=(word,)) is None


def test_a_word_in_the_middle_of_a_browsers_name_is_no_library():
    assert found("Mozilla/5.0 (compatible; JavaFX; Ruby)") is None
