"""A server and a Chromium for the browser tests, and people who come and go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import services
from tests import stack as stacks
from tests.browser import Facilitator, Player, Visitor, chromium


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stacks.Stack]:
    """The one process of `make play`, for all browser tests."""
    one = stacks.embedded(tmp_path_factory.mktemp("house"), services.free_port())
    one.up()
    yield one
    one.down()


@pytest.fixture(scope="module", autouse=True)
def _at_rest(house: stacks.Stack) -> Iterator[None]:
    """What a file of tests leaves running takes no time from the next one's."""
    yield
    with closing(sqlite3.connect(house.folder / "data" / "game.sqlite3", timeout=20)) as database:
        database.execute("UPDATE game_exercise SET state = 'draft'")
        database.execute("UPDATE game_week SET judged = 1")
        database.commit()


@pytest.fixture(scope="package")
def pass_through() -> dict[str, Any]:
    """Cookies of the facilitator, once somebody has followed the one-time link."""
    return {}


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One Chromium for a file of tests."""
    with chromium() as browser:
        yield browser


Come = Callable[..., Visitor]


@pytest.fixture
def come(chrome: Browser, house: stacks.Stack, tmp_path: Path) -> Iterator[Come]:
    """Let a visitor come: come(Player, size=(390, 844)). All leave at the end."""
    here: list[Visitor] = []

    def one(kind: type[Visitor] = Player, **options: object) -> Visitor:
        here.append(kind(chrome, house.urls[0], **options))  # type: ignore[arg-type]
        return here[-1]

    yield one
    for visitor in here:
        visitor.close()


@pytest.fixture
def facilitator(come: Come, house: stacks.Stack, pass_through: dict[str, Any]) -> Facilitator:
    """Somebody who has followed the one-time link, or has its cookies."""
    fay = come(Facilitator, **pass_through)
    assert isinstance(fay, Facilitator)
    fay.page.goto("/ctl")
    if not fay.page.get_by_role("button", name="Make exercise").count():
        fay.enter(house.manage("facilitator_link").strip())
        pass_through["storage_state"] = fay.context.storage_state()
    return fay
