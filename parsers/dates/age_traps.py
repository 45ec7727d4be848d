"""Numbers of years that are not his age: a relative's, a span of time, his own at another time."""

import re

_KIN = (
    r"доч\w*|дитя|реб[её]н\w*|дет(?:и|ям|ей|ьми|ишк\w*)|малыш\w*|сестр\w*|мам[аеыу]|мать|матер\w*|от(?:ец|цу|"
    r"ца)|пап[аеыу]|жен[аыу]|(?<!^)жене|вдов[аеыу]|супруг\w*|"
    r"вну[кч]\w*|племянни\w*|бабушк\w*|дедушк\w*|дед[ау]?|крестни\w*|мальчик\w*|девочк\w*|брат[ау]?|"
    r"братишк\w*|школьни\w*|школ[аеы]|учени\w*|пенсионер\w*|"
    r"сыновья\w*|сыновь\w*|дочур\w*|daughters?|sons?|mother|father|wife|brother|children"
)
_KIN_NEAR = re.compile(
    rf"(?<!\w)(?:{_KIN})\s*(?:[а-яё]+\s+){{0,2}}[,—–-]?\s*(?:(?:было|был|исполнилось|всего|по|—|уже|"
    rf"тогда)\s*)*(?:\d+,?\s*(?:и\s+)?)*$"
)
_KIN_NEXT = re.compile(
    rf"\W*(?:[а-яё]+\s+)?(?:{_KIN}|сын\w*|женщин\w*|ветеран\w*|стаж\w*|срок\w*|опыт\w*|контракт\w*|период\w*|"
    rf"выслуг\w*|истори\w*|юбиле\w*|"
    r"войн\w*|заключени\w*|кредит\w*|годовщин\w*)(?!\w)"
)
_SPAN_NEXT = re.compile(
    r",?\s+(?:назад|спустя|подряд|служб\w*|работ\w*|стаж\w*|строг\w*|колони\w*|тюрьм\w*|заключ\w*|лишен\w*|"
    r"общего|войн\w*|вместе|брака|рождения|р\.|"
    r"выпуск\w*|старше|младше|моложе|разницы|как\b|со\s+дня|с\s+(?:тех|того|момента|начала)|тому|ago|later|"
    r"in\s+prison|службе|в\s+(?:колонии|армии|браке|школе|"
    r"шахте|полиции|органах|тюрьме|должности|профессии|пожарн\w+|спорте)|отработал\w*|прослужил\w*|"
    r"проработал\w*|отслужил\w*|(?:он|она)\s+(?!прожил)[а-яё]+л[а]?\b)|"
    r"\s+(?:отдал|посвятил|служил|работал|трудил|жил\b|воевал|преподавал|руководил|возглавлял|отсидел)|"
    r"\s+(?:[а-яё-]+\s+){1,4}(?:отработал|прослужил|проработал|отслужил|руководил|трудил|преподавал|возглавлял)"
)
_SPAN_BEFORE = re.compile(
    r"(?<!\w)(?:через|спустя|срок\w*|приговор\w*|осужд[её]н\w*|осудили|дали|дал\s+ему|получил\w*|больше|более|около|"
    r"почти|свыше|отслужил\w*|прослужил\w*|проработал\w*|"
    r"отработал\w*|отсидел\w*|стаж\w*|последние|за|течение|целых|прошло|прошли|отдал\w*|посвятил\w*|"
    r"руководил\w*|трудил\w*|работал\w*|служил\w*|служит|"
    r"минимум|на|каждые|ровно|спустя|впервые|долгих|после|within|after|for|sentenced\s+to|"
    r"старше\s+на)\s+(?:[а-яё]+\s+)?$|"
    r"(?:отслужил|прослужил|проработал|отработал|трудил|руководил|служил|работал)\w*\s+(?:[а-яё]+\s+){0,4}$"
)
_ENLISTED = re.compile(
    r"призва|призыв|мобилиз|контракт|отправил|уш[её]л|уехал|поехал|поступил|пош[её]л|завербов|записал|женил|"
    r"арми|"
    r"окончил|осужд|осудил|колони|тюрьм|начал\s|начинал|переехал|лишил|осиротел|остался"
)
_AT_AGE = re.compile(r"(?:в|во|с|до|когда\s+(?:ему|ей)\s+было|к)\s+(?:свои\s+)?$")
_ENDED = re.compile(r"погиб|умер|скончал|убит|не\s+стало|оборвал|прожил|пал\b|навсегда|моложе|died|killed")
# «матери — их было двадцать шесть»: people, counted
_HEADS = re.compile(r"(?<!\w)(?:их|нас|вас|имён|имен|всех)\s+(?:было|стало|осталось|уже)\s+(?:[а-яё]+\s+)?$")
_NOT_YET = re.compile(r"(?<!\w)не\s+было\s+(?:(?:и|ещё|еще|даже)\s+)?$")
_OF_LIFE = re.compile(r"прожил|возраст|ему|навсегда")
_AROUND = 60


def is_of_something(low: str, end: int) -> bool:
    """Whether the word after «18-летний» is not him: «18-летний сын», «20-летний стаж»."""
    return bool(_KIN_NEXT.match(low, end))


def is_span_of_time(low: str, start: int, end: int) -> bool:
    """«через 20 лет», «осуждён на 19 лет», «20 лет назад» count a span of time, not an age."""
    if _SPAN_NEXT.match(low, end):
        return True
    left = low[max(0, start - _AROUND) : start]
    if _NOT_YET.search(left) or _HEADS.search(left):
        return True
    return bool(_SPAN_BEFORE.search(left)) and not _OF_LIFE.search(left)


def is_kins(low: str, start: int) -> bool:
    """«дочери 18 лет», «брату было 20»."""
    return bool(_KIN_NEAR.search(_sentence_before(low, start)))


def is_earlier(low: str, start: int, end: int) -> bool:
    """«в 23 года отправился на фронт»: his own age, but not at the end."""
    left = _sentence_before(low, start)
    clause = re.split(r",\s", left)[-1] + re.split(r"[,;.!?\n]", low[end : end + _AROUND])[0]
    return bool(_AT_AGE.search(left) and _ENLISTED.search(clause) and not _ENDED.search(clause))


def _sentence_before(low: str, start: int) -> str:
    return re.split(r"[.!?;\n]\s*", low[max(0, start - _AROUND) : start])[-1]
