"""What a scenario file may hold: every field with its kind, bounds and meaning.

The same table judges files, names line and field of what is wrong, and prints the reference of
docs/scenarios.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from game.sim import actions, alerts
from game.sim.clock import at
from game.sim.decoys import SIGNS

Values = dict[str, Any]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One field: its kind, bounds (inclusive) and what it means, with its unit."""

    kind: str
    about: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def wrong(self, value: Any) -> str:
        """What is wrong with a value, in words that end the sentence "<field> ..."; "" if sound."""
        if self.kind in LISTS:
            return self._wrong_list(value)
        if not KINDS[self.kind](value):
            return f"must be {WORDS[self.kind]}, not {value!r}"
        return self._out_of_bounds(value)

    def _wrong_list(self, value: Any) -> str:
        one = Rule(LISTS[self.kind], "", self.low, self.high, self.choices)
        many = value if isinstance(value, list) else [value]
        if not isinstance(value, list) and self.kind != "counts":
            return f"must be a list, not {value!r}"
        return next((words for words in map(one.wrong, many) if words), "")

    def _out_of_bounds(self, value: Any) -> str:
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}, not {value!r}"
        if self.low is not None and value < self.low:
            return f"must be at least {self.low:g}, not {value!r}"
        if self.high is not None and value > self.high:
            return f"must be at most {self.high:g}, not {value!r}"
        return ""


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _clock(value: Any) -> bool:
    try:
        return isinstance(value, str) and (value == "" or at(value) >= 0)
    except ValueError:
        return False


KINDS: dict[str, Callable[[Any], bool]] = {
    "whole": _whole,
    "number": _number,
    "clock": _clock,
    "truth": lambda value: isinstance(value, bool),
    "words": lambda value: isinstance(value, str),
}
WORDS = {
    "whole": "a whole number",
    "number": "a number",
    "clock": 'a time such as "09:50:00"',
    "truth": "true or false",
    "words": "text in quotes",
}
LISTS = {"counts": "whole", "routers": "whole", "names": "words"}


def whole(about: str, low: float = 0, high: float | None = None) -> Rule:
    return Rule("whole", about, low, high)


def number(about: str, low: float = 0.0, high: float | None = None) -> Rule:
    return Rule("number", about, low, high)


TOP: dict[str, Rule] = {
    "name": Rule("words", "the file's name, with dashes"),
    "title": Rule("words", "what people choose it by"),
    "summary": Rule("words", "one sentence about it, without the answer"),
    "tables": Rule("words", "the table of names and parent orders, in scenarios/tables/"),
    "era": Rule("words", "which controls the desk has", choices=("2012", "today")),
    "ranked": Rule("truth", "may its results be compared across exercises?"),
    "default_level": Rule("words", "the level when none is asked for"),
    "week": Rule("truth", "does the week of prevention belong to it?"),
    "drill": Rule("truth", "is it there to learn the console: alone, unscored, in no list?"),
    "begins": Rule("clock", "when its clock begins; 08:00:00 unless it says so"),
    "briefing": Rule("names", "what players are told first, in paragraphs; [] = the usual words"),
    "orders": Rule("names", "the only orders that the desk has; [] = all"),
    "alerts": Rule("names", "the only alerts that come by themselves; [] = all, and injects too"),
}
OPTIONAL = ("ranked", "default_level", "week", "drill", "begins", "briefing", "orders", "alerts")
DEFAULTS: dict[str, Values] = {"fleet": {"size": 8}}  # of fields that a section may leave out

