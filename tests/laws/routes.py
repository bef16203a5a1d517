"""The table of all routes: how each is asked, and what everybody who may come is answered."""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint

ROLES = ("visitor", "stan", "ada", "mina", "olga", "token", "foreign")
"""Stan moderates another site, Ada administers and is no member, Mina moderates, Olga owns; a program with
a token of the site, and one with a token of Stan's."""

MEMBERS = {"mina", "olga", "token"}
PUBLIC = ("thread.show", "api_threads.show")


@dataclass(frozen=True)
class Row:
    """One route: how it is asked, and what each role is answered."""

    endpoint: str
    method: str
    path: str
    answers: str
    form: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"

    def expected(self, role: str) -> int:
        """The status for this role."""
        return int(self.answers.split()[ROLES.index(role)])

    def filled(self, about: dict[str, Any]) -> str:
        """The address, about these things."""
        return self.path.format(**about)

    def sent(self, about: dict[str, Any]) -> dict[str, str]:
        """The form, about these things."""
        return {name: value.format(**about) for name, value in self.form.items()}

    def is_of(self, blueprints: tuple[Blueprint, ...]) -> bool:
        """Whether this is a form of one of these blueprints."""
        return self.method == "POST" and self.endpoint.split(".")[0] in {bp.name for bp in blueprints}


