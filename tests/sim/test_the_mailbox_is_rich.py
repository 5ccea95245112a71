"""Automatic mails are many, of their time, and name neither people nor hosts of the fleet."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter

import pytest

from game import sim
from game.sim import mails

MAILS = sim.load("knight-2012")["mail"]["automatic"]
BODIES = [body for kind in mails.kinds() for body in kind.bodies]
FIRST_NAMES = """
    Adam Alan Albert Alex Alice Amanda Amy Andrea Andrew Angela Ann Anna Anne Anthony Arthur
    Barbara Ben Benjamin Beth Bill Bob Brandon Brenda Brian Bruce Carl Carol Catherine Charles
    Chris Christine Cindy Craig Cynthia Dan Daniel David Dawn Deborah Debra Dennis Diana Diane
    Donald Donna Dorothy Doug Douglas Ed Edward Elizabeth Emily Emma Eric Ethan Eugene Evelyn
    Frances Frank Fred Gary George Gerald Gloria Greg Gregory Hannah Harold Harry Heather Helen
    Henry Howard Jack Jacob James Jane Janet Janice Jason Jean Jeff Jeffrey Jennifer Jeremy Jerry
    Jessica Jim Joan Joe John Jon Jonathan Jose Joseph Joshua Joyce Juan Judith Judy Julia Julie
    Justin Karen Karl Kathleen Kathryn Kathy Keith Kelly Ken Kenneth Kevin Kim Kyle Larry Laura
    Lauren Lawrence Linda Lisa Louis Lori Maria Marie Marilyn Martha Martin Mary Matt Matthew
    Megan Melissa Michael Michelle Mike Nancy Nathan Nicholas Nick Nicole Olivia Pamela Patricia
    Patrick Paul Peter Phil Philip Rachel Ralph Randy Raymond Rebecca Richard Rick Robert Roger
    Ron Ronald Rose Roy Russell Ruth Ryan Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sharon
    Shirley Sophia Stephanie Stephen Steve Steven Sue Susan Teresa Terry Theresa Thomas Tim
    Timothy Todd Tom Tony Tyler Victoria Vincent Virginia Walter Wayne William Zachary
"""
OF_THE_FAULT = ("smars", "power peg", "powerpeg", "bnet", "router", "flag")
LATER = (
    "slack", "zoom", "kubernetes", "docker", "container", "cloud", "microservice", "devops",
    "t+1", "t+2", "bitcoin", "crypto", "windows 8", "windows 10", "consolidated audit trail id",
    "limit up", "pandemic", "tweet", "emoji", "chatbot",
)  # fmt: skip


def wording(body: str) -> str:
    """A body without placeholders, numbers, names of lines and symbols."""
    plain = re.sub(r"\{\w+\}|\d+", " ", body)
    return " ".join(re.findall(r"[a-z]+(?:-[a-z]+)*", plain.lower()))


@functools.cache
def at_the_end(seed: int) -> list[tuple[str, str]]:
    """Subject and wording of every automatic mail of a morning."""
    world = sim.start(sim.load("knight-2012"), seed)
    world.state.step = sim.CUT
    return [
        (key, wording(body.id))
        for key, group in mails.groups(world).items()
        for _, body in mails.latest(world, key, group.count)
    ]


def test_six_hundred_wordings_differ_by_more_than_numbers() -> None:
    assert len({wording(body) for body in BODIES}) >= 600


def test_no_two_wordings_of_a_subject_are_nearly_one() -> None:
    for kind in mails.kinds():
        for one, other in itertools.combinations(kind.bodies, 2):
            apart = set(wording(one).split()) ^ set(wording(other).split())
            assert len(apart) >= 2, (one, other)


@pytest.mark.parametrize("seed", range(6))
def test_a_morning_reads_four_hundred_wordings(seed: int) -> None:
    read = at_the_end(seed)
    assert len(read) == MAILS
    assert len({words for _, words in read}) >= 400


@pytest.mark.parametrize("seed", range(6))
def test_no_wording_comes_again_before_all_of_its_subject_have_come(seed: int) -> None:
    read, of_subject = at_the_end(seed), Counter(key for key, _ in at_the_end(seed))
    bodies = {kind.key: len(kind.bodies) for kind in mails.kinds()}
    for (key, _), often in Counter(read).items():
        assert often <= math.ceil(of_subject[key] / bodies[key])


def test_mornings_differ_in_what_comes_first() -> None:
    first = {tuple(words for _, words in at_the_end(seed))[:20] for seed in range(6)}
    assert len(first) == 6


def test_a_few_subjects_fill_the_mailbox_and_most_are_rare() -> None:
    weights = sorted((kind.weight for kind in mails.kinds()), reverse=True)
    assert len(weights) >= 60
    assert sum(weights[:5]) >= sum(weights) / 4
    assert sum(weight <= 8 for weight in weights) >= len(weights) * 3 / 4


def test_subjects_and_keys_are_unlike() -> None:
    keys = Counter(kind.key for kind in mails.kinds())
    subjects = Counter(str(kind.subject) for kind in mails.kinds())
    assert max(keys.values()) == max(subjects.values()) == 1
    assert mails.BNET not in keys


def test_every_mail_can_be_read() -> None:
    """Every placeholder has its value, and none is left."""
    world = sim.start(sim.load("knight-2012"), 1)
    world.state.step = sim.CUT
    params = mails.latest(world, "feed", 1)[0][1].params
    for body in BODIES:
        assert "{" not in body.format(**params)


def test_no_mail_speaks_of_the_routers_or_of_what_may_be_wrong() -> None:
    for kind in mails.kinds():
        for said in (str(kind.sender), str(kind.subject), *kind.bodies):
            assert not [word for word in OF_THE_FAULT if word in said.lower()], said


def test_no_mail_names_a_person() -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(FIRST_NAMES.split())})\b")
    assert not [body for body in BODIES if pattern.search(body)]


def test_no_mail_knows_what_came_later_than_2012() -> None:
    assert not [body for body in BODIES if any(word in body.lower() for word in LATER)]
