"""Freeze probes: the panes go blank, and each seat says from memory how things stand.

Three times a morning, three questions each (SAGAT; exercise-design, section 5). They show in the
debrief and are no part of the score. Only exercises that ask for them have them; their clock
stands at that second until everybody has answered, a minute of wall time at the most. Answers
take effect in the seconds after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.sim import rng
from game.sim.clock import at
from game.sim.parts import Refused
from game.sim.text import Text, text
from game.sim.view import Probe

if TYPE_CHECKING:
    from game.sim.world import World

FIRST = at("09:25")
LATER = ((at("09:36"), at("09:45")), (at("09:50"), at("10:05")))  # drawn from the seed within
STEP_S = 5
EACH = 3  # questions
OPEN_S = 60  # simulated, until answers that were given in time have all taken effect

YES_NO = (("yes", text("Yes")), ("no", text("No")))


@dataclass(frozen=True)
class Question:
    """What is asked, what may be answered, and the right answer at this second (truth)."""

    title: Text
    choices: tuple[tuple[str, Text], ...]
    truth: Callable[[World], str]


def _routers(world: World) -> str:
    free = int(world.fleet.takes_orders().sum())
    return str(free) if free >= FEWEST else "fewer"


def _build(world: World) -> str:
    """Of the routers' memories: the release is the first build of a scenario."""
    release, hosts = int((world.state.running == 0).sum()), len(world.state.running)
    if 2 * release == hosts:
        return "even"
    return "release" if 2 * release > hosts else "other"


def _position(world: World) -> str:
    gross = float((abs(world.state.position) * world.state.mid).sum())
    return "large" if gross >= LARGE_USD else "small" if gross else "none"


def _connected(world: World) -> str:
    state = world.state
    open_ = state.venue and state.intake and not state.killed
    return _yes(bool(open_ and world.fleet.takes_orders().any()))


def _flag(world: World) -> str:
    return _yes(world.state.flag_on)


def _flow(world: World) -> str:
    return _yes(world.state.runaway_rate > 0)


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


FEWEST, LARGE_USD = 4, 50_000_000.0
QUESTIONS: dict[str, Question] = {
    "routers": Question(
        text("How many routers take orders now?"),
        (*((str(n), text("{count}", count=n)) for n in range(8, FEWEST - 1, -1)),
         ("fewer", text("Fewer"))),
        _routers,
    ),
    "build": Question(
        text("Which build does most of the fleet run?"),
        (
            ("release", text("The new release")),
            ("other", text("Another one")),
            ("even", text("Half and half")),
        ),
        _build,
    ),
    "flag": Question(text("Is the RLP flag on?"), YES_NO, _flag),
    "flow": Question(
        text("Do orders leave now that no client gave?"),
        YES_NO,
        _flow,
    ),
    "position": Question(
        text("What does the firm hold that it did not mean to?"),
        (
            ("none", text("Nothing")),
            ("small", text("Less than fifty million dollars")),
            ("large", text("More")),
        ),
        _position,
    ),
    "connected": Question(
        text("Can clients' orders reach the exchanges now?"),
        YES_NO,
        _connected,
    ),
}  # fmt: skip
BEFORE_THE_OPEN = ("routers", "build", "flag")  # the others have nothing to ask yet


def times(seed: str) -> tuple[int, ...]:
    """Steps at which a morning of this seed freezes; the same for all its teams."""
    later = [
        int(low + rng.one(seed, "probe/when", 0, number) * (high - low)) // STEP_S * STEP_S
        for number, (low, high) in enumerate(LATER)
    ]
    return (FIRST, *later)


def chosen(seed: str, number: int) -> tuple[str, ...]:
    """Keys of the questions of one freeze, counted from 0."""
    if number == 0:
        return BEFORE_THE_OPEN
    return tuple(sorted(QUESTIONS, key=lambda key: rng.one(seed, f"probe/{key}", number))[:EACH])


def ask(world: World) -> None:
    """Freeze, if it is time and the exercise wants it: the truth of this second is kept."""
    if world.step % STEP_S or not allowed(world) or world.phase not in ("preopen", "open"):
        return
    when = times(world.seed)
    if world.step in when:
        keys = chosen(world.seed, when.index(world.step))
        world.state.asked.append([world.step, {key: QUESTIONS[key].truth(world) for key in keys}])


def allowed(world: World) -> bool:
    """Does this exercise freeze at all? Only if it was told so."""
    return world.state.settings.get("probes", False)


def current(world: World) -> Probe | None:
    """The freeze of this second, without what is right."""
    asked = world.state.asked
    if not asked or world.step != asked[-1][0]:
        return None
    step, truths = asked[-1]
    rows = ((key, QUESTIONS[key].title, QUESTIONS[key].choices) for key in sorted(truths))
    return Probe(int(step), tuple(rows))


def answer(world: World, question: str, said: str, actor: str) -> None:
    """Keep what somebody answered, once. Raises Refused when it is not asked."""
    need_asked(world, question, said)
    frozen, truths = world.state.asked[-1]
    if any(
        row[0] >= frozen and row[1] == question and row[4] == actor for row in world.state.probes
    ):
        raise Refused(text("You have answered that."))
    world.state.probes.append([world.step, question, said, said == truths[question], actor])


def need_asked(world: World, question: str, said: str) -> None:
    """Raise Refused unless this question waits for this kind of answer."""
    asked = world.state.asked
    closed = not asked or world.step > asked[-1][0] + OPEN_S
    if closed or question not in asked[-1][1]:
        raise Refused(text("Nobody asks that now."))
    if said not in [key for key, _ in QUESTIONS[question].choices]:
        raise Refused(text("{word} is not one of the choices.", word=said[:40]))
