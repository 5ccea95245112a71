"""What the scenario files hold, and whether they are sound. They are changed as files only."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

from game import sim, texts
from game.runtime import mornings
from game.sim import scenario as files


@dataclass(frozen=True)
class Checked:
    """A scenario file as the page shows it. `wrong`: what its check says against it."""

    name: str
    title: str = ""
    summary: str = ""
    era: str = ""
    ranked: bool = False
    week: bool = False
    hash: str = ""
    variants: list[Any] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    paces: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def checked() -> list[Checked]:
    """Every scenario, with all its variants built at every level."""
    return [_checked(name) for name in sim.scenario_names()]


@functools.cache
def _tried(name: str) -> sim.Scenario | sim.BadScenario:
    """Once per process: files do not change under it, and builds crowd out those in use."""
    try:
        return mornings.tried(files.read(name.replace("-", "_") + ".toml", files.FOLDER))
    except sim.BadScenario as why:
        return why


def _checked(name: str) -> Checked:
    known = _tried(name)
    if isinstance(known, sim.BadScenario):
        return Checked(name, wrong=str(known).splitlines())
    shares = sum(one.weight for one in known.variants.values()) or 1
    return Checked(
        name=known.name,
        title=texts.render(known.title),
        summary=texts.render(known.summary),
        era=known.era,
        ranked=known.ranked,
        week=known.week,
        hash=known.hash,
        variants=[
            (one.name, texts.render(one.title), round(100 * one.weight / shares))
            for one in known.variants.values()
        ],
        levels=[texts.render(level) for level in known.levels.values()],
        paces=[texts.render(pace.title) for pace in known.paces.values()],
    )
