"""What speaks against words as a name: ordinary words, places, quotation marks, adjectives of a noun."""

import re
from functools import lru_cache

from archive.records import Block
from parsers.lexicon import words
from parsers.morph import analyse
from parsers.names import parts, readings
from parsers.names.parts import Name
from parsers.names.tokens import Token


def doubts(text: str, tokens: list[Token], block: Block) -> float:
    """What speaks against the words whatever their reading, as a score to take from it."""
    is_line = fills_line(text, tokens, block)
    odd = sum(
        oddness(text, token, block, is_inner=i > 0)
        for i, token in enumerate(tokens)
        if not is_line and not _is_set_apart(text, tokens, token)
    )
    return (
        odd
        + _TOWN * bool(_TOWNS.match(tokens[0].folded + " " + tokens[-1].folded))
        + _place_beside(text, tokens, block)
        + _quoted(text, tokens)
    )


# towns and villages of two words whose name reads like a person's
_TOWNS = re.compile(r"(?:часов\w{0,2} яр|давыдов\w{0,2} брод|соледар|красн\w+ лиман|крив\w+ рог|саур-могил)")
_TOWN = 9.0
_MARGIN = 8
"""Characters of a number or a bullet that may stand beside a name alone in its line."""
_FATHER = re.compile(r"(?:[оеё]вич|ич|[оеё]вн|ичн)(?:[ауеы]|ем|ой)?$")
# «3. Воловик Степан, 36 лет», «; Бояркин Сергей, с. Алово»
_OPENS = re.compile(r"(?:^|\n|;\s)(?:\W|\d)*$")
_GOES_ON = re.compile(r"\s?[,;(†]|\s[—–-]\s?\d")
# «МИХАЙЛОВЫ Андрей и Евгений»
_FAMILY = re.compile(r"(?:[оеё]в|[иы]н)ы$")
_PLURAL_VERB = re.compile(r" [а-яё]{2,12}ли(?:сь)?\b")
_BORN = re.compile(r"[\s,(–—-]{1,4}\d")


def _is_set_apart(text: str, tokens: list[Token], token: Token) -> bool:
    """«КАРАСЬ Никодим Захарович», «Гетман Анатолий Сергеевич, 1987 г. р.»: how registers set a surname."""
    others = [t for t in tokens if t is not token]
    if token is tokens[0] and len(tokens) == 2 and parts.knows_given(tokens[1], 3):
        opens = _OPENS.search(text[max(0, token.start - 8) : token.start])
        return bool(opens and _GOES_ON.match(text, tokens[-1].end))
    if token is tokens[0] and len(tokens) > 2 and _BORN.match(text, tokens[-1].end):
        return True
    return (
        token.text.isupper()
        and len(token.text) > 3
        and len(others) > 1
        and not any(t.text.isupper() for t in others)
    )


def fills_line(text: str, tokens: list[Token], block: Block) -> bool:
    """«Дедок Роман» alone in its line, with a given name that the lists know well: a list of the fallen."""
    start, end = tokens[0].start, tokens[-1].end
    if start - block.start > _MARGIN or block.end - end > _MARGIN:
        return False
    margins = text[block.start : start] + text[end : block.end]
    return not re.search(r"[^\W\d_]", margins) and any(parts.knows_given(token, 3) for token in tokens)


def disorder(text: str, name: Name, tokens: list[Token], block: Block) -> float:
    """A common word or a place in the surname's seat before the given name: «Контракт Азат подписал»."""
    doubt = _two_men(text, name, tokens)
    if name.shape == "SG" and _FAMILY.search(tokens[0].folded):
        doubt += 9.0
    is_set_apart = fills_line(text, tokens, block) or _is_set_apart(text, tokens, tokens[0])
    if name.shape == "SG" and block.kind == "paragraph" and not is_set_apart:
        doubt += oddness(text, tokens[0], block)
    given = next((t for t, kind in zip(tokens, name.shape, strict=True) if kind == "G"), None)
    if given and not parts.knows_given(given):
        doubt += 2.0 * (_commonness(given.lower) > 1.0)
    return doubt


def _two_men(text: str, name: Name, tokens: list[Token]) -> float:
    """«Виктор Игорь Николаевич служили»: the verb tells that there are two, though no «и» does."""
    is_given = name.shape == "SGP" and parts.knows_given(tokens[0], 4)
    return 9.0 if is_given and _PLURAL_VERB.match(text, tokens[-1].end) else 0.0


