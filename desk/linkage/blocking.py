"""Which pairs of mentions are compared at all: the rules decide how many true pairs can be found.

Each rule is SQL over the table of keys (`l`, `r`); a pair is compared once, however many rules find it.
"""

from typing import NamedTuple

import duckdb

_BORN = "(l.blo <= r.bhi and r.blo <= l.bhi or abs(l.age - r.age) <= 1)"
_DIED = "abs(coalesce(l.dx, l.fx) - coalesce(r.dx, r.fx)) <= 60"
_FATHER = "(l.p = r.p or (l.pi = r.pi and (l.p is null or r.p is null)))"
_PLACE = "(l.region = r.region or l.settlement = r.settlement)"
_SUPPORT = f"({_FATHER} or {_PLACE} or {_BORN} or {_DIED} or l.unit = r.unit or abs(l.pub - r.pub) <= 10)"

_ALIKE = "{{l}} l join {{r}} r on l.g = r.g and left(l.s, 1) = left(r.s, 1) and {same}"
_TWO_SLIPS = "l.s <> r.s and damerau_levenshtein(l.s, r.s) between 2 and 1 + length(l.s) // 4"


class Rule(NamedTuple):
    """`tables`: what stands after `from`, `r` bound to `l`; `where`: what else must hold."""

    name: str
    tables: str
    where: str = "true"


RULES = (
    Rule("name", "{l} l join {r} r on l.s = r.s and l.g = r.g"),
    Rule(
        "surname misspelt",
        "{l} l join near_s n on n.a = l.s join {r} r on r.s || ' ' || r.g = n.b || ' ' || l.g",
    ),
    Rule("initial", "{l} l join {r} r on l.s = r.s and l.gi = r.gi", "(l.g is null or r.g is null)"),
    Rule(
        "short form",
        "(select *, unnest(others || [g]) as other from {l}) l "
        "join (select *, unnest(others || [g]) as other from {r}) r on l.s = r.s and l.other = r.other",
        "l.g <> r.g",
    ),
    Rule(
        "given name misspelt",
        "{l} l join near_g n on n.a = l.g join {r} r on r.g || ' ' || r.s = n.b || ' ' || l.s",
    ),
    Rule(
        "initial, surname misspelt",
        # one key of two: else the planner may join all that share an initial
        "{l} l join near_s n on n.a = l.s join {r} r on r.s || ' ' || r.gi = n.b || ' ' || l.gi",
        f"(l.g is null or r.g is null) and {_SUPPORT}",
    ),
    Rule("given name and birthday", "{l} l join {r} r on l.g = r.g and l.bx = r.bx", "l.s <> r.s"),
    Rule(
        "given name, place and death",
        "{l} l join {r} r on l.g = r.g and l.settlement = r.settlement and l.dx = r.dx",
        "l.s <> r.s",
    ),
    Rule(
        "names, place",
        "{l} l join {r} r on l.g = r.g and l.p = r.p and l.settlement = r.settlement",
        "l.s <> r.s and damerau_levenshtein(l.s, r.s) = 2",
    ),
    Rule(
        "given name, age, place",
        "{l} l join {r} r on l.g = r.g and l.age = r.age and l.settlement = r.settlement",
        "l.s <> r.s and damerau_levenshtein(l.s, r.s) = 2 and abs(l.pub - r.pub) <= 60",
    ),
    Rule("names alike, region", _ALIKE.format(same="l.p = r.p and l.region = r.region"), _TWO_SLIPS),
    Rule("given name, age, region", _ALIKE.format(same="l.age = r.age and l.region = r.region"), _TWO_SLIPS),
    Rule(
        "given name, region, report",
        _ALIKE.format(same="l.pub // 4 = r.pub // 4 and l.region = r.region"),
        _TWO_SLIPS,
    ),
    Rule(
        "both names misspelt",
        "{l} l join {r} r on l.settlement = r.settlement and l.gi = r.gi and left(l.s, 2) = left(r.s, 2)",
        f"l.g <> r.g and abs(l.pub - r.pub) <= 30 and damerau_levenshtein(l.g, r.g) <= 2 and {_TWO_SLIPS}",
    ),
    Rule("surname and birthday", "{l} l join {r} r on l.s = r.s and l.bx = r.bx", "l.g <> r.g"),
    Rule(
        "surname, place and death",
        "{l} l join {r} r on l.s = r.s and l.settlement = r.settlement and l.dx = r.dx",
        "l.g <> r.g",
    ),
)


def make_near(con: duckdb.DuckDBPyConnection, left: str = "keys", right: str = "keys") -> None:
    """The tables `near_s`, `near_g` of keys (a, b) of two tables a slip apart: they share what is left
    without a letter."""
    for column in ("s", "g"):
        con.execute(f"""
            create or replace temp table near_{column} as
            select distinct a.w as a, b.w as b
            from ({_holes(column, left)}) a join ({_holes(column, right)}) b using (hole)
            where a.w <> b.w and damerau_levenshtein(a.w, b.w) <= 1""")


def _holes(column: str, keys: str) -> str:
    """SQL of each word and what is left of it without any one letter."""
    words = f"(select distinct {column} as w from {keys} where length({column}) >= 3)"
    return (
        f"select w, w as hole from {words} union all "
        f"select w, left(w, place - 1) || substr(w, place + 1) "
        f"from (select w, unnest(range(1, length(w) + 1)) as place from {words})"
    )


def blocked(rule: Rule, left: str = "keys", right: str = "keys", *, ordered: bool = True) -> str:
    """SQL of the pairs (a, b) that a rule finds; each once, the lower number first, where `ordered`."""
    order = "l.uid < r.uid" if ordered else "l.uid <> r.uid"
    tables = rule.tables.format(l=left, r=right)
    return f"select l.uid as a, r.uid as b from {tables} where {order} and {rule.where}"


def pairs_sql(left: str = "keys", right: str = "keys") -> str:
    """SQL of all pairs to compare, each once."""
    return " union ".join(blocked(rule, left, right) for rule in RULES)