SECTIONS: dict[str, dict[str, Rule]] = {
    "fleet": {
        "size": whole("how many routers there are; 8 unless it says so", 1, 8),
        "stale": Rule("routers", "routers that the release never reached; [] = drawn", 1, 8),
        "stale_count": Rule("counts", "how many, when drawn; of a list, one is drawn", 0, 8),
        "copied_not_restarted": number("chance that the release is on their disks only", 0, 1),
        "shuffle": Rule("truth", "does each team see other router numbers?"),
        "capacity": number("part of the client flow that one router can carry", 0.01, 1),
        "ratio_enabled": Rule("truth", "is the in/out comparison on the screen at 08:00?"),
        "late": Rule("clock", 'when a stand-by with the former build takes over; "" = never'),
    },
    "flow": {
        "orders_preopen": number("healthy orders a second and router before the open"),
        "orders_open": number("the same from 09:30 on"),
        "children_per_order": number("child orders for each, on average", 0.1),
    },
    "feeds": {
        "names": Rule("names", "where parent orders come from"),
        "resends": Rule("words", 'the feed that sends its orders again; "" = none'),
        "resend_rate": number("its rate, as a part of Power Peg's", 0, 10),
        "test": Rule("truth", "does that feed carry test data and no client?"),
    },
    "decoys": {
        "count": whole("how many harmless signs are drawn", 0, len(SIGNS)),
        "kinds": Rule("names", "of which kinds", choices=tuple(SIGNS)),
        "beside": Rule("names", "harmless signs that are always there", choices=tuple(SIGNS)),
    },
    "desk": {
        "expert_s": whole("seconds until the author of the code answers a page", 1, 3600),
        "expert_absent": number("chance that he cannot be reached", 0, 1),
        "phantom_rate": whole("doubled drop-copy rows a second; 0 = none", 0, 20_000),
    },
    "premarket": {
        "orders_per_router": whole("orders before the open that the new service would take", 0),
        "orders_spread": number("of that number by seed and router, plus or minus", 0, 0.9),
        "first": Rule("clock", "the first of them"),
        "last": Rule("clock", "the last of them"),
    },
    "mail": {"automatic": whole("other automatic mails, 08:00 to 10:15", 0, 5000)},
    "market": {
        "impact": number("log-price per sigma and root of resilient volume"),
        "resilience_s": number("seconds in which the impact decays to 1/e", 1),
        "permanent": number("log-price per opening volume traded"),
        "cap": number("soft cap of the log move", 0.01),
        "spread": number("full spread, of the mid price", 0, 0.1),
        "spread_widening": number("times the firm's part of the volume"),
        "volatility": number("of the reference price, times its usual one"),
        "common_factor": number("part of it that all names share", 0, 1),
        "afternoon_volume": number("others' volume after 10:15, of the opening's", 0, 5),
        "odd_lots": number("part of executions below 100 shares", 0, 1),
        "fill": number("part of children that find a fill", 0.01, 1),
        "pause_s": whole("length of a single-stock pause, seconds"),
        "pause_index": number("move in five minutes that pauses an index member"),
        "pause_other": number("the same for other names"),
        "pause_low_price": number("the same below one dollar"),
        "pause_from": Rule("clock", "when the pause rule begins"),
        "pause_to": Rule("clock", "when it ends"),
    },
    "ledger": {
        "pmon_capacity": whole("executions a second that PMON works off", 1),
        "pmon_lag_s": whole("its lag at rest, seconds", 0, 200),
        "pmon_lag_max_s": whole("its lag under load at most, seconds", 0, 200),
        "account_limit_usd": whole("account 33's limit, not linked to order entry"),
        "fee_per_share_usd": number("what the exchanges charge for taking liquidity", 0, 1),
    },
    "unwind": {
        "default_from": Rule("clock", "when the desk unwinds unasked"),
        "paced_part": number("part of each position traded out by the close", 0, 1),
        "aggressive_part": number("the same when in a hurry", 0, 1),
        "aggressive_s": whole("how long that takes, seconds", 1),
        "block_discount": number("discount of the block at the close", 0, 1),
        "losing_discount": number("discount of a block sold at once", 0, 1),
    },
    "valuation": {
        "paths": whole("reference price paths", 1, 5000),
        "path_step_s": whole("seconds between their points: 60", 60, 60),
    },
    "latency": {"spread": number("of every action's latency by seed, plus or minus", 0, 0.9)},
    "history": {
        "rollback": Rule("clock", "when history's roll-back took effect"),
        "stop": Rule("clock", "when its flow ended"),
        "unwind": Rule("clock", "when its unwind began"),
    },
}

BUILD: dict[str, Rule] = {
    "name": Rule("words", "as the manifest says it"),
    "rlp": Rule("truth", "does it have the code for the new service?"),
    "power_peg": Rule("truth", "does it still have Power Peg?"),
    "counts_in_loop": Rule("truth", "does Power Peg see the cumulative quantity?"),
    "answers": Rule("truth", "does its Power Peg know the flag that orders carry?"),
    "leak": number("part of Power Peg's rate at which its own code re-sends; 0 = sound", 0, 2),
    "dated": Rule("words", "the day of its file, as a checksum's line says it"),
}
PACE: dict[str, Rule] = {
    "title": Rule("words", "what the facilitator chooses it by"),
    "preopen": number("simulated seconds a second before 09:25", 0.1, 600),
    "eve": number("from 09:25 to the open", 0.1, 600),
    "open": number("from the open", 0.1, 600),
    "aftermath": number("after 10:15 or verified calm", 0.1, 3600),
    "turn_speed": number("during the six turns of the afternoon; 0 = no turns", 0, 600),
}
CHOSEN: dict[str, Rule] = {
    "title": Rule("words", "shown to players after the end only (variant), or in the form (level)"),
    "weight": number("in the draw of a variant; 0 = only when asked for"),
}


@dataclass(frozen=True)
class Problem:
    """A field that does not hold. `words` complete the sentence that begins with its name."""

    path: Path
    words: str

    def __str__(self) -> str:
        return f"{'.'.join(self.path)} {self.words}"


def problems(values: Values) -> list[Problem]:
    """Everything that is wrong with a whole scenario, in the order of the table."""
    return [
        *_table((), {key: values[key] for key in TOP if key in values}, TOP, OPTIONAL),
        *_missing_sections(values),
        *_builds(values.get("builds", [])),
        *_paces(values.get("pace", {})),
        *_overlays(values),
        *_together(values),
        *_unknown(values),
    ]


