"""Collect every text that a person reads into a catalogue template, for translators."""

from __future__ import annotations

import io
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.pofile import write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "text": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SPOKEN = ("title", "summary", "sender", "subject", "body")


class Command(BaseCommand):
    help = "Write locale/django.pot from code, templates and scenario files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", default=str(settings.BASE_DIR / "locale" / "django.pot"))

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = Catalog(project="Eighth Server")
        for message, where in texts():
            catalogue.add(message, locations=[where])
        target = Path(options["output"])
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True)
        self.stdout.write(f"{len(catalogue)} texts in {target}")


def texts() -> Iterator[tuple[Any, tuple[str, int]]]:
    """Each message with the file and line it stands in."""
    yield from _python()
    yield from _templates()
    yield from _scenarios()


def _python() -> Iterator[tuple[Any, tuple[str, int]]]:
    folder = str(settings.BASE_DIR / "game")
    for file, line, message, _, _ in extract_from_dir(folder, keywords=KEYWORDS):
        yield message, (f"game/{file}", line)


def _templates() -> Iterator[tuple[Any, tuple[str, int]]]:
    for file in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        name = str(file.relative_to(settings.BASE_DIR))
        source = io.BytesIO(_flat(templatize(file.read_text(), origin=name)).encode())
        for line, message, _, _ in extract("python", source, keywords=KEYWORDS):
            yield message, (name, line)


def _flat(source: str) -> str:
    """Without the template's indentation, which is none of Python's."""
    return "\n".join(line.lstrip() for line in source.splitlines())


def _scenarios() -> Iterator[tuple[Any, tuple[str, int]]]:
    for file in sorted((settings.BASE_DIR / "game" / "sim" / "scenarios").rglob("*.toml")):
        name = str(file.relative_to(settings.BASE_DIR))
        for message in _spoken(tomllib.loads(file.read_text())):
            yield message, (name, 1)


def _spoken(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k in SPOKEN and isinstance(v, str))
        yield from value.get("bodies", ())
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            if isinstance(item, (dict, list)):
                yield from _spoken(item)
