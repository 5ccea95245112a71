"""Words as data: the simulation names texts, the outside renders them in a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Text:
    """A message id (the English format string) and its parameters.

    The id is extracted into the message catalogue; nothing here renders it.
    """

    id: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """English rendering, for logs and tests; people's pages use the catalogue."""
        return self.id.format(**self.params)

    def row(self) -> list[object]:
        """The text as plain data, so that a world can be saved."""
        return [self.id, {key: _plain(value) for key, value in self.params.items()}]

    @classmethod
    def of(cls, row: list[object] | tuple[object, ...]) -> Text:
        """The inverse of `row`."""
        identity, params = row
        assert isinstance(identity, str)
        assert isinstance(params, dict)
        return cls(identity, {key: _rich(value) for key, value in params.items()})


def _plain(value: object) -> object:
    return value.row() if isinstance(value, Text) else value


def _rich(value: Any) -> object:
    is_text = isinstance(value, (list, tuple)) and len(value) == 2 and isinstance(value[1], dict)
    return Text.of(value) if is_text else value


def text(identity: str, /, **params: object) -> Text:
    """Shorthand that the message extractor knows as a keyword."""
    return Text(identity, params)