def _table(
    path: Path, values: Values, rules: dict[str, Rule], optional: tuple[str, ...] = ()
) -> Iterator[Problem]:
    for key, rule in rules.items():
        if key not in values:
            if key not in optional:
                yield Problem((*path, key), "is missing")
        elif words := rule.wrong(values[key]):
            yield Problem((*path, key), words)
    yield from _strangers(path, values, rules)


def _strangers(path: Path, values: Values, rules: dict[str, Rule]) -> Iterator[Problem]:
    for key in values:
        if key not in rules:
            yield Problem((*path, key), "is not a field here")


def _missing_sections(values: Values) -> Iterator[Problem]:
    for section, rules in SECTIONS.items():
        if isinstance(values.get(section), dict):
            may = tuple(DEFAULTS.get(section, ()))
            yield from _table((section,), values[section], rules, may)
        else:
            yield Problem((section,), "is missing")


def _builds(rows: Any) -> Iterator[Problem]:
    if not isinstance(rows, list) or len(rows) != 2:
        yield Problem(("builds",), "must be two: the new release first, the former build second")
        return
    for row in rows:
        yield from _table(("builds",), row, BUILD, ("counts_in_loop", "leak", "answers", "dated"))


def _paces(paces: Any) -> Iterator[Problem]:
    for name in ("default", "sprint"):
        if name not in paces:
            yield Problem(("pace", name), "is missing")
    for name, pace in paces.items():
        yield from _table(("pace", name), pace, PACE, ("title", "turn_speed"))


def _overlays(values: Values) -> Iterator[Problem]:
    """Variants and levels say only what differs; what they say must be sound."""
    for kind in ("variant", "level"):
        for name, over in values.get(kind, {}).items():
            yield from _overlay((kind, name), over)
    level = values.get("default_level", "")
    if level and level not in values.get("level", {}):
        yield Problem(("default_level",), f"names no level: {level!r}")


def _overlay(path: Path, over: Values) -> Iterator[Problem]:
    if "title" not in over:
        yield Problem((*path, "title"), "is missing")
    for key, value in over.items():
        if key in SECTIONS:
            yield from _table((*path, key), value, SECTIONS[key], tuple(SECTIONS[key]))
        elif key == "pace":
            yield from _paces_over((*path, key), value)
        elif key == "builds":
            yield from (Problem((*path, *p.path), p.words) for p in _builds(value))
        elif rule := CHOSEN.get(key) or TOP.get(key):
            if words := rule.wrong(value):
                yield Problem((*path, key), words)
        else:
            yield Problem((*path, key), "is not a section")


def _paces_over(path: Path, over: Any) -> Iterator[Problem]:
    """Speeds that differ; that the rest is there is judged when they are laid over the file's."""
    if not isinstance(over, dict):
        yield Problem(path, "must be a section")
        return
    for name, pace in over.items():
        yield from _table((*path, name), pace, PACE, tuple(PACE))


def _together(values: Values) -> Iterator[Problem]:
    """Fields that must fit one another."""
    feeds = values.get("feeds", {})
    yield from _in_the_fleet(values.get("fleet", {}))
    yield from _in_the_folders(values)
    if feeds.get("resends") and feeds["resends"] not in feeds.get("names", []):
        yield Problem(("feeds", "resends"), f"names no feed: {feeds['resends']!r}")
    weights = [v.get("weight", 1.0) for v in values.get("variant", {}).values()]
    if weights and not any(weights):
        yield Problem(("variant",), "has no weight above zero: nothing could be drawn")


def _in_the_fleet(fleet: Values) -> Iterator[Problem]:
    """A router that is named must be one of the fleet's."""
    size, stale = fleet.get("size", 8), fleet.get("stale", [])
    if not isinstance(stale, list) or not _whole(size):
        return
    if any(_whole(number) and number > size for number in stale):
        yield Problem(("fleet", "stale"), "names a router beyond fleet.size")


def _in_the_folders(values: Values) -> Iterator[Problem]:
    """Orders and alerts that a file names must be there."""
    folders: dict[str, Any] = {"orders": actions.catalogue(), "alerts": alerts.alerts()}
    for field, known in folders.items():
        named = values.get(field, ())
        names = named if isinstance(named, list) else ()
        wrong = [name for name in names if isinstance(name, str) and name not in known]
        if wrong:
            yield Problem((field,), f"names none of the folder's: {', '.join(wrong)}")


KNOWN = {*TOP, *SECTIONS, "builds", "pace", "variant", "level", "extends"}


def _unknown(values: Values) -> Iterator[Problem]:
    for key in values:
        if key not in KNOWN:
            yield Problem((key,), "is not a field or section")


def line_of(raw: str, path: Path) -> int:
    """Line (from 1) on which a field stands, else its section's head; 0 when neither is there."""
    head_at, section = 0, cast(Path, ())
    for row, line in enumerate(raw.splitlines(), 1):
        words = line.strip()
        if head := re.match(r"\[\[?([\w.\-]+)\]", words):
            section = tuple(head[1].split("."))
            if section == path[: len(section)]:
                head_at = head_at or row
        elif key := re.match(r"([\w\-]+)\s*=", words):
            here = (*section, key[1])
            if here == path[: len(here)]:
                return row
    return head_at
