#!/usr/bin/env python3
"""Joins an exercise by its code, plays a simple morning as a seat, prints the result.

    python docs/client.py http://localhost:8000 BXKR7M4Q "Otter"

Only the standard library; docs/api.md says what else can be asked. Needs a seat that may do what it
tries: what its seats may not order is not among the offers, and is left out.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from typing import Any

POLL_S = 0.5
LOOKS = ("sweep_builds", "sweep_processes")  # what is on the disks, what is in memory
Json = dict[str, Any]


class Refused(Exception):
    """The server said no; `status` and words say why."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(problem.get("detail", ""))
        self.status = status


class Api:
    """The few requests that this client makes. Waits when it is told to."""

    def __init__(self, base: str) -> None:
        self.base, self.bearer = base.rstrip("/") + "/api/v1", ""

    def get(self, path: str) -> Json:
        return self._ask("GET", path, None, "")

    def post(self, path: str, **body: Any) -> Json:
        """One key for the request and for each repetition: it has one effect."""
        return self._ask("POST", path, body, str(uuid.uuid4()))

    def _ask(self, method: str, path: str, body: Json | None, key: str) -> Json:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    return dict(json.loads(answer.read() or b"{}"))
            except urllib.error.HTTPError as no:
                if "Retry-After" not in no.headers:
                    raise Refused(no.code, json.loads(no.read())) from None
                time.sleep(float(no.headers["Retry-After"]))


class Player:
    """A simple player: looks into the fleet, declares when something stands out, isolates it."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.done: set[str] = set()

    def turn(self, view: Json) -> None:
        """One look at the screen, and at most one order of each kind."""
        offers = {offer["name"] for offer in view["offers"] if offer["why_not"] is None}
        for action in LOOKS:
            if action in offers and self._once(action):
                return
        suspects = sorted(self._suspects(view))
        if suspects and "declare" in offers:
            cited = [item["key"] for item in view["evidence"]]
            self._once("declare", severity="firm", cited=cited)
        for router in suspects:
            if "isolate" in offers and self._once("isolate", router=router):
                return
        if view["phase"] == "open" and "claim_contained" in offers:
            self._once("claim_contained")

    def _once(self, action: str, **args: Any) -> bool:
        """Order it, if that was not tried before."""
        name = f"{action} {args.get('router', '')}".strip()
        if name in self.done:
            return False
        self.done.add(name)
        try:
            receipt = self.api.post("/seat/commands", action=action, args=args)
            print(f"{receipt['due']} {name}: {receipt['text']['words']}")
        except Refused as no:
            print(f"{name}: {no}")
        return True

    def _suspects(self, view: Json) -> set[int]:
        """Routers, by shown number, that a look shows unlike most others."""
        found: set[int] = set()
        for item in view["evidence"]:
            rows = [dict(line["params"]) for line in item["lines"] if "host" in line["params"]]
            said = {row.pop("host"): json.dumps(row, sort_keys=True) for row in rows}
            usual, many = Counter(said.values()).most_common(1)[0] if said else ("", 0)
            if 2 * many > len(said):
                found |= {host for host, words in said.items() if words != usual}
        return found


def main(base: str, code: str, name: str) -> int:
    api = Api(base)
    teams = api.get(f"/join/{code}")["teams"]
    api.bearer = api.post("/join", code=code, name=name, team=teams[0]["id"])["bearer"]
    player = Player(api)
    while (state := api.get("/seat")["exercise"]["state"]) != "ended":
        if state == "running":
            player.turn(api.get("/seat/view"))
        time.sleep(POLL_S)
    result = api.get("/seat/result")
    print(f"score {result['score']['total']} of {result['score']['max']}")
    for part in result["score"]["parts"]:
        print(f"  {part['title']['words']}: {part['points']} of {part['max']}")
    print(f"expected loss {result['loss_usd']:,} dollars")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
