"""The report of a run as one file: what came, what vanished, what needs a person."""
