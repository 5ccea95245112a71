"""What every answer carries."""

from __future__ import annotations

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

Answer = Callable[[HttpRequest], HttpResponse]


@sync_and_async_middleware
def process_header(get_response: Answer) -> Answer:
    """Name the process that answered: faults are looked for where they happened."""
    if iscoroutinefunction(get_response):

        async def answer(request: HttpRequest) -> HttpResponse:
            response = await get_response(request)
            response["X-Process"] = settings.PROCESS
            return response
    else:

        def answer(request: HttpRequest) -> HttpResponse:
            response = get_response(request)
            response["X-Process"] = settings.PROCESS
            return response

    return answer


@sync_and_async_middleware
def drill_addresses(get_response: Answer) -> Answer:
    """Below /drill/ the console's pages name the drill's own addresses, not those of the seat."""
    if iscoroutinefunction(get_response):

        async def answer(request: HttpRequest) -> HttpResponse:
            _name_them(request)
            return await get_response(request)
    else:

        def answer(request: HttpRequest) -> HttpResponse:
            _name_them(request)
            return get_response(request)

    return answer


def _name_them(request: HttpRequest) -> None:
    if request.path.startswith("/drill/"):
        request.urlconf = "project.drill_urls"  # type: ignore[attr-defined]
