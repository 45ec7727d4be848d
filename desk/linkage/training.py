"""Learn the model's parameters from tables of mentions whose truth is known.

    python -m desk.linkage.training MENTIONS.parquet TRUTH.parquet [MENTIONS TRUTH …]

TRUTH has `mention_id` and `person`. Writes desk/linkage/model.json; the same tables give the same file.
"""

import logging
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from msgspec import json
from msgspec.structs import replace
from splink import DuckDBAPI, Linker

from desk.linkage.blocking import make_near
from desk.linkage.comparisons import settings
from desk.linkage.frequencies import FREQUENT, make_frequencies
from desk.linkage.keys import make_keys
from desk.linkage.linking import workbench
from desk.linkage.model import FILE, Model, linker
from desk.linkage.refining import Pairs, refined
from desk.linkage.scoring import FIELDS, UNWEIGHTED, pairs_sql
from desk.linkage.table import quoted, read_mentions

VERSION = "3"
PARTNERS, USUAL, FALLS, LEAST = 2.5, 250_000, 0.7, 7_000
LINK, MISSING = 0.5, -6.0
FLOOR = 1e-6
"""m and u never fall below this: what the training tables lack may still occur."""
DOUBTS = {
    ("surname", "All other comparisons"): 0.0005,
    ("given", "an initial that does not fit"): 0.0003,
    ("given", "All other comparisons"): 0.0006,
    ("patronymic", "an initial that does not fit"): 0.0005,
    ("patronymic", "All other comparisons"): 0.0001,
    ("birth", "a slip in the day"): 0.002,
    ("birth", "other days of a year"): 0.0003,
    ("birth", "other days"): 1e-05,
    ("birth", "other years"): 0.0002,
    ("birth", "born more than six years apart"): 1e-06,
    ("birth", "ages a year apart"): 0.03,
    ("birth", "ages two years apart"): 0.005,
    ("birth", "other ages"): 5e-05,
    ("birth", "ages more than six years apart"): 1e-06,
    ("birth", "an age off by no more than six years"): 0.0002,
    ("birth", "All other comparisons"): 2e-06,
    ("birth", "an age half a year off"): 0.005,
    ("birth", "an age two years off"): 0.001,
    ("death", "within three days"): 0.01,
    ("death", "within two months"): 0.03,
    ("death", "other days of a year"): 0.0004,
    ("death", "other days"): 5e-05,
    ("death", "a funeral later"): 0.02,
    ("death", "a funeral that does not fit"): 0.001,
    ("death", "years apart"): 0.0001,
    ("death", "funerals within three days"): 0.003,
    ("death", "other funerals"): 0.01,
    ("place", "same settlement's name, other region"): 0.003,
    ("place", "same region, other settlement"): 0.03,
    ("place", "other settlement"): 0.02,
    ("place", "All other comparisons"): 0.03,
    ("rank", "All other comparisons"): 0.1,
    ("unit", "All other comparisons"): 0.08,
    ("category", "All other comparisons"): 0.15,
}
"""m at the least: real sources contradict each other in more ways than invented tables do."""
VETOES = {
    ("birth", "other days"): 1e-05,
    ("given", "another name"): 1e-12,
    ("birth", "born more than six years apart"): 2e-05,
    ("birth", "ages more than six years apart"): 2e-05,
    ("birth", "All other comparisons"): 2e-05,
}
"""m at the most: brothers and twins share all but the given name, namesakes all but the age."""
DOUBTED = {"report": 0.2}
"""The share of m that is taken from u: the world's habits differ from the tables'."""
PULL = 30.0
"""How many pairs it takes to move a weight half of the way from Splink's."""
_PAIRS, _SEED = 1_000_000, 1
_ENOUGH = 2_000_000
"""Pairs of one table from which the weights are refined, about: a larger table would drown the others."""
_WEIGHTED = tuple(field for field in FIELDS if field not in UNWEIGHTED)
Levels = dict[tuple[str, str], list[tuple[float, float]]]


def learn(tables: list[tuple[Path, Path]]) -> Model:
    """The model from tables of mentions and their truth; m and u are means over the tables."""
    found: Levels = defaultdict(list)
    learnt: dict[str, Any] = {}
    for mentions, truth in tables:
        learnt = _learn_one(mentions, truth)
        for comparison in learnt["comparisons"]:
            for level in comparison["comparison_levels"]:
                at = (comparison["output_column_name"], level["label_for_charts"])
                found[at].append((level.get("m_probability", 0.0), level.get("u_probability", 0.0)))
    _set_means(learnt, found)
    _doubt(learnt)
    started = Model(VERSION, PARTNERS, USUAL, FALLS, LEAST, LINK, MISSING, learnt)
    return refine(started, [compared_pairs(started, *table) for table in tables])


def _learn_one(mentions: Path, truth: Path) -> dict[str, Any]:
    con = duckdb.connect()
    con.execute("set threads = 1")
    read_mentions(con, mentions)
    make_keys(con)
    make_frequencies(con)
    con.execute(
        f"create table known as select k.*, t.person from compared k "
        f"join '{quoted(truth)}' t using (mention_id)"
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI(connection=con)
    linker = Linker(database.register("known", dataset_display_name="known"), settings())
    for column in FREQUENT:
        table = database.register(f"tf_{column}", dataset_display_name=f"tf_{column}_shown")
        linker.table_management.register_term_frequency_lookup(table, column)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=_SEED)
    linker.training.estimate_m_from_label_column("person")
    learnt: dict[str, Any] = linker.misc.save_model_to_json()
    return learnt


