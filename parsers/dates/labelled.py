"""What the label of a card or a column says of the date in it: «Дата гибели», «Годы жизни», «Похоронен»."""

import re

from parsers.dates.cues import Role

_LABELS: tuple[tuple[Role, str], ...] = (
    ("birth", r"рожд|родил|г\.?\s?р\b|г/р|born|birth|народж|р\.\s?н"),
    ("funeral", r"похорон|захорон|погреб|прощан|упоко|предан|funeral|buried|burial|похован"),
    ("missing", r"пропал|пропаж|без\s+вести|last\s+seen|missing"),
    ("death", r"гибел|погиб|смерт|умер|пал\b|убит|death|died|killed|†|загиб|загин"),
    ("career", r"призв|призыв|мобилиз|контракт|служб|приб[ыу]|награ|присво"),
)
_LABELS_OF_LIFE = re.compile(r"годы\s+жизни|дат[аы]\s+жизни|жизн|years|^\s*даты?\s*$|lived")
_AGE = re.compile(r"возраст|полных\s+лет|\bлет\b|\bage\b|вік")


def role_of(label: str) -> Role | None:
    """The role a label gives to the date beside it, None if it names none."""
    low = label.lower()
    return next((role for role, forms in _LABELS if re.search(forms, low)), None)


def is_life(label: str) -> bool:
    """Whether a label stands over both dates of a life."""
    return bool(_LABELS_OF_LIFE.search(label.lower()))


def is_any_date(label: str) -> bool:
    """Whether a label says no more than that a date stands under it."""
    return label.strip().lower() in {"дата", "date", "когда", "число"}


def is_age(label: str) -> bool:
    """Whether a label stands over an age."""
    return bool(_AGE.search(label.lower()))
