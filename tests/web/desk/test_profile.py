"""One's own language and time zone, and the language of whoever has chosen none."""

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
