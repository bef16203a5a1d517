"""One file writes a status: counters, numbers, events and the thread hang on it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import moderation

HOME = Path(moderation.__file__).parent
WRITER = "domain/turn.py"
STATEMENTS = "store/comments.py"
MIRROR = "store/reasons.py"
"""Rows that repeat a comment's status, so that a queue can be listed by a reason."""

OF_A_TURN = {"status", "decided_kind", "decided_by", "decided_at", "decision", "shown_below"}
"""What of a comment only a turn may change."""

WRITING = {
    *("add", "move", "turn_if_unchanged", "give_number", "show_more_below"),
    *("turn_all", "move_all", "show_more_in_all", "rewrite"),
}
"""The statements that write it."""

FILES = sorted(HOME.rglob("*.py"))


def written(tree: ast.AST) -> Iterator[str]:
    """The names that a file gives a value, as an attribute or in a statement's `.values(…)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.Call(func=ast.Attribute(attr="values"), keywords=given):
                yield from (keyword.arg for keyword in given if keyword.arg)
            case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value=str(name)), *_]):
                yield name


def called(tree: ast.AST) -> Iterator[str]:
    """The statements of comments that a file runs."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="comments" | "reasons"), attr=name)):
                yield name


def read(file: Path) -> ast.AST:
    return ast.parse(file.read_text("utf-8"))


def test_the_look_finds_each_way_to_write_a_status():
    ways = (
        "comment.status = Status.SPAM",
        "update(Comment).values(status=status)",
        'setattr(comment, "status", status)',
    )

    assert all("status" in written(ast.parse(way)) for way in ways)
    assert set(called(read(HOME / WRITER))) >= WRITING
    assert "shown_below" in written(read(HOME / STATEMENTS))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(HOME).as_posix())
def test_no_other_file_writes_what_a_turn_decides(file):
    name, tree = file.relative_to(HOME).as_posix(), read(file)

    if name not in (STATEMENTS, MIRROR):
        assert not OF_A_TURN & set(written(tree))
    if name != WRITER:
        assert not WRITING & set(called(tree))
