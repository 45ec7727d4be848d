"""Is a source what it was? A night beside the good nights before it, source by source."""
