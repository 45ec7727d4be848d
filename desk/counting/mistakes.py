"""What all refusals of the counting code have in common."""


class Mistake(ValueError):
    """Something asked or given cannot be; the message says what, and what would do instead."""
