"""Lists of any length: each line of a rule's list as a row of its own, no longer a part of its site's row.

Revision 0008, after 0007.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_ONCE = 1_000

# What stood in the JSON, and how it is written from now on, as both were at this revision.
WORDS = ("blocked_words.words", "held_words.words", "trusted.words")
FIELDS = {"name": "N", "email": "E", "website": "W", "text": "T", "address": "I", "agent": "A"}
USUAL = "NEWT"
OPTIONS = re.compile(r"(?P<text>.*\S)\s*\[(?P<options>[^\[\]]*)\]")
TELLS_CASE = re.compile(r"/|\[[^\[\]]*\b(?:case|expression)\b[^\[\]]*\]\s*$")

SITE = sa.table(
    "site",
    sa.column("id", NUMBER),
    sa.column("book", sa.JSON()),
    sa.column("lists", sa.JSON()),
    sa.column("created_at", MOMENT),
)
LINE = sa.table(
    "line",
    sa.column("id", NUMBER),
    sa.column("site_id", NUMBER),
    sa.column("list", sa.String()),
    sa.column("key", sa.LargeBinary(16)),
    sa.column("text", sa.String()),
    sa.column("added_by", sa.String()),
    sa.column("added_by_id", NUMBER),
    sa.column("added_at", MOMENT),
    sa.column("why", sa.String()),
)
EVENT = sa.table(
    "event",
    sa.column("site_id", NUMBER),
    sa.column("number", NUMBER),
    sa.column("action", sa.String()),
    sa.column("at", MOMENT),
    sa.column("actor_kind", sa.String()),
    sa.column("actor_id", NUMBER),
    sa.column("actor_name", sa.String()),
    sa.column("detail", sa.JSON()),
)


def upgrade() -> None:
    """Bring the tables to this revision."""
    op.add_column("site", sa.Column("lists", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "line",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_by_id", NUMBER, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("line_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("line_pkey")),
        sa.UniqueConstraint("site_id", "list", "key", name=op.f("line_site_id_list_key_key")),
    )
    op.create_index("line_list", "line", ["site_id", "list", "id"])
    bind = op.get_bind()
    for site in bind.execute(sa.select(SITE.c.id, SITE.c.book, SITE.c.created_at)).all():
        _to_rows(bind, site)


def downgrade() -> None:
    """Take this revision back: the lines go back into their site's row, without who added them and why."""
    bind = op.get_bind()
    for site in bind.execute(sa.select(SITE.c.id, SITE.c.book, SITE.c.lists)).all():
        if site.lists:
            _to_json(bind, site)
    op.drop_index("line_list", "line")
    op.drop_table("line")
    op.drop_column("site", "lists")


def _to_rows(bind: sa.Connection, site: Any) -> None:
    book, lists = dict(site.book), {}
    rules: dict[str, dict[str, Any]] = {}
    found = list(_lists(book))
    added = _added(bind, site.id) if found else {}
    for name, values in found:
        texts: dict[bytes, str] = {}
        for value in values:
            texts.setdefault(_key(_line(name, value)), _line(name, value))
        unknown = {"added_by": "", "added_by_id": None, "added_at": site.created_at}
        rows = [
            {
                "site_id": site.id,
                "list": name,
                "key": key,
                "text": text,
                "why": "",
                **added.get((name, text), unknown),
            }
            for key, text in texts.items()
        ]
        for at in range(0, len(rows), AT_ONCE):
            bind.execute(sa.insert(LINE), rows[at : at + AT_ONCE])
        lists[name] = {"n": len(rows), "mark": _mark(site.id, texts)}
    if lists:
        for key, values in book["rules"].items():
            rest = {param: value for param, value in values.items() if not isinstance(value, list)}
            if rest:
                rules[key] = rest
        book = {name: value for name, value in book.items() if name != "rules"}
        kept = {**book, "rules": rules} if rules else book
        bind.execute(sa.update(SITE).where(SITE.c.id == site.id).values(book=kept, lists=lists))


def _lists(book: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for key, values in book.get("rules", {}).items():
        for param, value in values.items():
            if isinstance(value, list):
                yield f"{key}.{param}", value


def _added(bind: sa.Connection, site_id: int) -> dict[tuple[str, str], dict[str, Any]]:
    """Who put each line on its list, and when, as the log tells: the last time that it came."""
    columns = (EVENT.c.at, EVENT.c.actor_kind, EVENT.c.actor_id, EVENT.c.actor_name, EVENT.c.detail)
    changes = sa.select(*columns).where(EVENT.c.site_id == site_id, EVENT.c.action == "rules")
    added: dict[tuple[str, str], dict[str, Any]] = {}
    for line in bind.execute(changes.order_by(EVENT.c.number)):
        account = line.actor_id if line.actor_kind == "member" else None
        origin = {"added_by": line.actor_name, "added_by_id": account, "added_at": line.at}
        for path, before, after in line.detail.get("changes", ()):
            name = path.removeprefix("rules.")
            if isinstance(after, list):
                was = {_line(name, value) for value in before or ()}
                new = (text for text in (_line(name, value) for value in after) if text not in was)
                added.update(((name, text), origin) for text in new)
    return added


def _line(name: str, value: Any) -> str:
    """A line as a person types it."""
    given = {"text": value} if isinstance(value, str) else value
    text = str(given["text"])
    if name not in WORDS:
        return text
    fields = given.get("fields", USUAL)
    options = ["inside"] if not given.get("whole", True) else []
    options += ["case"] if given.get("case", False) else []
    options += [word for word, letter in FIELDS.items() if letter in fields] if fields != USUAL else []
    return f"{text} [{', '.join(options)}]" if options or OPTIONS.fullmatch(text) else text


def _value(name: str, line: str) -> Any:
    """A line as it stands in the JSON."""
    found = OPTIONS.fullmatch(line) if name in WORDS else None
    if found is None:
        return line
    options = [option.strip() for option in found["options"].split(",")]
    value: dict[str, Any] = {"text": found["text"]}
    value |= {"whole": False} if "inside" in options else {}
    value |= {"case": True} if "case" in options else {}
    fields = "".join(letter for word, letter in FIELDS.items() if word in options)
    value |= {"fields": fields} if fields else {}
    return value if len(value) > 1 else value["text"]


def _key(text: str) -> bytes:
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    same = plain if TELLS_CASE.search(plain) else unicodedata.normalize("NFKC", plain.casefold())
    return blake2b(same.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _mark(site_id: int, texts: Mapping[bytes, str]) -> str:
    return blake2b(b"".join([str(site_id).encode(), *texts]), digest_size=8).hexdigest()


def _to_json(bind: sa.Connection, site: Any) -> None:
    book = dict(site.book)
    rules = {key: dict(values) for key, values in book.get("rules", {}).items()}
    for name in site.lists:
        key, _, param = name.partition(".")
        texts = sa.select(LINE.c.text).where(LINE.c.site_id == site.id, LINE.c.list == name)
        lines = bind.execute(texts.order_by(LINE.c.id)).scalars()
        rules.setdefault(key, {})[param] = [_value(name, line) for line in lines]
    bind.execute(sa.update(SITE).where(SITE.c.id == site.id).values(book={**book, "rules": rules}))
