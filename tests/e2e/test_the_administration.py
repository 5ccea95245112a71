"""Django's admin in a real browser: nothing that it loads or does breaks the policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import Facilitator

pytestmark = pytest.mark.stack
LISTS = ("exercise", "team", "participant", "audit", "logentry", "user", "crew", "organisation")


def test_the_admin_keeps_the_policy(facilitator: Facilitator) -> None:
    """Lists, forms with their scripts, a row, the page of scenarios; the link's owner may."""
    fay = facilitator
    fay.create("Watched", ["Otter"])
    pages = ["", "scenarios/", *(f"game/{name}/" for name in LISTS), "game/user/add/"]
    pages += ["game/crew/add/", "game/season/add/", f"game/exercise/{fay.exercise}/change/"]
    for page in pages:
        fay.page.goto(f"/admin/{page}")
        expect(fay.page.locator("#content h1").first).to_be_visible()
    assert fay.wrong == []
