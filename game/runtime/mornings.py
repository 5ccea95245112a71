"""The scenario that an exercise plays: the one place where it is loaded."""

from __future__ import annotations

from game import sim
from game.models import Exercise
from game.sim import scenario as files


def scenario_of(exercise: Exercise) -> sim.Scenario:
    """The exercise's scenario with its variant (none: drawn from the secret), level and era."""
    return chosen(exercise.scenario, exercise.variant, exercise.level, exercise.era)


def chosen(name: str, variant: str = "", level: str = "", era: str = "") -> sim.Scenario:
    """A scenario as somebody chose it; one without levels has none to choose.

    Raises KeyError for an unknown name or variant, BadScenario for a file that does not hold.
    """
    known = level if level in sim.load(name).levels else ""
    return sim.load(name, variant, known, era)


def tried(source: files.Source) -> sim.Scenario:
    """The scenario, after every variant at every level was built once. Raises BadScenario."""
    drawn = source.build()
    for variant in [*drawn.variants, ""]:
        for level in [*drawn.levels, ""]:
            source.build(variant, level)
    return drawn
