"""What a program does is logged as a program's, and treated like a person's in everything else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from game import clock, runtime
from game.models import Exercise, LogEntry, Participant
from game.runtime import casting, exports, tokens
from tests.api.conftest import Program, of_seat
from tests.views.conftest import seated

pytestmark = pytest.mark.django_db


def kinds(person: Participant) -> list[str]:
    rows = LogEntry.objects.filter(actor=person.token).order_by("log_seq")
    return list(rows.values_list("actor_kind", flat=True))


def browser(person: Participant) -> Client:
    return seated(person)


def test_the_log_says_which_it_was(running: Exercise, ann: Participant, seat: Program) -> None:
    assert seat.order("sweep_hashes").status_code == 200
    assert seat.post("/seat/notes", {"text": "mine"}).status_code == 200
    browser(ann).post("/play/note", {"text": "hers", "key": "key-note-0001"})
    assert kinds(ann) == ["token", "token", "person"]
    assert runtime.broken_at(ann.team) is None


def test_the_team_reads_both_alike(running: Exercise, ann: Participant, seat: Program) -> None:
    seat.post("/seat/notes", {"text": "from a program"})
    browser(ann).post("/play/note", {"text": "from a page", "key": "key-note-0001"})
    notes = seat.get("/seat/notes").json()["items"]
    assert [(row["actor"], row["words"]) for row in notes] == [
        (ann.token, "from a program"),
        (ann.token, "from a page"),
    ]


def test_one_key_has_one_effect_through_both_doors(
    running: Exercise, ann: Participant, seat: Program
) -> None:
    first = seat.post("/seat/notes", {"text": "once"}, key="key-both-0001").json()
    again = browser(ann).post("/play/note", {"text": "once", "key": "key-both-0001"})
    assert again.status_code == 200
    assert LogEntry.objects.filter(key="key-both-0001").count() == 1
    assert first["seq"] == LogEntry.objects.get(key="key-both-0001").log_seq


def test_the_story_and_the_exports_name_the_person(
    running: Exercise, ann: Participant, seat: Program
) -> None:
    seat.order("declare", severity="firm")
    row = runtime.room(running)[0]
    assert row.last_action == "declare"
    line = next(line for line in exports.log_rows(running) if line["action"] == "declare")
    assert (line["actor_kind"], line["name"]) == ("token", ann.name)
    assert ann.name in runtime.log_csv(ann.team)


def test_a_program_that_asks_is_here_and_no_bot_covers_for_it(
    running: Exercise, ann: Participant
) -> None:
    casting.set_cover(running, 60, running.owner)
    seat = of_seat(ann)
    Participant.objects.filter(pk=ann.pk).update(last_seen=clock.now() - timedelta(minutes=5))
    assert casting.is_away(Participant.objects.get(pk=ann.pk))
    seat.get("/seat")
    assert not casting.is_away(Participant.objects.get(pk=ann.pk))


def test_a_socket_opened_with_a_token_is_the_persons(ann: Participant) -> None:
    token, plain = tokens.seat(ann, "test")
    found = tokens.recognise(plain)
    assert found is not None
    assert found.participant == ann
    assert token.pk == found.pk
