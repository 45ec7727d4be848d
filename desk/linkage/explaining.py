"""Why two mentions are one man or two: each comparison with its weight, as rows and as a picture."""

from pathlib import Path

import altair
import duckdb
import vl_convert
from msgspec import Struct, json

from desk.linkage.blocking import make_near
from desk.linkage.errors import BadTable
from desk.linkage.frequencies import make_frequencies
from desk.linkage.keys import make_keys
from desk.linkage.linking import workbench
from desk.linkage.model import Model, linker, model
from desk.linkage.scoring import FIELDS, weight_of
from desk.linkage.table import read_mentions

_VALUES = {
    "surname": "s",
    "given": "coalesce(g, gi || '.')",
    "patronymic": "coalesce(p, pi || '.')",
    "birth": "coalesce(date '1970-01-01' + blo, null)::varchar || coalesce(', aged ' || age, '')",
    "death": "coalesce(date '1970-01-01' + dlo, date '1970-01-01' + fx)::varchar",
    "report": "(date '1970-01-01' + pub)::varchar",
    "place": "concat_ws(', ', region, settlement)",
    "namesakes": "homes::varchar",
}


class Reason(Struct, frozen=True):
    """One comparison: the level that held, its weight in bits, and both mentions' values."""

    comparison: str
    level: str
    bits: float
    one: str | None
    other: str | None


def explain_pair(mentions: Path, one: str, other: str) -> list[Reason]:
    """The prior, each comparison and the sum, of two mentions of a Parquet table.

    Raises BadTable for a table that cannot be read and for an id that is not there.
    """
    with workbench() as con:
        count = read_mentions(con, mentions)
        make_keys(con)
        make_near(con)
        make_frequencies(con)
        return explain_keys(con, model(), count, one, other)


def explain_keys(
    con: duckdb.DuckDBPyConnection, chosen: Model, count: int, one: str, other: str
) -> list[Reason]:
    """The same, where `keys` and the frequencies of `count` mentions have been made."""
    numbers = [_number(con, mention) for mention in (one, other)]
    low, high = sorted(numbers)
    con.execute(
        f"create or replace table pair as select {low} as join_key_l, {high} as join_key_r, '0' as match_key"
    )
    splink = linker(con, "compared", chosen, count, levels=True)
    registered = splink._db_api.register("pair", dataset_display_name="pair")
    splink.table_management.register_blocked_pairs_for_predict(registered)
    found = splink.inference.predict(warning_mode="never").physical_name
    weights = con.execute(
        f"select match_weight, {', '.join(map(weight_of, FIELDS))} from {found}"
    ).fetchall()[0]
    levels = con.execute(f"select {', '.join(f'gamma_{field}' for field in FIELDS)} from {found}").fetchall()[
        0
    ]
    said = [_values(con, number) for number in numbers]
    prior = weights[0] - sum(weights[1:])
    return [
        Reason("before", "any two mentions", round(prior, 2), None, None),
        *(
            Reason(field, _label(chosen, field, level), round(bits, 2), said[0][field], said[1][field])
            for field, level, bits in zip(FIELDS, levels, weights[1:], strict=True)
        ),
        Reason(
            "together",
            "one man" if weights[0] >= chosen.link else "two men",
            round(weights[0], 2),
            None,
            None,
        ),
    ]


def _number(con: duckdb.DuckDBPyConnection, mention: str) -> int:
    found = con.execute("select uid from keys where mention_id = ?", [mention]).fetchall()
    if not found:
        raise BadTable(f"no mention {mention!r} in the table: give an id of its column mention_id")
    return int(found[0][0])


def _values(con: duckdb.DuckDBPyConnection, number: int) -> dict[str, str | None]:
    columns = ", ".join(_VALUES.get(field, field) for field in FIELDS)
    row = con.execute(f"select {columns} from compared where uid = {number}").fetchall()[0]
    return dict(zip(FIELDS, row, strict=True))


def _label(chosen: Model, field: str, level: int) -> str:
    comparison = next(c for c in chosen.splink["comparisons"] if c["output_column_name"] == field)
    levels = comparison["comparison_levels"]
    if level < 0:
        return "nothing to compare"
    # Splink numbers the levels that are not null downwards, the last is 0
    return str(levels[len(levels) - 1 - level]["label_for_charts"])


def waterfall(reasons: list[Reason]) -> str:
    """An SVG in which each comparison moves the sum up or down."""
    rows, height = [], 0.0
    for reason in reasons[:-1]:
        rows.append(
            {"what": f"{reason.comparison}: {reason.level}", "from": height, "to": height + reason.bits}
        )
        height += reason.bits
    rows.append({"what": f"together: {reasons[-1].level}", "from": 0.0, "to": height})
    chart = (
        altair.Chart(
            altair.InlineData(values=rows), width=520, title="Evidence that two mentions are one man"
        )
        .mark_bar()
        .encode(
            y=altair.Y("what:N", sort=None, title=None, axis=altair.Axis(labelLimit=300)),
            x=altair.X("from:Q", title="bits"),
            x2="to:Q",
            color=altair.condition(
                "datum.to >= datum.from", altair.value("#2f7d4f"), altair.value("#b3432b")
            ),
        )
    )
    svg: str = vl_convert.vegalite_to_svg(json.encode(chart.to_dict()).decode())
    return svg
