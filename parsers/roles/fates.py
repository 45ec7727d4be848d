"""Whether the stretches on a person tell that he came back, is on leave or is sought: the living."""

import re
from collections.abc import Iterator

from parsers.roles.story import Span, Story

_DEADLY = frozenset({"died", "they_died", "fallen", "death", "funeral", "posthumous", "condole"})
# «вернулся с обменом», «из плена», «домой … в обмене пленными»; not «в цинковом гробу», not «тело вернули»
_BACK = re.compile(
    r"(?<!не )\b(?:вернул(?:ся|ась|ись|и)|возвратил(?:ся|ась|ись)|"
    r"освобожд[её]н(?:а|ный|ного|ному|ным)?|освободили)\b"
    r"(?![^.!?]{0,40}(?:цинк|гроб|тел[оа]\b|груз|навсегда|вечн|не живым))"
    r"[^.!?]{0,45}?(?:обмен|из (?:украинского )?плена|из госпиталя|живым|после собственных похорон)|"
    r"\b(?:came home|returned|was released)\b[^.!?]{0,40}?(?:exchange|swap|captivity|alive)",
    re.I,
)
# «комиссован по ранению», «сейчас лечится»
_HOME = re.compile(
    r"\bкомиссован\w*|\b(?:сейчас|теперь|ныне) (?:он |она )?(?:[а-яё]+ ){0,2}?"
    r"(?:лечится|восстанавливается|служит|работает)\b",
    re.I,
)
_BODY = re.compile(r"\b(?:тел[оа]|останки|прах|body|remains)\b", re.I)
_NEAR_BODY = 40  # characters between «тело» and «вернули»
# «оказался жив», «слухи о его гибели опровергли»
_UNTRUE = re.compile(
    r"\bоказал(?:ся|ась|ись)\s+жив|\bна самом деле (?:он |она )?жив|\bжив(?:а)? и здоров|наш[её]лся живым|"
    r"\bнайден!|лежит в госпитал|\bжив и (?:вернул|здоров|лечит|служит)|"
    r"опроверг\w+ (?:слухи|сообщени\w+|информаци\w+) о (?:его |её )?(?:гибели|смерти)|"
    r"сообщени\w+ о (?:его )?гибели \w+ не подтверди"
)
_LEAVE = re.compile(
    r"\b(?:в|дней|дни|суток|пров[её]л) (?:краткосрочн\w+ )?отпуск[еа]?\b|\bна побывк|\bприехал в отпуск",
    re.I,
)


def marks_of_fate(story: Story, own: list[Span], after: list[Span], title: Span) -> Iterator[str]:
    """`back`: returned or proved alive, no death told later; `leave`; `sought`; `living`: no death told."""
    near = sorted({*own, *after})
    last = max((end for span in near for end in _comings_back(story, span)), default=None)
    if last is not None and not _dies_after(story, near, last):
        yield "back"
    if any(_UNTRUE.search(story.text, *span) for span in near):
        yield "back"
    if any(_HERS.search(story.text, *span) for span in near):
        yield "kin.hers"
    said = story.groups(own)
    everything = said | story.groups(after)
    if any(_comings_back(story, title)) and not everything & _DEADLY:
        yield "back"
    if any(_LEAVE.search(story.text, *span) for span in near) and not said & _DEADLY:
        yield "leave"
    if "alive" in said and not said & _DEADLY:
        yield "living"
    if "alive" in said and _dies_after(story, near, _last_alive(story, near)):
        yield "alive.then-died"
    if "sought" in everything and "enlisted" in everything:
        yield "sought"
    if "enlisted" in said:
        yield "enlisted.own"
    if everything & {"lost", "missing"} and "enlisted" in everything:
        yield "lost.enlisted"


_HERS = re.compile(
    r"\b(?:её|ее|своего|своему|своим|своём)\s+(?:\w+\s+)?(?:сын|муж|брат|внук|племянник|отец|отц)\w*", re.I
)


def _comings_back(story: Story, span: Span) -> Iterator[int]:
    """The ends of «вернулся … обмен»; «тело вернули в ходе обмена» is none."""
    for match in (*_BACK.finditer(story.text, *span), *_HOME.finditer(story.text, *span)):
        if not _BODY.search(story.text, max(span[0], match.start() - _NEAR_BODY), match.start()):
            yield match.end()


def _last_alive(story: Story, near: list[Span]) -> int:
    return max((at for span in near for at, _ in story.cues.every("alive", *span)), default=0)


def _dies_after(story: Story, near: list[Span], at: int) -> bool:
    """Whether the words after an offset tell of a death."""
    rest = [(max(start, at), end) for start, end in near if end > at]
    return bool(story.groups(rest) & {"died", "posthumous"})
