"""Every page in each of its states: readable by everybody, in light and dark, on a phone and on a desk."""

from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

from tests.browser.scenes import SCENES, Scene, furnish

AXE = """async (options) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
  return { violations };
}"""
CONTRASTS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
WIDTHS = (320, 390, 768, 1440)
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const outside = e => e.getBoundingClientRect().right > width + 1 && !e.closest('.trap, .unseen, .side ul');
  if (document.documentElement.scrollWidth <= width) return [];
  const found = [...document.querySelectorAll('body *')].filter(outside);
  return ['the page', ...found.map(e => e.outerHTML.slice(0, 90))];
}"""
TOO_SMALL = """() => [...document.querySelectorAll('button, summary, input, select, textarea, .chip[href]')]
  .filter(e => e.checkVisibility() && !e.closest('.trap, .unseen'))
  .filter(e => {
    const box = (e.closest('label') ?? e).getBoundingClientRect();
    return box.width < 24 || box.height < 24;
  }).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_nothing_keeps_anybody_from_reading_and_using_a_page(site, opened, scene: Scene):
    given = furnish(site)
    page = opened(given.olga if scene.is_signed_in else None)

    scene.show(page, given)

    assert is_light(page)
    assert complaints(page) == ""
    page.emulate_media(color_scheme="dark")
    assert not is_light(page)
    assert complaints(page, CONTRASTS) == ""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], width
        assert page.evaluate(TOO_SMALL) == [], width


def complaints(page: Page, options: Mapping[str, object] | None = None) -> str:
    """What axe finds wrong with a page; nothing where all is well."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(AXE, options or {})
    return str(AxeResults(found).generate_report()) if found["violations"] else ""


def is_light(page: Page) -> bool:
    """Whether a page is dark on light."""
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, background.strip("rgb()").split(","))) > 380
