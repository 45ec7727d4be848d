"""Whose soldier he was where it was not the Russian army's, and whether he was a foreign citizen."""

import re
from collections.abc import Iterator

from archive.records import Claim
from parsers.roles.story import Span, Story

# «в 4-й бригаде Народной милиции», «202-й стрелковый полк ЛНР», «по республиканской мобилизации»
_MILITIA = re.compile(
    r"(?:полк|бригад|батальон|корпус|милици|рот|войск|арми|силов|военнослужащ|солдат|бо(?:ец|йц)|мобилиз|ополчен)"
    r"\w*\s+(?:в\s+|при\s+|из\s+)?[«\"]?(?P<which>[ЛД]НР)\b|[Нн]ародн\w+ милици\w+(?:\s+(?P<also>[ЛД]НР))?|"
    r"\bНМ (?P<nm>[ЛД]НР)|республиканск\w+ мобилизаци\w+|"
    r"батальон\w* «(?:Восток|Спарта|Сомали|Заря|Призрак)»|1-й армейский корпус"
)
_LUHANSK = re.compile(r"ЛНР|Луганск|Брянк|Алчевск|Ровен|Антрацит|Стаханов|Краснодон|Свердловск")
_CITIZEN = re.compile(
    r"граждан(?:ин|ина|ину|ином|ка|ки)\s+(?:Республики\s+)?(?!Росси|РФ)[А-ЯЁ][а-яё-]+|"
    r"\b(?:непал|куб|серб|афган|китай|индий|египт|сири|ган|замби|танзани|йемен|шри-?ланки)(?:ец|йца|йцу|ца|цу|цем|инец|инца)\b|"
    r"из (?:Непала|Кубы|Сербии|Индии|Китая|Ганы|Замбии|Танзании|Йемена|Шри-Ланки|Сирии|Египта)\b|"
    r"уроженец (?:Непала|Кубы|Сербии|Узбекистана|Таджикистана|Киргизии|Казахстана)",
    re.I,
)


def allegiance(story: Story, scopes: list[tuple[str, list[Span]]]) -> Iterator[Claim]:
    """Claims of `force` (dpr, lpr) and `foreign` (true), from his own words and his paragraph."""
    near = [span for scope, spans in scopes if scope in {"own", "after", "paragraph"} for span in spans]
    for pattern, field in ((_MILITIA, "force"), (_CITIZEN, "foreign")):
        found = next((m for span in near for m in [pattern.search(story.text, *span)] if m), None)
        if found:
            value = "true" if field == "foreign" else _republic(story, found)
            yield Claim(field, value, found[0], found.start(), found.end(), f"{field}.stated", 0.8)


def _republic(story: Story, found: re.Match[str]) -> str:
    said = found["which"] or found["also"] or found["nm"]
    if said:
        return "lpr" if said == "ЛНР" else "dpr"
    around = story.text[max(0, found.start() - 200) : found.end() + 200]
    return "lpr" if _LUHANSK.search(around) and "ДНР" not in around else "dpr"
