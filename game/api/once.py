"""Nothing is made twice by accident: a key names a request; sent again, it has the first answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from game.api.problems import Problem

LIFE_S = 24 * 3600
CLAIM_S = 60  # a process that dies meanwhile keeps nobody from asking again
Json = dict[str, Any]


def once(request: HttpRequest, key: str | None, make: Callable[[], Json], hide: str = "") -> Json:
    """What `make` answers, or what it answered under this key; None stands for `hide` then.

    For what is made beside the log: its own lines have keys that nothing forgets. Raises Problem
    for another request under a used key.
    """
    if key is None:
        return make()
    token: Any = request.auth  # type: ignore[attr-defined]
    name, mark = f"once:{token.pk}:{key}", _mark(request)
    if not cache.add(name, {"mark": mark, "answer": None}, CLAIM_S):
        return _first(cache.get(name), mark)
    try:
        made = make()
    except BaseException:
        cache.delete(name)
        raise
    cache.set(name, {"mark": mark, "answer": made | ({hide: None} if hide else {})}, LIFE_S)
    return made


def _mark(request: HttpRequest) -> str:
    asked = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()


def _first(kept: Json | None, mark: str) -> Json:
    if kept is not None and kept["mark"] != mark:
        raise Problem(409, _("Another request was sent under this key; nothing was done."))
    if kept is None or kept["answer"] is None:
        raise Problem(409, _("The first request under this key is still being answered."))
    answer: Json = kept["answer"]
    return answer
