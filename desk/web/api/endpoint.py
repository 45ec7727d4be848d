"""An endpoint: the types of its question and its answer; its route and its description are made from them."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.counting.mistakes import Mistake
from desk.web.call import Call
from desk.web.route import Route

Asked = TypeVar("Asked", bound=Struct)
BASE = "/api/v1"
_ENCODER = msgspec.json.Encoder(order="sorted")


class Endpoint(Struct, frozen=True):
    """`question`: the query's parameters; `answer`: the body; `reads`: gives the one for the other.

    `errors`: statuses that it may answer beside 200, 304, 400, 401 and 403.
    """

    path: str
    name: str
    question: type[Struct]
    answer: Any
    reads: Callable[[Call, Any], Any]
    errors: tuple[int, ...] = ()

    @property
    def says(self) -> str:
        """What it is for: the docstring of what reads it."""
        return (self.reads.__doc__ or "").strip()

    def route(self) -> Route:
        """Its row of the desk's table."""

        def answered(call: Call) -> Response:
            return conditional(call, _ENCODER.encode(self.reads(call, _question(call, self.question))))

        return Route(f"{BASE}{self.path}", "GET", f"api_{self.name}", "reader", answered, token=True)


def conditional(call: Call, body: bytes) -> Response:
    """The body with its digest as ETag, or 304 to who has these very bytes."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "authorization, cookie"}
    said = call.request.headers.get("if-none-match", "")
    known = {one.strip().removeprefix("W/") for one in said.split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _question(call: Call, question: type[Asked]) -> Asked:
    try:
        return msgspec.convert(dict(call.request.query_params), question, strict=False)
    except msgspec.ValidationError as error:
        raise HTTPException(400, f"the query: {error}") from error


def mistaken(error: Mistake) -> HTTPException:
    """A question that cannot be answered, as 400."""
    return HTTPException(400, str(error))
