"""Where a document names people in two words or more, by the grammar of names."""

import re
from typing import NamedTuple

from archive.records import Block
from parsers.morph import analyse
from parsers.names import parts
from parsers.names.doubts import disorder, doubts
from parsers.names.frames import surroundings
from parsers.names.parts import Name
from parsers.names.tokens import Token, is_excluded, runs

_LONGEST = 3
_RUN_LIMIT = 40  # words of one run that are looked at: a page in capitals is one long run


class Mention(NamedTuple):
    """A stretch of text that names somebody, and its readings, best first."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]


class Found(NamedTuple):
    """What a document's text holds: whole names, and the capitalised words left over, by run."""

    mentions: list[Mention]
    loose: list[Token]


def candidates(text: str, blocks: tuple[Block, ...]) -> Found:
    """Names of two words or more, in text order, and the loose words that may be parts of names."""
    mentions: list[Mention] = []
    loose: list[Token] = []
    for block in blocks:
        for run in runs(text, block.start, block.end):
            taken = _segment(text, run[:_RUN_LIMIT], block)
            mentions += taken
            used = {token.start for mention in taken for token in mention.tokens}
            loose += [token for token in run if token.start not in used and not is_excluded(token)]
    return Found(_in_one_case(text, mentions), loose)


_LISTED = re.compile(r"\s*(?:,|и|,\s*а также|а также)\s*(?:[а-яё]+\s+){0,2}$")


def _in_one_case(text: str, mentions: list[Mention]) -> list[Mention]:
    """Names in a row stand in one case: a clear neighbour settles «Юлиана Каменко» among accusatives."""
    found = list(mentions)
    for i, mention in enumerate(mentions):
        cases = set()
        for j, (a, b) in ((i - 1, (i - 1, i)), (i + 1, (i, i + 1))):
            if 0 <= j < len(mentions) and _LISTED.match(text[mentions[a].end : mentions[b].start] or "-"):
                cases |= _clear_cases(mentions[j])
        if cases:
            names = [n._replace(score=n.score + 1.0 * (n.case in cases)) for n in mention.names]
            found[i] = mention._replace(names=tuple(sorted(names, key=lambda n: -n.score)))
    return found


def _clear_cases(mention: Mention) -> set[str]:
    """The cases in which a name reads far better than in others; accusative with genitive for men."""
    top = mention.names[0]
    rivals = [n for n in mention.names[1:] if n.gender != top.gender or n.case != top.case]
    if rivals and top.score - rivals[0].score < 1.5:
        return set()
    return {"gent", "accs"} if top.gender == "m" and top.case in {"gent", "accs"} else {top.case}


