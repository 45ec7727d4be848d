"""Why a man is not counted: codes that decisions carry, each with its words in the tables of words."""

REASONS = (
    "not_dead",
    "not_this_war",
    "other_side",
    "civilian",
    "not_a_person",
    "earlier_war",
    "satire_or_fiction",
    "duplicate_page",
    "other",
)
"""In the order of the keys 1 to 9; `other` needs words beside it."""
