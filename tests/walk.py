"""Every address and method that the project answers, found by walking its routes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BROWSERS = {"GET", "POST"}  # what a form and a link can send
INNER = ("view", "view_func", "func", "method")  # what decorators call that which they wrap
ROOTS = ("project.urls", "project.drill_urls")  # the second one serves what begins with /drill/


def doors() -> dict[str, Any]:
    """The view behind each "METHOD /address" with {names} for what varies."""
    return {
        f"{method} {address}": view
        for root in ROOTS
        for address, view in _walk(get_resolver(root), "/")
        for method in methods(view)
    }


def _walk(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
    for one in resolver.url_patterns:
        here = before + plain(str(one.pattern))
        if isinstance(one, URLPattern):
            yield here, one.callback
        else:
            yield from _walk(one, here)


def plain(pattern: str) -> str:
    """<int:pk> and (?P<pk>...) as {pk}; no anchors."""
    named = re.sub(r"\(\?P<(\w+)>(?:\[[^\]]*\]|[^()])*\)", r"{\1}", pattern)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", named).strip("^$")


def methods(view: Any) -> set[str]:
    """Those that it was declared for; a link's and a form's where nothing is said."""
    for layer in _layers(view):
        cells = _cells(layer)
        if "request_method_list" in cells:
            return set(cells["request_method_list"]) & set(METHODS)
        if hasattr(cells.get("self"), "operations"):
            return {name for one in cells["self"].operations for name in one.methods}
        if hasattr(layer, "view_class"):
            known = set(layer.view_class.http_method_names)
            return {name for name in BROWSERS if name.lower() in known and _has(layer, name)}
    return BROWSERS


def declares(view: Any) -> bool:
    """Does it say itself for which methods it is?"""
    return any("request_method_list" in _cells(layer) for layer in _layers(view))


def _has(view: Any, method: str) -> bool:
    return hasattr(view.view_class, method.lower())


def _layers(view: Any) -> Iterator[Any]:
    """A view, and what its decorators wrap, from the outside."""
    seen: list[Any] = []
    waiting = [view]
    while waiting:
        layer = waiting.pop(0)
        if layer in seen:
            continue
        seen.append(layer)
        yield layer
        inner: list[Callable[..., Any]] = [
            value for name, value in _cells(layer).items() if name in INNER and callable(value)
        ]
        wrapped = getattr(layer, "__wrapped__", None)
        waiting += [*inner, *([wrapped] if wrapped else [])]


def _cells(view: Any) -> dict[str, Any]:
    """What a function closes over, by name."""
    code, closure = getattr(view, "__code__", None), getattr(view, "__closure__", None)
    if code is None or not closure:
        return {}
    return dict(zip(code.co_freevars, (cell.cell_contents for cell in closure), strict=True))
