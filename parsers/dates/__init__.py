"""Dates and ages: their shapes in text, what each is the date of, and which year a page means."""
