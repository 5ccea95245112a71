"""Webhooks are made, tried and followed without a browser; a secret is shown once."""

from __future__ import annotations

import pytest

from game.models import Delivery, User, Webhook
from game.runtime import hooks
from tests.api.conftest import Program, of_user

pytestmark = pytest.mark.django_db
BODY = {"url": "https://example.org/hook", "events": ["team.declared", "result.ready"]}


def test_a_secret_is_shown_once(desk: Program) -> None:
    made = desk.post("/hooks", BODY, key="key-hook-0001").json()
    again = desk.post("/hooks", BODY, key="key-hook-0001").json()
    kept = Webhook.objects.get()
    assert made["secret"] == kept.secret
    assert again == made | {"secret": None}
    assert desk.get(f"/hooks/{kept.pk}").json()["secret"] is None
    assert desk.get("/hooks").json()["items"][0]["secret"] is None


def test_a_delivery_says_what_became_of_it(desk: Program, facilitator: User) -> None:
    hook = hooks.add(facilitator, "https://example.org/hook", ["result.ready"])
    made = desk.post(f"/hooks/{hook.pk}/test")
    assert (made.status_code, made.json()["state"]) == (202, "waiting")
    Delivery.objects.update(state=Delivery.State.GIVEN_UP, attempts=7, answer="HTTP 500")
    where = f"/hooks/{hook.pk}/deliveries"
    row = desk.get(where, state="given_up").json()["items"][0]
    assert (row["attempts"], row["answer"], row["body"]["event"]) == (7, "HTTP 500", "test")
    assert desk.get(where, state="waiting").json()["total"] == 0
    assert desk.get(where, state="lost").status_code == 422


def test_it_rests_and_goes(desk: Program, facilitator: User) -> None:
    hook = hooks.add(facilitator, "https://example.org/hook", ["result.ready"])
    for _ in range(2):  # said twice, it still rests
        assert desk.send("PATCH", f"/hooks/{hook.pk}", {"active": False}).json()["active"] is False
    assert desk.send("DELETE", f"/hooks/{hook.pk}").status_code == 204
    assert desk.get(f"/hooks/{hook.pk}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://127.0.0.1/x"},
        {"url": "ftp://example.org"},
        {"events": ["team.lost"]},
        {"events": []},
        {"colour": "red"},
    ],
)
def test_what_cannot_be_is_refused_in_words(desk: Program, wrong: dict[str, object]) -> None:
    answer = desk.post("/hooks", BODY | wrong)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert answer["Content-Type"] == "application/problem+json"
    assert not Webhook.objects.exists()


def test_another_facilitators_do_not_exist(facilitator: User) -> None:
    hook = hooks.add(facilitator, "https://example.org/hook", ["result.ready"])
    eve = of_user(User.objects.create_user("eve"))
    assert eve.get(f"/hooks/{hook.pk}/deliveries").status_code == 404
    assert eve.get("/hooks").json()["total"] == 0
