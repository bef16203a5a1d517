"""A tab of a browser, without scripts or with HTMX: a page, and the buttons that it has."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.store.comments import Comment
from tests.web.markup import Element, read

HOST = "http://localhost"


class Tab:
    """A page as it was when it was loaded; the buttons on it stay, whatever others do meanwhile."""

    def __init__(self, client: FlaskClient, path: str, **query: Any) -> None:
        self.client = client
        self.answer = client.get(path, query_string=query or None)
        self.path = self.answer.request.full_path.rstrip("?")

    @cached_property
    def page(self) -> Element:
        """What stands on the page."""
        return read(self.answer.text)

    def press(
        self,
        label: str,
        within: str = "",
        fields: Mapping[str, str] | None = None,
        *,
        htmx: bool = False,
        **typed: str,
    ) -> TestResponse:
        """The answer to a button, with what its form holds and what was typed; `within` is an id.

        `fields` is for names that Python cannot say.
        """
        page = self.page
        box = page.one(id=within) if within else page
        button = next((found for found in box.all("button") if found.text == label), None)
        assert button is not None, f"no button {label!r} in #{within}: {[b.text for b in box.all('button')]}"
        form = button.form_of(page)
        address = button.get("formaction") or form["action"]
        return self.send(address, {**form.fields(), **typed, **(fields or {})}, htmx=htmx)

    def send(self, address: str, form: dict[str, str], *, htmx: bool = False) -> TestResponse:
        """The answer to a form sent from this page."""
        return self.client.post(address, data=form, headers=headers(self.path, htmx=htmx))

    def go(self, address: str) -> "Tab":
        """The page behind a link of this one, which is told where one came from."""
        self.client.environ_base["HTTP_REFERER"] = HOST + self.path
        try:
            return Tab(self.client, address)
        finally:
            del self.client.environ_base["HTTP_REFERER"]

    def follow(self, answer: TestResponse) -> "Tab":
        """The page that an answer leads to."""
        assert answer.status_code == 303, (answer.status_code, answer.text)
        assert answer.location is not None
        return Tab(self.client, answer.location.removeprefix(HOST))


def headers(path: str, *, htmx: bool) -> dict[str, str]:
    """What a browser says of the page that it sends from; HTMX says it in its own way."""
    if not htmx:
        return {"Referer": HOST + path}
    return {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": HOST + path}


def line_of(page: Element, comment: Comment) -> Element:
    """What stands in the place of a decided comment."""
    return page.one("div", id=f"comment-{comment.id}", class_="done")
