"""The description of the API (OpenAPI 3.1), made from the same table as its routes."""

import re
from typing import Any

import msgspec
from starlette.responses import Response

from desk.web.api.endpoint import BASE, Endpoint, conditional
from desk.web.api.reading import ENDPOINTS
from desk.web.call import Call
from desk.web.route import Route

_PART = re.compile(r"{(\w+)}")
_MEANINGS = {
    200: "What was asked for.",
    304: "The bytes that `If-None-Match` names are still the answer.",
    308: "Merged into another, for ever.",
    400: "The question cannot be read.",
    401: "No token or session.",
    403: "Not allowed.",
    404: "There is none.",
    410: "The cursor is of another archive, or of one that was put back.",
}
_ALWAYS = (304, 400, 401, 403)


def description() -> dict[str, Any]:
    """The whole document."""
    types = [endpoint.answer for endpoint in ENDPOINTS]
    answers, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sinodik", "version": "1", "summary": "A named count of war dead, to read."},
        "paths": {
            f"{BASE}{endpoint.path}": {"get": _operation(endpoint, schema)}
            for endpoint, schema in zip(ENDPOINTS, answers, strict=True)
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(endpoint: Endpoint, schema: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": _MEANINGS[200], "content": {"application/json": {"schema": schema}}}
    others = sorted({*_ALWAYS, *endpoint.errors})
    return {
        "operationId": endpoint.name,
        "summary": endpoint.says,
        "parameters": [*_parts(endpoint), *_query(endpoint)],
        "responses": {"200": answer, **{str(code): {"description": _MEANINGS[code]} for code in others}},
    }


def _parts(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PART.findall(endpoint.path)
    ]


def _query(endpoint: Endpoint) -> list[dict[str, Any]]:
    schema = msgspec.json.schema_components([endpoint.question])[1][endpoint.question.__name__]
    return [
        {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": one}
        for name, one in schema["properties"].items()
    ]


def served(call: Call) -> Response:
    """The description."""
    return conditional(call, msgspec.json.encode(description()))


ROUTES = (
    Route(f"{BASE}/openapi.json", "GET", "openapi", "reader", served, token=True),
    *(endpoint.route() for endpoint in ENDPOINTS),
)
