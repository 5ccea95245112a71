"""Long lists come in pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


def page(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    window: tuple[int, int],
    show: Callable[[Any], Any],
) -> dict[str, Any]:
    """One page of rows and the address of the next one. `window`: limit and offset."""
    limit, offset = window
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    items = [show(row) for row in rows[offset : offset + limit]]
    return {"items": items, "total": total, "next": _next(request, limit, offset, total)}


def _next(request: HttpRequest, limit: int, offset: int, total: int) -> str | None:
    if offset + limit >= total:
        return None
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset + limit)
    return f"{request.path}?{query.urlencode()}"
