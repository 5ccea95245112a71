"""The schema, and the same as a page that needs no script and no network."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from game.api.v1 import schema
from game.runtime import tokens

Json = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@functools.cache
def _schema() -> Json:
    return schema()


@login_not_required
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    response = JsonResponse(_schema())
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The schema for people."""
    made = _schema()
    context = {"info": made["info"], "groups": _groups(made), "scopes": list(tokens.SCOPES)}
    response = render(request, "api/docs.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _groups(made: Json) -> list[Json]:
    """Operations by tag, in the order of the schema."""
    found: dict[str, list[Json]] = {}
    for path, operations in made["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                shown = _operation(made, f"{method.upper()} {path}", operation)
                found.setdefault(operation["tags"][0], []).append(shown)
    return [{"title": tag, "operations": rows} for tag, rows in found.items()]


def _operation(made: Json, address: str, operation: Json) -> Json:
    method, _, path = address.partition(" ")
    return {
        "id": operation["operationId"],
        "method": method,
        "path": path,
        "summary": operation["summary"],
        "about": operation.get("description", ""),
        "scope": operation["x-scope"],
        "parameters": [_parameter(row) for row in operation.get("parameters", ())],
        "body": _fields(made, _content(operation.get("requestBody", {}))),
        "example": _example(operation.get("requestBody", {})),
        "answers": [_answer(made, *row) for row in operation["responses"].items()],
    }


def _example(body: Json) -> str:
    """What may be sent, or nothing."""
    kinds: Iterable[Json] = body.get("content", {}).values()
    return next((json.dumps(kind["example"]) for kind in kinds if "example" in kind), "")


def _parameter(row: Json) -> Json:
    about = row.get("description") or row["schema"].get("description", "")
    named = {"name": row["name"], "where": row["in"], "needed": row.get("required", False)}
    return named | {"type": _type(row["schema"]), "about": about}


def _answer(made: Json, status: Any, response: Json) -> Json:
    fields = _fields(made, _content(response)) if status != "default" else []
    return {"status": status, "fields": fields}


def _content(holder: Json) -> Json:
    kinds: Iterable[Json] = holder.get("content", {}).values()
    return next((kind.get("schema", {}) for kind in kinds), {})


def _fields(made: Json, shape: Json) -> list[Json]:
    """The fields of an object, or of the object that it refers to; [] for anything else."""
    known = _resolved(made, shape)
    needed = known.get("required", ())
    return [
        {
            "name": name,
            "type": _type(field),
            "needed": name in needed,
            "about": field.get("description", ""),
        }
        for name, field in known.get("properties", {}).items()
    ]


def _resolved(made: Json, shape: Json) -> Json:
    options = [one for one in shape.get("anyOf", ()) if one.get("type") != "null"]
    shape = options[0] if options else shape
    if "$ref" not in shape:
        return shape
    found: Json = made["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return found


def _type(field: Json) -> str:
    """A short word for what goes into a field."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if options := field.get("anyOf"):
        return " | ".join(_type(one) for one in options)
    if values := field.get("enum"):
        return " | ".join(str(value) or '""' for value in values)
    if field.get("type") == "array":
        return f"[{_type(field.get('items', {}))}]"
    return str(field.get("const") or field.get("type") or "any")
