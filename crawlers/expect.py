"""What a source's file expects of it; what falls short is an issue (docs/operations.md)."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Field = Literal[
    "age", "awards", "birth_date", "birth_place", "call_sign", "category", "death_date", "death_place",
    "district", "experience", "force", "funeral_date", "funeral_place", "given", "manner", "missing_since",
    "name", "occupation", "patronymic", "position", "rank", "region", "settlement", "surname", "unit",
]  # fmt: skip
"""The fields of a mention that a source may be expected to fill."""

Share = Annotated[float, Meta(ge=0, le=1)]
Days = Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,3}d$")]


class Expect(Struct, frozen=True, forbid_unknown_fields=True):
    """The least that a source is expected to give; if it gives less, somebody looks.

    `captures` and `mentions`: so many pages and mentions are held after the first night. `fill`: so large a
    share of the newest mentions has a field. `refusals`: the largest share of a night's answers that may be
    captchas and blocks. `new`: the longest time without a page at a new address.
    """

    captures: Annotated[int, Meta(ge=0)] = 0
    mentions: Annotated[int, Meta(ge=0)] = 0
    fill: dict[Field, Share] = {}
    refusals: Share | None = None
    new: Days | None = None

    @property
    def new_days(self) -> int | None:
        """`new` in days."""
        return int(self.new[:-1]) if self.new else None
