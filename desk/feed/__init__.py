"""The pipeline's feed: what became of each person, as JSON Lines with a cursor (docs/pipeline.md)."""

from desk.feed.lines import changes

__all__ = ["changes"]
