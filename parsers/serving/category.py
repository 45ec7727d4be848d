"""How a man came to the war, as a stretch of text says it: METHOD's categories, with dates weighed."""

import re
from collections.abc import Iterator

from parsers.serving.category_cue import Cue
from parsers.serving.category_cues import CUES, GATE
from parsers.serving.category_guards import (
    AT_WORK,
    BEREFT,
    FLAG,
    FORMER,
    HEDGED,
    LIFE,
    NEAR_PRISON,
    NEGATED,
    NEGATED_AFTER,
    NOT_HIS,
    OF_STAFF,
    UNSAID,
)
from parsers.serving.passage import Found
from parsers.serving.when import MOBILISATION, side, year_month

Span = tuple[int, int]

_DEATH = re.compile(
    r"\b(?:погиб|скончал|убит|умер|не\sстало|пал\b|оборвал|похорон|прости|killed|died|buried|загин)"
)
_COMPULSORY = re.compile(
    r"\b(?:срочн|срочк|призывал|по\sпризыву|остал[а-я]+\s(?:служить\s)?(?:по\sконтракту|на\sконтракт)|"
    r"после\s(?:армии|техникума|колледжа|школы|службы))"
)
_AT_WORK = re.compile(r"работал|трудил|устроил|вернул|уволи")
_TO_WAR = re.compile(
    r"минобороны|министерств|\bсво\b|спецопераци|специальн|на\sфронт|на\sвойну|на\sпередов|в\sзону|"
    r"воевать|за\sленту|штурмов|годов|одноразов|выплат|паспорт|грозили|"
    r"на\s(?:полгода|три\sмесяца|четыре\sмесяца|шесть\sмесяцев|несколько\sмесяцев)|краткосрочн"
)
_PAST = re.compile(
    r"отслужи|прош[её]л|после|далее|\bдо\s(?:[а-я]+\s)?20\d\d|сначала|сперва|потом|затем|остал|окончи|вернул|уволи|демобилиз|"
    r"когда-то|раньше|ранее|за\sплечами|служил\sв\s(?:19|200|201)|"
    r"(?:19\d\d|20(?:0\d|1\d|20))(?!\d|-?(?:го|м)?\s(?:г(?:ода|\.)?\s?(?:р(?:\.|ожд)|,\s?рожд)))"
)
_RESERVE = re.compile(r"из\sзапаса|в\sпервую\sволну|мобилиз")
_TO_SERVICE = re.compile(r"срочн|на\sслужбу|в\sармию|в\sряды|на\sвоенную")
_GOT = re.compile(r"получи|по\sповестке|принесл|приш[её]л|пришл|вручил|прислал|обнаружил|взял|дали")
# the Donetsk and Luhansk formations took men from work and from the street on the eve of the invasion
_TAKEN = re.compile(r"забрал[аи]?\s(?:[а-я]+\s){0,2}(?:с|со|из|от|на)\s")
_MILITIA_CALL = ((2022, 2), (2022, 3))
_SIGNED_ON = re.compile(
    r"срочн[а-я]+(?:\sслужба)?\s?(?:→|->|=>|,?\s(?:потом|затем))\s?контракт|контракт\sпосле\sсрочн"
)
_STILL_SERVES = re.compile(r"срочник|срочн[а-я]+\sслужб[ыа]\b|\bсрочн\.|по\sпризыву")


def categories(low: str, start: int, end: int, published: str | None) -> Iterator[Found]:
    """Every mark of a category in a sentence of a folded text; dates near it decide where words do not.

    >>> text = "в 2018-м подписал контракт"
    >>> [found.value for found in categories(text, 0, len(text), "2022-05-11")]
    ['contract']
    """
    if UNSAID.search(low, start, end):
        return
    for cue in CUES:
        for match in cue.pattern.finditer(low, start, end):
            found = _weighed(low, (start, end), cue, match, published)
            if found:
                yield found


def gates(low: str) -> Iterator[int]:
    """Offsets where a word of recruitment stands: the only sentences worth reading."""
    return (match.start() for match in GATE.finditer(low))


