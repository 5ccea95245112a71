"""The start-up check refuses unsafe production settings in plain words."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from project.addresses import hosts_of, origin_of
from project.checks import production_is_safe


@pytest.fixture
def production(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that would do."""
    monkeypatch.setattr("project.checks._engine", lambda: "django.db.backends.postgresql")
    settings.PRODUCTION = True
    settings.DATABASE_URL = "postgresql://db/game"
    settings.REDIS_URL = "redis://cache/0"
    settings.DEBUG = False
    settings.SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz" * 2
    settings.PUBLIC_URL = "https://exercise.example"
    settings.ALLOWED_HOSTS = ["exercise.example"]
    return settings


def refusals() -> str:
    return " ".join(str(error.msg) for error in production_is_safe())


def test_good_settings_pass(production: Settings) -> None:
    assert production_is_safe() == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too short"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS holds '*'"),
        ("PUBLIC_URL", "http://exercise.example", "PUBLIC_URL is not https"),
        ("REDIS_URL", "", "REDIS_URL is not"),
        ("DATABASE_URL", "", "DATABASE_URL is not"),
    ],
)
def test_an_unsafe_one_is_refused_in_words(
    production: Settings, name: str, value: object, words: str
) -> None:
    setattr(production, name, value)
    assert words in refusals()


def test_production_does_not_run_on_sqlite(
    production: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("project.checks._engine", lambda: "django.db.backends.sqlite3")
    assert "PostgreSQL" in refusals()


def test_loopback_needs_no_https(production: Settings) -> None:
    production.PUBLIC_URL = "http://127.0.0.1:8000"
    assert production_is_safe() == []


def test_a_room_is_never_told_127_0_0_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("project.addresses.lan_address", lambda: "192.0.2.7")
    assert origin_of("0.0.0.0", 8123) == "http://192.0.2.7:8123"
    assert "192.0.2.7" in hosts_of("0.0.0.0", "http://192.0.2.7:8123")
    assert "0.0.0.0" not in hosts_of("0.0.0.0", "http://192.0.2.7:8123")
