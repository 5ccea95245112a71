"""An inject changes what a team is told and when; never what is true, never the score."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from game import sim
from game.sim import alerts, hints, injects, milestones, probes
from game.sim.parts import CONTROL
from tests.sim.desk import EVERYDAY, Desk, history

CONTROLS = (CONTROL,)
MOVABLE = [name for name, inject in injects.injects().items() if inject.movable]
TRUTH = (
    "disk", "running", "online", "port", "draining", "busy", "orders_in", "children_out",
    "executions", "rejects", "status", "router", "armed", "filled", "ref", "mid", "volume", "drift",
    "position", "cash", "own_shares", "own_executions", "unwound", "phantom", "blocked",
    "flag_on", "intake", "venue", "killed", "cut_off", "runaway_rate", "flow_started",
    "flow_stopped", "bad_executions", "served", "offered", "rearms", "bnet", "opened", "incident",
    "told", "samples", "interventions", "closed", "log", "phase",
)  # fmt: skip


def morning(level: str = "") -> sim.World:
    """A world at 08:00:00."""
    return sim.start(sim.load("knight", variant="v1", level=level), 1)


def control(world: sim.World, action: str, **args: Any) -> dict[str, Any]:
    """An order of exercise control, as it would be logged. Raises Refused."""
    return sim.check(world, action, args, CONTROLS)


class Room:
    """A desk that exercise control speaks to as well."""

    def __init__(self, world: sim.World) -> None:
        self.world = world
        self.log: list[sim.Entry] = []

    def until(self, clock: str | int) -> Room:
        step = sim.at(clock) if isinstance(clock, str) else clock
        sim.advance(self.world, self.log, step)
        return self

    def order(self, action: str, seats: Sequence[str] = sim.ALL_SEATS, /, **args: Any) -> Room:
        """Order and let a second pass."""
        cleaned = sim.check(self.world, action, args, seats)
        due = self.world.step + 1
        entry = sim.Entry(len(self.log) + 1, due, action, cleaned, tuple(seats), actor="ann")
        self.log.append(entry)
        return self.until(due)

    def inject(self, what: str, do: str = "fire", **args: Any) -> Room:
        return self.order("inject", CONTROLS, what=what, do=do, **args)

    def row(self, name: str) -> injects.Row:
        return next(row for row in injects.table(self.world) if row.name == name)

    def subjects(self, *seats: str) -> list[str]:
        return [str(m.subject) for m in sim.view_for(self.world, seats or sim.ALL_SEATS).messages]


# The list


def test_the_24_of_the_master_list_ship() -> None:
    assert [inject.number for inject in injects.injects().values()] == list(range(1, 25))


@pytest.mark.parametrize("name", injects.injects())
def test_each_says_what_it_is_for(name: str) -> None:
    inject = injects.injects()[name]
    assert str(inject.title)[0].isupper()
    assert str(inject.expected).endswith(".")
    assert inject.objective in injects.OBJECTIVES
    assert inject.kind in injects.KINDS
    assert inject.channel in injects.CHANNELS
    assert inject.severity in ("info", "note")
    assert set(inject.seats) <= set(sim.ALL_SEATS)
    assert milestones.described(inject.trigger)
    assert not inject.alert or inject.alert in alerts.alerts()


@pytest.mark.parametrize("name", MOVABLE)
def test_what_can_be_sent_by_hand_has_words_at_any_hour(name: str) -> None:
    inject, world = injects.injects()[name], morning()
    for clock in ("08:30:00", "09:40:00"):
        sim.advance(world, [], sim.at(clock))
        assert all(str(words) for words in inject.words(world))


@pytest.mark.parametrize("name", MOVABLE)
def test_sent_by_hand_it_reaches_whom_its_alert_would_reach(name: str) -> None:
    inject = injects.injects()[name]
    if inject.alert:
        assert set(inject.seats) == set(alerts.alerts()[inject.alert].seats)
    else:
        assert str(inject.sender)


def test_signs_that_the_score_knows_of_are_nobodys_to_move() -> None:
    fixed = {inject.alert for inject in injects.injects().values() if not inject.movable}
    assert {"disk_usage", "clock_offset", "stand_by", "cut_off"} <= fixed
    with pytest.raises(sim.Refused, match="nobody can move it"):
        control(morning(), "inject", what="disk_noise", do="skip")


# Triggers


@pytest.mark.parametrize(
    "trigger",
    ["", "soon", "after:nothing+3", "while:raining", "unopened:e99", "25:00", "without:flow",
     "without:isolate+5", "after:isolate+x"],
)  # fmt: skip
def test_a_trigger_in_other_words_is_an_error(trigger: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        milestones.read(trigger)


def test_a_milestone_is_reached_by_what_a_team_did() -> None:
    desk = Desk(history(), at="09:31:00")
    assert not milestones.reached(desk.world, "after:isolate+60")
    desk.order("isolate", router=3)
    desk.until("09:34:00")
    assert milestones.reached(desk.world, "after:isolate+60 without:cancel_orders")
    assert not milestones.reached(desk.world, "after:isolate+600")
    assert not milestones.reached(desk.world, "09:40 after:isolate")


def test_a_milestone_is_reached_by_what_nobody_did() -> None:
    desk = Desk(history(), at="08:30:00")
    assert not milestones.reached(desk.world, "unopened:e01_rejects@09:00")
    assert milestones.reached(desk.world, "unopened:e01_rejects")
    desk.order("open_mail", group="bnet")
    desk.until("09:00:00")
    assert not milestones.reached(desk.world, "unopened:e01_rejects@09:00")


def test_what_is_for_hand_never_comes_by_itself() -> None:
    assert not milestones.reached(morning(), milestones.HAND)
    assert [str(line) for line in milestones.described("hand")] == ["by hand"]


# Delivery


def test_nothing_is_said_twice() -> None:
    room = Room(morning()).until("09:00:00").inject("go_no_go").until("09:29:00")
    assert room.subjects("IC").count("Go or no-go?") == 1
    assert "Ten minutes to the open" not in room.subjects("IC")
    with pytest.raises(sim.Refused, match="has been delivered"):
        room.inject("go_no_go")


def test_the_nudge_of_a_colleague_is_for_beginners() -> None:
    for level, comes in (("cadet", True), ("officer", False)):
        room = Room(morning(level)).until("09:05:00")
        assert ("Shared mailbox" in room.subjects("COM")) is comes
        assert room.row("colleague_nudge").planned == ("auto" if comes else "held")


@pytest.mark.parametrize("do", ["hold", "skip"])
def test_what_is_held_or_left_out_does_not_come(do: str) -> None:
    room = Room(morning()).inject("go_no_go", do).until("09:29:00")
    assert room.row("go_no_go").delivered is None
    assert not room.subjects("IC")[1:]


def test_what_was_held_comes_when_it_is_let_go() -> None:
    room = Room(morning()).inject("go_no_go", "hold").until("09:25:00")
    room.inject("go_no_go", "auto").until("09:26:00")
    assert room.row("go_no_go").delivered == sim.at("09:25:05")


def test_a_time_can_be_set() -> None:
    room = Room(morning()).inject("disclosure_draft", "at", at=sim.at("08:20:00"))
    room.inject("go_no_go", "at", at=sim.at("08:21:00")).until("09:29:00")
    assert room.row("disclosure_draft").delivered == sim.at("08:20:00")
    assert room.row("go_no_go").delivered == sim.at("08:21:00")
    with pytest.raises(sim.Refused, match="still to come"):
        room.inject("block_bid", "at", at=sim.at("08:00:00"))


def test_only_exercise_control_injects() -> None:
    world = morning()
    with pytest.raises(sim.Refused, match="does not have this power"):
        sim.check(world, "inject", {"what": "go_no_go", "do": "fire"}, sim.ALL_SEATS)
    offers = {offer.name for offer in sim.view_for(world, sim.ALL_SEATS).offers}
    assert not offers & {"inject", "settings", "seen", "probe_answer", "take_hint"}


def test_what_a_facilitator_writes_stays_outside_the_world() -> None:
    room = Room(morning()).until("08:10:00")
    room.inject("adhoc", channel="phone", sender="press", seats="COM-IC", words=41, digest="d1")
    for seats, reached in ((("COM",), True), (("IC", "RSK"), True), (("RSK",), False)):
        calls = [m for m in sim.view_for(room.world, seats).messages if m.words is not None]
        assert [(m.words, m.channel, str(m.sender)) for m in calls] == (
            [(41, "phone", "Press")] if reached else []
        )
    assert injects.said_by_hand(room.world)[0][1]["digest"] == "d1"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"what": "adhoc", "do": "hold"}, "sent now"),
        ({"what": "adhoc", "do": "fire"}, "Choose a channel"),
        ({"what": "adhoc", "do": "fire", "channel": "mail", "words": 1, "seats": "XX"}, "no such"),
        ({"what": "nonsense", "do": "fire"}, "no inject nonsense"),
    ],
)
def test_an_order_of_exercise_control_can_be_wrong_too(args: dict[str, Any], why: str) -> None:
    with pytest.raises(sim.Refused, match=why):
        control(morning(), "inject", **args)


def test_orders_of_exercise_control_leave_no_line_on_the_teams_screen() -> None:
    room = Room(morning()).until("08:10:00")
    before = sim.view_for(room.world, sim.ALL_SEATS)
    room.inject("executive_swoop").inject("floor_call", "hold")
    after = sim.view_for(room.world, sim.ALL_SEATS)
    assert after.log == before.log
    assert {key for key in after.panes if after.panes[key] != before.panes[key]} == {"messages"}


# Delivered, seen, acted


def test_the_table_says_what_became_of_each() -> None:
    room = Room(morning()).until("08:10:00").inject("colleague_nudge")
    delivered = room.world.step
    assert (room.row("colleague_nudge").seen, room.row("colleague_nudge").acted) == (None, None)
    number = len(room.subjects("COM"))
    room.until("08:11:00").order("seen", ("COM",), message=number)
    room.until("08:12:00").order("open_mail", ("COM",), group="bnet").until("08:15:00")
    row = room.row("colleague_nudge")
    assert (row.delivered, row.seen) == (delivered, sim.at("08:11:01"))
    assert row.acted is not None
    assert sim.at("08:12:00") < row.acted <= sim.at("08:15:00")


def test_a_message_is_read_by_the_number_that_the_seat_sees() -> None:
    room = Room(morning()).until("08:10:00").inject("colleague_nudge").inject("go_no_go")
    room.order("seen", ("IC",), message=len(room.subjects("IC")))
    assert room.row("go_no_go").seen is not None
    assert room.row("colleague_nudge").seen is None


def test_reading_it_again_or_what_is_not_there_changes_nothing() -> None:
    room = Room(morning()).until("08:10:00")
    room.order("seen", ("IC",), message=1)
    known = list(room.world.state.seen)
    room.order("seen", ("IC",), message=1).order("seen", ("IC",), message=99)
    assert room.world.state.seen == known
    assert not room.world.state.log
    assert room.world.state.refused == 0


# Never truth, never score


def told(chance: Random) -> list[tuple[int, dict[str, Any]]]:
    """Random orders of exercise control, by step."""
    rows: list[tuple[int, dict[str, Any]]] = []
    for name in MOVABLE:
        do = chance.choice(["fire", "hold", "skip", "at", "none"])
        at = chance.randint(600, 9_000)
        if do != "none":
            rows.append((chance.randint(10, 7_000), {"what": name, "do": do, "at": at}))
    said = {"what": "adhoc", "do": "fire", "channel": "chat", "sender": "press", "words": 3}
    rows += [(chance.randint(10, 7_000), said) for _ in range(5)]
    return sorted(rows, key=lambda row: row[0])


def merged(team: list[sim.Entry], rows: list[tuple[int, dict[str, Any]]]) -> list[sim.Entry]:
    """One log of both, numbered anew."""
    both = [(entry.due, 1, entry.action, entry.args, entry.seats, entry.actor) for entry in team]
    both += [(step, 0, "inject", args, CONTROLS, "u1") for step, args in rows]
    both.sort(key=lambda row: (row[0], row[1]))
    return [
        sim.Entry(number, due, action, args, seats, actor)
        for number, (due, _, action, args, seats, actor) in enumerate(both, 1)
    ]


def truth(world: sim.World) -> dict[str, Any]:
    """What is so, without the numbers of log lines."""
    state = world.state
    known = {name: getattr(state, name) for name in TRUTH if name != "phase"}
    known |= {"phase": world.phase, "keys": {k for k in state.keys if "calm" not in k}}
    known["log"] = [[step, actor, kind, row] for step, _, actor, kind, row in state.log]
    known["interventions"] = [[row[0], *row[2:]] for row in state.interventions]
    known["closed"] = {key: [row[0], row[2]] for key, row in state.closed.items()}
    return {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in known.items()}


def points(world: sim.World) -> list[Any]:
    """The score without the numbers of log lines."""
    score = sim.score(world, 4.0e7, 3.0e8, 0.97)
    falls = [
        (fall["points"], str(fall["text"]), fall["step"])
        for part in score["parts"]
        for fall in part["deductions"]
    ]
    return [score["signed"], [part["points"] for part in score["parts"]], falls]


@pytest.mark.parametrize(("variant", "team"), [("v1", "competent"), ("v4", "expert")])
def test_no_set_of_injects_changes_truth_or_score(variant: str, team: str) -> None:
    scenario, seed = sim.load("knight", variant=variant), 3
    world = sim.start(scenario, seed)
    log = sim.play(world, team, sim.at("10:20:00"))
    kept = (truth(world), points(world))
    for number in range(2):
        other = sim.start(scenario, seed)
        sim.advance(other, merged(log, told(Random(number))), sim.at("10:20:00"))
        assert other.state.delivered
        assert truth(other) == kept[0]
        assert points(other) == kept[1]


def test_a_plan_is_saved_with_the_world() -> None:
    room = Room(morning()).until("08:10:00").inject("go_no_go", "hold").inject("floor_call")
    again = sim.restore(sim.load("knight", variant="v1"), 1, 0, sim.dump(room.world))
    assert sim.state_hash(again) == sim.state_hash(room.world)
    assert injects.table(again) == injects.table(room.world)


# Freeze probes


def frozen(seed: int = 1) -> Room:
    room = Room(sim.start(sim.load("knight", variant="v1"), seed))
    return room.order("settings", CONTROLS, probes="on")


def test_an_exercise_that_does_not_ask_for_probes_has_none() -> None:
    room = Room(morning()).until("09:26:00")
    assert room.world.state.asked == []
    assert sim.view_for(room.world, ("IC",)).probe is None


def test_all_teams_of_a_morning_freeze_at_the_same_seconds() -> None:
    when = probes.times(sim.seed_text(7))
    assert when == probes.times(sim.seed_text(7))
    assert when[0] == sim.at("09:25:00")
    assert list(when) == sorted(when)
    assert len({probes.times(sim.seed_text(seed)) for seed in range(9)}) > 5
    assert all(len(set(probes.chosen(sim.seed_text(7), n))) == 3 for n in range(3))


def test_a_probe_asks_three_questions_and_does_not_say_what_is_right() -> None:
    room = frozen().until("09:25:00")
    probe = sim.view_for(room.world, ("COM",)).probe
    assert probe is not None
    assert [key for key, _, _ in probe.questions] == ["build", "flag", "routers"]
    assert "truth" not in repr(probe)


def test_answers_are_held_against_the_second_of_the_freeze() -> None:
    room = frozen().until("09:24:00").order("isolate", router=3).until("09:25:00")
    isolating = room.world.state.asked[-1][1]["routers"]
    room.order("probe_answer", ("IC",), question="routers", answer=isolating)
    room.order("probe_answer", ("IC",), question="build", answer="other")
    told = [row[1:4] for row in room.world.state.probes]
    assert told == [["routers", isolating, True], ["build", "other", False]]
    room.until("09:25:30").order("probe_answer", ("IC",), question="routers", answer="4")
    assert len(room.world.state.probes) == 2


@pytest.mark.parametrize(
    ("clock", "question", "answer"),
    [("09:20:00", "flag", "yes"), ("09:25:00", "flow", "yes"), ("09:25:00", "flag", "maybe"),
     ("09:27:00", "flag", "yes")],
)  # fmt: skip
def test_only_what_is_asked_can_be_answered(clock: str, question: str, answer: str) -> None:
    room = frozen().until(clock)
    with pytest.raises(sim.Refused):
        room.order("probe_answer", ("IC",), question=question, answer=answer)


def test_every_question_has_its_truth_among_its_answers() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:40:00")
    for question in probes.QUESTIONS.values():
        assert question.truth(desk.world) in [key for key, _ in question.choices]


def test_probes_change_no_points() -> None:
    plain, asked = Room(morning()).until("09:40:00"), frozen().until("09:25:00")
    asked.order("probe_answer", ("IC",), question="flag", answer="no").until("09:40:00")
    assert points(plain.world) == points(asked.world)
    assert hints.units(asked.world) == 0
