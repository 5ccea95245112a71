"""Who helps to run a room, and what they write down."""

from __future__ import annotations

import pytest

from game import runtime
from game.models import Exercise, Observation, Participant, Rating, Team, User
from game.runtime import crew, pad
from game.runtime.pad import Press
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga(db: None) -> User:
    return User.objects.create_user("olga")


def test_an_invitation_is_good_once(exercise: Exercise, facilitator: User, olga: User) -> None:
    token = crew.invite(exercise, "observer", facilitator)
    assert crew.role_of(olga, exercise) == ""
    crew.accept(token, olga)
    assert crew.role_of(olga, exercise) == "observer"
    assert exercise in crew.exercises_of(olga)
    with pytest.raises(runtime.CannotDo):
        crew.accept(token, User.objects.create_user("eve"))


def test_the_owner_stays_the_owner_whatever_link_they_follow(
    exercise: Exercise, facilitator: User
) -> None:
    crew.accept(crew.invite(exercise, "observer", facilitator), facilitator)
    assert crew.role_of(facilitator, exercise) == "owner"


def test_who_is_dismissed_finds_nothing(exercise: Exercise, facilitator: User, olga: User) -> None:
    crew.accept(crew.invite(exercise, "cohost", facilitator), olga)
    crew.dismiss(exercise.crew_set.get(), facilitator)
    assert crew.role_of(olga, exercise) == ""


def test_a_press_knows_its_second_and_the_newest_line(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand, olga: User
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    receipt = runtime.note(blue, ann, "rates look odd", "key-note-1")
    seen = pad.mark(blue, olga, Press("call_out", "RTR", "loud and clear"))
    assert (seen.step, seen.log_seq, seen.role) == (60, receipt.seq, "RTR")
    assert seen.words
    assert seen.words.body == "loud and clear"
    with pytest.raises(runtime.CannotDo):
        pad.mark(blue, olga, Press("whistled"))


def test_each_behaviour_has_a_key_of_its_own() -> None:
    letters = [letter for letter, _title in pad.BEHAVIOURS.values()]
    assert len(set(letters)) == len(letters)


def test_a_mark_can_be_changed_and_taken_back(blue: Team, olga: User) -> None:
    pad.rate(blue, olga, 3, "S", "slow")
    pad.rate(blue, olga, 3, "P")
    assert pad.ratings(blue, olga)[3].mark == "P"
    pad.rate(blue, olga, 3, "")
    assert not Rating.objects.exists()
    with pytest.raises(runtime.CannotDo):
        pad.rate(blue, olga, 9, "P")


def test_observations_are_never_changed(blue: Team, olga: User) -> None:
    seen = pad.mark(blue, olga, Press("calm"))
    seen.behaviour = "tunnel"
    with pytest.raises(TypeError):
        seen.save()
    assert Observation.objects.get().behaviour == "calm"
