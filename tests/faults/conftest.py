"""Exercises for the fault tests, made over HTTP as people make them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.client import Answer, Client
from tests.stack import Stack


@dataclass
class Room:
    """A facilitator's hold on one exercise."""

    client: Client
    pk: int
    code: str
    teams: list[int]

    def do(self, verb: str, **fields: str) -> Answer:
        answer = self.client.post(f"/ctl/{self.pk}/{verb}", **fields)
        assert answer.status == 200, answer.text
        return answer

    def page(self) -> str:
        return self.client.get(f"/ctl/{self.pk}/teams").text


def open_room(stack: Stack, teams: str, *, seating: str = "open") -> Room:
    """A random sprint of the everyday scenario, one team per line."""
    client = Client(stack.urls[0])
    link = stack.manage("facilitator_link").strip()
    client.get(re.sub(r"^https?://[^/]+", "", link))
    form = {"name": "Faults", "teams": teams, "scenario": "knight-shuffled", "pace": "sprint"}
    form |= {"level": "officer", "seating": seating}
    page = client.post("/ctl", **form, seed="", late_joining="on").text
    found = re.search(r'hx-get="/ctl/(\d+)/teams"', page)
    code = re.search(r"/j/([0-9A-Z]{8})", page)
    assert found, page
    assert code, page
    numbers = [int(number) for number in re.findall(r'<tr id="team-(\d+)"', page)]
    return Room(client, int(found.group(1)), code.group(1), numbers)


def join(stack: Stack, room: Room, name: str, team: int) -> Client:
    """A player at a team's desk."""
    client = Client(stack.urls[0])
    client.get(f"/j/{room.code}")
    answer = client.post(f"/j/{room.code}", name=name, team=str(team))
    assert "Before the start" in answer.text, answer.text
    return client
