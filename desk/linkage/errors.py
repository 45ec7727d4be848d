"""What is wrong with a table to link, with the remedy."""


class BadTable(Exception):
    """The table of mentions cannot be linked as it is."""
