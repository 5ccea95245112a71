"""What goes wrong, as problem JSON (RFC 9457) with plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, TypeVar

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from game import runtime, texts

log = structlog.get_logger(__name__)

KIND = "application/problem+json"
Row = TypeVar("Row", bound=Model)


class Problem(Exception):
    """An answer that is no success. `more` are further members of the problem's JSON."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def one_of(rows: QuerySet[Row], words: str) -> Row:
    """The first of the rows. Raises Problem with these words when there is none."""
    row = rows.first()
    if row is None:
        raise Problem(404, words)
    return row


@contextmanager
def invalid() -> Iterator[None]:
    """What the runtime cannot do with what was sent is the sender's to mend: a Problem."""
    try:
        yield
    except runtime.CannotDo as why:
        raise Problem(422, texts.render(why.text)) from None


def answer(status: int, detail: str, **more: Any) -> HttpResponse:
    """The problem as a response."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    response = JsonResponse(body | {"detail": detail} | more, status=status, content_type=KIND)
    response["Cache-Control"] = "no-store"
    if "retry_after_s" in more:
        response["Retry-After"] = str(more["retry_after_s"])
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """For addresses under /api/v1 that are none."""
    return answer(404, _("There is nothing at this address."))


def install(api: NinjaAPI) -> None:
    """Let every exception of the API become a problem."""
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(runtime.Denied, _denied)
    api.add_exception_handler(Http404, lambda request, _why: nowhere(request))
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(RequestDataTooBig, _large)
    api.add_exception_handler(OperationalError, _away)
    api.add_exception_handler(InterfaceError, _away)
    api.add_exception_handler(Exception, _failed)


def _problem(request: HttpRequest, why: Problem) -> HttpResponse:
    return answer(why.status, why.detail, **why.more)


def _denied(request: HttpRequest, why: runtime.Denied) -> HttpResponse:
    """409: not now; 403: not this account."""
    status = 403 if isinstance(why, runtime.NotYours) else 409
    return answer(status, texts.render(why.text))


def _invalid(request: HttpRequest, why: ValidationError) -> HttpResponse:
    """What was sent has not the shape that the schema asks for."""
    errors = [{"where": _place(row["loc"]), "words": str(row["msg"])} for row in why.errors]
    first = f"{errors[0]['where']}: {errors[0]['words']}" if errors else ""
    return answer(422, first or _("This is not what the schema asks for."), errors=errors)


def _place(where: Any) -> str:
    """The field's address without the name that the code has for the whole body."""
    parts = [str(part) for part in where]
    return ".".join(part for part in parts if part not in ("body", "sent"))


def _http(request: HttpRequest, why: HttpError) -> HttpResponse:
    status = why.status_code
    if status == 401:
        return answer(401, _("Send a token: Authorization: Bearer es_..."))
    return answer(status, str(why))


def _large(request: HttpRequest, why: Exception) -> HttpResponse:
    return answer(413, _("This is too much at once."))


def _away(request: HttpRequest, why: Exception) -> HttpResponse:
    words = _("The database cannot be reached just now. Nothing is lost: ask again.")
    return answer(503, words, retry_after_s=2)


def _failed(request: HttpRequest, why: Exception) -> HttpResponse:
    log.error("api.failed", path=request.path, exc_info=why)
    return answer(500, _("Something failed here. It was written down."))
