"""Joining and being moved about."""

from __future__ import annotations

import pytest

from game import runtime
from game.models import CODE_SYMBOLS, Exercise, Participant, Team, User
from game.runtime.people import MOST_PER_TEAM
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


def test_a_code_is_found_as_people_type_it(exercise: Exercise) -> None:
    typed = f" {exercise.code[:4].lower()}-{exercise.code[4:]} "
    assert runtime.find(typed) == exercise
    assert len(exercise.code) == 8
    assert len(set(CODE_SYMBOLS)) == 31


def test_a_cookie_finds_its_seat_again(ann: Participant) -> None:
    assert len(ann.secret) == 32
    assert runtime.participant(ann.secret) == ann
    assert runtime.participant("0" * 32) is None
    assert ann.seats == ("IC", "RTR", "TRD", "RSK", "COM", "CHG")


def test_a_full_team_takes_nobody(exercise: Exercise, blue: Team) -> None:
    for number in range(MOST_PER_TEAM):
        runtime.join(exercise.code, f"P{number}", blue.pk)
    with pytest.raises(runtime.CannotJoin):
        runtime.join(exercise.code, "Late", blue.pk)


def test_latecomers_come_in_when_they_may(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    assert runtime.join(exercise.code, "Late", blue.pk).team == blue
    runtime.set_late_joining(exercise, False, facilitator)
    with pytest.raises(runtime.CannotJoin):
        runtime.join(exercise.code, "Later", blue.pk)


def test_nobody_joins_what_is_over_or_unknown(exercise: Exercise, blue: Team) -> None:
    runtime.end(exercise, None)
    for code in (exercise.code, "NOSUCHCD"):
        with pytest.raises(runtime.CannotJoin):
            runtime.join(code, "Ann", blue.pk)


def test_a_team_of_another_exercise_is_no_choice(
    exercise: Exercise, blue: Team, facilitator: User
) -> None:
    other, _ = runtime.solo()
    with pytest.raises(runtime.CannotJoin):
        runtime.join(exercise.code, "Ann", other.team_set.get().pk)
    with pytest.raises(runtime.CannotJoin):
        runtime.join(other.code, "Ann", other.team_set.get().pk)


def test_people_are_renamed_moved_and_removed(
    exercise: Exercise, green: Team, ann: Participant, facilitator: User
) -> None:
    runtime.rename(ann, "Anna", facilitator)
    runtime.move(ann, green, facilitator)
    ann.refresh_from_db()
    assert (ann.name, ann.team) == ("Anna", green)
    runtime.remove(ann, facilitator)
    assert runtime.look(green).people == ()


def test_solo_is_an_unranked_sprint_with_a_secret_seed() -> None:
    exercise, person = runtime.solo()
    assert (exercise.pace, exercise.owner, exercise.state) == ("sprint", None, "lobby")
    assert len(exercise.secret) == 32
    assert person.team.exercise == exercise


def test_a_typed_seed_is_practice(exercise: Exercise) -> None:
    assert exercise.practice
    assert exercise.seed == 7


def test_a_door_opens_once(db: None) -> None:
    token = runtime.new_door()
    user = runtime.open_door(token)
    assert user is not None
    assert user.is_staff
    assert runtime.open_door(token) is None
    assert runtime.open_door("guess") is None


def test_an_old_door_stays_shut(hand: Hand) -> None:
    token = runtime.new_door()
    hand.wait(16 * 60)
    assert runtime.open_door(token) is None
