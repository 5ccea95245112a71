"""The shared mailbox is rich in words, and its words say nothing about what is wrong.

A naive Bayes reader learns the mails of many mornings, with their truths, and is asked about
mornings that it has not seen. Classes come in equal numbers, so that chance is one over their
number, and the bound is what chance alone reaches once in a thousand times (binomial).
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pytest

from game import sim
from game.sim import evidence, mails

EXERCISE = "knight"
OFTEN = 0.001  # how often chance alone may pass a bound
EACH = 40  # mornings of each class to learn from, and as many to be asked about
PLAYED = 20  # the same where each morning is played to the open, which takes its time
MANY = 10  # rejects that nobody takes for a slip
ROUTERS_AT_FAULT = ("stale_build", "not_restarted", "late_host")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True)
class Morning:
    """What has come by the open, as words, and how many rejects."""

    mails: Counter[str]
    messages: Counter[str]  # calls, chat and alerts
    rejects: int


def texts(world: sim.World) -> list[str]:
    """Subject and body of every automatic mail delivered so far but the rejects, as read."""
    found = []
    for key, group in mails.groups(world).items():
        if key == mails.BNET:
            continue
        for _, body in mails.latest(world, key, group.count):
            found.append(f"{group.subject} {sim.localise(world, body)}")
    return found


def words(text: str) -> list[str]:
    """Words of a text; numbers, names of lines and ticker symbols are none."""
    plain = re.sub(r"\b[A-Z]*\d+\b|\b[A-Z]{4}\b", " ", text)
    return WORD.findall(plain.lower())


def morning(seed: int, *, played: bool = False) -> Morning:
    """A morning at the open: played, or only its clock set there, which the mails cannot tell."""
    world = sim.start(sim.load(EXERCISE), seed)
    if played:
        sim.advance(world, [], sim.OPEN - 1)
    world.state.step = sim.OPEN - 1
    messages = [f"{row.subject} {row.body}" for row in sim.view_for(world, sim.ALL_SEATS).messages]
    return Morning(counted(texts(world)), counted(messages), len(world.state.bnet))


def counted(said: Iterable[str]) -> Counter[str]:
    return Counter(word for text in said for word in words(text))


def test_only_the_clock_decides_which_mails_have_come() -> None:
    for seed in range(4):
        assert morning(seed, played=True).mails == morning(seed).mails


# What a reader of words alone can tell


Label = Callable[[str], str]
Rows = dict[str, list[Counter[str]]]


def router(fault: str) -> str:
    return "router" if fault in ROUTERS_AT_FAULT else "no router"


def wrong(fault: str) -> str:
    return "nothing" if fault in ("none", "false_position") else "something"


def kind(fault: str) -> str:
    return fault


@functools.cache
def truths() -> tuple[str, ...]:
    """The fault of each of the first seeds, as the exercise draws it."""
    scenario = sim.load(EXERCISE)
    return tuple(sim.start(scenario, seed).fault for seed in range(2_000))


def balanced(label: Label, each: int) -> dict[str, list[int]]:
    """The first seeds of each class, by class."""
    found: dict[str, list[int]] = defaultdict(list)
    for seed, fault in enumerate(truths()):
        if len(found[label(fault)]) < each:
            found[label(fault)].append(seed)
    assert {len(seeds) for seeds in found.values()} == {each}
    return dict(found)


class Reader:
    """Naive Bayes with equal priors over the words whose presence told most in what it learnt."""

    MOST = 10  # with all two thousand words, noise drowns even a word that gives the fault away

    def __init__(self, learnt: Rows) -> None:
        self.names = sorted(learnt)
        words = sorted({word for rows in learnt.values() for row in rows for word in row})
        share = np.array([_share(learnt[name], words) for name in self.names])
        mean = share.mean(axis=0)
        telling = ((share - mean) ** 2 / (mean * (1 - mean))).sum(axis=0)
        best = np.argsort(-telling, kind="stable")[: self.MOST]
        self.words = [words[column] for column in best]
        self.there, self.absent = np.log(share[:, best]), np.log(1 - share[:, best])

    def guess(self, row: Counter[str]) -> str:
        seen = np.array([word in row for word in self.words])
        return self.names[int(np.argmax(self.there @ seen + self.absent @ ~seen))]


def _share(rows: list[Counter[str]], words: list[str]) -> list[float]:
    """Part of the mornings that hold each word, by Laplace's rule."""
    return [(sum(word in row for row in rows) + 1) / (len(rows) + 2) for word in words]


