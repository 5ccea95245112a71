"""What the ways to start have in common: the data folder's lock, and the addresses to print."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings

from game import runtime


class Occupied(Exception):
    """Another process holds the data folder; the text says at which address."""


@contextmanager
def hold(folder: Path, address: str) -> Iterator[None]:
    """Admit one process to a data folder. A killed one leaves no lock behind. Raises Occupied."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "serving").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Occupied(_address(file)) from None
        _write(file, address)
        yield


def served_at() -> str:
    """Where the exercise of this data folder is served, or would be."""
    try:
        with (settings.DATA_DIR / "serving").open() as file:
            return _address(file) or settings.PUBLIC_URL
    except FileNotFoundError:
        return settings.PUBLIC_URL


def door_link() -> str:
    """A fresh one-time link for the facilitator."""
    return f"{served_at()}/door/{runtime.new_door()}"


def print_doors(out: Any) -> None:
    """The addresses that people need."""
    out.write("")
    out.write(f"  Players       {settings.PUBLIC_URL}/")
    if settings.LAN_ADDRESS:
        out.write(f"  On this desk  http://127.0.0.1:{settings.PORT}/")
    out.write(f"  Facilitator   {door_link()}")
    out.write("                (good once, for 15 minutes; `make facilitator-link` prints another)")
    out.write("")
    out.flush()


def _address(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip()


def _write(file: TextIO, address: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(address)
    file.flush()
