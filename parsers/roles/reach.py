"""Which groups of cues count in which place: the wider the place, the fewer."""


def _set(*listed: str) -> frozenset[str]:
    return frozenset(group for line in listed for group in line.split())


DEATH = _set("died they_died fallen death funeral posthumous condole memory patron")
"""Groups whose words tell of a death, or keep one's memory."""

GOVERNORS = DEATH | {"kin"}
"""Groups whose nouns have a person as their complement: «гибель X», «мать X»."""

_DEADLY = "died they_died fallen death posthumous"
_WARS = "svo combat otherwar civil enemy"
_FATES = "alive missing captive"
_BESIDE = "civilian contest contact court pupil service_now otherwar mishap"

REACH: dict[str, frozenset[str]] = {
    "page": _set(_DEADLY, _WARS, "funeral crime fiction contest court"),
    "title": _set(
        _DEADLY, _WARS, _FATES, "handed funeral memory condole they award crime fiction denied contest court"
    ),
    "heading": _set(
        _DEADLY, _WARS, _FATES, "handed funeral memory condole they award crime fiction contest contact court"
    ),
    "paragraph": _set(_DEADLY, _WARS, "contest contact court"),
    "sentence": _set(_DEADLY, "handed svo combat funeral memory award missing captive lost they", _BESIDE),
    "own": _set(
        _DEADLY, _WARS, _FATES, "handed funeral memory condole award soldier bio denied crime sample", _BESIDE
    ),
    "after": _set(
        _DEADLY, _FATES, "lost svo funeral memory condole handed bio soldier combat award service_now"
    ),
    "listed": _set(
        _DEADLY, _WARS, _FATES, "lost handed funeral memory condole award they office guests", _BESIDE
    ),
    "before": _set(_DEADLY, "svo lost missing memory handed condole they crime"),
    "next": _set(_DEADLY, "svo lost missing memory handed condole they"),
}
"""Place → the groups that count there. `own`: beside the person's names; `after`: the sentences on him alone;
`listed`: around the list of names that he stands in; `before`, `next`: the sentences around the first that
names him."""
