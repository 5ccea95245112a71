"""Each piece of evidence: told by what it shows, never by what is hidden."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from game import sim
from game.sim import evidence, likelihood, mails
from game.sim.parts import Args, EvidenceItem
from tests.sim.desk import Desk

KNIGHT = sim.load("knight")
VARIANTS = [name for name, variant in KNIGHT.variants.items() if variant.weight]
HIDDEN = ("stale", "fault", "variant", "decoy", "harmless", "test_data", "innocent", "guilty")
CLOCKS = ("08:20:00", "09:20:00", "09:33:00", "09:45:00")


def morning(variant: str, clock: str, seed: int = 7) -> sim.World:
    return Desk(sim.load("knight", variant=variant), seed, at=clock).world


def args_of(item: EvidenceItem, world: sim.World) -> list[Args]:
    if item.key in likelihood.ONE_HOST:
        return [{"router": host} for host in range(8)]
    if item.key == "e03_mail":
        return [{"group": key} for key in mails.groups(world) if key != mails.BNET]
    return [{}] if item.key not in ("e01_rejects", "e02_header") or world.state.bnet else []


def looks(variant: str) -> Iterator[tuple[str, EvidenceItem, sim.World, Args]]:
    for clock in CLOCKS:
        world = morning(variant, clock)
        for item in evidence.catalogue().values():
            for args in args_of(item, world):
                yield clock, item, world, args


def speaks(world: sim.World, key: str, **args: int) -> list[int]:
    return evidence.catalogue()[key].speaks(world, dict(args))


def words(world: sim.World, key: str, **args: int) -> str:
    return "\n".join(str(line) for line in evidence.catalogue()[key].lines(world, dict(args)))


def test_the_design_table_is_complete() -> None:
    numbers = {int(key[1:3]) for key in evidence.catalogue()}
    assert set(range(1, 29)) <= numbers


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_item_names_a_hidden_thing(variant: str) -> None:
    for _, item, world, args in looks(variant):
        said = " ".join(str(line) for line in item.lines(world, args)).lower()
        assert said
        if item.key == "e03_mail":  # written by other systems, each about itself
            continue
        assert not [word for word in HIDDEN if word in said], item.key


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_it_points_at_is_in_what_it_shows(variant: str) -> None:
    for _, item, world, args in looks(variant):
        pointed = [host for host in item.speaks(world, args) if host >= 0]
        shown: set[int] = set()
        for line in item.lines(world, args):
            many = line.params.get("hosts", ())
            assert isinstance(many, (list, tuple))
            one = line.params.get("host")
            shown |= {*many, *([one] if isinstance(one, int) else [])}
        assert set(pointed) <= shown, item.key


@pytest.mark.parametrize("variant", VARIANTS)
def test_lines_of_hosts_come_eight_at_a_time_or_for_one(variant: str) -> None:
    """The gate sorts eight lines about hosts by shown number; others would keep the inner order."""
    for _, item, world, args in looks(variant):
        lines = item.lines(world, args)
        about = [line for line in lines if "host" in line.params]
        hosts = {line.params["host"] for line in about}
        if item.key == "e02_header" or len(hosts) < 2:
            continue
        assert len(about) == len(lines) == 8, item.key


def test_headers_come_by_time_and_not_by_host() -> None:
    times = words(morning("v3", "09:20:00"), "e02_header").splitlines()
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("variant", VARIANTS)
def test_looking_changes_nothing(variant: str) -> None:
    world = morning(variant, "09:33:00")
    before = world.hash()
    for item in evidence.catalogue().values():
        for args in args_of(item, world):
            item.lines(world, args)
            item.speaks(world, args)
    assert world.hash() == before


def test_all_but_the_mailbox_is_opened_by_some_order() -> None:
    desk = Desk(sim.load("knight", variant="v1", era="today"), 7, at="09:20:00")
    desk.order("open_mail", group="bnet")
    desk.until("09:21:00")
    desk.order("read_header", group="bnet")
    plain = [
        action.name
        for action in sim.ACTIONS.values()
        if action.group == "observe" and not action.fields and not action.alone_only
    ]
    for name in plain:
        try:
            desk.order(name)
        except sim.Refused:
            continue
    for name in ("read_logs", "canary", "check_hash", "check_build", "check_process"):
        desk.order(name, router=3)
    desk.until("09:31:00")
    for name in ("read_ratio", "enable_ratio"):
        try:
            desk.order(name)
        except sim.Refused:
            continue
    desk.until("09:34:00")
    opened = {key.partition(":")[0] for key in desk.world.state.opened}
    assert set(evidence.catalogue()) - opened <= {"e03_mail"}


def test_the_same_seats_order_and_read() -> None:
    """Nobody opens what he cannot read, but for those who run the systems of others."""
    pairs = {"e04_checksums": "sweep_hashes", "e16_drop_copy": "check_drop_copy",
             "e19_exchange": "call_exchange", "e23_canary": "canary", "e24_metrics":
             "check_metrics", "e26_news": "read_news", "e08_ticket": "check_ticket"}  # fmt: skip
    for key, action in pairs.items():
        assert set(sim.ACTIONS[action].seats) <= set(evidence.catalogue()[key].seats)


def test_ticket_archive_and_nothing_else_cannot_carry_a_declaration() -> None:
    weak = {key for key, item in evidence.catalogue().items() if not item.suffices}
    assert weak == {"e08_ticket", "e22_archive"}


def test_a_checksum_of_one_host_says_nothing_until_others_are_known() -> None:
    world = morning("v1", "08:30:00")
    stale = world.draws.stale[0]
    assert speaks(world, "e04_checksums", router=stale) == []
    for host in itertools.islice((h for h in range(8) if h != stale), 2):
        evidence.open_item(world, "e04_checksums", {"router": host})
    assert speaks(world, "e04_checksums", router=stale) == [stale]


def test_a_canary_needs_a_router_that_cannot_reach_the_market() -> None:
    desk = Desk(sim.load("knight", variant="v1", era="today"), 7, at="09:31:00")
    with pytest.raises(sim.Refused, match="drain or isolate it first"):
        desk.order("canary", router=3)
    desk.order("drain", router=3)
    desk.until("09:33:00")
    desk.order("canary", router=3)
    desk.until("09:35:00")
    assert f"e23_canary:{desk.world.inner(3)}" in desk.world.state.opened


def test_what_was_left_out_of_the_tests_is_left_out_on_many_mornings() -> None:
    """A release with a defect has a gap in its tests, but a gap is no defect."""
    assert speaks(morning("v5", "08:20:00"), "e29_tests") == [-1]
    sound = [bool(speaks(morning("v4", "08:20:00", seed), "e29_tests")) for seed in range(12)]
    assert set(sound) == {True, False}


def test_chance_before_the_open_never_carries_a_declaration() -> None:
    """Looking again and again at a thin flow must not make a strong sign of it."""
    world = morning("v4", "08:10:00", 3)
    for minute in range(60):
        sim.advance(world, (), sim.at("08:10:00") + 60 * minute)
        for key, item in evidence.catalogue().items():
            if (
                item.klass >= 2
                and item.suffices
                and key not in (*likelihood.ONE_HOST, "e01_rejects")
            ):
                assert not speaks(world, key), key


def test_a_look_at_one_host_stands_beside_that_host() -> None:
    desk = Desk(sim.load("knight", variant="v1"), 7, at="08:20:00")
    desk.order("check_build", router=3)
    desk.until("08:22:00")
    noted = [row.shown for row in sim.view_for(desk.world, ("RTR",)).fleet if row.notes]
    assert noted == [3]
