"""Searching: the same words find the same comments on both databases, and never a stranger's."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.domain import queue
from moderation.domain.allow import Viewer
from moderation.domain.filters import Filters
from moderation.store.db import reading
from moderation.store.search import Phrase, question
from moderation.text.sought import wholes_of, words_of
from moderation.words import Kind, Status
from tests.copies import copies
from tests.factories import make_comment, make_mention, make_site, moderator, number, tick

WORDS = (
    "leek",
    "leeks",
    "lee",
    "le",
    "soup",
    "été",
    "ETE",
    "straße",
    "7",
    "日本",
    "日本語",
    "本",
    "ผักชี",
    "🔥",
    "corp.example",
    "عسل",
    "a.b",
    "a-b",
    "it's",
)
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
TYPED = (*WORDS, '"leek soup"', '"日本 本"', "語", "soup leek", "!")
ASKED = st.lists(st.sampled_from(TYPED), min_size=1, max_size=3).map(" ".join)


def found(q: str, viewer: Viewer | None = None, **filters) -> list[int]:
    """The comments that a search finds in all statuses, oldest first."""
    wanted = Filters(**{"status": None, **filters}, q=q)
    with reading() as session:
        return [card.id for card in queue.read(session, viewer or moderator(), wanted, 200).cards]


def test_a_comment_is_found_by_its_text_name_e_mail_website_and_address(app):
    comment = make_comment(
        name="Inès Carpentier",
        email="ines.c@mail.example",
        website="https://www.ines.example/garden",
        ip="2001:db8::7",
        text="The drip line saved my balcony.",
    )
    make_comment(name="Luc", email="luc@mail.example", website="https://luc.example", ip="192.0.2.7")

    for q in (
        "carpentier",
        "INÈS",
        "ines.c@mail.example",
        "ines.example",
        "https://ines.example",
        "2001:db8::7",
    ):
        assert found(q) == [comment.id], q
    for q in ('"drip line"', "balc", "balcony ines"):
        assert found(q) == [comment.id], q


def test_an_e_mail_host_or_address_finds_just_that(app):
    jo = make_comment(email="jo@corp.example", website="https://corp.example/about", ip="::1", text="One")
    make_comment(email="mary.jo@corp.example", ip="2001:db8::1", text="1")
    make_comment(website="https://shop.corp.example.evil.example/corp", ip="192.0.2.1", text="Two")
    told = make_comment(text="Ask at (www.corp.example), or 192.0.2.9.")

    assert found("jo@corp.example") == [jo.id]
    assert found("corp.example") == found("https://corp.example") == [jo.id, told.id]
    assert found("::1") == found("0:0:0:0:0:0:0:1") == [jo.id]
    assert found("192.0.2.9") == [told.id]


def test_words_are_found_where_no_spaces_stand_between_them(app):
    japanese = make_comment(name="X", text="昨日は大根の味噌汁を作りました。とても美味しい")
    thai = make_comment(name="X", text="ปลูกผักชีในสวนหลังบ้าน")
    chinese = make_comment(name="X", text="我喜欢种番茄和白菜abc")
    make_comment(name="X", text="🥔 potatoes")

    assert found("味噌汁") == found("大根") == found("汁") == found("美味") == [japanese.id]
    assert found("ผักชี") == [thai.id]
    assert found("番茄") == found("白菜") == found("菜") == found("白菜abc") == [chinese.id]
    assert found("茄番") == found("白菜 味噌汁") == []


def test_emoji_are_found(app):
    comment = make_comment(name="X", text="So hot🔥🔥 today ❤️ 👩‍🌾")
    make_comment(name="X", text="So cold today")

    for q in ("🔥", "🔥🔥", "❤", "hot🔥", "👩‍🌾", "today 🔥"):
        assert found(q) == [comment.id], q
    assert found("🔥🔥🔥") == found("❄") == []


def test_a_mention_is_found_by_where_it_comes_from(app):
    mention = make_mention(source="https://blog.example/my-post")
    make_comment()

    assert found("blog.example") == [mention.id]
    assert found("https://blog.example/my-post") == [mention.id]


def test_all_words_must_be_there_and_those_in_quotes_in_a_row(app):
    one = make_comment(text="Leek soup with bread")
    other = make_comment(text="Soup of leeks")

    assert found("soup leek") == [one.id, other.id]
    assert found('"leek soup"') == [one.id]
    assert found("leek bread") == [one.id]
    assert found("leek turnip") == []


def test_short_words_are_found_whole_and_longer_ones_by_their_beginning(app):
    comment = make_comment(name="X", text="We go to the market")

    assert found("go mar") == [comment.id]
    assert found("g") == found("m") == found("ma") == found('"mar"') == []


def test_signs_and_what_the_databases_take_for_operators_find_nothing_of_their_own(app):
    comment = make_comment(name="X", text="near and or not")
    make_comment(text="Nothing of all that")

    assert found("near AND or NOT") == [comment.id]
    for q in (
        "* ( ) : ^ - + | & ! < > ' ; --",
        '"',
        '""""',
        "site:s1",
        "words : x",
        "x:* | y",
        "{} NEAR/3",
        "%_",
    ):
        assert comment.id not in found(q), q


