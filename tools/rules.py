"""Measures the shipped rules on the folder of labelled comments, and writes docs/rules.md.

Run by `make rules`. The figures are kept in docs/measured.json, so that the document can be written again
without the comments, of which nothing is copied. A test asks whether it is what the code and the figures say.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from moderation.cli.measure import figures
from moderation.domain.labelled import read
from moderation.domain.measure import Judged, measure
from moderation.domain.score import score
from moderation.rules.book import Book
from moderation.words import Status
from tests.shared import ROOT, SHARED
from tools.rules_document import document

DOCUMENT = ROOT / "docs" / "rules.md"
FIGURES = ROOT / "docs" / "measured.json"
CASES = "cases"
"""The file of written cases, which say themselves what is right."""
SAID = {Status.APPROVED: "approve", Status.PENDING: "hold", Status.REJECTED: "hold", Status.SPAM: "spam"}
LEARNED = "learned"
"""The rule that is taught by decisions: goals are set with it and without."""


def main(folder: Path) -> None:
    """Measure where the comments are, and write the document."""
    if folder.is_dir():
        kept = json.dumps(measured(folder), ensure_ascii=False, indent=1)
        FIGURES.write_text(f"{kept}\n", "utf-8")
    else:
        print(f"No labelled comments at {folder}: the figures stay as they are.")  # noqa: T201
    DOCUMENT.write_text(document(kept_figures()), "utf-8")
    print(f"{DOCUMENT.relative_to(ROOT)} is written.")  # noqa: T201


def kept_figures() -> Any:
    """The figures as they were last measured."""
    return json.loads(FIGURES.read_text("utf-8"))


def measured(folder: Path) -> dict[str, Any]:
    """All figures of the shipped rules, with and without what is learned."""
    shipped, without = Book(), without_learned(Book())
    return {
        "shipped": of_sources(folder, shipped),
        "without_learned": of_sources(folder, without)["total"] if without is not None else None,
        "cases": of_cases(folder, shipped),
    }


def without_learned(book: Book) -> Book | None:
    """The book with that rule off; None where it has none that is on."""
    rules = tuple(replace(rule, on=False) if rule.key == LEARNED else rule for rule in book.rules)
    return replace(book, rules=rules) if rules != book.rules else None


def of_sources(folder: Path, book: Book) -> dict[str, Any]:
    """What became of the comments of all sources; not how long it took, which is another each time."""
    files = sorted(file for file in folder.glob("*.jsonl") if file.stem != CASES)
    found = figures(score(each for file in files for each in judged(file, book)))
    for counts in (found["total"], *found["sources"].values()):
        del counts["ms_median"]
    return found


def of_cases(folder: Path, book: Book) -> dict[str, int]:
    """How many written cases come out as they say."""
    file = folder / f"{CASES}.jsonl"
    accepted = [json.loads(line)["accept"] for line in file.read_text("utf-8").splitlines()]
    said = [SAID[each.status] for each in judged(file, book)]
    right = sum(word in words for word, words in zip(said, accepted, strict=True))
    return {"right": right, "all": len(said)}


def judged(file: Path, book: Book) -> list[Judged]:
    """The comments of one file."""
    with file.open("rb") as lines:
        return list(measure(read(lines, file.name), book))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "corpus")
