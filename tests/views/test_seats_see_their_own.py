"""For each seat alone: nothing that another seat has to itself is in anything that it is sent."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from game import clock, live, runtime, sim, texts
from game.models import ClockChange, Exercise, Participant, Team
from game.runtime import lives
from game.sim import alerts, evidence, mails
from game.sim.text import Text
from game.templatetags import desk as filters
from game.views import screens
from tests.canaries import leaks
from tests.views.conftest import seated

pytestmark = pytest.mark.django_db

# Who alone sees which numbers of a frame: exercise design, section 1.
NUMBERS = {
    r"(pnl|gross|net|long|short)_": {"IC", "RSK"},
    r"(in|out|rej)_rate": {"RTR", "RSK"},
    r"mails": {"COM"},
    r"r\d_": {"RTR"},
}
Sent = list[tuple[str, str]]


@pytest.fixture
def desk(with_roles: Exercise) -> Team:
    return with_roles.team_set.get(name="Blue")


@pytest.fixture
def six(with_roles: Exercise, desk: Team) -> dict[str, Participant]:
    """A full desk at 09:35 of a bad morning, with everything opened: one seat each."""
    people = [runtime.join(with_roles.code, f"P-{seat}", desk.pk) for seat in sim.ALL_SEATS]
    runtime.start(with_roles, with_roles.owner)
    skip_to(with_roles, sim.at("09:35:00"))
    runtime.advance(desk.pk)
    with lives.world_at(desk.pk, 0) as world:
        open_all(world)
    return {person.seats[0]: person for person in people}


def skip_to(exercise: Exercise, step: int) -> None:
    """Set the clock there, standing: a page and a frame that are compared show one second."""
    skip = {"kind": ClockChange.Kind.SKIP, "step": step, "wall_ms": clock.now_ms()}
    ClockChange.objects.create(exercise=exercise, **skip)
    runtime.pause(exercise, exercise.owner)


def canary(name: str) -> str:
    return f"canary7{name.replace('_', '')}7"


def open_all(world: sim.World) -> None:
    """Every piece of evidence and every mail is opened; each says its own word."""
    for name, item in evidence.catalogue().items():
        line = Text(canary(name), {"host": 0, "sum": "0"}).row()
        world.state.opened[name] = [world.step, world.step, [line], [], -1]
        assert item.seats
    for group in mails.groups(world):
        world.state.mail_opened[group] = world.step
    alerts.post(world, "stand_by", Text(canary("stand_by")))


def sent_to(person: Participant) -> Sent:
    """Every answer that this person's browser can get, by address."""
    browser = seated(person)
    pages = ["/play", "/play/state", *(f"/play/pane/{name}" for name in screens.FOLLOWS)]
    answers: dict[str, Any] = {page: browser.get(page) for page in pages}
    for action in ("sweep_hashes", "read_pmon", "open_mail", "look_at_orders", "check_flag"):
        sent = {"key": f"key-{person.pk}-{action}", "group": "bnet"}
        answers[f"POST {action}"] = browser.post(f"/play/act/{action}", sent)
    answers["POST note"] = browser.post("/play/note", {"key": f"note-{person.pk:05}", "text": "hm"})
    texts_of = [(where, answer.content.decode()) for where, answer in answers.items()]
    return [*texts_of, ("frames", frames(person))]


def frames(person: Participant) -> str:
    """What a tick publishes on the topic that this person's socket listens to."""
    moved = runtime.advance(person.team_id)
    return live.frames.encode(live.frame(moved, sim.view_key(person.seats)))


def each(six: dict[str, Participant], check: Callable[[str, Sent], None]) -> None:
    for seat, person in six.items():
        check(seat, sent_to(person))


def test_evidence_is_read_by_its_own_seats_alone(six: dict[str, Participant]) -> None:
    items = evidence.catalogue()

    def check(seat: str, sent: Sent) -> None:
        others = [canary(name) for name, item in items.items() if seat not in item.seats]
        assert leaks(sent, others) == []
        own = {name for name, item in items.items() if seat in item.seats}
        assert {name for name in items if leaks(sent, [canary(name)])} == own

    each(six, check)


