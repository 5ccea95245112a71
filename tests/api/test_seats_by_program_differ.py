"""Two seats of one desk: what a program of one is told is not what a program of the other is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from game.models import Exercise, Participant
from tests.api.conftest import Program, of_seat

pytestmark = pytest.mark.django_db
ROUTERS, COMMAND = "sweep_hashes", "declare"  # orders of one of the two seats


@pytest.fixture
def exercise(with_roles: Exercise) -> Exercise:
    return with_roles


@pytest.fixture
def two(ann: Participant, uma: Participant, still: Exercise) -> tuple[Program, Program]:
    """Command and communications; routers, trading, risk and change."""
    return of_seat(ann), of_seat(uma)


def seen(program: Program) -> dict[str, Any]:
    view: dict[str, Any] = program.get("/seat/view").json()
    return view


def test_one_desk_two_views(two: tuple[Program, Program]) -> None:
    command, routers = (json.dumps(seen(one)) for one in two)
    for only, here, there in ((ROUTERS, routers, command), (COMMAND, command, routers)):
        assert f'"{only}"' in here
        assert f'"{only}"' not in there
    assert seen(two[1])["fleet"]
    assert not seen(two[0])["fleet"]


def test_limits_and_rule_cards_are_told_to_the_programs_of_their_seats(
    two: tuple[Program, Program],
) -> None:
    command, routers = (seen(one) for one in two)  # command holds risk and compliance too
    assert command["limits"]["account_cents"] == 200_000_000
    assert "15c3-5" in json.dumps(command["rules"])
    assert (routers["limits"], routers["rules"]) == (None, [])


def test_one_desk_two_frames(two: tuple[Program, Program]) -> None:
    """What a seat may not see reads -1, and no number goes to a seat that is not its own."""
    command, routers = (one.get("/seat/frame").json()["n"] for one in two)
    assert -1 in command
    assert command != routers
    assert all(a == b for a, b in zip(command, routers, strict=True) if -1 not in (a, b))


def test_an_order_of_the_other_seat_is_refused(two: tuple[Program, Program]) -> None:
    command, routers = two
    assert command.order(ROUTERS).status_code == 422
    assert routers.order(ROUTERS).status_code == 200
