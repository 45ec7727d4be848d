"""What cannot be concluded as asked; each message names the remedy."""


class Mistaken(Exception):
    """A decision that cannot be taken; shown to who asked for it."""


class Stale(Mistaken):
    """The person changed after he was looked at; `seq` is his last change now."""

    def __init__(self, person: str, seq: int) -> None:
        super().__init__(f"{person} changed meanwhile (change {seq}): look at him again, then decide")
        self.person = person
        self.seq = seq


class NotLive(Mistaken):
    """The person has been withdrawn: no page is read that names him."""


class Contradicted(Mistaken):
    """Somebody judged otherwise; `judgement` is the id of what stands against it."""

    def __init__(self, judgement: str, message: str) -> None:
        super().__init__(message)
        self.judgement = judgement


class BadDecision(Mistaken):
    """What was asked for makes no sense: the value, the words, the verdict, the mentions."""