V = {"version": "1"}
FORM = {"url": "{url}", "stamp": "{stamp}", "submission_id": "{new}", "name": "Lea", "text": "I sow {new}."}
TABLE = (
    #                                                        visitor stan ada mina olga token foreign
    Row("sessions.front", "GET", "/", "302 302 302 302 302 302 302"),
    Row("sessions.login", "GET", "/login", "200 302 302 302 302 200 200"),
    Row("sessions.sign_in", "POST", "/login", "422 422 422 422 422 422 422", {"email": "x", "password": "y"}),
    Row("sessions.logout", "POST", "/logout", "303 303 303 303 303 303 303"),
    Row("queue.show", "GET", "/queue", "303 200 200 200 200 303 303"),
    Row("fresh.show", "GET", "/queue/fresh", "303 303 303 303 303 303 303"),
    Row("comments.show", "GET", "/comments/{pending}", "303 404 404 200 200 303 303"),
    Row("comments.beside", "GET", "/comments/{pending}/context", "303 404 404 200 200 303 303"),
    Row(
        "comments.write_note",
        "POST",
        "/comments/{pending}/notes",
        "303 404 404 303 303 303 303",
        {"note": "Ask Olga first."},
    ),
    Row("comments.remove_note", "POST", "/notes/{note}/remove", "303 404 404 303 403 303 303"),
    Row("decisions.decide_one", "POST", "/comments/{pending}/approve", "303 404 404 303 303 303 303", V),
    Row(
        "decisions.reply",
        "POST",
        "/comments/{pending}/reply",
        "303 404 404 303 303 303 303",
        {**V, "text": "Thank you."},
    ),
    Row("words.write", "GET", "/comments/{pending}/edit", "303 404 404 200 200 303 303"),
    Row(
        "words.rewrite",
        "POST",
        "/comments/{pending}/edit",
        "303 404 404 303 303 303 303",
        {**V, "text": "Other words.", "name": "Lea"},
    ),
    Row("words.ask", "GET", "/comments/{pending}/erase", "303 404 404 403 200 303 303"),
    Row(
        "words.delete",
        "POST",
        "/comments/{pending}/erase",
        "303 404 404 403 303 303 303",
        {**V, "sure": "y"},
    ),
    Row("sources.remember_one", "POST", "/comments/{mentioned}/trust", "303 404 404 403 303 303 303", V),
    Row("examples.write", "GET", "/comments/{pending}/example?do=block-words", "303 404 404 403 200 303 303"),
    Row(
        "examples.look",
        "POST",
        "/comments/{pending}/example/reach?do=block-words",
        "303 404 404 403 200 303 303",
        {"line_0": "casino", "field_text": "y"},
    ),
    Row(
        "examples.listed",
        "GET",
        "/comments/{pending}/example/approved?do=block-words&line_0=casino&field_text=y",
        "303 404 404 403 200 303 303",
    ),
    Row(
        "examples.save",
        "POST",
        "/comments/{pending}/example?do=block-words",
        "303 404 404 403 303 303 303",
        {**V, "line_0": "word {new}", "field_text": "y"},
    ),
    Row("mentions.show", "GET", "/mentions", "303 200 200 200 200 303 303"),
    Row("mentions.check", "POST", "/mentions/{mention}/check", "303 404 404 303 303 303 303"),
    Row("bulk.ask", "GET", "/comments/bulk?all=1", "303 200 200 200 200 303 303"),
    Row(
        "bulk.act",
        "POST",
        "/comments/bulk",
        "303 404 404 303 303 303 303",
        {"action": "spam", "ids": "{pending}:1"},
    ),
    Row("bulk.show", "GET", "/bulk/{bulk}", "303 404 404 200 200 303 303"),
    Row("bulk.stop", "POST", "/bulk/{bulk}/stop", "303 404 404 303 303 303 303"),
    Row("decisions.undo", "POST", "/events/{event}/undo", "303 404 404 303 303 303 303"),
    Row("rules.show", "GET", "/settings/{site}/rules", "303 404 404 403 200 303 303"),
    Row("rules.save", "POST", "/settings/{site}/rules", "303 404 404 403 422 303 303", {"hold_from": "x"}),
    Row("rules.try_text", "POST", "/settings/{site}/rules/try", "303 404 404 403 422 303 303"),
    Row("trials.start", "POST", "/settings/{site}/rules/trial", "303 404 404 403 422 303 303"),
    Row("trials.show", "GET", "/settings/{site}/rules/trial/{trial}", "303 404 404 403 200 303 303"),
    Row("trials.listed", "GET", "/settings/{site}/rules/trial/{trial}/held", "303 404 404 403 200 303 303"),
    Row("again.ask", "GET", "/settings/{site}/rules/again", "303 404 404 403 200 303 303"),
    Row(
        "again.judge",
        "POST",
        "/settings/{site}/rules/again",
        "303 404 404 403 303 303 303",
        {"asked": "{new}"},
    ),
    Row("suggestions.show", "GET", "/settings/{site}/suggestions", "303 404 404 403 200 303 303"),
    Row("suggestions.look", "POST", "/settings/{site}/suggestions/look", "303 404 404 403 303 303 303"),
    Row(
        "suggestions.settle",
        "POST",
        "/settings/{site}/suggestions/{suggestion}/hide",
        "303 404 404 403 303 303 303",
    ),
    Row("lists.index", "GET", "/settings/{site}/lists", "303 404 404 403 200 303 303"),
    Row("lists.show", "GET", "/settings/{site}/lists/trusted.who", "303 404 404 403 200 303 303"),
    Row(
        "lists.add",
        "POST",
        "/settings/{site}/lists/blocked_words.words",
        "303 404 404 403 303 303 303",
        {"text": "word {new}", "field_text": "y"},
    ),
    Row(
        "lists.paste",
        "POST",
        "/settings/{site}/lists/blocked_words.words/paste",
        "303 404 404 403 303 303 303",
        {"lines": "words {new}"},
    ),
    Row(
        "lists.change",
        "POST",
        "/settings/{site}/lists/trusted.who/lines/{line}",
        "303 404 404 403 303 303 303",
        {"text": "partner-{new}.example"},
    ),
    Row(
        "lists.remove",
        "POST",
        "/settings/{site}/lists/trusted.who/lines/{line}/remove",
        "303 404 404 403 303 303 303",
    ),
    Row(
        "lists.export", "GET", "/settings/{site}/lists/trusted.who/export.txt", "303 404 404 403 200 303 303"
    ),
    Row("audit.show", "GET", "/audit", "303 200 200 200 200 303 303"),
    Row("changes.show", "GET", "/settings/{site}/rules/history", "303 404 404 403 200 303 303"),
    Row(
        "changes.revert",
        "POST",
        "/settings/{site}/rules/history/{event}/revert",
        "303 404 404 403 404 303 303",
    ),
    Row("learned.show", "GET", "/settings/{site}/learned", "303 404 404 403 200 303 303"),
    Row("learned.forget_all", "POST", "/settings/{site}/learned/forget", "303 404 404 403 303 303 303"),
    Row("wordpress.show", "GET", "/settings/{site}/rules/wordpress", "303 404 404 403 200 303 303"),
    Row(
        "wordpress.take",
        "POST",
        "/settings/{site}/rules/wordpress",
        "303 404 404 403 303 303 303",
        {"disallowed": "casino {new}"},
    ),
    Row("waves.begin", "POST", "/waves", "303 404 404 303 303 303 303", {"site": "{site}", "hours": "6"}),
    Row("waves.set_aside", "POST", "/waves/aside", "303 404 404 303 303 303 303", {"site": "{site}"}),
    Row("waves.end", "POST", "/waves/{wave}/end", "303 404 404 303 303 303 303"),
    Row("pages.switch", "POST", "/pages/{page}/close", "303 404 404 403 303 303 303"),
    Row("sendings.listed", "GET", "/mentions/sent", "303 200 200 200 200 303 303"),
    Row("sendings.again", "POST", "/mentions/sent/{sending}/again", "303 404 404 303 303 303 303"),
    Row("sendings.show", "GET", "/settings/{site}/mentions", "303 404 404 403 200 303 303"),
    Row(
        "sendings.save",
        "POST",
        "/settings/{site}/mentions",
        "303 404 404 403 303 303 303",
        {"feed": "https://potager.example/feed-{new}.xml"},
    ),
    Row("profile.show", "GET", "/profile", "303 200 200 200 200 303 303"),
    Row(
        "profile.save",
        "POST",
        "/profile",
        "303 303 303 303 303 303 303",
        {"locale": "fr", "timezone": "Europe/Paris"},
    ),
    Row("thread.show", "GET", "/s/{site}/thread?url={url}", "200 200 200 200 200 200 200"),
    Row(
        "thread.like_comment",
        "POST",
        "/s/{site}/comments/{approved}/like",
        "303 303 303 303 303 303 303",
        {"url": "{url}", "stamp": "{stamp}"},
    ),
    Row(
        "reports.report",
        "POST",
        "/s/{site}/comments/{approved}/report",
        "303 303 303 303 303 303 303",
        {"url": "{url}", "stamp": "{stamp}"},
    ),
    Row(
        "thread.like_page",
        "POST",
        "/s/{site}/like?url={url}",
        "303 303 303 303 303 303 303",
        {"stamp": "{stamp}"},
    ),
    Row(
        "form.submit_comment",
        "POST",
        "/s/{site}/comments",
        "303 303 303 303 303 303 303",
        {**FORM, "email": "{new}@mail.example"},
    ),
    Row("pingback.receive", "POST", "/s/{site}/xmlrpc", "200 200 200 200 200 200 200"),
    Row(
        "webmention.receive",
        "POST",
        "/s/{site}/webmention",
        "202 202 202 202 202 202 202",
        {"source": "https://notes.example/{new}", "target": "{url}"},
    ),
    Row("webmention.show", "GET", "/s/{site}/webmention/nothing", "404 404 404 404 404 404 404"),
    Row("trackback.receive", "POST", "/s/{site}/trackback?url={url}", "200 200 200 200 200 200 200"),
    Row("api_comments.create", "POST", "/api/v1/comments", "401 401 401 401 401 201 422"),
    Row("api_comments.listed", "GET", "/api/v1/comments", "401 401 401 401 401 200 200"),
    Row("api_comments.one", "GET", "/api/v1/comments/{pending}", "401 401 401 401 401 200 404"),
    Row("api_decisions.decide_one", "POST", "/api/v1/comments/{pending}/spam", "401 401 401 401 401 200 404"),
    Row("api_decisions.reply", "POST", "/api/v1/comments/{pending}/reply", "401 401 401 401 401 200 404"),
    Row("api_threads.show", "GET", "/api/v1/threads?url={url}", "200 200 200 200 200 200 200"),
    Row("machine.healthz", "GET", "/healthz", "200 200 200 200 200 200 200"),
    Row("machine.readyz", "GET", "/readyz", "200 200 200 200 200 200 200"),
    Row("scripts.show", "GET", "/scripts/desk.js", "200 200 200 200 200 200 200"),
)
