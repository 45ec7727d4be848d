"""The model: its parameters as data with a version, and Splink's linker made of them."""

import logging
import math
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from msgspec import Struct, json
from splink import DuckDBAPI, Linker

from desk.linkage.frequencies import FREQUENT

FILE = Path(__file__).parent / "model.json"


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """`partners`: other mentions of his man that a mention has on average; `usual`: mentions of a table in
    which the odds are just what that says; `falls`: bits that they fall when a table doubles; `least`:
    mentions below which a table is taken for a sample of so many; `link`: mean weight (bits) from which two
    clusters are one man; `missing`: weight of two mentions that no rule brought together; `splink`: levels,
    m and u."""

    version: str
    partners: float
    usual: int
    falls: float
    least: int
    link: float
    missing: float
    splink: dict[str, Any]


@cache
def model() -> Model:
    """The committed parameters."""
    return json.decode(FILE.read_bytes(), type=Model)


def prior(chosen: Model, mentions: int) -> float:
    """The probability that two mentions are one man, before anything is known.

    Chance namesakes are as many as the mentions times the share of the name. The model counts a name's share
    by a part only (its factors are 0.5 to 0.6: of how many homes a name is tells the rest),
    so it counts the mentions by that part too; counted in full, a large table would fall apart.
    """
    sizes = chosen.usual / max(mentions, chosen.least)
    return chosen.partners / chosen.usual * math.pow(sizes, chosen.falls)


def linker(
    con: duckdb.DuckDBPyConnection, keys: str, chosen: Model, mentions: int, *, levels: bool = False
) -> Linker:
    """Splink's linker over a table of keys, with the table's frequencies; `levels`: say which held."""
    database = DuckDBAPI(connection=con)
    told = {
        **chosen.splink,
        "probability_two_random_records_match": prior(chosen, mentions),
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": levels,
    }
    made = Linker(database.register(keys, dataset_display_name=keys), told)
    for column in FREQUENT:
        table = database.register(f"tf_{column}", dataset_display_name=f"tf_{column}_shown")
        made.table_management.register_term_frequency_lookup(table, column)
    logging.getLogger("splink").setLevel(logging.ERROR)  # here, because making a linker sets it to INFO
    return made
