"""Nothing in the simulation's code knows which host was missed: it says so by its own source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import game.sim

ROOT = Path(game.sim.__file__).parent
HOSTS = {7, 8}
WORDS = {"router", "routers", "host", "hosts", "server", "shown", "stale", "number", "home"}
FILES = sorted(ROOT.rglob("*.py"))


def _suspicious(tree: ast.AST) -> Iterator[ast.AST]:
    """Comparisons of a host's number, and indices of a host, with the number written down."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(
            isinstance(op, (ast.Eq, ast.NotEq, ast.Is, ast.In, ast.NotIn)) for op in node.ops
        ):
            yield from _mixed(node, [node.left, *node.comparators])
        if isinstance(node, ast.Subscript):
            yield from _mixed(node, [node.value, node.slice])


def _mixed(node: ast.AST, sides: list[ast.expr]) -> Iterator[ast.AST]:
    numbers = {
        item.value
        for side in sides
        for item in ast.walk(side)
        if isinstance(item, ast.Constant) and type(item.value) is int
    }
    names = {
        getattr(item, "id", getattr(item, "attr", "")) for side in sides for item in ast.walk(side)
    }
    if numbers & HOSTS and names & WORDS:
        yield node


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_code_singles_out_a_host(file: Path) -> None:
    found = [ast.unparse(node) for node in _suspicious(ast.parse(file.read_text()))]
    assert found == []


def test_the_check_would_find_one() -> None:
    assert list(_suspicious(ast.parse("if router == 8: pass")))
    assert list(_suspicious(ast.parse("state.host[7] = 1")))


TARGETS = {
    4_080_000, 397_000_000, 402_000_000, 457_600_000, 461_100_000, 460_000_000, 212, 154, 80, 74,
    75, 37, 6_650_000_000, 4_600_000_000, 3_500_000_000, 3_150_000_000,
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_code_knows_a_target(file: Path) -> None:
    numbers = {
        node.value
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
    }
    assert not numbers & TARGETS
