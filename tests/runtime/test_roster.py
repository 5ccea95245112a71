"""Who is expected, who may come in, and who may come back."""

from __future__ import annotations

import pytest

from game import runtime
from game.models import Exercise, Expected, Participant, Team, User
from game.runtime import people, roster, schedule

pytestmark = pytest.mark.django_db
LIST = "name,team,role\nAda Park,Blue,ic\nBo Reyes,Falcon,\n\nCy;Lee,,"


def test_a_list_makes_lines_and_the_teams_it_names(exercise: Exercise, facilitator: User) -> None:
    assert roster.expect(exercise, roster.read(LIST), facilitator) == 3
    assert roster.expect(exercise, roster.read(LIST), facilitator) == 0
    assert set(exercise.team_set.values_list("name", flat=True)) == {"Blue", "Green", "Falcon"}
    rows = Expected.objects.values_list("name", "team_name", "role")
    assert next(iter(rows)) == ("Ada Park", "Blue", "IC")


def test_semicolons_and_tabs_are_lists_too() -> None:
    assert roster.read("Ada;Blue;IC") == roster.read("Ada\tBlue\tIC") == roster.read("Ada,Blue,IC")


@pytest.mark.parametrize("wrong", ["Ada,Blue,XYZ", ",Blue,IC"])
def test_a_wrong_line_is_named(wrong: str) -> None:
    with pytest.raises(runtime.CannotDo, match="Line 2"):
        roster.read(f"Bo,Blue,\n{wrong}")


def test_a_personal_link_is_one_person_from_any_device(
    exercise: Exercise, facilitator: User
) -> None:
    roster.expect(exercise, roster.read("Ada,Blue,IC"), facilitator)
    ticket = Expected.objects.get().ticket
    ada = roster.take(ticket)
    assert (ada.name, ada.team.name, ada.preference) == ("Ada", "Blue", "IC")
    schedule.set_locked(exercise, True, facilitator)
    assert roster.take(ticket) == ada
    assert Participant.objects.count() == 1


def test_a_link_without_a_team_asks_for_one(
    exercise: Exercise, green: Team, facilitator: User
) -> None:
    roster.expect(exercise, roster.read("Ada"), facilitator)
    ticket = Expected.objects.get().ticket
    with pytest.raises(runtime.CannotJoin):
        roster.take(ticket)
    assert roster.take(ticket, green.pk).team == green


def test_a_locked_room_ejects_nobody_and_lets_nobody_in(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User
) -> None:
    schedule.set_locked(exercise, True, facilitator)
    with pytest.raises(runtime.CannotJoin):
        runtime.join(exercise.code, "Zoe", blue.pk)
    assert runtime.participant(ann.secret) == ann
    schedule.set_locked(exercise, False, facilitator)
    runtime.join(exercise.code, "Zoe", blue.pk)


def test_a_team_takes_as_many_as_the_facilitator_says(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User
) -> None:
    schedule.set_team_size(exercise, 1, facilitator)
    with pytest.raises(runtime.CannotJoin):
        runtime.join(exercise.code, "Zoe", blue.pk)


def test_who_was_removed_asks_and_is_let_back_in_as_the_same_person(
    with_roles: Exercise, facilitator: User
) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    runtime.join(with_roles.code, "Ben", team.pk)
    runtime.start(with_roles, facilitator)
    runtime.remove(ann, facilitator)
    ann.refresh_from_db()
    with pytest.raises(runtime.CannotJoin):
        runtime.join(with_roles.code, "Ann again", team.pk, ann)
    people.ask_back(ann)
    assert next(row.needs for row in runtime.room(with_roles))[0] == "back"
    people.readmit(ann, facilitator)
    ann.refresh_from_db()
    assert (ann.removed, ann.asks_back) == (False, False)
    assert ann.seats


def test_nobody_comes_back_who_was_not_removed(ann: Participant) -> None:
    with pytest.raises(runtime.CannotDo):
        people.ask_back(ann)


def test_a_clone_has_the_settings_and_the_plan_and_nobody_in_it(
    exercise: Exercise, ann: Participant, facilitator: User
) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(
        team_size=4, hints=False, probes=True, plan={"block_bid": "skip"}
    )
    exercise.refresh_from_db()
    made = schedule.clone(exercise, facilitator)
    kept = ("team_size", "hints", "probes", "plan", "pace", "scenario", "seating", "practice")
    assert [getattr(made, key) for key in kept] == [getattr(exercise, key) for key in kept]
    assert made.code != exercise.code
    assert not made.participant_set.exists()
    assert set(made.team_set.values_list("name", flat=True)) == {"Blue", "Green"}


def test_what_runs_is_not_put_away(exercise: Exercise, ann: Participant, facilitator: User) -> None:
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        schedule.archive(exercise, True, facilitator)


def test_a_quote_that_is_never_closed_makes_nobody() -> None:
    with pytest.raises(runtime.CannotDo, match="quote"):
        roster.read('name,team\n"Ada,Blue\nBen,Blue')
    assert [line.name for line in roster.read('"Park, Ada",Blue')] == ["Park, Ada"]
