"""What a moderator sees of the queue: the current card, a comment's place, what is said, the counts."""

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


def is_chosen(page: Page, comment) -> None:
    """Wait until the keys are about this comment, wherever the focus is."""
    expect(current(page)).to_have_id(f"comment-{comment.id}")


def undecided(page: Page) -> Locator:
    """The cards on the page."""
    return page.locator("#cards > .card")


def interceptable(page: Page) -> Page:
    """The page, before its first address; a browser told later now and then lets the next request by."""
    page.route("**/nowhere", lambda route: route.abort())
    return page


def looks_again(page: Page) -> None:
    """Somebody comes back to a tab that was behind others: the page looks for news at once."""
    with page.expect_response(lambda answer: "/queue/fresh" in answer.url):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def mark(page: Page, comment, words: str) -> None:
    """Words of a card's text are marked as a browser does it whose text has a caret, word by word."""
    page.evaluate(
        """([id, words]) => {
          const node = document.querySelector(`#comment-${id} .body`).firstChild;
          const selection = getSelection();
          selection.collapse(node, node.data.indexOf(words));
          for (const _ of words.split(" ")) selection.modify("extend", "forward", "word");
        }""",
        [comment.id, words],
    )
