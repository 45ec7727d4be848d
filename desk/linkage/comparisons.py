"""What is compared of two mentions, level by level; the weights are the model's (desk.linkage.model).

The first level that holds is taken. Columns are those of desk.linkage.keys; `_l`, `_r` are the two mentions.
"""

from typing import Any

from splink import SettingsCreator
from splink.comparison_level_library import CustomLevel, ElseLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator

Level = ComparisonLevelCreator | dict[str, Any]
_HALF = 0.5
"""A misspelt name tells as much as half of the bits of its frequency."""


def settings() -> SettingsCreator:
    """The model without its weights."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        comparisons=[
            _comparison("surname", _surname()),
            _comparison("given", _given()),
            _comparison("patronymic", _patronymic()),
            _comparison("birth", _birth()),
            _comparison("death", _death()),
            _comparison("report", _report()),
            _comparison("place", _place()),
            _comparison("namesakes", _namesakes()),
            *(_comparison(column, _same(column)) for column in ("rank", "unit", "category")),
        ],
        blocking_rules_to_generate_predictions=[],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _comparison(name: str, levels: list[Level]) -> CustomComparison:
    return CustomComparison(output_column_name=name, comparison_levels=levels)


def _null(sql: str) -> Level:
    return CustomLevel(sql, "nothing to compare").configure(is_null_level=True)


def _level(label: str, sql: str, frequency: str | None = None, weight: float = 1.0) -> Level:
    level = CustomLevel(sql, label)
    if frequency:
        return level.configure(tf_adjustment_column=frequency, tf_adjustment_weight=weight)
    return level


def _surname() -> list[Level]:
    return [
        _null("s_l is null or s_r is null"),
        _level("same", "s_l = s_r", "s"),
        _level("a slip apart", "damerau_levenshtein(s_l, s_r) <= 1", "s", _HALF),
        _level("two slips apart", "damerau_levenshtein(s_l, s_r) <= 2", "s", _HALF),
        ElseLevel(),
    ]


def _given() -> list[Level]:
    return [
        _null("gi_l is null or gi_r is null"),
        _level("same", "g_l = g_r", "g"),
        _level("an initial that fits", "(g_l is null or g_r is null) and gi_l = gi_r"),
        _level("an initial that does not fit", "g_l is null or g_r is null"),
        _level(
            "a short form that fits", "list_has_any(list_append(others_l, g_l), list_append(others_r, g_r))"
        ),
        _level("a slip apart", "damerau_levenshtein(g_l, g_r) <= 1 and not (known_l and known_r)"),
        _level("a slip apart, both names", "damerau_levenshtein(g_l, g_r) <= 1"),
        _level("two slips apart", "damerau_levenshtein(g_l, g_r) <= 2 and not (known_l and known_r)"),
        _level("another name", "known_l and known_r"),
        ElseLevel(),
    ]


def _patronymic() -> list[Level]:
    return [
        _null("pi_l is null or pi_r is null"),
        _level("same", "p_l = p_r", "p"),
        _level("an initial that fits", "(p_l is null or p_r is null) and pi_l = pi_r"),
        _level("an initial that does not fit", "p_l is null or p_r is null"),
        _level("a slip apart", "damerau_levenshtein(p_l, p_r) <= 1", "p", _HALF),
        _level(
            "two slips apart",
            "damerau_levenshtein(p_l, p_r) <= 2 and length(p_l) > 4 "
            "or starts_with(p_l, p_r) or starts_with(p_r, p_l)",
        ),
        ElseLevel(),
    ]


_GAP = "greatest(blo_l - bhi_r, blo_r - bhi_l, 0)"
_WIDTH = "greatest(bhi_l - blo_l, bhi_r - blo_r)"
# a man dies before anyone reports it: an age is counted from the earliest of all that both mentions say
_DEAD_BY = "coalesce(dhi_l, dhi_r, fx_l, fx_r, least(pub_l, pub_r), pub_l, pub_r)"
_DEAD_FROM = "coalesce(dlo_l, dlo_r, least(fx_l, fx_r, pub_l, pub_r) - 60)"
_DATED, _AGED = "coalesce(blo_l, blo_r)", "coalesce(case when blo_l is null then age_l end, age_r, age_l)"
_DATED_LAST = "coalesce(bhi_l, bhi_r)"
_YEAR = 365.25
_OFF = (
    f"greatest({_DATED} - ({_DEAD_BY} - {_AGED} * {_YEAR}), "
    f"({_DEAD_FROM} - ({_AGED} + 1) * {_YEAR}) - {_DATED_LAST}, 0)"
)
_BOTH_DATED = "blo_l is not null and blo_r is not null"
_BOTH_AGED = "age_l is not null and age_r is not null"
_TURNED = (
    "day(date '1970-01-01' + bx_l) = month(date '1970-01-01' + bx_r) "
    "and month(date '1970-01-01' + bx_l) = day(date '1970-01-01' + bx_r)"
)


def _birth() -> list[Level]:
    return [
        _null(
            f"coalesce(blo_l, age_l) is null or coalesce(blo_r, age_r) is null "
            f"or {_DEAD_BY} is null and not ({_BOTH_DATED} or {_BOTH_AGED})"
        ),
        _level("same day", "bx_l = bx_r"),
        _level(
            "a slip in the day",
            f"abs(bx_l - bx_r) in (1, 2, 9, 10, 11, 20, 28, 29, 30, 31, 365, 366) or {_TURNED}",
        ),
        _level("other days of a year", "abs(bx_l - bx_r) <= 366"),
        _level("other days", "abs(bx_l - bx_r) <= 2200"),
        _level("same month", f"{_BOTH_DATED} and {_GAP} = 0 and {_WIDTH} <= 31"),
        _level("same year", f"{_BOTH_DATED} and {_GAP} = 0"),
        _level("years in a row", f"{_BOTH_DATED} and {_GAP} <= 366"),
        _level("other years", f"{_BOTH_DATED} and {_GAP} <= 2200"),
        _level("born more than six years apart", _BOTH_DATED),
        _level("same age", "age_l = age_r"),
        _level("ages a year apart", "abs(age_l - age_r) = 1"),
        _level("ages two years apart", "abs(age_l - age_r) = 2"),
        _level("other ages", "abs(age_l - age_r) <= 6"),
        _level("ages more than six years apart", _BOTH_AGED),
        _level("an age that fits", f"{_OFF} = 0"),
        _level("an age half a year off", f"{_OFF} <= 183"),
        _level("an age a year off", f"{_OFF} <= 370"),
        _level("an age two years off", f"{_OFF} <= 740"),
        _level("an age off by no more than six years", f"{_OFF} <= 2200"),
        ElseLevel(),
    ]


_DEATH_GAP = "greatest(dlo_l - dhi_r, dlo_r - dhi_l, 0)"
# greatest and least pass over nulls
_BOTH_DIED = "dlo_l is not null and dlo_r is not null"
_TO_FUNERAL = "coalesce(fx_r - dx_l, fx_l - dx_r)"


def _death() -> list[Level]:
    return [
        _null(
            "(coalesce(dlo_l, fx_l) is null or coalesce(dlo_r, fx_r) is null) "
            "and coalesce(pub_l >= coalesce(dlo_r, fx_r) - 2, true) "
            "and coalesce(pub_r >= coalesce(dlo_l, fx_l) - 2, true)"
        ),
        _level("same day", "dx_l = dx_r"),
        _level("same funeral", "fx_l = fx_r"),
        _level(
            "reported before it", "pub_l < coalesce(dlo_r, fx_r) - 2 or pub_r < coalesce(dlo_l, fx_l) - 2"
        ),
        _level("within three days", "abs(dx_l - dx_r) <= 3"),
        _level("death on the day of a funeral", "dx_l = fx_r or dx_r = fx_l"),
        _level("within two months", "abs(dx_l - dx_r) <= 60"),
        _level("other days of a year", "abs(dx_l - dx_r) <= 366"),
        _level("other days", "dx_l is not null and dx_r is not null"),
        _level("a funeral soon after", f"{_TO_FUNERAL} between 0 and 45"),
        _level("a funeral later", f"{_TO_FUNERAL} between 46 and 400"),
        _level("a funeral that does not fit", f"{_TO_FUNERAL} is not null"),
        _level(
            "same month", f"{_BOTH_DIED} and {_DEATH_GAP} = 0 and least(dhi_l - dlo_l, dhi_r - dlo_r) <= 31"
        ),
        _level("same year", f"{_BOTH_DIED} and {_DEATH_GAP} = 0"),
        _level("months apart", f"{_BOTH_DIED} and {_DEATH_GAP} <= 60"),
        _level("years apart", _BOTH_DIED),
        _level("funerals within three days", "abs(fx_l - fx_r) <= 3"),
        _level("other funerals", "fx_l is not null and fx_r is not null"),
        ElseLevel(),
    ]


# the day of the funeral as far as a mention tells: three weeks after the death where only that is said
_BURIED = "coalesce(fx_{side}, dx_{side} + 20)"
_LATE = f"coalesce(pub_r - {_BURIED.format(side='l')}, pub_l - {_BURIED.format(side='r')})"


def _report() -> list[Level]:
    both = " and ".join(f"{_BURIED.format(side=side)} is not null" for side in "lr")
    return [
        _null("pub_l is null or pub_r is null"),
        *(
            _level(f"both dated, within {n} days", f"{both} and abs(pub_l - pub_r) <= {n}")
            for n in (1, 7, 30)
        ),
        _level("both dated", both),
        *(_level(f"{n} days after the funeral", f"{_LATE} <= {n}") for n in (10, 25, 60, 120, 240, 400, 800)),
        _level("years after the funeral", f"{_LATE} is not null"),
        *(
            _level(f"within {n} days", f"abs(pub_l - pub_r) <= {n}")
            for n in (1, 4, 10, 30, 90, 180, 400, 800)
        ),
        ElseLevel(),
    ]


def _namesakes() -> list[Level]:
    """Of how many homes men of this name are, in the region or in the whole table; it tells where two
    mentions do not both name one."""
    homes, near = "greatest(homes_l, homes_r)", "greatest(near_homes_l, near_homes_r)"
    return [
        _null("settlement_l is not null and settlement_r is not null"),
        *(
            _level(f"{n} homes at the most, in one region", f"region_l = region_r and {near} <= {n}")
            for n in (0, 1, 2, 4)
        ),
        _level("more homes in one region", "region_l = region_r"),
        *(
            _level(f"{n} homes at the most, in two regions", f"region_l <> region_r and {homes} <= {n}")
            for n in (1, 4, 16)
        ),
        _level("more homes, two regions", "region_l <> region_r"),
        *(_level(f"{n} homes at the most", f"{homes} <= {n}") for n in (0, 1, 2, 4, 8, 16, 32)),
        ElseLevel(),
    ]


def _place() -> list[Level]:
    return [
        _null("(region_l is null or region_r is null) and (settlement_l is null or settlement_r is null)"),
        _level(
            "same settlement",
            "settlement_l = settlement_r and coalesce(region_l = region_r, true)",
            "settlement",
        ),
        _level("same settlement's name, other region", "settlement_l = settlement_r", "settlement", _HALF),
        _level(
            "same region", "region_l = region_r and (settlement_l is null or settlement_r is null)", "region"
        ),
        _level("same region, other settlement", "region_l = region_r", "region"),
        _level("other settlement", "region_l is null or region_r is null"),
        ElseLevel(),
    ]


def _same(column: str) -> list[Level]:
    return [
        _null(f"{column}_l is null or {column}_r is null"),
        _level("same", f"{column}_l = {column}_r", column),
        ElseLevel(),
    ]
