"""The settings of an installation, as its environment has them."""

import stat
from pathlib import Path

import pytest

from moderation import settings
from moderation.settings import Settings


def read(tmp_path: Path, **given: str) -> Settings:
    return settings.read({"MODERATION_INSTANCE_PATH": str(tmp_path), **given})


def test_with_nothing_set_all_has_a_value(tmp_path):
    found = read(tmp_path)

    assert found.database_url == f"sqlite:///{tmp_path}/moderation.sqlite3"
    assert (found.base_url, found.is_https, found.trusted_proxies) == ("", False, 0)
    assert found.rate_limits is True
    assert found.secret_key_fallbacks == ()
    assert len(found.secret_key) >= 40


def test_the_instance_folder_is_beside_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert settings.read({"MODERATION_SECRET_KEY": "a"}).instance_path == tmp_path / "instance"


def test_a_made_key_is_kept_for_its_owner_alone(tmp_path):
    folder = tmp_path / "deep" / "instance"

    first, second = read(folder), read(folder)

    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


def test_two_installations_have_each_their_key(tmp_path):
    assert read(tmp_path / "one").secret_key != read(tmp_path / "two").secret_key


def test_a_given_key_is_text_and_makes_no_file(tmp_path):
    found = read(tmp_path, MODERATION_SECRET_KEY="0123", MODERATION_SECRET_KEY_FALLBACKS='["1", 2]')

    assert (found.secret_key, found.secret_key_fallbacks) == ("0123", ("1", "2"))
    assert not (tmp_path / "secret_key").exists()


def test_https_is_where_the_base_url_says_so(tmp_path):
    assert read(tmp_path, MODERATION_BASE_URL="https://desk.example/").base_url == "https://desk.example"
    assert read(tmp_path, MODERATION_BASE_URL="https://desk.example").is_https
    assert not read(tmp_path, MODERATION_BASE_URL="http://desk.example").is_https


@pytest.mark.parametrize("word", ["off", "OFF", "0", "false", "no", " off "])
def test_rate_limits_are_switched_off_by_any_word_for_it(tmp_path, word):
    assert read(tmp_path, MODERATION_RATE_LIMITS=word).rate_limits is False


@pytest.mark.parametrize("word", ["1", "on", "ON", "true", "yes", " 1 "])
def test_private_sources_are_let_in_by_any_word_for_it_and_by_no_other(tmp_path, word):
    assert read(tmp_path, MODERATION_ALLOW_PRIVATE_SOURCES=word).allow_private_sources is True
    assert read(tmp_path, MODERATION_ALLOW_PRIVATE_SOURCES="off").allow_private_sources is False
    assert read(tmp_path).allow_private_sources is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "-1"),
        ("BASE_URL", "desk.example"),
        ("SECRET_KEY_FALLBACKS", "older"),
        ("SECRET_KEY_FALLBACKS", '{"a": 1}'),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(tmp_path, name, value):
    with pytest.raises(ValueError, match=f"MODERATION_{name}"):
        read(tmp_path, **{f"MODERATION_{name}": value})


def test_an_empty_value_is_none(tmp_path):
    found = read(tmp_path, MODERATION_DATABASE_URL="", MODERATION_BASE_URL="", MODERATION_TRUSTED_PROXIES="")

    assert found == read(tmp_path)
