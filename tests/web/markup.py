"""A page of HTML as a tree, in which tests find what a person sees: texts, forms and their fields."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset(("base", "br", "hr", "img", "input", "link", "meta"))


class Element:
    """An element with what stands in it: other elements and pieces of text."""

    def __init__(self, tag: str, attributes: dict[str, str], above: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.above = above
        self.inside: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str) -> str | None:
        """An attribute; None where there is none."""
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """What is read here, white space in order; without what is hidden from everybody's ears."""
        said = (
            piece
            if isinstance(piece, str)
            else ""
            if piece.get("aria-hidden") == "true"
            else f" {piece.text} "
            if piece.tag in ("p", "li", "h1", "h2", "h3", "div", "label")
            else piece.text
            for piece in self.inside
        )
        return " ".join("".join(said).split())

    @property
    def whole_text(self) -> str:
        """All text within, as it is written."""
        return "".join(piece if isinstance(piece, str) else piece.whole_text for piece in self.inside)

    @property
    def classes(self) -> set[str]:
        return set((self.get("class") or "").split())

    def walk(self) -> "Iterator[Element]":
        """This element and all within it, in the order of the page."""
        ahead = [self]
        while ahead:
            here = ahead.pop()
            yield here
            ahead += [piece for piece in reversed(here.inside) if isinstance(piece, Element)]

    def all(self, tag: str = "", **attributes: str) -> "list[Element]":
        """The elements of this name and with these attributes (`_` for `-`)."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            found
            for found in self.walk()
            if (not tag or found.tag == tag)
            and all(_has(found, name, value) for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """The only such element. Raises AssertionError for none or several."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes} in <{self.tag} id={self.get('id')}>"
        return found[0]

    def has(self, tag: str = "", **attributes: str) -> bool:
        """Whether there is such an element."""
        return bool(self.all(tag, **attributes))

    def fields(self) -> dict[str, str]:
        """What a browser would send of this form as it stands, without its buttons."""
        sent = {}
        for field in self.walk():
            name, kind = field.get("name"), field.get("type") or "text"
            if name is None or field.tag not in ("input", "textarea", "select"):
                continue
            if kind in ("checkbox", "radio") and "checked" not in field:
                continue
            sent[name] = _value(field)
        return sent

    def form_of(self, root: "Element") -> "Element":
        """The form that a button belongs to: the one that it names, or the one around it."""
        if "form" in self:
            return root.one("form", id=self["form"])
        here: Element | None = self
        while here is not None and here.tag != "form":
            here = here.above
        assert here is not None, "a button without a form"
        return here


def read(html: str) -> Element:
    """The tree of a page, or of a part of one. Raises AssertionError for tags that do not pair."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(new)
        if tag not in VOID:
            self.here = new

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.here.tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.above is not None
        self.here = self.here.above

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def _has(element: Element, name: str, value: str) -> bool:
    if name == "class":
        return value in element.classes
    return element.get(name) == value


def _value(field: Element) -> str:
    if field.tag == "textarea":
        # HTML drops the line break that may follow the start tag.
        return field.whole_text.removeprefix("\n").removeprefix("\r\n")
    if field.tag == "select":
        chosen = [option for option in field.all("option") if "selected" in option]
        options = chosen or field.all("option")[:1]
        return options[0].get("value") or "" if options else ""
    return field.get("value") or ("on" if field.get("type") in ("checkbox", "radio") else "")
