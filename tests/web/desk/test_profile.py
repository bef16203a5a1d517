"""One's own language, time zone and keys, and the language of whoever has chosen none."""

from tests import people
from tests.factories import make_comment, reload
from tests.web.markup import read
from tests.web.tab import Tab

WRONG = (
    ("locale", "de"),
    ("locale", "../../etc"),
    ("locale", "\0"),
    ("timezone", "Mars/Olympus"),
    ("timezone", "/etc/passwd"),
    ("timezone", "../Europe/Paris"),
    ("timezone", "\0"),
)


def test_a_chosen_language_is_spoken_from_then_on(mina):
    tab = Tab(mina, "/profile")
    assert tab.page.one("html")["lang"] == "en"

    answer = tab.press("Save changes", locale="fr")

    after = tab.follow(answer).page
    assert after.one("html")["lang"] == "fr"
    assert after.one(id="profile").one("form").fields()["locale"] == "fr"
    assert Tab(mina, "/queue").page.one("html")["lang"] == "fr"


def test_a_chosen_zone_is_that_of_all_times_at_the_desk(mina):
    comment = make_comment()
    Tab(mina, "/profile").press("Save changes", timezone="Asia/Kolkata")

    time = Tab(mina, "/queue").page.one(id=f"comment-{comment.id}").one("a", class_="when").one("time")

    # 5 h 30 min before Greenwich.
    minutes = (reload(comment).received_at.hour * 60 + reload(comment).received_at.minute + 330) % (24 * 60)
    assert time["title"].endswith(f"{minutes // 60:02}:{minutes % 60:02}")


def test_saying_nothing_follows_the_browser_again(mina):
    Tab(mina, "/profile").press("Save changes", locale="fr")
    tab = Tab(mina, "/profile")
    label = next(b.text for b in tab.page.one(id="profile").all("button"))
    tab.press(label, "profile", locale="")

    english = mina.get("/queue", headers={"Accept-Language": "en"})
    french = mina.get("/queue", headers={"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"})

    assert read(english.text).one("html")["lang"] == "en"
    assert read(french.text).one("html")["lang"] == "fr"


def test_a_language_that_we_do_not_speak_is_answered_in_english(client):
    for asked in ("de", "", "*", "xx-invalid;q=a", "fr;q=0", "é", "e" * 2_000):
        answer = client.get("/login", headers={"Accept-Language": asked})

        assert read(answer.text).one("html")["lang"] == "en", asked


def test_what_is_no_language_or_zone_is_told_beside_it(mina):
    tab = Tab(mina, "/profile")

    for field, value in WRONG:
        answer = tab.press("Save changes", "", {field: value})

        assert answer.status_code == 422, (field, value)
        page = read(answer.text)
        assert page.one("select", name=field)["aria-invalid"] == "true"
        assert page.has(id=f"{field}-error")
    assert Tab(mina, "/profile").page.one("html")["lang"] == "en"


def test_each_has_a_language_of_ones_own(app, site):
    both = [people.desk_of(app, person(site)).client for person in (people.mina, people.olga)]
    Tab(both[0], "/profile").press("Save changes", locale="fr")

    assert [Tab(client, "/queue").page.one("html")["lang"] for client in both] == ["fr", "en"]


def test_letters_are_keys_until_one_switches_them_off_and_on_again(mina):
    tab = Tab(mina, "/profile")
    assert "data-keys" not in tab.page.one("body")
    form = tab.page.one(id="profile").one("form")
    assert form.one("input", name="keys", role="switch").get("checked") is not None

    unticked = {name: value for name, value in form.fields().items() if name != "keys"}
    off = tab.follow(tab.send(form["action"], unticked))
    assert off.page.one("body")["data-keys"] == "off"
    assert off.page.one("input", name="keys").get("checked") is None

    on = off.follow(off.press("Save changes", "profile", keys="on"))
    assert "data-keys" not in on.page.one("body")


def test_the_keys_of_one_are_not_those_of_another(app, site):
    mina, olga = (people.desk_of(app, person(site)) for person in (people.mina, people.olga))

    mina.post("/profile", locale="", timezone="")

    assert Tab(mina.client, "/queue").page.one("body").get("data-keys") == "off"
    assert Tab(olga.client, "/queue").page.one("body").get("data-keys") is None