def test_a_message_reaches_the_desk_that_it_was_sent_to(six: dict[str, Participant]) -> None:
    reached = {seat for seat in six if leaks(sent_to(six[seat]), [canary("stand_by")])}
    assert reached == {"RTR"}


def test_the_mailbox_is_compliances(six: dict[str, Participant]) -> None:
    view = runtime.look(six["COM"].team).view
    known = " ".join(f"{m.subject} {m.body}" for m in view.messages)  # alerts say it to all
    bodies = [item.body for group in view.mail for item in group.latest]
    words = [texts.render(text) for text in (*(group.subject for group in view.mail), *bodies)]
    own = [word for word in words if word not in known]
    assert len(own) > 10
    for seat, person in six.items():
        found = leaks(sent_to(person), [html.escape(word) for word in own])
        assert bool(found) is (seat == "COM"), found


def test_the_book_is_risks(six: dict[str, Participant]) -> None:
    rows = runtime.look(six["RSK"].team).view.positions
    counts = [filters.shares(row.shares) for row in rows if abs(row.shares) >= 10_000]
    assert counts
    for seat, person in six.items():
        assert bool(leaks(sent_to(person), counts)) is (seat == "RSK")


def test_the_numbers_of_a_frame_are_each_seats_own(six: dict[str, Participant]) -> None:
    for seat, person in six.items():
        state = json.loads(seated(person).get("/play/state").content)
        pushed = json.loads(frames(person))
        for number, name in zip(state["n"], sim.FRAME_FIELDS, strict=True):
            may = [seats for pattern, seats in NUMBERS.items() if re.match(pattern, name)]
            assert not may or seat in may[0] or number == -1, (seat, name)
        assert pushed["n"] == state["n"]
        assert pushed["p"] == state["p"]


def test_no_pane_of_another_seat_has_a_version(six: dict[str, Participant]) -> None:
    own = {"fleet": "RTR", "mail": "COM", "positions": "RSK", "tape": "TRD", "clients": "TRD"}
    own |= {"limits": "RSK", "rules": "COM"}
    for seat, person in six.items():
        versions = json.loads(frames(person))["p"]
        assert {name for name in own if name in versions} == {n for n in own if own[n] == seat}


def test_the_rates_of_the_last_minutes_are_for_who_sees_rates(
    six: dict[str, Participant],
) -> None:
    for seat, person in six.items():
        page = seated(person).get("/play").content.decode()
        found = re.search(r'id="rates-history"[^>]*>(.*?)</script>', page)
        assert found is not None
        assert bool(json.loads(found.group(1))) is (seat in ("RTR", "RSK"))


def test_a_seat_is_offered_its_own_orders_alone(six: dict[str, Participant]) -> None:
    def check(seat: str, sent: Sent) -> None:
        offered = set(re.findall(r"/play/act/(\w+)", "".join(text for _, text in sent)))
        assert offered
        assert {name for name in offered if seat not in sim.ACTIONS[name].seats} == set()

    each(six, check)


def test_another_seats_power_is_refused_however_it_is_asked(
    with_roles: Exercise, six: dict[str, Participant]
) -> None:
    runtime.resume(with_roles, with_roles.owner)
    for action in ("sweep_hashes", "read_pmon", "check_flag"):
        for seat, person in six.items():
            sent = {"key": f"own-{seat}-{action}"}
            answer = seated(person).post(f"/play/act/{action}", sent)
            may = seat in sim.ACTIONS[action].seats
            assert answer.status_code == (200 if may else 422), (seat, action)


def test_who_holds_no_seat_sees_nobodys(six: dict[str, Participant], desk: Team) -> None:
    """A facilitator may leave somebody without: they listen, and read the log."""
    for seat in ("IC", "RTR", "TRD", "RSK", "COM"):
        runtime.assign(six["CHG"], seat, None)
    bare = six["IC"]
    assert bare.seats == ()
    assert set(json.loads(frames(bare))["n"]) - {-1}  # orders on their way are everybody's
    assert leaks(sent_to(bare), [canary(name) for name in evidence.catalogue()]) == []


def test_the_facilitator_sees_the_whole(six: dict[str, Participant], desk: Team) -> None:
    view = runtime.look(desk).view
    assert view.mail
    assert view.fleet
    assert view.positions
