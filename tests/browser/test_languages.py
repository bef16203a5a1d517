"""English and French: the desk speaks the browser's language or one's own, the thread that of its site."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests import people
from tests.browser.desk import interceptable
from tests.factories import PASSWORD, make_comment, make_site

THREAD = "/s/potager/thread?url=https://potager.example/soup"


@pytest.mark.parametrize(
    ("locale", "lang", "password", "sign_in", "approve", "waits"),
    [
        ("en-GB", "en", "Password", "Sign in", "Approve", "First comment here"),
        ("fr-CA", "fr", "Mot de passe", "Se connecter", "Approuver", "Premier commentaire ici"),
        ("de-DE", "en", "Password", "Sign in", "Approve", "First comment here"),
    ],
)
def test_the_desk_speaks_the_language_of_the_browser(
    opened, site, locale, lang, password, sign_in, approve, waits
):
    people.mina(site)
    comment = make_comment(name="Lea")
    page = opened(locale=locale)

    page.goto("/login")
    page.get_by_label("E-mail").fill("mina@desk.example")
    page.get_by_label(password).fill(PASSWORD)
    page.get_by_role("button", name=sign_in).click()

    card = page.locator(f"#comment-{comment.id}")
    expect(card).to_contain_text(waits)
    expect(card.get_by_role("button", name=approve)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", lang)


def test_a_french_desk_is_french_to_the_ear_as_well(opened, site):
    mina = opened(people.mina(site), locale="fr-FR")
    comment = make_comment(name="Léa", text="Faut-il arroser à midi ?")
    interceptable(mina).goto("/queue")
    expect(mina).to_have_title("(1) En attente · Potager")

    mina.keyboard.press("a")
    expect(mina.locator("#live")).to_contain_text("Approuvé : Léa")
    mina.keyboard.press("z")
    expect(mina.locator("#live")).to_have_text("Décision annulée.")

    mina.route("**/comments/*/*", lambda route: route.abort())
    mina.keyboard.press("s")
    expect(mina.locator(f"#comment-{comment.id}").get_by_role("alert")).to_contain_text("La connexion")


def test_whoever_prefers_another_language_is_spoken_to_in_it(mina):
    mina.goto("/profile")
    mina.get_by_label("Language of the desk").select_option("Français")
    mina.get_by_role("button", name="Save changes").click()

    expect(mina.locator("html")).to_have_attribute("lang", "fr")
    mina.goto("/queue")

    expect(mina.get_by_role("heading", name="En attente")).to_be_visible()


@pytest.mark.parametrize("browsers", ["en-GB", "fr-FR"])
def test_the_thread_speaks_the_language_of_its_site(opened, app, browsers):
    site = make_site(locale="fr", timezone="Europe/Paris")
    make_comment(site, status="approved", name="Léa", at=datetime(2010, 3, 11, 8, 14, tzinfo=UTC))
    page = opened(locale=browsers)

    page.goto(THREAD)

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", name="1 commentaire")).to_be_visible()
    expect(page.locator("time")).to_have_text("11 mars 2010 à 09:14")
    page.get_by_role("textbox", name="Commentaire").fill("Plutôt le soir.")
    page.get_by_label("Nom").fill("Noor")
    page.get_by_label("E-mail").fill("noor@mail.example")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".held")).to_be_visible()
