"""Learn the model's parameters from tables of mentions whose truth is known.

    python -m desk.linkage.training MENTIONS.parquet TRUTH.parquet [MENTIONS TRUTH …]

TRUTH has `mention_id` and `person`. Writes desk/linkage/model.json; the same tables give the same file.
"""

import logging
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
from msgspec import json
from splink import DuckDBAPI, Linker

from desk.linkage.comparisons import settings
from desk.linkage.frequencies import FREQUENT, make_frequencies
from desk.linkage.keys import make_keys
from desk.linkage.model import FILE, Model
from desk.linkage.table import quoted, read_mentions

VERSION = "1"
PARTNERS, LEAST = 2.5, 20_000
LINK, MISSING = -1.0, -6.0
FLOOR = 1e-5
"""m and u never fall below this: what the training tables lack may still occur."""
DOUBTS = {
    ("surname", "All other comparisons"): 0.0005,
    ("given", "an initial that does not fit"): 0.0003,
    ("given", "All other comparisons"): 0.0006,
    ("patronymic", "an initial that does not fit"): 0.0005,
    ("patronymic", "All other comparisons"): 0.0006,
    ("birth", "a slip in the day"): 0.002,
    ("birth", "other days of a year"): 0.0003,
    ("birth", "other days"): 0.0001,
    ("birth", "other years"): 0.0002,
    ("birth", "ages a year apart"): 0.03,
    ("birth", "ages two years apart"): 0.005,
    ("birth", "other ages"): 0.0001,
    ("birth", "All other comparisons"): 0.0002,
    ("birth", "an age half a year off"): 0.005,
    ("birth", "an age two years off"): 0.001,
    ("death", "within three days"): 0.01,
    ("death", "within two months"): 0.03,
    ("death", "other days of a year"): 0.0004,
    ("death", "other days"): 5e-05,
    ("death", "a funeral later"): 0.02,
    ("death", "a funeral that does not fit"): 0.001,
    ("death", "years apart"): 0.0001,
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
VETOES = {("given", "another name"): 1e-7}
"""m at the most: brothers and twins share all but the given name."""
DOUBTED = {"report": 0.2}
"""The share of m that is taken from u: the world's habits differ from the tables'."""
_PAIRS, _SEED = 4_000_000, 1
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
    return Model(VERSION, PARTNERS, LEAST, LINK, MISSING, learnt)


def _learn_one(mentions: Path, truth: Path) -> dict[str, Any]:
    con = duckdb.connect()
    con.execute("set threads = 1")
    read_mentions(con, mentions)
    make_keys(con)
    con.execute(
        f"create table known as select k.*, t.person from keys k join '{quoted(truth)}' t using (mention_id)"
    )
    make_frequencies(con, "known")
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


def main() -> None:
    """Writes the file."""
    paths = [Path(word) for word in sys.argv[1:]]
    made = learn(list(zip(paths[::2], paths[1::2], strict=True)))
    FILE.write_bytes(json.format(json.encode(made), indent=1) + b"\n")


if __name__ == "__main__":
    main()
