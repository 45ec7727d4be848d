"""From evidence to figures: grades, dates, counts and, always apart, estimates (docs/counting.md)."""