def hits(rows: Rows) -> int:
    """Right guesses about the second half of each class, after learning the first."""
    half = {name: len(found) // 2 for name, found in rows.items()}
    reader = Reader({name: found[: half[name]] for name, found in rows.items()})
    return sum(
        reader.guess(row) == name for name, found in rows.items() for row in found[half[name] :]
    )


def bound(asked: int, chance: float) -> int:
    """The least number of right guesses that luck reaches less often than OFTEN."""
    left = 1.0
    for right in range(asked + 1):
        if left < OFTEN:
            return right
        left -= math.comb(asked, right) * chance**right * (1 - chance) ** (asked - right)
    return asked + 1


@functools.cache
def mornings(label: Label, each: int, *, played: bool = False) -> dict[str, list[Morning]]:
    """Mornings of each class, half of them to learn from."""
    classes = balanced(label, 2 * each)
    return {
        name: [morning(seed, played=played) for seed in seeds] for name, seeds in classes.items()
    }


def told(found: dict[str, list[Morning]], what: Callable[[Morning], Counter[str]]) -> Rows:
    """Of each morning only what a reader is given."""
    return {name: [what(one) for one in rows] for name, rows in found.items()}


@pytest.mark.parametrize("label", [router, wrong, kind])
def test_the_words_of_the_mails_do_not_tell_what_is_wrong(label: Label) -> None:
    rows = told(mornings(label, EACH), lambda one: one.mails)
    assert hits(rows) < bound(EACH * len(rows), 1 / len(rows))


def test_a_word_that_betrays_would_be_found() -> None:
    """In three mornings of four that have a fault, one mail too many says one word of its own."""
    rows = told(mornings(wrong, EACH), lambda one: one.mails.copy())
    for number, row in enumerate(rows["something"]):
        row.update(["betrayal"] if number % 4 else [])
    assert hits(rows) >= bound(2 * EACH, 1 / 2)


def test_calls_chat_and_alerts_before_the_open_do_not_tell_either() -> None:
    rows = told(mornings(wrong, PLAYED, played=True), lambda one: one.messages)
    assert hits(rows) < bound(2 * PLAYED, 1 / 2)


# The rejects themselves are declared evidence


def rejects(one: Morning) -> Counter[str]:
    """Whether rejects came: none, a few as from somebody's test, or many."""
    size = "many" if one.rejects >= MANY else "few" if one.rejects else "no"
    return Counter([f"{size} rejects"])


def test_only_the_rejects_tell_and_no_more_than_is_declared() -> None:
    """With a likelihood ratio of r, no reader is right more often than 1 - 1/2r."""
    found, asked = mornings(wrong, PLAYED, played=True), 2 * PLAYED
    by_words = hits(told(found, lambda one: one.mails))
    by_rejects = hits(told(found, rejects))
    by_both = hits(told(found, lambda one: one.mails + rejects(one)))
    assert by_words < bound(asked, 1 / 2) <= by_rejects
    assert by_both <= by_rejects <= asked * (1 - 1 / (2 * declared()))


def declared() -> float:
    """The ratio that E01 declares; while it declares none, the most that its class stands for."""
    item = evidence.catalogue()["e01_rejects"]
    return item.ratio if item.ratio > 1 else math.exp(item.klass + 0.5)
