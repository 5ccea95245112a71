"""Scenario files: TOML, validated, turned into tables that every seed shares."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.sim import cards, rng, schema
from game.sim.briefing import USUAL
from game.sim.clock import CUT, OPEN, STEPS, at
from game.sim.text import Text

EVE = at("09:25:00")
TURN_S = 20
UAT_DATED = "30 July 2012"


class BadScenario(ValueError):
    """A scenario file that does not hold; the message names file and field."""


@dataclass(frozen=True)
class Build:
    """What a release of the router software contains."""

    name: str
    rlp: bool
    power_peg: bool
    counts_in_loop: bool = False  # does the Power Peg loop still see the cumulative quantity?
    leak: float = 0.0  # part of a parent's loop rate at which its RLP code re-sends; 0 when sound
    answers: bool = True  # does its Power Peg know the flag that orders carry today?
    dated: str = ""  # the day of its file, where the checksum's line does not know it
    uat: bool = False  # settings of the test system: its children go to the test exchange

    @property
    def pace(self) -> float:
        """Rate of its child loops, relative to Power Peg's; 0 when a flagged order is safe."""
        if self.uat:
            return 0.0
        if self.rlp:
            return self.leak
        return 1.0 if self.power_peg and self.answers else 0.0

    @property
    def rejects(self) -> bool:
        """Does it send a reject when a flagged order asks for Power Peg before the open?"""
        return self.power_peg and self.answers and not self.rlp


RELEASE, FORMER, UAT = range(3)  # places of the packages that can be deployed


@dataclass(frozen=True)
class Pace:
    """Speeds by phase, in simulated seconds per second."""

    name: str
    title: Text
    preopen: float
    eve: float
    open: float
    aftermath: float
    turn_speed: float = 0.0

    def pieces(self, aftermath_step: int = CUT) -> tuple[tuple[int, float], ...]:
        """(from step, speed), ascending; turns slow down at each full hour of the aftermath."""
        steps = [(0, self.preopen), (EVE, self.eve), (OPEN, self.open)]
        turns = (
            self._turns(aftermath_step) if self.turn_speed else [(aftermath_step, self.aftermath)]
        )
        return tuple(piece for piece in steps if piece[0] < aftermath_step) + tuple(turns)

    def _turns(self, aftermath_step: int) -> list[tuple[int, float]]:
        pieces: list[tuple[int, float]] = []
        length = (STEPS - aftermath_step) // 6
        for turn in range(6):
            start = aftermath_step + turn * length
            pieces += [(start, self.turn_speed), (start + TURN_S, self.aftermath)]
        return pieces


@dataclass(frozen=True)
class Symbols:
    """The names that the runaway reaches; arrays of one length."""

    name: tuple[str, ...]
    group: tuple[str, ...]
    price: NDArray[np.float64]  # dollars at the open
    sigma: NDArray[np.float64]  # daily, fraction
    v45: NDArray[np.float64]  # others' shares, 09:30 to 10:15
    index: NDArray[np.bool_]  # member of S&P 500 or Russell 1000

    def __len__(self) -> int:
        return len(self.name)


@dataclass(frozen=True)
class Parents:
    """RLP-eligible parent orders of the regular session, by arrival; arrays of one length."""

    slot: NDArray[np.int64]  # which of the fleet's places the order system means it for
    symbol: NDArray[np.int64]
    side: NDArray[np.int64]  # +1 buy, -1 sell
    quantity: NDArray[np.int64]
    rate: NDArray[np.float64]  # executions a second if its child loop never stops
    arrive: NDArray[np.int64]
    life: NDArray[np.int64]  # seconds that it works when handled rightly

    def __len__(self) -> int:
        return len(self.slot)


@dataclass(frozen=True)
class Variant:
    """One truth that the same briefing may hide."""

    name: str
    title: Text  # never shown before the end
    weight: float  # in the draw; 0: only when asked for