def _quoted(text: str, tokens: list[Token]) -> float:
    """A name alone in quotation marks is a firm's, a ship's or a club's."""
    before, after = text[tokens[0].start - 1 : tokens[0].start], text[tokens[-1].end : tokens[-1].end + 1]
    return 3.0 if before in {"«", '"', "“"} and after in {"»", '"', "”"} else 0.0


@lru_cache(maxsize=50_000)
def _commonness(word: str) -> float:
    """How much a word is an ordinary one or a place rather than a part of a name."""
    parses = analyse(word)
    if not parses or not parses[0].is_known:
        return 0.0
    if any({"Name", "Surn", "Patr"} & set(parse.tag.grammemes) for parse in parses):
        return 0.0
    if readings.is_known_given(word, 2) or word in words("strong_surnames"):
        return 0.0
    if any("Geox" in parse.tag for parse in parses[:2]):
        return 1.2
    return 2.0 if any({"Orgn", "Trad", "Abbr"} & set(p.tag.grammemes) for p in parses[:1]) else 1.5


_SENTENCE_START = re.compile(r"(?:^|[.!?…:»\"]\s*|[—–-]\s+|^\W+)$")


def oddness(text: str, token: Token, block: Block, is_inner: bool = False) -> float:
    """What speaks against a word in a name: an ordinary word, the more so where any word has a capital."""
    if token.kind != "word":
        return 0.0
    if len(token.text) < 5 and token.text.isupper() and not re.search("[АЕЁИОУЫЭЮЯAEIOUY]", token.text[1:-1]):
        return 5.0  # «СДК», «МКОУ»
    common = _commonness(token.lower)
    opens = not is_inner and _SENTENCE_START.search(text[max(block.start, token.start - 4) : token.start])
    return common * (1.7 if opens else 0.6)


_PLACE_AFTER = re.compile(
    r"\s*(?:\(?)(?:район|области|область|обл\b|кра[йея]|округ|республик|улус|кожуун|волост|сельсовет|поселени|"
    r"направлени|церк|собор|храм|кладбищ|школ|полк|бригад|дивизи|корпус|батальон|завод|шахт|улиц|проспект|площад|мост|парк|музе)"
)
_PLACE_BEFORE = re.compile(
    r"(?:^|[\s(«])(?:ул\.|улиц\w+|с\.|г\.|д\.|п\.|пос\.|пгт|сел[ауое]м?|деревн\w+|посёлк?\w*|поселк?\w*|город[аеу]?|"
    r"кладбищ\w+|станиц\w+|хутор\w*|аул\w*|проспект\w*|переул\w+|площад\w+|рек[аеи]|озер\w+|район\w*|пос[её]лок)\s*$",
    re.I,
)


_CHURCH = re.compile(
    r"(?:храм|церк|собор|часовн|монастыр|мечет)\w*\s+(?:свят\w+\s+)?(?:праведн\w+\s+)?$", re.I
)


def _is_adjective_of(after: str, last: Token) -> bool:
    """«Вологодский отряд», «Тихоокеанского флота»: an adjective, for a plain noun that agrees follows."""
    following = re.match(r" ([а-яё]{3,})", after)
    if not following or not re.search(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$", last.folded):
        return False
    nouns = [p for p in analyse(following[1])[:1] if p.tag.POS == "NOUN" and "anim" not in p.tag]
    cases = {str(parse.tag.case) for parse in analyse(last.folded)}
    return any(str(noun.tag.case) in cases for noun in nouns)


def _place_beside(text: str, tokens: list[Token], block: Block) -> float:
    doubt = 0.0
    after = text[tokens[-1].end : tokens[-1].end + 25]
    if _is_adjective_of(after, tokens[-1]):
        doubt += 3.0
    if _PLACE_AFTER.match(after) and re.search(
        r"(?:ск|цк)\w+$|[оеи]й$|ого$|ому$|[иы]м$|ая$", tokens[-1].folded
    ):
        doubt += 4.0
    if _CHURCH.search(text[max(block.start, tokens[0].start - 30) : tokens[0].start]):
        return doubt + 7.0
    if _PLACE_BEFORE.search(text[max(block.start, tokens[0].start - 20) : tokens[0].start]):
        is_whole = len(tokens) > 2 and bool(_FATHER.search(tokens[-1].folded))
        named_after = is_whole or (parts.knows_given(tokens[0], 3) and len(tokens) > 1)
        doubt += 0.3 if named_after else 4.0
    return doubt
