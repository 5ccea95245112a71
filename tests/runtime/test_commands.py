"""Orders: one log, one effect, the same answer each time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from game import runtime
from game.models import Exercise, LogEntry, Participant, Team, User, Words
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(exercise: Exercise, facilitator: User, hand: Hand) -> Exercise:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    return exercise


def test_an_order_is_due_at_the_next_step(running: Exercise, blue: Team, ann: Participant) -> None:
    receipt = runtime.submit(blue, ann, "sweep_hashes", {}, "k1")
    assert (receipt.status, receipt.seq, receipt.due_step) == ("accepted", 1, 61)
    assert receipt.effect_step is not None
    assert receipt.effect_step >= 61


def test_two_orders_of_one_second_have_their_own_steps(
    running: Exercise, blue: Team, ann: Participant, ben: Participant
) -> None:
    first = runtime.submit(blue, ann, "sweep_hashes", {}, "k1")
    second = runtime.submit(blue, ben, "enable_ratio", {}, "k2")
    assert (first.due_step, second.due_step) == (61, 62)


def test_the_same_key_gets_the_same_answer(
    running: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    first = runtime.submit(blue, ann, "sweep_hashes", {}, "k1")
    hand.wait(2)
    assert runtime.submit(blue, ann, "sweep_hashes", {}, "k1") == first
    assert LogEntry.objects.count() == 1


def test_the_same_key_with_other_content_is_a_conflict(
    running: Exercise, blue: Team, ann: Participant, ben: Participant
) -> None:
    runtime.submit(blue, ann, "sweep_hashes", {}, "k1")
    assert runtime.submit(blue, ann, "sweep_builds", {}, "k1").status == "conflict"
    assert runtime.submit(blue, ben, "sweep_hashes", {}, "k1").status == "conflict"
    assert LogEntry.objects.count() == 1


def test_a_key_of_one_team_is_free_in_another(
    running: Exercise, blue: Team, green: Team, ann: Participant
) -> None:
    gil = runtime.join(running.code, "Gil", green.pk)
    assert runtime.submit(blue, ann, "sweep_hashes", {}, "k").status == "accepted"
    assert runtime.submit(green, gil, "sweep_hashes", {}, "k").status == "accepted"


def test_a_refusal_is_words_and_is_logged(running: Exercise, blue: Team, ann: Participant) -> None:
    receipt = runtime.submit(blue, ann, "undrain", {"router": 1}, "k1")
    assert receipt.status == "refused"
    assert str(receipt.text)
    assert runtime.submit(blue, ann, "undrain", {"router": 1}, "k1") == receipt
    assert LogEntry.objects.get().kind == LogEntry.Kind.REFUSAL


def test_an_unknown_action_is_refused(running: Exercise, blue: Team, ann: Participant) -> None:
    assert runtime.submit(blue, ann, "sell_the_firm", {}, "k1").status == "refused"


def test_a_person_of_another_team_orders_nothing(
    running: Exercise, green: Team, ann: Participant
) -> None:
    assert runtime.submit(green, ann, "sweep_hashes", {}, "k").status == "refused"


def test_a_removed_person_orders_nothing(
    running: Exercise, blue: Team, ann: Participant, facilitator: User
) -> None:
    runtime.remove(ann, facilitator)
    ann.refresh_from_db()
    assert runtime.submit(blue, ann, "sweep_hashes", {}, "k").status == "refused"


def test_nothing_is_ordered_in_the_lobby_or_a_pause(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand
) -> None:
    assert runtime.submit(blue, ann, "sweep_hashes", {}, "k1").status == "refused"
    runtime.start(exercise, facilitator)
    runtime.pause(exercise, facilitator)
    assert runtime.submit(blue, ann, "sweep_hashes", {}, "k2").status == "refused"


def test_a_note_is_erasable_words_and_a_digest(
    running: Exercise, blue: Team, ann: Participant
) -> None:
    receipt = runtime.note(blue, ann, "look at SMARS-8", "n1")
    row = LogEntry.objects.get()
    assert receipt.status == "accepted"
    assert "SMARS-8" not in str(row.payload)
    assert [note.words for note in runtime.look(blue).notes] == ["look at SMARS-8"]
    Words.objects.update(body="", erased=True)
    assert runtime.broken_at(blue) is None


def test_the_log_has_no_gaps_and_its_chain_shows_tampering(
    running: Exercise, blue: Team, ann: Participant
) -> None:
    for number in range(6):
        action = "sweep_hashes" if number % 2 else "sweep_builds"
        runtime.submit(blue, ann, action, {}, f"k{number}")
    assert list(LogEntry.objects.values_list("log_seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert runtime.broken_at(blue) is None
    LogEntry.objects.filter(log_seq=3).update(actor="p999")
    assert runtime.broken_at(blue) == 4
    LogEntry.objects.filter(log_seq=5).delete()
    assert runtime.broken_at(blue) in (4, 5)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_posted_eight_times_at_once_has_one_effect(
    exercise: Exercise, facilitator: User, blue: Team, ann: Participant
) -> None:
    runtime.start(exercise, facilitator)

    def post(_: int) -> runtime.Receipt:
        try:
            return runtime.submit(blue, ann, "sweep_hashes", {}, "one")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(post, range(8)))
    assert len({receipt.seq for receipt in receipts}) == 1
    assert {receipt.status for receipt in receipts} == {"accepted"}
    assert LogEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_orders_at_once_leave_no_gap(
    exercise: Exercise, facilitator: User, blue: Team, ann: Participant
) -> None:
    runtime.start(exercise, facilitator)

    def post(number: int) -> runtime.Receipt:
        try:
            return runtime.submit(blue, ann, "read_logs", {"router": number + 1}, f"k{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(post, range(8)))
    assert sorted(receipt.seq or 0 for receipt in receipts) == list(range(1, 9))
    assert runtime.broken_at(blue) is None
