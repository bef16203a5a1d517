"""In which language a text is written, told here and without asking anybody."""

import whatlang

CODES = (
    "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng "
    "eo:epo es:spa et:est fa:pes fi:fin fr:fra gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind it:ita "
    "ja:jpn jv:jav ka:kat km:khm kn:kan ko:kor la:lat lt:lit lv:lav mk:mkd ml:mal mr:mar my:mya nb:nob "
    "ne:nep nl:nld nn:nob no:nob or:ori pa:pan pl:pol pt:por ro:ron ru:rus si:sin sk:slk sl:slv sn:sna "
    "sr:srp sv:swe ta:tam te:tel th:tha tk:tuk tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:cmn "
    "zu:zul"
)
NAMES = dict(pair.split(":") for pair in CODES.split())
"""The languages that can be told: their codes of ISO 639-1 by which people name them, and of ISO 639-3."""
ALIKE = tuple(
    frozenset(group.split())
    for group in (
        *("afr nld", "aze tuk tur uzb", "bel bul mkd rus srp ukr", "cat por spa", "ces slk", "dan nob swe"),
        *("est fin", "hin mar nep", "hrv slv srp", "ind jav", "lav lit", "ara pes urd", "heb yid", "deu yid"),
    )
)
"""What is taken for one another in a few words."""


def language_of(text: str) -> str | None:
    """The language of a text, in three letters of ISO 639-3; None where that is not sure."""
    try:
        found = whatlang.detect(text)
    except ValueError:  # no letters, or of no language that it knows
        return None
    return str(found.lang) if found.is_reliable else None  # type: ignore[attr-defined]  # missing in its stubs


def code_of(name: str) -> str | None:
    """A language's code of ISO 639-3 from what names it: `fr`, `fra`, a locale such as `pt_BR`; else None."""
    head = name.strip().lower().replace("_", "-").partition("-")[0]
    return NAMES.get(head) or (head if head in NAMES.values() else None)


def short_code(code: str) -> str:
    """The code of ISO 639-1 by which people name a language, from that of ISO 639-3."""
    return next((short for short, long in NAMES.items() if long == code), code)


def near(code: str) -> frozenset[str]:
    """A language and all those that are taken for it."""
    return frozenset({code}).union(*(group for group in ALIKE if code in group))
