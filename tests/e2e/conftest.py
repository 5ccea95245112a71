"""A server and a Chromium for the browser tests, and people who come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

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
def facilitator(come: Come, house: stacks.Stack) -> Facilitator:
    """Somebody who has followed the one-time link."""
    fay = come(Facilitator)
    assert isinstance(fay, Facilitator)
    fay.enter(house.manage("facilitator_link").strip())
    return fay
