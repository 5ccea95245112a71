"""Seats on the pages: hoped for in the waiting room, handed over, moved by the facilitator."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from game import runtime
from game.models import Exercise, Participant, Team
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Thursday",
    "teams": "Otter",
    "scenario": "knight",
    "variant": "",
    "level": "officer",
    "era": "",
    "seating": "roles",
    "pace": "sprint",
    "seed": "",
    "late_joining": "on",
    "ranked": "on",
}


@pytest.fixture
def desk(with_roles: Exercise) -> Team:
    return with_roles.team_set.get(name="Blue")


@pytest.fixture
def pair(with_roles: Exercise, desk: Team) -> list[Participant]:
    return [runtime.join(with_roles.code, name, desk.pk) for name in ("Ana", "Ben")]


def seats_listed(page: Any) -> dict[str, str]:
    """What the waiting room says of each seat, by its short name."""
    forms = re.findall(r'id="seat-(\w+)"(.*?)</form>', page.content.decode(), re.DOTALL)
    return {key: re.sub(r"<[^>]*>", " ", words) for key, words in forms}


def test_the_waiting_room_shows_six_seats_and_who_would_hold_them(
    pair: list[Participant],
) -> None:
    listed = seats_listed(seated(pair[0]).get("/lobby"))
    assert list(listed) == ["IC", "RTR", "TRD", "RSK", "COM", "CHG"]
    assert "as things are: Ana" in listed["IC"]
    assert "as things are: Ben" in listed["RTR"]


def test_a_wish_is_seen_by_all_and_taken_back(pair: list[Participant]) -> None:
    ana, ben = map(seated, pair)
    assert ben.post("/lobby/prefer", {"role": "IC"}).url == "/lobby"
    listed = seats_listed(ana.get("/lobby"))
    assert "wished by Ben" in listed["IC"]
    assert "as things are: Ben" in listed["COM"]
    ben.post("/lobby/prefer", {"role": ""})
    assert "as things are: Ana" in seats_listed(ana.get("/lobby"))["IC"]


def test_a_wish_for_no_seat_of_ours_is_nothing(pair: list[Participant]) -> None:
    seated(pair[0]).post("/lobby/prefer", {"role": "KING"})
    pair[0].refresh_from_db()
    assert pair[0].preference == ""


def test_where_every_seat_is_open_there_is_nothing_to_choose(ann: Participant) -> None:
    assert seats_listed(seated(ann).get("/lobby")) == {}


def test_a_seat_is_handed_over_by_a_press(with_roles: Exercise, pair: list[Participant]) -> None:
    runtime.start(with_roles, with_roles.owner)
    ana, ben = pair
    sent = {"seat": "RSK", "to": ben.pk, "note": "", "key": "hand-over-1"}
    answers = [seated(ana).post("/play/hand-over", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "For 15 seconds nobody has its powers." in answers[0].content.decode()
    assert ben.seats == ("RTR", "TRD", "RSK", "CHG")
    assert seated(ben).post("/play/hand-over", sent).status_code == 409


def test_a_seat_goes_to_nobody_outside_the_team(
    with_roles: Exercise, pair: list[Participant]
) -> None:
    gil = runtime.join(with_roles.code, "Gil", with_roles.team_set.get(name="Green").pk)
    runtime.start(with_roles, with_roles.owner)
    sent = {"seat": "RSK", "to": gil.pk, "key": "hand-over-1"}
    assert seated(pair[0]).post("/play/hand-over", sent).status_code == 404
    sent |= {"to": pair[1].pk, "seat": "KING"}
    assert seated(pair[0]).post("/play/hand-over", sent).status_code == 422


def test_the_facilitator_sees_and_moves_seats(
    with_roles: Exercise, desk: Team, pair: list[Participant]
) -> None:
    fay, (_ana, ben) = signed_in(with_roles.owner), pair
    assert f'id="seat-{desk.pk}"' not in fay.get(f"/ctl/{with_roles.pk}/teams").content.decode()
    runtime.start(with_roles, with_roles.owner)
    page = fay.get(f"/ctl/{with_roles.pk}/teams").content.decode()
    assert f'id="seat-{desk.pk}"' in page
    assert "RTR TRD CHG" in page
    answer = fay.post(f"/ctl/{with_roles.pk}/seat", {"participant": ben.pk, "seat": "IC"})
    assert answer.content.decode().startswith("Ben now holds IC.")
    assert ben.seats == ("IC", "RTR", "TRD", "CHG")


def test_nobody_elses_facilitator_moves_a_seat(
    with_roles: Exercise, pair: list[Participant], exercise: Exercise, ann: Participant
) -> None:
    runtime.start(with_roles, with_roles.owner)
    fay = signed_in(exercise.owner)
    sent = {"participant": pair[0].pk, "seat": "RTR"}
    assert fay.post(f"/ctl/{exercise.pk}/seat", sent).status_code == 404
    assert fay.post(f"/ctl/{exercise.pk}/seat", {"participant": ann.pk}).status_code == 409


def made_by(browser: Client, **choices: str) -> Exercise:
    answer = browser.post("/ctl", FORM | choices)
    assert answer.status_code == 302, answer.content.decode()
    return Exercise.objects.get(pk=answer.url.rsplit("/", 1)[1])


def test_what_is_not_chosen_is_drawn_and_ranked(with_roles: Exercise) -> None:
    made = made_by(signed_in(with_roles.owner))
    assert (made.variant, made.level, made.era, made.seating) == ("", "officer", "", "roles")
    assert made.ranked


def test_a_chosen_variant_is_unranked_and_named_to_the_facilitator_alone(
    with_roles: Exercise,
) -> None:
    fay = signed_in(with_roles.owner)
    made = made_by(fay, variant="v4", level="cadet", era="2012", seating="open")
    assert (made.variant, made.level, made.era, made.ranked) == ("v4", "cadet", "2012", False)
    assert "A quiet day" in fay.get(f"/ctl/{made.pk}").content.decode()
    person = runtime.join(made.code, "Ana", made.team_set.get().pk)
    assert "quiet day" not in seated(person).get("/lobby").content.decode()


def test_a_scenario_without_that_variant_is_refused_in_words(with_roles: Exercise) -> None:
    fay = signed_in(with_roles.owner)
    answer = fay.post("/ctl", FORM | {"scenario": "knight-2012", "variant": "v4"})
    assert answer.status_code == 422
    assert "This scenario has no variants to choose from." in answer.content.decode()
