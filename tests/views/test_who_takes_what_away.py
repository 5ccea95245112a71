"""Files of an ended exercise: pages and programs give the same people the same."""

from __future__ import annotations

import pytest
from django.test import Client

from game import runtime
from game.models import Exercise, Participant, User
from game.runtime import tokens
from tests.views.conftest import helper, signed_in

pytestmark = pytest.mark.django_db

OWNER, COHOST, OBSERVER, STRANGER = "owner", "co-host", "observer", "other facilitator"
# File: who is given it, who is told that it is not theirs; for strangers there is none.
TAKES = {
    "log": {OWNER: 200, COHOST: 200, OBSERVER: 403, STRANGER: 404},
    "results": {OWNER: 200, COHOST: 200, OBSERVER: 200, STRANGER: 404},
    "exercise": {OWNER: 200, COHOST: 403, OBSERVER: 403, STRANGER: 404},
}


@pytest.fixture
def people(running: Exercise, ann: Participant) -> dict[str, User]:
    """Somebody of each kind, after the end."""
    runtime.note(ann.team, ann, "only between us", "key-of-ann-0001")
    runtime.end(running, running.owner)
    return {
        OWNER: running.owner,
        COHOST: helper(running, "cara", "cohost"),
        OBSERVER: helper(running, "olga", "observer"),
        STRANGER: User.objects.create_user("eve"),
    }


@pytest.mark.parametrize("what", TAKES)
def test_pages_and_programs_agree(what: str, running: Exercise, people: dict[str, User]) -> None:
    page = "exercise.json" if what == "exercise" else f"{what}.csv"
    path = page.removesuffix(".json")
    for who, user in people.items():
        token = tokens.issue(user, "t", [tokens.READ, tokens.EXPORTS])[1]
        bearer = {"Authorization": f"Bearer {token}"}
        api = Client().get(f"/api/v1/exercises/{running.pk}/exports/{path}", headers=bearer)
        shown = signed_in(user).get(f"/ctl/{running.pk}/exports/{page}")
        assert (who, shown.status_code, api.status_code) == (who, *[TAKES[what][who]] * 2)


def test_the_page_offers_what_its_reader_is_given(
    running: Exercise, people: dict[str, User]
) -> None:
    for who in (OWNER, COHOST, OBSERVER):
        page = signed_in(people[who]).get(f"/ctl/{running.pk}/exports").content.decode()
        offered = {what for what in TAKES if f"<code>{what}." in page}
        assert offered == {what for what, codes in TAKES.items() if codes[who] == 200}


def test_an_observer_takes_no_words_away(running: Exercise, people: dict[str, User]) -> None:
    """Neither the log of the room's page nor the files hold what somebody wrote."""
    olga = signed_in(people[OBSERVER])
    assert olga.get(f"/ctl/{running.pk}/log.csv").status_code == 403
    room, results = (f"/ctl/{running.pk}{end}" for end in ("", "/results"))
    assert not any("log.csv" in olga.get(page).content.decode() for page in (room, results))
    for form in ("csv", "json"):
        file = olga.get(f"/ctl/{running.pk}/exports/results.{form}").content.decode()
        assert "between us" not in file
    cara = signed_in(people[COHOST])
    assert "between us" in cara.get(f"/ctl/{running.pk}/log.csv").content.decode()
    assert "log.csv" in cara.get(room).content.decode()
