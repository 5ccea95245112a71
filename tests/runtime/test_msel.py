"""The master list leaves as a table and comes back as it was, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from game import runtime, sim
from game.models import Exercise, OwnInject, Team, User
from game.runtime import injecting, msel, own, roster, sheets
from game.runtime.injecting import Wish
from game.runtime.own import Draft
from tests.conftest import form_of

pytestmark = pytest.mark.django_db
HOSTILE = '=HYPERLINK("http://x";"<script>alert(1)</script>"),\n;;;;"quoted", end'
HEADS = ["name", "plan", "channel", "trigger", "words", "teams", "title"]


@pytest.fixture
def written(exercise: Exercise, green: Team, facilitator: User) -> Exercise:
    """Three injects and a plan."""
    own.add(exercise, facilitator, Draft(HOSTILE, trigger="08:20:03", expected="-1+1"))
    draft = Draft("Call.", "phone", "press", "after:rollback+60", seats=("IC", "COM"))
    own.add(exercise, facilitator, draft)
    own.add(exercise, facilitator, Draft("x", teams=(green.index,), answer="rollback"))
    injecting.order(exercise, facilitator, Wish("go_no_go", "at", sim.at("09:21")), "")
    return exercise


def drafts(exercise: Exercise) -> dict[str, Draft]:
    return {row.name: own.draft_of(row) for row in OwnInject.objects.filter(exercise=exercise)}


def table(exercise: Exercise, kind: str) -> list[list[str]]:
    rows = msel.rows(exercise)
    return sheets.read(
        sheets.as_csv(rows).encode() if kind == "csv" else sheets.as_xlsx(rows, "Injects")
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_comes_back_as_it_was(kind: str, written: Exercise, facilitator: User) -> None:
    cells = table(written, kind)
    assert msel.bring(written, facilitator, cells) == 0
    other = runtime.create_exercise(facilitator, form_of("open"))  # type: ignore[arg-type]
    assert msel.bring(other, facilitator, cells) == 4
    assert msel.bring(other, facilitator, cells) == 0
    other.refresh_from_db()
    assert drafts(other) == drafts(written)
    assert other.plan == written.plan
    assert HOSTILE in {draft.body for draft in drafts(other).values()}


def test_a_line_without_a_name_is_new_and_a_named_one_is_changed(
    written: Exercise, facilitator: User
) -> None:
    name = next(iter(drafts(written)))
    lines = [HEADS, ["", "", "call", "09:40:00", "New words.", "all", ""],
             [name, "", "announcement", "hand", "Other words.", "", "A title"]]  # fmt: skip
    assert msel.bring(written, facilitator, lines) == 2
    found = drafts(written)
    assert len(found) == 4
    assert found[name] == Draft("Other words.", "notice", title="A title")
    assert Draft("New words.", "phone", trigger="09:40:00", title="New words.") in found.values()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (["", "", "pigeon", "", "words", "", ""], "channel"),
        (["", "", "", "after:nothing", "words", "", ""], "trigger"),
        (["", "", "", "", "w" * 1001, "", ""], "words"),
        (["own-zz", "", "", "", "", "", ""], "words"),
        (["own-!", "", "", "", "words", "", ""], "name"),
        (["", "", "", "", "words", "Purple", ""], "teams"),
        (["", "", "", "", "words", "", "t" * 81], "title"),
        (["the_open", "skip", "", "", "", "", ""], "name"),
        (["nonsense", "", "", "", "", "", ""], "name"),
        (["nonsense", "skip", "", "", "", "", ""], "name"),
        (["block_bid", "sometimes", "", "", "", "", ""], "plan"),
    ],
)
def test_of_a_bad_table_nothing_is_taken_over(
    line: list[str], column: str, exercise: Exercise, facilitator: User
) -> None:
    good: list[Any] = [HEADS, ["go_no_go", "skip", *[""] * 5], ["", "", "", "", "Good.", "", ""]]
    with pytest.raises(runtime.CannotDo, match=f"Line 4, column {column}: "):
        msel.bring(exercise, facilitator, [*good, line])
    exercise.refresh_from_db()
    assert exercise.plan == {}
    assert not OwnInject.objects.exists()


def test_a_name_that_stands_there_twice_is_refused(exercise: Exercise, facilitator: User) -> None:
    line = ["own-1a", "", "", "", "words", "", ""]
    with pytest.raises(runtime.CannotDo, match="Line 3, column name"):
        msel.bring(exercise, facilitator, [HEADS, line, line])


def test_a_name_that_is_not_there_is_called_so(exercise: Exercise, facilitator: User) -> None:
    with pytest.raises(runtime.CannotDo, match="There is no inject nonsense"):
        msel.bring(exercise, facilitator, [["name", "plan"], ["nonsense", "skip"]])


def test_capitals_in_a_plan_are_no_mistake() -> None:
    assert msel.plans([["name", "plan"], ["go_no_go", "HOLD"]]) == {"go_no_go": "hold"}


def test_a_table_between_tabs_is_one_too() -> None:
    assert sheets.read(b"name\tplan\ngo_no_go\tskip, hold\n") == [
        ["name", "plan"],
        ["go_no_go", "skip, hold"],
    ]


@pytest.mark.parametrize("read", [lambda cell: sheets.read(cell.encode()), roster.read])
def test_a_quote_that_is_never_closed_is_refused(read: Callable[[str], Any]) -> None:
    with pytest.raises(runtime.CannotDo, match="is a quote missing"):
        read('"' + "x" * 200_000)
