"""One answer for page, part and redirect: the only file that looks at HTMX's headers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Response, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException


def page(template: str, *, part: str, status: int = 200, **values: Any) -> Response:
    """The whole page, or only its part where HTMX asks for one."""
    name = _part(template, part) if wants_part() else template
    return answer(render_template(name, **values), status)


def changed(
    part: str,
    *also: str,
    back: str,
    surface: str = "desk",
    moves: bool = False,
    gone: Sequence[str] = (),
    **values: Any,
) -> Response:
    """After a change: the part in its place and others in theirs, or back to the page.

    With `moves` the address bar follows to `back`, so that a reload shows the same. What stands under
    the ids of `gone` is taken off the page.
    """
    if not wants_part():
        return answer(redirect(back, 303))
    taken_off = ", ".join(f"#{id}" for id in gone)
    pieces = f'<hx-partial hx-target="{taken_off}" hx-swap="delete"></hx-partial>' if gone else ""
    response = answer(_parts(surface, part, also, values) + pieces)
    if moves:
        response.headers["HX-Replace-Url"] = back
    return response


def beside(response: Response, id: str, part: str, *, surface: str = "desk", **values: Any) -> Response:
    """An answer to HTMX with one more part, in the place of what has this id."""
    piece = render_template(f"{surface}/parts/{part}.html", **values)
    whole = response.get_data(as_text=True)
    response.set_data(f'{whole}<hx-partial hx-target="#{id}" hx-swap="outerMorph">{piece}</hx-partial>')
    return response


def page_or_parts(
    template: str, part: str, *also: str, status: int = 200, values: Mapping[str, Any]
) -> Response:
    """The whole page; for HTMX its part in its place, and others in theirs."""
    if not wants_part():
        return answer(render_template(template, part=part, **values), status)
    return answer(_parts(template.split("/")[0], part, also, values), status)


def refused(template: str, *, part: str, status: int = 422, **values: Any) -> Response:
    """What was sent is not right: the page, or its part, with what was typed and what is wrong."""
    return page(template, part=part, status=status, **values)


def wants_part() -> bool:
    """Whether HTMX asks for a part of a page."""
    return by_htmx() and request.headers.get("HX-Request-Type") != "full"


def by_htmx() -> bool:
    """Whether HTMX asks, be it for a part or for a page to choose from."""
    return request.headers.get("HX-Request") == "true"


def answer(body: Any, status: int | None = None) -> Response:
    """A response that caches keep apart by who asked: browser or HTMX."""
    response = make_response(body)
    if status is not None:
        response.status_code = status
    response.vary.update(("HX-Request", "HX-Request-Type"))
    return response


def _parts(surface: str, part: str, also: Iterable[str], values: Mapping[str, Any]) -> str:
    pieces = [render_template(f"{surface}/parts/{part}.html", **values)]
    for name in also:
        piece = render_template(f"{surface}/parts/{name}.html", **values)
        pieces.append(f'<hx-partial hx-target="#{name}" hx-swap="outerMorph">{piece}</hx-partial>')
    return "".join(pieces)


def _part(template: str, part: str) -> str:
    return f"{template.split('/')[0]}/parts/{part}.html"


def own_path(goal: str | None) -> str | None:
    """An address within this program to go to, or None: never another host, whatever it is dressed up as."""
    if not goal or not goal.startswith("/") or goal.startswith(("//", "/\\")):
        return None
    if any(ord(sign) < 33 or sign == "\\" for sign in goal) or "//" in goal.split("?")[0]:
        return None
    return goal


def came_from() -> str | None:
    """The page of ours on which a form was sent: its path and query; None where it is none to go back to."""
    try:
        sent_from = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    except ValueError:
        return None
    if sent_from.netloc != request.host or not _is_page(sent_from.path):
        return None
    return own_path(sent_from.path + (f"?{sent_from.query}" if sent_from.query else ""))


def _is_page(path: str) -> bool:
    # A refused form stands at the address that took it, which answers to nothing but a form.
    try:
        routes = current_app.url_map.bind("", script_name=request.script_root)
        routes.match(path.removeprefix(request.script_root), method="GET")
    except HTTPException:
        return False
    return True


def query_of(address: str | None) -> dict[str, str]:
    """The query of an address, the last of each field."""
    return dict(parse_qsl(urlsplit(address or "").query))
