"""The team's log reads as sentences: who ordered what, when it took effect, who said what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from game import clock, runtime, sim
from game.models import Exercise, Participant
from game.views import screens
from tests.views.conftest import seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(running: Exercise, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let so many simulated seconds pass."""
    start, offset = clock.now_ms, [0]
    monkeypatch.setattr(clock, "now_ms", lambda: start() + offset[0])
    runtime.set_speed(running, running.owner, 60)

    def pass_by(seconds: int) -> None:
        for _ in range(max(1, seconds // 120)):
            offset[0] += 1000 * min(seconds, 120) // 60
            runtime.advance(running.team_set.get(name="Blue").pk)

    return pass_by


def story(person: Participant) -> list[str]:
    """The log's lines, newest first, without their times."""
    log = screens.context(runtime.look(person.team), person)["log"]
    return [words(line) for group in log for line in group["lines"]]


def words(line: dict[str, Any]) -> str:
    return f"{line['who']}{line['how']} {line['words']}{line.get('link', '')}{line.get('rest', '')}"


def test_an_order_says_when_it_took_effect(
    ann: Participant, press: Callable[..., Any], later: Callable[[int], None]
) -> None:
    assert press("isolate", router=3).status_code == 200
    later(2)  # an order is due one step after the clock's
    assert story(ann)[0] == "Ann ordered: Isolate a router: SMARS-3"
    later(240)
    within_the_minute = r"Ann ordered: Isolate a router: SMARS-3\. Done \d\d:\d\d:\d\d: "
    assert re.fullmatch(rf"({within_the_minute}|Ann, done: )SMARS-3 is isolated\.", story(ann)[0])


def test_what_is_looked_into_leads_to_the_evidence(
    ann: Participant, press: Callable[..., Any], later: Callable[[int], None]
) -> None:
    press("check_flag")
    later(240)
    page = seated(ann).get("/play/pane/log").content.decode()
    assert 'data-open="evidence-d"' in page


def test_a_task_is_given_and_read_back_in_sentences(
    ann: Participant, press: Callable[..., Any], later: Callable[[int], None]
) -> None:
    press("assign", task="which", seat="RTR", minutes=10)
    later(120)
    assert any(
        line.startswith("Ann gave Router engineer")
        and line.endswith("a task: Find out which router it is, within 10 min.")
        for line in story(ann)
    ), story(ann)
    page = seated(ann).get("/play/pane/team").content.decode()
    assert "○ not read back yet" in page
    task = re.search(r'id="task-(\d+)"', page)
    assert task
    assert press("read_back", assignment=task.group(1)).status_code == 200
    later(60)
    assert "Ann read back: Find out which router it is." in story(ann)
    assert "✓ read back" in seated(ann).get("/play/pane/team").content.decode()


def test_a_decision_is_a_sentence_of_its_own(
    ann: Participant, press: Callable[..., Any], later: Callable[[int], None]
) -> None:
    press("decision_record", action="isolate", expects="stops", abort="clients")
    later(120)
    assert (
        "Ann wrote down: we will “Isolate a router”. We expect: The flow stops. "
        "We stop if: Clients are harmed."
    ) in story(ann)


def test_a_notice_says_what_was_said_and_nothing_of_its_truth(
    ann: Participant, press: Callable[..., Any], later: Callable[[int], None]
) -> None:
    press("notify_exchange", flow="leave", cause="outside", next="10")
    later(120)
    line = next(line for line in story(ann) if "told the exchange" in line)
    assert line == ("Ann told the exchange: They still leave us; It is not ours; In ten minutes.")


def test_beliefs_say_who_saved_them(
    ann: Participant, press: Callable[..., Any], later: Callable[[int], None]
) -> None:
    sent = {f"p{n}": 5 * n for n in range(1, 9)}
    press("believe", mechanism="upstream", **sent)
    later(60)
    page = seated(ann).get("/play/pane/team").content.decode()
    assert re.search(r"Saved \d\d:\d\d:\d\d by Ann\.", page)
    assert re.findall(r'data-saved="(\d+)"', page) == [str(p) for p in sent.values()]
    assert '<option value="upstream" selected>' in page
    assert "Ann: Belief board saved." in story(ann)


def test_the_newest_minute_comes_first(ann: Participant, running: Exercise) -> None:
    log = screens.context(runtime.look(ann.team), ann)["log"]
    minutes = [group["minute"] for group in log]
    assert minutes == sorted(minutes, reverse=True)
    assert sim.at("08:00:00") == 0
