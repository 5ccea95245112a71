"""Seats change hands: dealt at the start, shared with who comes late, handed over, moved.

Whoever changes seats holds the lock of the team's row; locks are taken team first, then exercise.
Each change is a row of the team's log, which its people read, and a row of the audit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from game import sim
from game.models import Exercise, LogEntry, Participant, Seat, Team
from game.runtime import casting, clocks, commands, injecting
from game.runtime.commands import HAND_OVER, NOTE_LENGTH, Asked, Line, Receipt
from game.runtime.deals import Holdings, deal, farewell, welcome
from game.runtime.errors import CannotDo
from game.runtime.holdings import held
from game.runtime.mornings import scenario_of
from game.runtime.records import By, Change, about, audit
from game.sim.seats import ordered
from game.sim.text import text

ROLES = Exercise.Seating.ROLES


def start(exercise: Exercise, by: By) -> None:
    """Deal the seats and ring the first bell. Raises CannotDo when it has begun."""
    with transaction.atomic():
        teams = exercise.team_set.select_for_update().order_by("pk")
        rows = {row.pk: row for row in teams}
        clocks.start(exercise, by)
        for row in rows.values():
            injecting.begin(row, exercise, by)
        if exercise.seating == ROLES:
            _deal(exercise, rows, by)
        if begins := scenario_of(exercise).begins:
            clocks.jump(exercise, by, begins)


def preview(team: Team) -> Holdings:
    """Who would hold what if it started now; who holds what once it has."""
    exercise = team.exercise
    if exercise.seating != ROLES or exercise.state != Exercise.State.LOBBY:
        return held(team.pk)
    return deal(_wishes(team), _desks(exercise, [team.pk]).get(team.pk, 0))


def prefer(person: Participant, role: str) -> None:
    """Hope for a seat; "" takes what is left. Raises CannotDo once the seats are dealt."""
    if person.exercise.state != Exercise.State.LOBBY or role not in ("", *sim.ALL_SEATS):
        raise CannotDo(text("Seats are chosen before the start."))
    Participant.objects.filter(pk=person.pk).update(preference=role)


def take_place(person: Participant) -> None:
    """Seats for a person who is new in a team. Needs a transaction; before the start: none yet."""
    if person.exercise.seating != ROLES:
        roles = [Seat(team=person.team, participant=person, role=role) for role in sim.ALL_SEATS]
        Seat.objects.bulk_create(roles)
    elif _are_dealt(person.exercise_id):
        row = commands.locked(person.team_id)
        before = held(row.pk)
        before.pop(person.pk, None)
        _move(row, before, welcome(before, person.pk), None)


def leave_place(person: Participant) -> None:
    """The seats of a person who leaves a team go to the others. Needs a transaction."""
    row = commands.locked(person.team_id)
    before = held(row.pk)
    Seat.objects.filter(participant=person).delete()
    if _are_dealt(person.exercise_id):
        after = farewell(before, person.pk)
        before.pop(person.pk, None)
        _move(row, before, after, None)


def assign(person: Participant, seat: str, by: By) -> None:
    """Give a seat to a person at once, by the facilitator's hand. Raises CannotDo."""
    with transaction.atomic():
        row = commands.locked(person.team_id)
        if not _are_dealt(person.exercise_id):
            raise CannotDo(text("Seats are moved by hand while an exercise with roles runs."))
        before = held(row.pk)
        if seat not in sim.ALL_SEATS or person.pk not in before:
            raise CannotDo(text("Choose a seat, and a person of that team."))
        _move(row, before, _given(before, seat, person.pk), by)


def seats_in(*teams: int) -> dict[str, dict[str, list[str]]]:
    """Who holds what in these teams, for `put_back`; none where everybody holds everything."""
    dealt = [pk for pk in teams if Exercise.objects.filter(team=pk, seating=ROLES).exists()]
    return {str(pk): {str(who): list(own) for who, own in held(pk).items()} for pk in dealt}


def put_back(team: Team, wanted: Holdings, by: By) -> None:
    """Give seats back to those who held them; where people came or went since, leave it so."""
    with transaction.atomic():
        row = commands.locked(team.pk)
        before = held(row.pk)
        if _are_dealt(row.exercise_id) and set(before) == set(wanted):
            _move(row, before, wanted, by)


