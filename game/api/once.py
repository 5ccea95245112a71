"""Nothing is made twice by accident: a key names a request; sent again, it has the first answer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from game.api.problems import Problem
from game.runtime import tokens

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
    claim = _Claim(request, key)
    return claim.first() or claim.keep(make, hide)


def once_seated(request: HttpRequest, key: str | None, make: Callable[[str], Json]) -> Json:
    """The same for an answer with a seat's `bearer`, which `make` is given: a repetition has it
    too. It is not kept but derived again, so that what is kept opens nothing."""
    if key is None:
        return make(tokens.fresh())
    claim = _Claim(request, key)
    answer = claim.first() or claim.keep(lambda: make(claim.bearer), "bearer")
    return answer | {"bearer": claim.bearer}


class _Claim:
    """A key of who asks, and what was first asked and answered under it."""

    def __init__(self, request: HttpRequest, key: str) -> None:
        token: Any = getattr(request, "auth", None)
        who = f"{token.pk}" if token else f"@{request.META.get('REMOTE_ADDR', '')}"
        self.name, self.mark = f"once:{who}:{key}", _mark(request)
        self.salt = secrets.token_hex(16)

    @property
    def bearer(self) -> str:
        """A seat's token that this server alone can make again."""
        said = f"{self.name}\n{self.mark}\n{self.salt}".encode()
        return tokens.derived(hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest())

    def first(self) -> Json | None:
        """The first answer; None when nobody has asked yet: then the key is this request's."""
        mine = {"mark": self.mark, "salt": self.salt, "answer": None}
        if cache.add(self.name, mine, CLAIM_S):
            return None
        kept = cache.get(self.name)
        answer = _first(kept, self.mark)
        self.salt = kept["salt"]
        return answer

    def keep(self, make: Callable[[], Json], hide: str) -> Json:
        """Make it. What fails is not kept: it may be sent again."""
        try:
            made = make()
        except BaseException:
            cache.delete(self.name)
            raise
        answer = made | ({hide: None} if hide else {})
        kept = {"mark": self.mark, "salt": self.salt, "answer": answer}
        cache.set(self.name, kept, LIFE_S)
        return made


def _mark(request: HttpRequest) -> str:
    asked = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()


def _first(kept: Json | None, mark: str) -> Json:
    if kept is not None and kept["mark"] != mark:
        raise Problem(409, _("Another request was sent under this key; nothing was done."))
    if kept is None or kept["answer"] is None:
        words = _("The first request under this key is still being answered.")
        raise Problem(409, words, retry_after_s=1)
    answer: Json = kept["answer"]
    return answer
