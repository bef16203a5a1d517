"""What a moderator sees of the queue: the card that the keys are about, a comment's place, what is said, the counts."""

from playwright.sync_api import Locator, Page, expect


def current(page: Page) -> Locator:
    """The card that the keys are about."""
    return page.locator("#cards > .card[aria-current=true]")


def place(page: Page, comment) -> Locator:
    """A comment's card, or the line in its place."""
    return page.locator(f"#comment-{comment.id}")


def is_current(page: Page, comment) -> None:
    """Wait until the keys are about this comment, and the focus is on it."""
    expect(current(page)).to_have_id(f"comment-{comment.id}")
    expect(place(page, comment)).to_be_focused()


def live(page: Page) -> Locator:
    """What a screen reader says by itself."""
    return page.locator("#live")


def count(page: Page, status: str) -> Locator:
    """The number beside a queue."""
    return page.locator("#counts a", has_text=status).locator("b")