def test_a_search_keeps_to_site_status_kind_and_rule(app):
    one, other = make_site("one"), make_site("other")
    both = moderator(one, other)
    here = make_comment(one, text="Leek soup")
    spam = make_comment(one, text="Leek soup too", honeypot="x", status="spam")
    mention = make_mention(one, text="Leek soup again")
    there = make_comment(other, text="Leek soup there")

    assert found("leek", both) == [here.id, spam.id, mention.id, there.id]
    assert found("leek", both, site="other") == [there.id]
    assert found("leek", both, status=Status.SPAM) == [spam.id]
    assert found("leek", both, status=Status.SPAM, rule="honeypot") == [spam.id]
    assert found("leek", both, kind=Kind.PINGBACK) == [mention.id]
    assert found("leek", both, sort="newest") == [there.id, mention.id, spam.id, here.id]
    assert found("leek", moderator(other)) == [there.id]
    assert found("leek", moderator(make_site("third"))) == []


def test_of_more_hits_than_are_looked_at_the_newest_are_listed_and_it_is_told(app):
    oldest = make_comment(text="Leek soup")
    newer = copies(oldest, 2_000)
    rare = make_comment(text="Leek soup and turnip")

    with reading() as session:
        many = queue.read(session, moderator(), Filters(q="leek"))
        few = queue.read(session, moderator(), Filters(q="turnip"))
        until = rare.received_at
        counted = queue.count_matching(session, rare.site_id, Filters(q="leek"), until)
        before = queue.matching(
            session, rare.site_id, Filters(q="leek"), until=oldest.received_at, after=None, size=9
        )

    assert [card.id for card in many.cards] == newer[1:26]
    walked, after = [], None
    with reading() as session:
        while True:
            q = Filters(q="leek", status=None)
            piece = queue.matching(session, rare.site_id, q, until=until, after=after, size=900)
            walked += [row.id for row in piece.rows]
            if (after := piece.next) is None:
                break

    assert walked == [rare.id, *reversed(newer), oldest.id]
    assert (many.is_newest, many.is_short, few.is_newest) == (True, False, False)
    assert counted == 2_001
    assert [row.id for row in before.rows] == [oldest.id]


def test_what_waits_is_found_behind_any_number_that_were_decided(app):
    waiting = make_comment(text="Leek soup")
    copies(make_comment(text="Leek soup", status="approved"), 2_100)

    with reading() as session:
        pending = queue.read(session, moderator(), Filters(q="leek"))
        n = queue.count_matching(session, waiting.site_id, Filters(q="leek"), tick())

    assert [card.id for card in pending.cards] == [waiting.id]
    assert (pending.is_newest, n) == (False, 1)


@given(lines=st.lists(LINES, min_size=1, max_size=5), asked=ASKED)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_found_is_what_holds_the_words(app, lines, asked):
    site = make_site(f"site-{number()}")
    made = [make_comment(site, name="", email="", text=line) for line in lines]
    phrases = question(asked).phrases

    expected = [
        c.id for c, line in zip(made, lines, strict=True) if phrases and all(holds(line, p) for p in phrases)
    ]

    assert found(asked, moderator(site)) == expected


def holds(line: str, phrase: Phrase) -> bool:
    words, wanted = [*words_of(line), *wholes_of(line)], list(phrase.words)
    rows = [words[at : at + len(wanted)] for at in range(len(words) - len(wanted) + 1)]
    if phrase.is_open:
        return any(row[:-1] == wanted[:-1] and row[-1].startswith(wanted[-1]) for row in rows)
    return wanted in rows
