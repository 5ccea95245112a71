"""An example for every body that is sent, and for answers that are met again and again."""

from __future__ import annotations

from typing import Any

Json = Any
E, S = "/exercises/{pk}", "/seat"

SENT: dict[str, Json] = {
    "POST /join": {"code": "BXKR7M4Q", "name": "Otter", "team": 4},
    "POST /solo": {"name": "Ada", "scenario": "knight"},
    "POST /links/{ticket}": {"team": 4},
    "POST /exercises": {
        "name": "Thursday class",
        "teams": ["Otter", "Heron"],
        "pace": "sprint",
        "scheduled": "2036-05-07T09:00:00Z",
        "opens_before_min": 15,
    },
    f"PATCH {E}": {"late_joining": False, "team_size": 4, "level": "master"},
    f"POST {E}/teams": {"name": "Egret"},
    f"PATCH {E}/teams/{{team}}": {"locked": True},
    f"POST {E}/pause": {"reason": "Coffee"},
    f"POST {E}/resume": {},
    f"POST {E}/speed": {"speed": 7, "team": 4},
    f"POST {E}/jump": {"seconds": 120},
    f"POST {E}/end": {"team": 4},
    f"POST {E}/invitations": {"role": "cohost"},
    f"POST {E}/roster": {"people": [{"name": "Ada Park", "team": "Otter", "role": "IC"}]},
    f"PUT {S}/acknowledged": {"messages": [3, 4, 7]},
    f"POST {E}/people": {"name": "Ada", "team": 4},
    f"PATCH {E}/people/{{person}}": {"seat": "RTR"},
    f"POST {E}/bots": {"do": "team", "level": "competent"},
    f"POST {E}/injects": {"what": "adhoc", "channel": "phone", "words": "The exchange called."},
    f"POST {E}/hints": {"cost": "free", "team": 4},
    f"POST {E}/injects/own": {
        "words": "Who owns the list that these mails go to?",
        "sender": "colleague",
        "trigger": "09:05 unopened:e01_rejects",
        "answer": "e01_rejects",
    },
    f"PUT {E}/injects/own/{{name}}": {"words": "Any news?", "channel": "phone", "trigger": "09:40"},
    f"POST {E}/injects/own/{{name}}/fire": {"team": 4},
    f"PUT {E}/injects/plan": {"plan": {"go_no_go": "skip"}},
    f"POST {E}/observations": {"team": 4, "behaviour": "read_back", "role": "RTR"},
    f"POST {E}/awards": {
        "team": 4,
        "points": 20,
        "reason": "Said aloud what nobody else had seen.",
    },
    f"PUT {E}/teams/{{team}}/ratings/{{task}}": {"mark": "S", "note": "Late, then clear."},
    f"POST {E}/board": {"do": "reveal", "places": 3},
    "POST /hooks": {"url": "https://example.org/hook", "events": ["team.declared"]},
    "PATCH /hooks/{hook}": {"active": False},
    f"POST {S}/commands": {"action": "isolate", "args": {"router": 3}},
    f"POST {S}/notes": {"text": "Router 3 sends more than it was given."},
    f"POST {S}/hand-over": {"seat": "RTR", "to": 12, "note": "Watch router 3."},
    f"POST {S}/preference": {"seat": "RTR"},
    f"POST {S}/consent": {"agrees": True},
    f"POST {S}/week": {"kind": "buy", "card": "second_person_review", "day": 1},
}

RECEIPT = {
    "status": "accepted",
    "text": {"id": "Ordered.", "params": {}, "words": "Ordered."},
    "seq": 17,
    "due_step": 5461,
    "effect_step": 5466,
    "due": "09:31:01",
    "effect": "09:31:06",
}
PROBLEM = {
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "detail": "speed: Input should be less than or equal to 600",
    "errors": [{"where": "speed", "words": "Input should be less than or equal to 600"}],
}
ANSWERED: dict[str, Json] = {
    **dict.fromkeys((f"POST {S}/{name}" for name in ("commands", "notes", "hand-over", "week")),
                    RECEIPT),
    f"POST {E}/roster": {"added": 1, "total": 1},
}  # fmt: skip


def put_in(made: dict[str, Json], prefix: str, problem: str) -> None:
    """Write the examples into a schema. `problem` is the media type of what goes wrong."""
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            name = f"{method.upper()} {path.removeprefix(prefix)}"
            if name in SENT:
                _put(operation["requestBody"], SENT[name])
            if name in ANSWERED:
                _put(operation["responses"][200], ANSWERED[name])
            operation["responses"]["default"]["content"][problem]["example"] = PROBLEM


def _put(holder: dict[str, Json], example: Json) -> None:
    for kind in holder["content"].values():
        kind["example"] = example
