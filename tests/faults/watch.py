"""A page of nobody's, that only notes when each frame came."""

from __future__ import annotations

import threading
from itertools import pairwise
from typing import Any

from tests.client import Client, is_frame


class Watch:
    """Listens in a thread for as long as the `with` lasts."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.heard: list[dict[str, Any]] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join(30)

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [message for message in self.heard if is_frame(message)]

    def gaps_s(self) -> list[float]:
        """Seconds between advances, by the server's own clock."""
        walls = [frame["wall"] for frame in self.frames]
        return [(later - earlier) / 1000 for earlier, later in pairwise(walls)]

    def lost(self) -> float:
        """Simulated seconds that passed in wall time and not in the exercise."""
        first, last = self.frames[0], self.frames[-1]
        due = (last["wall"] - first["wall"]) / 1000 * first["speed"]
        return float(due - (last["step"] - first["step"]))

    def _listen(self) -> None:
        with self.client.socket(self.url) as page:
            while not self.over.is_set():
                self.heard += page.listen(0.5)