@dataclass(frozen=True, eq=False)
class Scenario:
    """A validated scenario; `hash` identifies its files."""

    name: str
    title: Text
    summary: Text
    era: str
    ranked: bool
    hash: str
    builds: tuple[Build, ...]
    paces: dict[str, Pace]
    symbols: Symbols
    parents: Parents
    values: dict[str, dict[str, Any]]
    variants: dict[str, Variant]
    levels: dict[str, Text]
    variant: str = ""  # "" while it has variants: drawn from the seed by `of`
    level: str = ""
    source: Source | None = None
    week: bool = False  # does the week before belong to it?
    cards: tuple[str, ...] = ()  # what the team bought in that week
    drill: bool = False  # to learn the console: nobody else is in it, nothing is scored
    begins: int = 0  # step at which its clock begins
    told: tuple[Text, ...] = ()  # its own briefing; none: the usual one
    orders: frozenset[str] = frozenset()  # the only ones that the desk has; none: all
    alerts: frozenset[str] = frozenset()  # the only ones that come by themselves; none: all

    def of(self, seed: str) -> Scenario:
        """The scenario that this seed plays: a variant is drawn unless one is set."""
        if self.variant or not self.variants or self.source is None:
            return self
        return self.source.build(self._drawn(seed), self.level, self.era, self.cards)

    def with_cards(self, names: Iterable[str]) -> Scenario:
        """The same morning after a week in which these cards were bought. KeyError: no such card.

        Built once, so that worlds of a seed share their draws.
        """
        bought = cards.chosen(names)
        if bought == self.cards or self.source is None:
            return self
        return self.source.build(self.variant, self.level, self.era, bought)

    def _drawn(self, seed: str) -> str:
        """A variant by the weights of the file; the same for all teams of a seed."""
        left = rng.one(seed, "variant") * sum(v.weight for v in self.variants.values())
        for name, variant in self.variants.items():
            left -= variant.weight
            if left < 0:
                return name
        return next(name for name, variant in self.variants.items() if variant.weight)

    def __getitem__(self, section: str) -> dict[str, Any]:
        return self.values[section]

    @property
    def former(self) -> Build:
        """The build before the release."""
        return self.builds[FORMER]

    @property
    def routers(self) -> int:
        """How many routers the fleet has."""
        return int(self.values["fleet"]["size"])

    @property
    def briefing(self) -> list[Text]:
        """The same for every variant; it names no cause."""
        return list(self.told) or USUAL


def scenario_names() -> list[str]:
    """Names that `load` knows."""
    files = [item.name for item in FOLDER.iterdir() if item.name.endswith(".toml")]
    return sorted(name.removesuffix(".toml").replace("_", "-") for name in files)


def exercise_names() -> list[str]:
    """The same without those that are there to learn the console."""
    return [name for name in scenario_names() if not load(name).drill]


FOLDER = resources.files("game.sim.scenarios")


@functools.cache
def load(name: str, variant: str = "", level: str = "", era: str = "") -> Scenario:
    """The scenario of that name. Raises BadScenario, or KeyError for an unknown name."""
    if name not in scenario_names():
        raise KeyError(f"no scenario {name!r}; there are {', '.join(scenario_names())}")
    return read(name.replace("-", "_") + ".toml", FOLDER).build(variant, level, era)


def read(file: str, folder: Traversable) -> Source:
    """A scenario file with those that it extends and its tables. Raises BadScenario."""
    values, files = _extended(file, folder, ())
    table_file = f"tables/{values.get('tables', '')}.toml"
    try:
        table_raw = (FOLDER / table_file).read_bytes()
    except OSError as why:
        raise BadScenario(f"{file}: there is no {table_file}") from why
    return Source(file, values, _parse(table_file, table_raw), files, table_raw)


