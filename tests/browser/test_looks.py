"""Every page in each of its states: readable by everybody, in light and dark, on a phone and on a wide screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.scenes import SCENES, Scene, furnish

AXE = Axe()
WIDTHS = (320, 390, 768, 1440)
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > document.documentElement.clientWidth + 1 && !e.closest('.trap, .unseen, .side ul');
}).map(e => e.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll('button, summary, input:not([type=hidden]), select, .chip[href]')]
  .filter(e => e.checkVisibility() && !e.closest('.trap, .unseen'))
  .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""

parametrize_scenes = pytest.mark.parametrize("scene", SCENES, ids=str)


@parametrize_scenes
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_reading_or_using_the_page(site, opened, scene: Scene, scheme):
    given = furnish(site)
    page = opened(given.olga if scene.is_signed_in else None, color_scheme=scheme)
    scene.show(page, given)

    found = AXE.run(page)

    assert found.violations_count == 0, found.generate_report()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, background.strip("rgb()").split(","))) < 380) is (scheme == "dark")


@parametrize_scenes
def test_the_page_fits_every_screen_and_every_finger(site, opened, scene: Scene):
    given = furnish(site)
    page = opened(given.olga if scene.is_signed_in else None)
    scene.show(page, given)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})

        assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, (width, page.evaluate(OUTSIDE))
        assert page.evaluate(SMALL) == [], width
