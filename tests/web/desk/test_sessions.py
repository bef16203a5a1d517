"""Signing in and out, and where one goes then."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.factories import PASSWORD
from tests.machines.databases import settings_for
from tests.web.markup import read
from tests.web.shared import running
from tests.web.tab import Tab

FOREIGN = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/%09/evil.example\r\nSet-Cookie: a=b",
    " //evil.example",
    "/ /evil.example",
    "/queue//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
)


WRONG = (
    ("mina@desk.example", "a wrong password"),
    ("mina@desk.example", ""),
    ("nobody@desk.example", PASSWORD),
    (" ", ""),
    ("mina\0@desk.example", PASSWORD),
    ("mina@desk.example", "\0"),
    ("m" * 5_000, "p" * 5_000),
)


def sign_in(client: FlaskClient, password: str = PASSWORD, *, goal: str = "", email: str = ""):
    """The answer to the sign-in form, filled in by Mina."""
    tab = Tab(client, "/login", **({"next": goal} if goal else {}))
    return tab.press("Sign in", email=email or "mina@desk.example", password=password)


def test_whoever_signs_in_comes_to_the_queue(client, site):
    people.mina(site)

    answer = sign_in(client)

    assert (answer.status_code, answer.location) == (303, "/queue")
    assert "Mina" in client.get("/queue").text


@pytest.mark.parametrize("email", ["MINA@desk.example", " mina@desk.example "])
def test_capitals_and_spaces_around_the_e_mail_do_not_matter(client, site, email):
    people.mina(site)

    assert sign_in(client, email=email).status_code == 303


@pytest.mark.parametrize("goal", ["/queue?status=spam&sort=newest", "/settings/potager/rules", "/comments/3"])
def test_whoever_signs_in_comes_back_to_the_place_in_mind(client, site, goal):
    people.mina(site)

    answer = sign_in(client, goal=goal)

    assert answer.location == goal


def test_nobody_is_led_to_another_site(app, site):
    people.mina(site)

    for goal in FOREIGN:
        tab = Tab(app.test_client(), "/login", next=goal)
        answer = tab.press("Sign in", email="mina@desk.example", password=PASSWORD, next=goal)

        assert "evil" not in tab.answer.text
        assert (answer.status_code, answer.location) == (303, "/queue"), goal
        assert "Set-Cookie: a=b" not in str(answer.headers)


def test_nobody_who_is_signed_in_is_led_to_another_site(mina):
    for goal in FOREIGN:
        answer = mina.get("/login", query_string={"next": goal})

        assert (answer.status_code, answer.location) == (302, "/queue"), goal


def test_a_wrong_password_and_an_unknown_e_mail_are_told_alike(client, site):
    people.mina(site)

    for email, password in WRONG:
        answer = sign_in(client, password, email=email)

        assert answer.status_code == 422, email
        assert "This e-mail and this password do not belong together." in answer.text
        assert read(answer.text).has("input", name="email")
    assert client.get("/queue").status_code == 303


def test_the_form_keeps_the_e_mail_and_the_goal_but_not_the_password(client, site):
    people.mina(site)

    answer = sign_in(client, "a wrong password", goal="/queue?status=spam")

    assert 'value="mina@desk.example"' in answer.text
    assert 'value="/queue?status=spam"' in answer.text
    assert "a wrong password" not in answer.text


def test_a_new_sign_in_is_a_new_session(client, site):
    people.mina(site)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"

    sign_in(client)

    with client.session_transaction() as session:
        assert "planted" not in session
        assert "_user_id" in session


def test_who_is_signed_out_must_sign_in_again(mina):
    answer = Tab(mina, "/queue").press("Sign out")

    assert (answer.status_code, answer.location) == (303, "/login")
    assert mina.get("/queue").status_code == 303


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client):
    answer = client.get("/queue?status=spam&page=https://potager.example/x")

    assert answer.status_code == 303
    assert answer.location == "/login?next=/queue?status%3Dspam%26page%3Dhttps://potager.example/x"


def test_the_session_cookie_is_for_us_alone(client, site):
    people.mina(site)

    cookie = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


class TestBehindHttps:
    """Where people reach the installation by https."""

    @pytest.fixture
    def app(self, sqlite_database, tmp_path):
        """An installation with an https address."""
        settings = replace(settings_for(sqlite_database, tmp_path), base_url="https://desk.example")
        with running(settings) as app, app.app_context():
            yield app

    def test_the_session_cookie_travels_by_https_alone(self, client, site):
        people.mina(site)
        client.environ_base["wsgi.url_scheme"] = "https"

        answer = client.get("/login")

        assert "Secure" in answer.headers["Set-Cookie"]
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


class TestWithRateLimits:
    """As installed: whoever guesses is slowed down."""

    @pytest.fixture
    def app(self, sqlite_database, tmp_path):
        """The limits that an installation has."""
        settings = replace(settings_for(sqlite_database, tmp_path), rate_limits=True)
        with running(settings) as app, app.app_context():
            yield app

    def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(self, client, site):
        people.mina(site)
        for _ in range(10):
            assert sign_in(client, "a wrong password").status_code == 422

        answer = sign_in(client)

        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
        assert "Too many attempts. Try again in 15 minutes." in answer.text
        assert 'value="mina@desk.example"' in answer.text

    def test_the_wait_is_for_the_account_from_wherever_it_is_guessed(self, app, site):
        people.mina(site)
        for n in range(10):
            client = app.test_client()
            client.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
            sign_in(client, "a wrong password")

        assert sign_in(app.test_client(), email=" MINA@desk.example").status_code == 429

    def test_who_guesses_many_accounts_has_to_wait_for_all(self, client, site):
        people.mina(site)
        for n in range(40):
            sign_in(client, "a wrong password", email=f"guess{n}@desk.example")

        assert sign_in(client).status_code == 429

    def test_signing_in_rightly_is_free(self, app, site):
        people.mina(site)

        assert [sign_in(app.test_client()).status_code for _ in range(12)] == [303] * 12

    def test_an_address_of_ones_own_making_does_not_help(self, client, site):
        people.mina(site)
        for n in range(40):
            client.environ_base["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{n}"
            sign_in(client, "a wrong password", email=f"guess{n}@desk.example")

        assert sign_in(client).status_code == 429