def _extended(
    file: str, folder: Traversable, seen: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """A file's values over those of the file that it extends, if it says so."""
    if file in seen:
        raise BadScenario(f"{file}: extends itself")
    try:
        raw = (folder / file).read_bytes()
    except OSError as why:
        raise BadScenario(f"{file}: cannot be read") from why
    values = _parse(file, raw)
    base = values.pop("extends", "")
    if not base:
        return values, {file: raw}
    base_file = str(base).replace("-", "_") + ".toml"
    beside = folder if (folder / base_file).is_file() else FOLDER
    below, files = _extended(base_file, beside, (*seen, file))
    return overlaid(below, values), {file: raw, **files}


def overlaid(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Values of `above` where it has them; tables are merged key by key, lists replaced."""
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = overlaid(merged[key], value) if both else value
    return merged


def _parse(file: str, raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise BadScenario(f"{file}:{_line(str(why))}: {why}") from why


def _line(why: str) -> int:
    """The line that the parser names; a file that ends too early is named by its first."""
    found = re.search(r"at line (\d+)", why)
    return int(found[1]) if found else 1


@dataclass(frozen=True, eq=False)
class Source:
    """Parsed files, from which each variant, level and era of a scenario is built."""

    file: str
    values: dict[str, Any]
    tables: dict[str, Any]
    files: dict[str, bytes]  # the file itself, then what it extends
    table_raw: bytes

    @functools.lru_cache(maxsize=128)  # noqa: B019 - sources live as long as the process
    def build(
        self, variant: str = "", level: str = "", era: str = "", bought: tuple[str, ...] = ()
    ) -> Scenario:
        """One variant at one level, after a week. Raises BadScenario, KeyError: not known."""
        self._judge(self.values)
        values = self.values
        level = level or str(values.get("default_level", ""))
        for kind, name in (("level", level), ("variant", variant)):
            if name:
                values = overlaid(values, _chosen(self.file, values, kind, name))
        if era:
            values = overlaid(values, {"era": era})
            values = overlaid(values, {"fleet": {"ratio_enabled": era == "today"}})
        values = cards.applied(bought, values)
        self._judge(values)
        raw = b"".join(self.files.values()) + self.table_raw
        built = build(values, self.tables, raw)
        return replace(built, variant=variant, level=level, source=self, cards=bought)

    def _judge(self, values: dict[str, Any]) -> None:
        """Raise BadScenario with everything that is wrong, each by file, line and field."""
        found = schema.problems(values)
        if found:
            raise BadScenario("\n".join(_placed(self.files, problem) for problem in found))


def _chosen(file: str, values: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    known = values.get(kind, {})
    if name not in known:
        raise KeyError(f"{file}: no {kind} {name!r}; there are {', '.join(known) or 'none'}")
    return {key: value for key, value in known[name].items() if key not in ("title", "weight")}


def build(values: dict[str, Any], tables: dict[str, Any], raw: bytes = b"") -> Scenario:
    """A scenario from values that hold."""
    paces = {key: _pace(key, pace) for key, pace in values["pace"].items()}
    return Scenario(
        name=values["name"],
        title=Text(values["title"]),
        summary=Text(values["summary"]),
        era=values["era"],
        ranked=bool(values.get("ranked", False)),
        week=bool(values.get("week", False)),
        hash=hashlib.sha256(raw).hexdigest()[:16],
        builds=_builds(values["builds"]),
        paces=paces,
        symbols=_symbols(tables["symbols"]),
        parents=_parents(tables["parents"]),
        values={name: schema.DEFAULTS.get(name, {}) | values[name] for name in schema.SECTIONS},
        drill=bool(values.get("drill", False)),
        begins=at(values.get("begins") or "08:00:00"),
        told=tuple(map(Text, values.get("briefing", ()))),
        orders=frozenset(values.get("orders", ())),
        alerts=frozenset(values.get("alerts", ())),
        variants={
            name: Variant(name, Text(row["title"]), float(row.get("weight", 1.0)))
            for name, row in values.get("variant", {}).items()
        },
        levels={name: Text(row["title"]) for name, row in values.get("level", {}).items()},
    )


def _builds(rows: list[dict[str, Any]]) -> tuple[Build, ...]:
    """The file's two, and what the test system runs: the release with other settings."""
    release, former = (Build(**row) for row in rows)
    name, day = f"{release.name}-UAT", release.dated or UAT_DATED
    return release, former, replace(release, name=name, dated=day, uat=True)


def _placed(files: dict[str, bytes], problem: schema.Problem) -> str:
    """A problem with the file and line where its field stands, else with the file itself."""
    for file, raw in files.items():
        if line := schema.line_of(raw.decode(errors="replace"), problem.path):
            return f"{file}:{line}: {problem}"
    return f"{next(iter(files), '')}:1: {problem}"


def _pace(name: str, values: dict[str, Any]) -> Pace:
    return Pace(name=name, **{**values, "title": Text(values.get("title", name))})


def _symbols(rows: list[list[Any]]) -> Symbols:
    names, groups, price, sigma, v45, index = zip(*rows, strict=True)
    return Symbols(
        name=names,
        group=groups,
        price=np.array(price, dtype=np.float64),
        sigma=np.array(sigma, dtype=np.float64),
        v45=np.array(v45, dtype=np.float64),
        index=np.array(index, dtype=bool),
    )


def _parents(rows: list[list[Any]]) -> Parents:
    slot, symbol, side, quantity, rate, arrive, life = zip(*rows, strict=True)
    ints = [
        np.array(column, dtype=np.int64) for column in (slot, symbol, side, quantity, arrive, life)
    ]
    rates = np.array(rate, dtype=np.float64)
    return Parents(ints[0], ints[1], ints[2], ints[3], rates, ints[4], ints[5])
