"""Whether a rank is an officer's: a property of the rank, not a recruitment category (docs/counting.md)."""

import re

# general and naval ranks from младший лейтенант up; law on military duty (1998), article 46
_OFFICER = re.compile(r"\b(?:лейтенант|капитан|майор|подполковник|полковник|адмирал)\b|\bгенерал")
_OTHER = re.compile(r"\b(?:рядовой|ефрейтор|матрос|сержант|старшина|прапорщик|мичман)\b")


def is_officer(rank: str | None) -> bool | None:
    """Whether a rank in the nominative is an officer's; None where no rank is known or it is no army rank.

    >>> is_officer("гвардии старший лейтенант"), is_officer("старшина 1 статьи"), is_officer("есаул")
    (True, False, None)
    """
    folded = (rank or "").casefold()
    if _OFFICER.search(folded):
        return True
    return False if _OTHER.search(folded) else None
