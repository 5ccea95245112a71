"""A folder is a registry: every module of a package defines exactly one part."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Part = TypeVar("Part")


def collect(package: ModuleType, kind: type[Part]) -> dict[str, Part]:
    """An instance of the one `kind` in each module of the package, by file name, sorted."""
    return {name: part() for name, part in classes(package, kind).items()}


def classes(package: ModuleType, kind: type[Part]) -> dict[str, type[Part]]:
    """The one subclass of `kind` in each module of the package, by file name, sorted."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return {name: _only(package, name, kind) for name in names}


def _only(package: ModuleType, name: str, kind: type[Part]) -> type[Part]:
    module = importlib.import_module(f"{package.__name__}.{name}")
    found = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, kind)
        and thing.__module__ == module.__name__
    ]
    if len(found) != 1:
        raise ImportError(
            f"{module.__name__} must define exactly one {kind.__name__}, not {len(found)}"
        )
    return found[0]
