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
