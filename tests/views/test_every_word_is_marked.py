"""Every text that a person reads goes through gettext: a pseudo-locale shows what does not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from game import runtime
from game.models import Exercise, Team, User
from game.views import screens

INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[A-Za-z]{2,}")
# Names and codes are nobody's language: the product, routers, seats, teams, tickers, people.
PROPER = re.compile(
    r"Eighth Server|SMARS-\d|PMON|NYSE|EDT|Blue|Green|Wednesday|Ann|Bob|Otter|Heron|fay|CSV|QR"
    r"|\b(?:IC|RTR|TRD|RSK|COM|CHG)\b|[0-9A-Z]{4}-[0-9A-Z]{4}|https?:\S+"
)
SKIPPED = {"script", "style", "svg", "code", "kbd"}
READ_ALOUD = {"title", "placeholder", "aria-label", "alt"}


class Words(HTMLParser):
    """Collects what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in SKIPPED
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in SKIPPED

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def unmarked(html: str) -> list[str]:
    """Words of the page that no translation produced."""
    words = Words()
    words.feed(html)
    whole = PROPER.sub("", " ".join(words.found))
    while INNERMOST.search(whole):
        whole = INNERMOST.sub(" ", whole)
    return WORD.findall(whole)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every translated text comes back in double brackets."""
    translation.gettext("")
    real = translation._trans

    def one(message: str) -> str:
        return f"⟦{message}⟧" if message else ""

    monkeypatch.setattr(real, "gettext", one)
    monkeypatch.setattr(real, "pgettext", lambda context, message: one(message))
    monkeypatch.setattr(real, "ngettext", lambda one_, many, n: one(one_ if n == 1 else many))
    monkeypatch.setattr(
        real, "npgettext", lambda context, one_, many, n: one(one_ if n == 1 else many)
    )


@pytest.fixture
def running(exercise: Exercise, facilitator: User, blue: Team) -> Exercise:
    """Two people in a started exercise in which something has been ordered."""
    runtime.join(exercise.code, "Ann", blue.pk)
    runtime.start(exercise, facilitator)
    return exercise


PANES = screens.FOLLOWS.keys() - {"pending", "probe"}  # empty while there is nothing
ROOM_PAGES = ["/ctl", "/ctl/{pk}", "/ctl/{pk}/teams"]
ACCOUNT_PAGES = ["/account", "/accounts/password/set/", "/accounts/2fa/app/", "/accounts/email/"]
PROGRAM_PAGES = ["/ctl/tokens", "/ctl/hooks", "/ctl/import", "/ctl/{pk}/exports"]
PLAYER_PAGES = ["/lobby", "/play", *(f"/play/pane/{name}" for name in sorted(PANES))]


@pytest.mark.django_db
@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("path", ["/", "/j/{code}", "/sign-in", "/accounts/signup/"])
def test_a_visitor_reads_only_marked_words(path: str, exercise: Exercise) -> None:
    answer = Client().get(path.format(code=exercise.code), follow=True)
    assert answer.status_code == 200
    assert unmarked(answer.content.decode()) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("path", PLAYER_PAGES)
def test_a_player_reads_only_marked_words(path: str, running: Exercise, blue: Team) -> None:
    client = Client()
    client.post(f"/j/{running.code}", {"name": "Bob", "team": blue.pk})
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert "⟦" in answer.content.decode()
    assert unmarked(answer.content.decode()) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("path", [*ROOM_PAGES, *PROGRAM_PAGES, *ACCOUNT_PAGES])
def test_a_facilitator_reads_only_marked_words(
    path: str, running: Exercise, facilitator: User
) -> None:
    client = Client()
    client.force_login(facilitator)
    answer = client.get(path.format(pk=running.pk))
    assert answer.status_code == 200
    assert unmarked(answer.content.decode()) == []