def _set_means(learnt: dict[str, Any], found: Levels) -> None:
    for comparison in learnt["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                each = found[comparison["output_column_name"], level["label_for_charts"]]
                for place, kind in enumerate(("m_probability", "u_probability")):
                    mean = sum(values[place] or 0.0 for values in each) / len(each)
                    level[kind] = float(f"{max(mean, FLOOR):.4g}")


def _doubt(learnt: dict[str, Any]) -> None:
    for comparison in learnt["comparisons"]:
        name = comparison["output_column_name"]
        share = DOUBTED.get(name, 0.0)
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                at = (name, level["label_for_charts"])
                m = level["m_probability"] * (1 - share) + level["u_probability"] * share
                level["m_probability"] = float(f"{min(max(m, DOUBTS.get(at, 0.0)), VETOES.get(at, 1.0)):.4g}")


def compared_pairs(chosen: Model, mentions: Path, truth: Path) -> Pairs:
    """The pairs that blocking finds in a table, as `refined` takes them."""
    with workbench() as con:
        count = read_mentions(con, mentions)
        make_keys(con)
        make_near(con)
        make_frequencies(con)
        con.execute(f"create table candidates as {pairs_sql('keys', 'keys')}")
        _thin(con)
        splink = linker(con, "compared", chosen, count, levels=True)
        registered = splink._db_api.register("candidates", dataset_display_name="candidates")
        splink.table_management.register_blocked_pairs_for_predict(registered)
        weighed = splink.inference.predict(warning_mode="never").physical_name
        gammas = ", ".join(f"gamma_{field}" for field in FIELDS)
        adjusted = ", ".join(f"mw_tf_adj_{field}" for field in _WEIGHTED)
        said = con.execute(f"""
            select {gammas}, {adjusted}, t.person = r.person as is_one
            from {weighed} join keys k on k.uid = uid_l join keys o on o.uid = uid_r
            join '{quoted(truth)}' t on t.mention_id = k.mention_id
            join '{quoted(truth)}' r on r.mention_id = o.mention_id""").fetchnumpy()
    first = _first_weights(chosen)
    levels = [np.where(said[f"gamma_{f}"] < 0, 0, first[f] + said[f"gamma_{f}"]) for f in FIELDS]
    smaller = np.full(len(levels[0]), math.log2(chosen.usual / max(count, chosen.least)), np.float32)
    added = [*(np.asarray(said[f"mw_tf_adj_{f}"], np.float32) for f in _WEIGHTED), smaller]
    offset = np.full(len(smaller), math.log2(chosen.partners / chosen.usual), np.float32)
    one = np.asarray(said["is_one"])
    return Pairs(np.stack(levels, 1).astype(np.int16), np.stack(added, 1), offset, one)


def _thin(con: duckdb.DuckDBPyConnection) -> None:
    share = max(1, con.sql("select count(*) from candidates").fetchall()[0][0] // _ENOUGH)
    pair = f"join_key_l::bigint * {1 << 24} + join_key_r"
    con.execute(f"delete from candidates where hash({pair}) % {share} <> 0")


def _first_weights(chosen: Model) -> dict[str, int]:
    """The number of the weight of each comparison's last level; Splink counts its levels from there."""
    found, at = {}, 1
    for comparison in chosen.splink["comparisons"]:
        found[comparison["output_column_name"]] = at
        at += sum(not level.get("is_null_level") for level in comparison["comparison_levels"])
    return found


def refine(chosen: Model, tables: list[Pairs]) -> Model:
    """Move the model's m, and what the table's size counts, so that they fit the pairs; a floor or ceiling
    holds."""
    told = [
        (comparison["output_column_name"], level)
        for comparison in chosen.splink["comparisons"]
        for level in reversed(comparison["comparison_levels"])
        if not level.get("is_null_level")
    ]
    ratios = [level["m_probability"] / level["u_probability"] for _, level in told]
    start = np.array([0.0, *map(math.log2, ratios), *(1.0 for _ in _WEIGHTED), chosen.falls])
    pairs = Pairs(*(np.concatenate(parts) for parts in zip(*tables, strict=True)))
    found = refined(pairs, start, PULL)
    *factored, falls = found[len(told) + 1 :].tolist()
    factors = dict(zip(_WEIGHTED, factored, strict=True))
    for (name, level), bits in zip(told, found[1 : len(told) + 1], strict=True):
        if "tf_adjustment_weight" in level:
            level["tf_adjustment_weight"] = round(level["tf_adjustment_weight"] * factors[name], 3)
        at = (name, level["label_for_charts"])
        m = level["u_probability"] * 2.0**bits
        level["m_probability"] = float(f"{min(max(m, DOUBTS.get(at, 0.0)), VETOES.get(at, math.inf)):.4g}")
    return replace(chosen, falls=round(falls, 3))


def main() -> None:
    """Writes the file."""
    paths = [Path(word) for word in sys.argv[1:]]
    made = learn(list(zip(paths[::2], paths[1::2], strict=True)))
    FILE.write_bytes(json.format(json.encode(made), indent=1) + b"\n")


if __name__ == "__main__":
    main()