def _segment(text: str, run: list[Token], block: Block) -> list[Mention]:
    """The best set of names in a run that do not overlap (dynamic programme over the run's words)."""
    best: list[tuple[float, list[Mention]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        choice = best[end - 1]
        for start in range(max(0, end - _LONGEST), end - 1):
            mention = _mention(text, run[start:end], block)
            if mention and best[start][0] + mention.names[0].score > choice[0]:
                choice = (best[start][0] + mention.names[0].score, [*best[start][1], mention])
        best.append(choice)
    return best[-1][1]


def _mention(text: str, tokens: list[Token], block: Block) -> Mention | None:
    excluded = [token for token in tokens if is_excluded(token)]
    if all(t.kind == "initial" for t in tokens) or (excluded and not _is_bearer(tokens, excluded)):
        return None
    start, end = tokens[0].start, tokens[-1].end
    names = read(text, tokens, block)
    doubt = doubts(text, tokens, block)
    names = [name._replace(score=name.score - doubt - disorder(text, name, tokens, block)) for name in names]
    names.sort(key=lambda name: -name.score)
    if any(token.is_latin for token in tokens):
        names = [name for name in names if _is_plain_latin(name, tokens)]
    is_row = bool(_ROW.search(text[max(block.start, start - 30) : start]))
    names = [singular_of(name, tokens, is_row) for name in names if name.score > _threshold(name, tokens)]
    return Mention(start, end, tuple(tokens), tuple(names)) if names else None


_SURNAME = re.compile(r"(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой)?$")


def _is_bearer(tokens: list[Token], excluded: list[Token]) -> bool:
    """«Матросов Иван Петрович», «Ивана Храмова»: a word that is no name, but in a surname's seat."""
    place = 0 if len(tokens) == _LONGEST else 1
    at_home = tokens[place] if tokens[place] in excluded else tokens[-1]
    given = tokens[1] if at_home is tokens[0] else tokens[0]
    is_full = len(tokens) == 2 or bool(
        re.search(r"(?:[оеё]ви|ич|[оеё]вн|ичн)", tokens[2 if at_home is tokens[0] else 1].folded)
    )
    return (
        [at_home] == excluded
        and is_full
        and bool(_SURNAME.search(at_home.folded))
        and parts.knows_given(given, 3)
    )


def read(text: str, tokens: list[Token], block: Block) -> list[Name]:
    """The readings of words as one name, with what stands beside them taken into account."""
    start, end = tokens[0].start, tokens[-1].end
    around = surroundings(text[block.start : block.end], start - block.start, end - block.start)
    frame = dict(around.frame)
    if block.kind in {"row", "card", "heading"} and start - block.start < 4:
        frame["nomn"] = frame.get("nomn", 0.0) + 0.8
    names = parts.best(tokens, frame)
    if around.speaker:
        names = [n._replace(score=n.score + 0.7 * _is_subject(n, around.speaker)) for n in names]
        names.sort(key=lambda name: -name.score)
    if around.gender:
        names = [n._replace(score=n.score + (0.7 if n.gender == around.gender else -0.7)) for n in names]
        names.sort(key=lambda name: -name.score)
    return names


def _is_subject(name: Name, sex: str) -> bool:
    return name.case == "nomn" and name.gender == sex


def _threshold(name: Name, tokens: list[Token]) -> float:
    """The score below which words are no name: low where a list knows the given name."""
    if "I" in name.shape:
        return 0.8 if "II" in name.shape else 3.0
    given = [t for t, kind in zip(tokens, name.shape, strict=True) if kind == "G"]
    others = [token for token in tokens if token not in given]
    is_rare = not any(token.is_latin or analyse(token.lower)[0].is_known for token in others)
    if name.shape == "GS" and parts.knows_given(given[0]) and is_rare:
        return 0.9
    if any(parts.knows_given(token) for token in given) or "P" in name.shape:
        return 2.0
    if not any(analyse(token.lower)[0].is_known for token in tokens):
        return -0.9
    return 1.6


def _is_plain_latin(name: Name, tokens: list[Token]) -> bool:
    """In Latin letters only the nominative is read, and only with a given name that a list knows well."""
    given = [t for t, kind in zip(tokens, name.shape, strict=True) if kind == "G"]
    is_regular = bool(re.search(r"(?:[ое]в|[иы]н|ский)$", (name.surname or "").lower())) or "P" in name.shape
    return name.case == "nomn" and any(parts.knows_given(token, 1 if is_regular else 2) for token in given)


_PLURAL = re.compile(r"(?:[оеё]в|[иы]н)(?:ы|ыми)$")


# «Сергея и Владимира Кыпчаковых»: before the name that the plural surname ends
_ROW = re.compile(r"(?:^|[\s,(])[А-ЯЁ][а-яё-]+ и $")
_GENITIVE = re.compile(r"(?:[оеё]в|[иы]н)ых$")


def singular_of(name: Name, tokens: list[Token], is_row: bool = False) -> Name:
    """«Фанис Шаймардановы» of «Радик и Фанис Шаймардановы»: the surname in the singular."""
    last = tokens[-1].text
    if name.shape != "GS" or not (_PLURAL.search(last) or (is_row and _GENITIVE.search(last))):
        return name
    surname = re.sub(r"(?:ы|ых|ыми)$", "", last) + ("а" if name.gender == "f" else "")
    return name._replace(surname=surname)
