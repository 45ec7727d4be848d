"""What is wrong with what is to be linked, with the remedy."""


class BadTable(Exception):
    """The table of mentions cannot be linked as it is."""


class Contradiction(Exception):
    """Judgements that cannot all hold."""


class Stale(Exception):
    """What was kept of an earlier run is of no use; the remedy is to link all mentions anew."""
