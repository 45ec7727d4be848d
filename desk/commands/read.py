"""`sinodik read`: labelled pages in, predictions out."""

from pathlib import Path

import click
from msgspec import json

from desk.screen import screen, track


@click.command("read", epilog="Example: sinodik read tests/corpus/open --out predictions.jsonl")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where the JSON Lines go."
)
@click.option("--workers", type=click.IntRange(1), help="Processes that read (default: one a processor).")
def read(folder: Path, out: Path, workers: int | None) -> None:
    """Read the labelled pages below FOLDER and write one prediction a line.

    Of each page's JSON only `url`, `source` and `fetched_at` are used. Score the result with
    tests/corpus/score.py.
    """
    from desk.predictions import labelled_pages, predictions

    total = sum(1 for _ in labelled_pages(folder))
    if not total:
        raise click.ClickException(
            f"no labelled pages below {folder}: expected NAME.html with NAME.json beside it"
        )
    failed = 0
    with out.open("wb") as lines:
        for prediction in track(predictions(folder, workers=workers), "reading", total):
            failed += "error" in prediction
            lines.write(json.encode(prediction) + b"\n")
    screen().print(f"{total} pages read, {failed} failed: {out}")
    if failed:
        raise click.exceptions.Exit(1)
