"""The simulation's texts in the reader's language."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext

from game.sim.text import Text


def render(text: Text | str | None) -> str:
    """Plain words, never HTML. A catalogue entry that does not fit falls back to English."""
    if not isinstance(text, Text):
        return text or ""
    params = {name: _shown(value) for name, value in text.params.items()}
    try:
        return gettext(text.id).format(**params) if text.id else ""
    except (KeyError, IndexError, ValueError):
        return text.id.format(**params)


def _shown(value: object) -> object:
    """Numbers are grouped as the language does; a format spec of the message still works."""
    if isinstance(value, Text):
        return render(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _Number(value)
    return value


class _Number(int):
    """An int that prints with separators where the message gives no format of its own."""

    def __format__(self, spec: str) -> str:
        return format(int(self), spec) if spec else number_format(int(self), force_grouping=True)

    def __str__(self) -> str:
        return number_format(int(self), force_grouping=True)
