"""How near to a man's name a place is said, and what that makes of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from parsers.gazetteer.entries import SETTLEMENTS
from parsers.gazetteer.lookup import gazetteer
from parsers.placing.evidence import Evidence
from parsers.placing.residents import Residents

# what a place's word weighs in the sentence of a man's name, his paragraph, another paragraph, a heading
_NEARNESS = (1.0, 0.97, 0.85, 0.7)
_SENTENCE, _PARAGRAPH, _ELSEWHERE, _HEADING = range(4)
_SAID_OF_HIM = frozenset({"residence", "origin", "birth", "raised", "funeral", "cemetery", "callup"})
_IN_SENTENCE = 0.18
_FAR = 0.005
"""By how much a place in another sentence than the only man's name is behind one of the same bearing."""


def nearest(people: Residents, who: int, own: Sequence[Evidence]) -> list[Evidence]:
    """A man's evidence, weighed by how near to his name it stands.

    Where his own paragraph names his district, no town of a ceremony in another is taken for his.
    """
    far = [(step, _at_his_name(one, step)) for one in own for step in (_distance(people, who, one),)]
    if len({spot.who for spot in people.spots}) < 2:
        return [replace(one, weight=one.weight - _FAR * (step != _SENTENCE)) for step, one in far]
    recalled = is_recalled(people, who)
    nearest_district = min((step for step, one in far if one.place.kind == "district"), default=_HEADING)
    return [
        replace(one, weight=one.weight * _NEARNESS[step])
        for step, one in far
        if not (recalled and step == _HEADING) and not _is_of_others(people, who, one, step, nearest_district)
    ]


def is_recalled(people: Residents, who: int) -> bool:
    """Whether he is named in the tail alone: another story, to which the page's own town says nothing."""
    return all(people.is_recalled_at(spot.start) for spot in people.spots if spot.who == who)


def _is_of_others(people: Residents, who: int, one: Evidence, step: int, nearest_district: int) -> bool:
    if one.place.kind not in SETTLEMENTS or step <= nearest_district or nearest_district > _PARAGRAPH:
        return False
    if step == _PARAGRAPH:
        near = people.named_in(*people.scope.sentence(one.place.toponym.start))
        return one.bearing not in _SAID_OF_HIM and any(spot.who != who for spot in near)
    return step == _HEADING or one.bearing not in _SAID_OF_HIM


def _distance(people: Residents, who: int, one: Evidence) -> int:
    at = one.place.toponym.start
    if any(spot.who == who for spot in people.named_in(*people.scope.sentence(at))):
        return _SENTENCE
    block = people.block(at)
    if block and any(spot.who == who for spot in people.named_in(block.start, block.end)):
        return _PARAGRAPH
    return _HEADING if block and (block.part == "title" or block.kind == "heading") else _ELSEWHERE


def _at_his_name(one: Evidence, step: int) -> Evidence:
    """«Час памяти в Инте посвятили A»: a place in the very sentence that names him is his home.

    In another sentence of his paragraph it may be; but in a region's capital parades are held.
    """
    if one.bearing == "beside" and step == _SENTENCE:
        return replace(one, is_home=True)
    if one.is_home or one.bearing != "near" or one.place.toponym.how == "adjective" or step > _PARAGRAPH:
        return one
    if gazetteer().is_capital(one.place.name, one.place.region):
        return one
    return replace(one, is_home=True, weight=one.weight + _IN_SENTENCE * (step == _SENTENCE))
