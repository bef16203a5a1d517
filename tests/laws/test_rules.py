"""What holds for every rule there is."""

from dataclasses import fields, replace

import pytest

from moderation.rules.book import SECTIONS, Book, catalogue
from moderation.rules.example import STRANGER, Example, as_example
from moderation.rules.rule import Check, Rule, params_of
from moderation.rules.value import plain, read
from moderation.words import Facts, Signal

RULES = pytest.mark.parametrize("kind", catalogue(), ids=lambda kind: kind.key)


def found(kind: type[Check], example: Example) -> Signal | None:
    """What a rule finds in an example of its kinds, with the settings that the example names."""
    if example.kind not in kind.kinds:
        return None
    return kind(**example.setting).check(example.submission(), example.facts)


def is_flagged(kind: type[Check], example: Example) -> bool:
    """Whether a rule refuses an example, or speaks for or against it."""
    refused = list(kind(**example.setting).refuse(example.submission(), example.door))
    signal = found(kind, example)
    return bool(refused) or (signal is not None and bool(signal.points or signal.verdict))


@RULES
def test_a_rule_flags_its_examples(kind):
    missed = [given for given in kind.flags if not is_flagged(kind, as_example(given))]

    assert kind.flags
    assert not missed


@RULES
def test_a_rule_is_silent_on_what_it_lets_pass(kind):
    flagged = [given for given in kind.passes if is_flagged(kind, as_example(given))]

    assert kind.passes
    assert not flagged


@RULES
def test_a_rule_says_what_it_is_for(kind):
    assert kind.title
    assert kind.about().endswith((".", "!"))
    assert kind.section in SECTIONS
    assert kind.__module__ == f"moderation.rules.{kind.section}.{kind.key}"


@RULES
def test_a_rule_is_a_frozen_setting_with_sound_defaults(kind):
    rule = kind()

    assert hash(rule) == hash(kind())
    for field, about in params_of(kind):
        value = getattr(rule, field.name)
        assert about.label
        assert read(plain(value), value, about) == value
    assert {field.name for field in fields(rule)} == {field.name for field, _ in params_of(kind)}


@RULES
def test_only_what_weighs_has_points(kind):
    assert issubclass(kind, Rule) == ("points" in {field.name for field, _ in params_of(kind)})
    assert issubclass(kind, Rule) == (kind.section != "door")


@RULES
def test_words_that_cause_points_are_quoted_as_they_stand(kind):
    for given in kind.flags:
        example = as_example(given)
        signal = found(kind, example)
        if signal is not None:
            submission = example.submission()
            author = submission.author
            read = (submission.text, author.name, author.website, submission.source, submission.honeypot)
            assert all(any(quote in field for field in read) for quote in signal.quotes), given


@RULES
def test_sentences_of_a_rule_can_be_said(kind):
    for given in (*kind.flags, *kind.passes):
        signal = found(kind, as_example(given))
        if signal is not None:
            assert signal.why.format(**signal.values)
            assert signal.many.format(**signal.values) or not signal.many


@RULES
def test_facts_that_could_not_be_had_cost_nobody_points(kind):
    for given in (*kind.flags, *kind.passes):
        example = as_example(given)
        in_the_dark = found(kind, replace(example, facts=Facts()))
        as_stranger = found(kind, replace(example, facts=STRANGER))
        if in_the_dark is not None and in_the_dark.points > 0:
            assert in_the_dark == as_stranger


def test_no_two_rules_share_a_key():
    keys = [rule.key for rule in Book().rules]

    assert len(keys) == len(set(keys))
