"""Who it was is forgotten; the log, its chain and the results stay."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import Model

from game import clock, runtime
from game.models import (
    Audit,
    ClockChange,
    Entry,
    Exercise,
    Expected,
    LogEntry,
    Observation,
    Participant,
    Rating,
    Result,
    Team,
    User,
    Words,
)
from game.runtime import forgetting, leaders, pad, people, roster, tokens
from game.runtime.roster import Line

pytestmark = pytest.mark.django_db

NAME, SAID = "Zebediah", "Xylophone"


def everything() -> str:
    """The whole database as text."""
    models: list[type[Model]] = list(apps.get_models())
    rows = (row for model in models for row in model._default_manager.all())
    return serializers.serialize("json", rows)


@pytest.fixture
def zeb(exercise: Exercise, blue: Team) -> Participant:
    """Came by a personal link, and has a program of his own."""
    roster.expect(exercise, [Line(NAME, "Blue")], exercise.owner)
    person = roster.take(Expected.objects.get().ticket)
    tokens.seat(person, NAME)
    return person


@pytest.fixture
def played(exercise: Exercise, zeb: Participant, ann: Participant, facilitator: User) -> Exercise:
    """A morning with orders and words by two people, and an observer; it has ended."""
    runtime.rename(zeb, NAME, facilitator)
    runtime.start(exercise, facilitator)
    runtime.note(zeb.team, zeb, SAID, "key-of-zeb-0001")
    runtime.submit(zeb.team, zeb, "sweep_hashes", {}, "key-of-zeb-0002")
    runtime.note(ann.team, ann, "Quite another word", "key-of-ann-0001")
    pad.mark(zeb.team, facilitator, pad.Press("note", "RTR", f"{NAME} was calm"))
    pad.rate(zeb.team, facilitator, 1, "P", f"well done, {NAME}")
    runtime.pause(exercise, facilitator, f"{NAME} is ill")
    runtime.end(exercise, facilitator)
    return exercise


def old(exercise: Exercise, days: int) -> None:
    """As if it had been played so many days ago."""
    then = clock.now() - timedelta(days=days)
    Exercise.objects.filter(pk=exercise.pk).update(created=then, ended=then)


def test_a_person_is_nowhere_afterwards(played: Exercise, zeb: Participant) -> None:
    Rating.objects.update(note="")  # an observer's remark about the team is the exercise's
    ClockChange.objects.update(reason="")
    assert NAME in everything()
    counts = forgetting.forget_person(zeb, played.owner)
    assert counts == {"people": 1, "words": 2, "roster": 1, "tokens": 1}
    left = everything()
    assert NAME not in left
    assert SAID not in left
    assert "Quite another word" in left


def test_the_browser_and_the_link_lead_nowhere(played: Exercise, zeb: Participant) -> None:
    secret, ticket = zeb.secret, Expected.objects.get().ticket
    forgetting.forget_person(zeb, played.owner)
    assert runtime.participant(secret) is None
    assert roster.of_ticket(ticket) is None


def test_chain_and_result_are_as_before(played: Exercise, zeb: Participant) -> None:
    runtime.finish(played)
    before = {row.team_id: row.body for row in Result.objects.all()}
    heads = dict(Team.objects.values_list("pk", "head"))
    forgetting.forget_exercise(played)
    assert all(runtime.broken_at(team) is None for team in Team.objects.all())
    assert dict(Team.objects.values_list("pk", "head")) == heads
    Result.objects.all().delete()
    runtime.forget()
    runtime.finish(played)
    assert {row.team_id: row.body for row in Result.objects.all()} == before


def test_the_audit_says_who_erased_whom_without_the_name(
    played: Exercise, zeb: Participant
) -> None:
    forgetting.forget_person(zeb, played.owner)
    row = Audit.objects.get(what="person.erased")
    assert (row.user, row.about) == (played.owner, f"participant {zeb.pk}")
    assert row.detail["words"] == 2
    told = json.dumps([[one.before, one.after, one.detail] for one in Audit.objects.all()])
    assert NAME not in told


def test_erasing_twice_changes_nothing(played: Exercise, zeb: Participant) -> None:
    forgetting.forget_person(zeb, played.owner)
    was = Participant.objects.values().get(pk=zeb.pk)
    assert forgetting.forget_person(zeb, played.owner) == {}
    assert Participant.objects.values().get(pk=zeb.pk) == was
    assert Audit.objects.filter(what="person.erased").count() == 1


def test_pages_say_that_words_were_erased(played: Exercise, zeb: Participant) -> None:
    forgetting.forget_person(zeb, played.owner)
    words = [str(note.words) for note in runtime.look(zeb.team).notes]
    assert "These words were erased." in words
    assert zeb.pk in [person.pk for person in runtime.look(zeb.team).people]


def test_nobody_is_erased_while_it_runs(exercise: Exercise, zeb: Participant) -> None:
    runtime.start(exercise, exercise.owner)
    with pytest.raises(runtime.CannotDo):
        forgetting.forget_person(zeb, exercise.owner)
    assert Participant.objects.get(pk=zeb.pk).name == NAME


def test_in_the_waiting_room_the_place_becomes_free(exercise: Exercise, zeb: Participant) -> None:
    forgetting.forget_person(zeb, exercise.owner)
    assert list(zeb.team.participant_set.present()) == []
    people.join(exercise.code, "Ida", zeb.team_id)


def test_a_leaderboard_names_the_team_no_longer(played: Exercise, zeb: Participant) -> None:
    fields = {"scenario": "knight", "variant": "v1", "level": "officer", "size": 2, "total": 700}
    Entry.objects.create(team=zeb.team, consented=True, rank_key=[1], **fields)
    forgetting.forget_person(zeb, played.owner)
    lines = leaders.tables(leaders.Choice())[0].lines
    assert [(line.name, line.total) for line in lines] == [("", 700)]


def test_one_text_alone_can_be_erased(played: Exercise, ann: Participant) -> None:
    words = Words.objects.get(participant=ann)
    forgetting.forget_words(words, played.owner)
    assert (Words.objects.get(pk=words.pk).body, Audit.objects.first().what) == (
        "",
        "words.erased",
    )
    assert runtime.broken_at(ann.team) is None


# By age


def test_what_is_old_is_forgotten_and_what_is_young_stays(played: Exercise) -> None:
    old(played, 89)
    assert forgetting.forget_older(90) == []
    old(played, 91)
    done = forgetting.forget_older(90)
    assert [one.exercise for one in done] == [played]
    left = everything()
    assert not any(word in left for word in (NAME, SAID, "Ann", "Quite another word"))
    assert LogEntry.objects.filter(words__isnull=False).exists()
    assert Observation.objects.exists()
    assert forgetting.forget_older(90) == []


def test_a_dry_run_only_says_it(played: Exercise, zeb: Participant) -> None:
    old(played, 91)
    (found,) = forgetting.forget_older(90, dry_run=True)
    assert found.counts["people"] == 2
    assert Participant.objects.get(pk=zeb.pk).name == NAME
    assert not Audit.objects.filter(what="exercise.forgotten").exists()


def test_a_waiting_room_that_was_left_is_forgotten(exercise: Exercise, zeb: Participant) -> None:
    old(exercise, 91)
    Exercise.objects.update(ended=None)
    assert forgetting.forget_older(90) == []  # somebody was there today
    Participant.objects.update(last_seen=clock.now() - timedelta(days=91))
    Exercise.objects.update(scheduled=clock.now() + timedelta(days=3))
    assert forgetting.forget_older(90) == []  # it will be played
    Exercise.objects.update(scheduled=None)
    assert len(forgetting.forget_older(90)) == 1


def test_an_exercise_that_was_left_running_ends_first(exercise: Exercise, zeb: Participant) -> None:
    runtime.start(exercise, exercise.owner)
    then = clock.now() - timedelta(days=91)
    Exercise.objects.update(started=then)
    assert forgetting.forget_older(90) == []
    ClockChange.objects.update(wall_ms=int(then.timestamp() * 1000))
    Participant.objects.update(last_seen=then)
    assert len(forgetting.forget_older(90)) == 1
    exercise.refresh_from_db()
    assert exercise.state == Exercise.State.ENDED


def test_one_that_fails_does_not_keep_the_others(
    played: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    old(played, 91)

    def fail(*_: Any) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(forgetting, "forget_exercise", fail)
    assert forgetting.forget_older(90) == []


def test_the_daily_chore_follows_the_setting(played: Exercise, settings: Any) -> None:
    old(played, 91)
    settings.RETENTION_DAYS = 0
    forgetting.retain()
    assert NAME in everything()
    settings.RETENTION_DAYS = 90
    forgetting.retain()
    assert NAME not in everything()


# By command


def said(*args: str) -> str:
    out = StringIO()
    call_command("forget", *args, stdout=out)
    return out.getvalue()


def test_the_command_says_what_goes_and_what_stays(played: Exercise, zeb: Participant) -> None:
    told = said("--person", str(zeb.pk), "--dry-run")
    assert "Goes:" in told
    assert "Results, scores and places, without people." in told
    assert NAME not in told
    assert Participant.objects.get(pk=zeb.pk).name == NAME


def test_the_command_asks_first(
    played: Exercise, zeb: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "no")
    said("--person", str(zeb.pk))
    assert Participant.objects.get(pk=zeb.pk).name == NAME
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    said("--person", str(zeb.pk))
    assert Participant.objects.get(pk=zeb.pk).name == f"Person {zeb.pk}"


def test_the_command_forgets_by_age(played: Exercise) -> None:
    old(played, 31)
    assert "Erased in 1 exercises." in said("--older-than", "30", "--yes")
    assert "Nothing to erase." in said("--older-than", "30", "--yes")


@pytest.mark.parametrize("args", [("--older-than", "0"), ("--person", "999")])
def test_the_command_refuses_what_makes_no_sense(args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        said(*args)
