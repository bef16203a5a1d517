"""Gathers the sentences of the program, brings the catalogues up to date, compiles them.

Run by `make translations`. A test asks the same questions (`missing`, `is_compiled`), so that a
sentence without a translation or a stale catalogue is met before anybody reads it.
"""

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from jinja2.ext import babel_extract

ROOT = Path(__file__).parent.parent
HOME = ROOT / "moderation" / "translations"
MARKS = {"N_", "gettext", "_"}
LANGUAGES = ("fr",)
BORN = datetime(2026, 1, 1, tzinfo=UTC)
"""A date that does not change, so that a catalogue changes only with its sentences."""

Found = tuple[str | tuple[str, str], str]
"""A sentence (or its singular and plural) and the file that says it."""


def main() -> None:
    """Update every catalogue and compile it; say what is missing."""
    template = gathered()
    for language in LANGUAGES:
        catalogue = updated(language, template)
        with source(language).open("wb") as file:
            pofile.write_po(
                file, catalogue, width=100, sort_output=True, ignore_obsolete=True, no_location=True
            )
        compiled(language).write_bytes(as_compiled(catalogue))
        print(f"{language}: {len(catalogue)} sentences, {len(missing(catalogue))} missing")  # noqa: T201


def gathered() -> Catalog:
    """All sentences of the program."""
    template = Catalog(project="Moderation", charset="utf-8")
    for sentence, file in sorted(in_python() | in_templates(), key=str):
        template.add(sentence, locations=[(file, 0)])
    return template


def in_python() -> set[Found]:
    """What is marked in the code, and what rules say about themselves in their docstrings."""
    found: set[Found] = set()
    for path in sorted((ROOT / "moderation").rglob("*.py")):
        tree, name = ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT))
        found |= {(sentence, name) for sentence in sentences(tree)}
        if path.parent.parent.name == "rules":
            found |= {(about, name) for about in abouts(tree)}
    return found


def sentences(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """Marked sentences; two side by side are the singular and the plural of one."""
    paired: set[int] = set()
    for node in ast.walk(tree):
        for one, many in pairs(node):
            paired |= {id(one), id(many)}
            yield text_of(one), text_of(many)
    for node in ast.walk(tree):
        if is_marked(node) and id(node) not in paired:
            yield text_of(node)


def pairs(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """The singular and plural that a call (`counts`, `why` and `many`) or a pair of names holds."""
    if isinstance(node, ast.Call):
        words = {word.arg: word.value for word in node.keywords}
        if is_marked(words.get("why")) and is_marked(words.get("many")):
            yield words["why"], words["many"]
        sides = node.args
    elif isinstance(node, ast.Tuple):
        sides = node.elts if not isinstance(node.ctx, ast.Store) else []
    else:
        return
    is_count = isinstance(node, ast.Tuple) or getattr(node.func, "attr", "") == "counts"
    for one, many in pairwise(sides):
        if is_count and is_marked(one) and is_marked(many) and "{n" in text_of(many):
            yield one, many


def is_marked(node: ast.AST | None) -> bool:
    """Whether this is a call that marks a sentence written out in place."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKS
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def text_of(node: ast.AST) -> str:
    """The sentence of a marked call."""
    return str(ast.literal_eval(node.args[0])) if isinstance(node, ast.Call) else ""


def abouts(tree: ast.Module) -> Iterator[str]:
    """The docstrings of a rule's classes that have a title, as the rules page shows them."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any("title" in ast.dump(part) for part in node.body):
            yield " ".join((ast.get_docstring(node) or "").split())


def in_templates() -> set[Found]:
    """What templates mark."""
    found: set[Found] = set()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
        file = io.BytesIO(path.read_bytes())
        for _, _, sentence, _ in babel_extract(file, ("_", "gettext", "ngettext"), [], options):
            said = said_in(sentence)
            if said:  # nothing where the argument is a value, which is marked where it is written
                found.add((said, str(path.relative_to(ROOT))))
    return found


def said_in(arguments: str | tuple[str | None, ...] | None) -> str | tuple[str, str] | None:
    """The sentence, or singular and plural, among the arguments of a call in a template; None of none."""
    texts = [text for text in ([arguments] if isinstance(arguments, str) else arguments or ()) if text]
    if len(texts) > 1:
        return texts[0], texts[1]
    else:
        return texts[0] if texts else None


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue of a language with exactly the sentences of the program; translations are kept."""
    if source(language).exists():
        with source(language).open("rb") as file:
            catalogue = pofile.read_po(file, locale=language)
    else:
        source(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(locale=language, project="Moderation", charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment = "# The program in another language. msgid is the English sentence."
    catalogue.creation_date = catalogue.revision_date = BORN
    return catalogue


def missing(catalogue: Catalog) -> list[str]:
    """Sentences without a translation, or with half of one."""
    return [str(message.id) for message in catalogue if message.id and not is_whole(message.string)]


def is_whole(string: object) -> bool:
    """Whether a translation says something in each of its forms."""
    forms = string if isinstance(string, list | tuple) else [string]
    return bool(forms) and all(forms)


def as_compiled(catalogue: Catalog) -> bytes:
    """The catalogue in gettext's binary form, the same for the same sentences."""
    file = io.BytesIO()
    mofile.write_mo(file, catalogue)
    return file.getvalue()


def source(language: str) -> Path:
    """Where translators write."""
    return HOME / language / "LC_MESSAGES" / "messages.po"


def compiled(language: str) -> Path:
    """What the program reads."""
    return source(language).with_suffix(".mo")


if __name__ == "__main__":
    main()