def _weighed(low: str, sentence: Span, cue: Cue, match: re.Match[str], published: str | None) -> Found | None:
    before = low[max(sentence[0], match.start() - 40) : match.start()]
    if NEGATED.search(before) or (NOT_HIS.search(before) and not BEREFT.search(before)):
        return None
    if FLAG.search(before) and not LIFE.search(low, *sentence):
        return None
    if NEGATED_AFTER.match(low[match.end() : match.end() + 30]):
        return None
    if (
        cue.value == "prisoner"
        and "колони" in match[0]
        and (
            OF_STAFF.search(before)
            or NEAR_PRISON.search(match[0])
            or AT_WORK.search(low, max(0, sentence[0] - 60), sentence[1])
        )
    ):
        return None
    if cue.value != "prisoner" and FORMER.search(before):
        return None
    near = _near(low, sentence, match)
    said = _MEANINGS[cue.value](near, published) if cue.value in _MEANINGS else (cue.value, 1.0, "")
    if said is None:
        return None
    value, share, rule = said
    share *= 0.7 if HEDGED.search(low, max(sentence[0], match.start() - 40), match.start()) else 1.0
    return Found("category", value, match.start(), match.end(), rule or cue.rule, cue.confidence * share)


def _near(low: str, sentence: Span, match: re.Match[str]) -> str:
    """The words around a mark that can date it: no death stands between."""
    left, right = max(sentence[0], match.start() - 70), min(sentence[1], match.end() + 45)
    for death in _DEATH.finditer(low, left, right):
        if death.end() <= match.start():
            left = death.end()
        elif death.start() >= match.end():
            right = death.start()
            break
    return low[left:right]


def _signed(near: str, published: str | None) -> tuple[str, float, str] | None:
    when = side(near, published)
    if when:
        return (
            ("contract", 1.0, "category.signed_before")
            if when == "before"
            else ("volunteer", 1.0, "category.signed_after")
        )
    if _COMPULSORY.search(near) and not _AT_WORK.search(near):
        return "contract", 0.85, "category.signed_after_service"
    if _TO_WAR.search(near):
        return "volunteer", 0.85, "category.signed_for_war"
    if published and published < "2022-06":
        return "contract", 0.8, "category.signed_undated"
    return "volunteer", 0.7, "category.signed_undated"


def _served(near: str, published: str | None) -> tuple[str, float, str] | None:
    since = re.search(
        r"(?:(?<![/\w])с|к/с|контракт,?\s(?:от\s)?|\bв)\s(?:(?!до\s)[а-я]+\s){0,2}"
        r"(?:(?:19|20)\d\d|\d\d-(?:го|м))[^,;]{0,12}|"
        r"контракт[а-я]?\sс\s[а-я]{3,8}\b",
        near,
    )
    when = side(since[0], published) if since else None
    if re.search(
        r"(?:ушел|ушла|уехал|отправил|поехал|пошел|записал|устроил|нанял|завербовал|подписанн|заключенн)",
        near,
    ):
        return _signed(near, published)
    if when == "after":
        return "volunteer", 0.95, "category.contract_since"
    return ("contract", 1.0, "category.signed_before") if when else ("contract", 0.93, "")


def _called(near: str, published: str | None) -> tuple[str, float, str] | None:
    when = year_month(near, published)
    is_autumn = when is not None and when[1] is not None and MOBILISATION <= (when[0], when[1]) <= (2023, 2)
    is_first_service = _TO_SERVICE.search(near) and not (is_autumn and "срочн" not in near)
    if is_first_service and not _RESERVE.search(near):
        return ("conscript", 0.7, "category.called_to_service") if not _PAST.search(near) else None
    if _RESERVE.search(near):
        return "mobilised", 1.0, "category.called_from_reserve"
    if _TAKEN.search(near) and when in _MILITIA_CALL:
        return "mobilised", 0.85, "category.taken"
    if is_autumn:
        return "mobilised", 1.0, "category.called_in_autumn"
    if when is None and re.search(r"сентябр|октябр|осен", near):
        return "mobilised", 0.9, "category.called_in_autumn"
    if "повестк" in near and _GOT.search(near) and _can_be_decree(when):
        return "mobilised", 0.8, "category.summoned"
    return None


def _can_be_decree(when: tuple[int, int | None] | None) -> bool:
    """Whether a summons of this time can be to the war: from the decree on, or in Donetsk and Luhansk."""
    return when is None or (when[0] == MOBILISATION[0] and when[1] in (None, 2, 3, 9, 10, 11, 12))


def _conscript(near: str, published: str | None) -> tuple[str, float, str] | None:
    if _SIGNED_ON.search(near):
        return None
    if _PAST.search(near):
        return None
    return "conscript", 1.0 if _STILL_SERVES.search(near) else 0.75, ""


_MEANINGS = {"signed": _signed, "served": _served, "called": _called, "conscript": _conscript}
