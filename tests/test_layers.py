"""The shape of the project: where imports point, who asks for the time, what git holds."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

BASE = Path(__file__).resolve().parent.parent
TIME_CALLS = re.compile(
    r"\b(time\.(time|time_ns|monotonic|perf_counter|sleep)|datetime\.(now|utcnow|today)"
    r"|timezone\.now|date\.today)\("
)
OURS = [path for folder in ("game", "project") for path in (BASE / folder).rglob("*.py")]


def test_imports_point_down_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BASE)
    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS


def test_only_the_clock_asks_for_the_time() -> None:
    asking = [
        str(path.relative_to(BASE))
        for path in OURS
        if path != BASE / "game" / "clock.py" and TIME_CALLS.search(path.read_text())
    ]
    assert asking == []


def test_the_time_lint_sees_what_it_looks_for() -> None:
    assert TIME_CALLS.search("x = time.time()")
    assert TIME_CALLS.search("timezone.now()")
    assert not TIME_CALLS.search("clock.now()")


def test_no_import_hides_inside_a_function_of_the_game() -> None:
    hidden = re.compile(r"^[ \t]+(from game|import game)", re.MULTILINE)
    found = [path for path in OURS if hidden.search(_without_type_checking(path.read_text()))]
    assert [str(path.relative_to(BASE)) for path in found] == []


def test_git_holds_no_third_party_code() -> None:
    names = subprocess.run(
        ["git", "ls-files"], cwd=BASE, capture_output=True, text=True, check=True
    ).stdout.split()
    foreign = re.compile(r"\.min\.(js|css)$|(^|/)(node_modules|vendor)/")
    assert [name for name in names if foreign.search(name)] == []


def _without_type_checking(source: str) -> str:
    return re.sub(r"if TYPE_CHECKING:\n(?:    .*\n)+", "", source)