def hand_over(giver: Participant, receiver: Participant, seat: str, note: str, key: str) -> Receipt:
    """Hand a seat of one's own to somebody of the team, with a word or without.

    The panes are the receiver's at once; the powers sleep for 15 simulated seconds.
    """
    content = {"action": HAND_OVER, "args": {"seat": seat}, "to": receiver.pk}
    asked = Asked(giver, LogEntry.Kind.ORDER, content | {"words": note[:NOTE_LENGTH].strip()}, key)
    with transaction.atomic():
        row = commands.locked(giver.team_id)
        if earlier := commands.repeated(row, asked):
            return earlier
        receipt = commands.order(row, asked, _may_hand_over)
        if receipt.status == "accepted":
            before = held(row.pk)
            _move(row, before, _given(before, seat, receiver.pk), giver)
        return receipt


def _may_hand_over(row: Team, asked: Asked) -> None:
    """Raise Refused unless the seat is the giver's and the receiver sits at the same desk."""
    if row.exercise.seating != ROLES:
        raise sim.Refused(text("Everybody here holds every seat."))
    now, seat, giver = held(row.pk), asked.content["args"]["seat"], asked.actor
    if not isinstance(giver, Participant) or seat not in now.get(giver.pk, ()):
        raise sim.Refused(text("That seat is not yours to hand over."))
    if asked.content["to"] not in now or asked.content["to"] == giver.pk:
        raise sim.Refused(text("Choose who takes the seat."))


def _given(before: Holdings, seat: str, receiver: int) -> Holdings:
    """The same seats with one of them in other hands."""
    left = {who: tuple(one for one in seats if one != seat) for who, seats in before.items()}
    return left | {receiver: ordered((*left[receiver], seat))}


def _deal(exercise: Exercise, rows: dict[int, Team], by: By) -> None:
    """Every team's seats at once: a room of 200 teams must not wait for its bell."""
    people = Participant.objects.present().filter(exercise=exercise)
    wishes: dict[int, dict[int, str]] = {}
    for team, person, wish in people.values_list("team_id", "pk", "preference"):
        wishes.setdefault(team, {})[person] = wish
    desks = _desks(exercise, wishes)
    dealt = {team: deal(those, desks.get(team, 0)) for team, those in wishes.items()}
    for team, holdings in dealt.items():
        _write(rows[team], holdings)
        _say(rows[team], holdings, 0)
    after = {about(rows[team]): named(those) for team, those in dealt.items()}
    audit(exercise, by, "seats.dealt", Change({}, after))


def _desks(exercise: Exercise, teams: Iterable[int]) -> dict[int, int]:
    """Where bots fill what people leave free, each person gets one desk of a full team."""
    return dict.fromkeys(casting.filled(teams), exercise.team_size)


def _are_dealt(exercise_id: int) -> bool:
    running = Exercise.objects.running()
    return running.filter(pk=exercise_id, seating=ROLES).exists()


def _wishes(team: Team) -> dict[int, str]:
    return dict(Participant.objects.present().filter(team=team).values_list("pk", "preference"))


def _move(row: Team, before: Holdings, after: Holdings, by: By) -> None:
    """Make `after` true, and tell the team of those whose seats have changed."""
    changed = {who: seats for who, seats in after.items() if seats != before.get(who)}
    if not changed:
        return
    Seat.objects.filter(team=row, participant__in=changed).delete()
    _write(row, changed)
    _say(row, changed, clocks.clock_of(row.exercise_id, row.pk).step)
    was = {who: seats for who, seats in before.items() if who in changed}
    audit(row.exercise, by, "seats.moved", Change(named(was), named(changed), about(row)))


def _write(row: Team, holdings: Holdings) -> None:
    Seat.objects.bulk_create(
        Seat(team=row, participant_id=who, role=role)
        for who, seats in holdings.items()
        for role in seats
    )


def _say(row: Team, holdings: Holdings, step: int) -> None:
    """A line of the log: who holds what now."""
    payload: dict[str, Any] = {"holds": named(holdings)}
    asked = Asked(None, LogEntry.Kind.SEATS, payload, "")
    commands.append(row, asked, Line(LogEntry.Kind.SEATS, step, payload))


def named(holdings: Holdings) -> dict[str, list[str]]:
    """By the tokens that log rows use for people."""
    return {f"p{who}": list(seats) for who, seats in holdings.items()}
