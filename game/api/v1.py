"""The API, put together: its parts, its exceptions, its schema."""

from __future__ import annotations

import copy
from typing import Any

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from game.api import (
    acts,
    boards,
    casts,
    crews,
    doors,
    examples,
    exercises,
    exporting,
    feeds,
    given,
    hooking,
    injects,
    own,
    pads,
    problems,
    rooms,
    rosters,
    seats,
    weeks,
)
from game.api.shapes import ProblemOut

ABOUT = """\
Programs do here what people do in a browser, by the same rules. Send the header
`Authorization: Bearer es_...`. Facilitators make tokens under `/ctl/tokens`; a seat's token comes
from joining. Errors are `application/problem+json` with words for people. Nothing here tells what
is wrong that morning before the end. Texts are
`{id, params, words}`: the words are in the language that you accept.
"""


class _Json(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=_other, option=orjson.OPT_NON_STR_KEYS)


def _other(thing: Any) -> Any:
    """What orjson does not know: lazy texts, and models that ninja validated."""
    return thing.model_dump() if hasattr(thing, "model_dump") else str(thing)


api = NinjaAPI(
    title="Eighth Server",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-1",
    renderer=_Json(),
)
PARTS = (
    doors, exercises, crews, rosters, rooms, acts, casts, injects, own, pads, weeks, boards,
    exporting, given, hooking, seats, feeds,
)  # fmt: skip
for part in PARTS:
    api.add_router("", part.router)
problems.install(api)


def schema() -> dict[str, Any]:
    """The OpenAPI schema, with the scope that each operation needs and how it says no."""
    made = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    scopes = _scopes()
    made["components"]["schemas"]["Problem"] = ProblemOut.json_schema()
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["x-scope"] = scopes[operation["operationId"]]
            operation["responses"]["default"] = copy.deepcopy(PROBLEM)
    examples.put_in(made, "/api/v1", problems.KIND)
    return made


PROBLEM = {
    "description": "A problem, in words",
    "content": {problems.KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def _scopes() -> dict[str, str]:
    """The scope of every operation, by its id; "" for those without a token."""
    found = {}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                keys = [one for one in operation.auth_callbacks if hasattr(one, "scope")]
                name = operation.operation_id or api.get_openapi_operation_id(operation)
                found[name] = keys[0].scope if keys else ""
    return found
