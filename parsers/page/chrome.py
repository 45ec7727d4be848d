"""Lines that are no sentence of the article: headings of link lists, counters, bylines, notices, credits."""

import re

from parsers.lexicon import words

_FOLD = re.compile(r"[^\w\s'-]|_")
# «Комментарии (4)», «Обсуждение 12»
_COUNT = re.compile(r"\s*\d+\s*$")

# «Читайте также: …», «Материал по теме — …», with the linked title on the same line
_READ_MORE = re.compile(
    r"(?:чита(?:йте|ть|й)\s+(?:также|ещ[её]|по\s+теме|подробнее|нас|далее|об\s+этом)|смотри(?:те)?\s+(?:также|ещ[её])"
    r"|(?:материал(?:ы)?|новост[ьи]|ещ[её]|также|ранее|подробнее|статьи)\s+по\s+(?:этой\s+)?теме|по\s+теме\s*:"
    r"|см\.?\s+также|читайте\s+також|дивіться\s+також|читать\s+далее|подробнее\s*:|рекомендуем\s*:"
    r"|(?:read|see)\s+(?:also|more)\s*:|related\s*:|нас\s+читают|вам\s+(?:может\s+)?быть\s+интересно)",
    re.I,
)

# Notices that sites put under or into their articles; matched at the start of a line of at most 400 letters.
_NOTICE = re.compile(
    r"(?:подпи(?:шитесь|сывайтесь|ска\s+на)|присоединяйтесь|оставайтесь\s+(?:с\s+нами|в\s+курсе)|следите\s+за"
    r"|(?:больше|самые|ещё|еще|все|другие|главные)\s+.{0,30}новост\S*\s.{0,40}(?:telegram|телеграм|канал|max|дзен|вк\b)"
    r"|читайте\s+нас|(?:мы|наш\s+канал|наша\s+группа|наши\s+новости)\s+(?:в|во)\s+(?:telegram|телеграм|вк|дзен|max|од)"
    r"|(?:если\s+вы\s+)?(?:нашли|заметили|увидели)\s+(?:ошибку|опечатку|неточность)|ошибка\s+в\s+тексте"
    r"|выделите\s+(?:её|ее|фрагмент|текст|опечатку)|присылайте\s+(?:нам\s+)?(?:новости|фото|ваши)"
    r"|(?:настоящий|данный|этот)\s+материал|материал\s+(?:создан|подготовлен\s+и\s+распростран)|\(?18\+\)?\s"
    r"|(?:настоящее\s+)?(?:сообщение|данное\s+сообщение).{0,20}материал.{0,20}созда|иностранн\S+\s+агент"
    r"|(?:на\s+(?:этом\s+)?сайте|мы)\s+(?:применяются|используем|используются)\s.{0,60}(?:cookie|куки|технологии)"
    r"|продолжая\s+(?:использовать|пользоваться|просмотр)|©|\(c\)\s|copyright|all\s+rights\s+reserved|all\s+photos"
    r"|все\s+права\s+(?:на\s+.{0,40})?защищены|усі\s+права|при\s+(?:цитировании|перепечатке|копировании|использовании)"
    r"|использование\s+материалов|перепечатка|передрук|копирование\s+(?:материалов|запрещено)|error:\s"
    r"|учредитель\b|редакция\s.{0,80}\bтел\b|главный\s+редактор\b|свидетельство\s+о\s+регистрации|сетевое\s+издание|зарегистрирован\w*\s+в?\s*р"
    r"|регистрационный\s+номер|(?:телефон|адрес|тел\.|e-?mail)\s*(?:редакции|доверия)?\s*:|возрастное\s+ограничение"
    r"|ваш\s+(?:адрес\s+)?e-?mail|обязательные\s+поля|чтобы\s+оставить\s+комментар|комментарии\s+(?:закрыты|отключены)"
    r"|реклама\b|на\s+правах\s+рекламы|erid\b|версия\s+для\s+(?:слабовидящих|печати)|полная\s+версия(?:\s+сайта)?$"
    r"|распечатано|адрес\s+(?:материала|страницы|документа)|(?:количество\s+(?:показов|просмотров)|просмотров|прочитали|прочтений|просмотры)\s*:?\s*\d"
    r"|(?:примерное\s+)?время\s+(?:чтения|на\s+чтение)|(?:около|меньше)\s+минуты|зажжено\s+свечей|постоянный\s+адрес"
    r"|(?:теги|метки|тэги|рубрик[аи]|ключевые\s+слова|хештеги|категори[яи]|темы|tags)\s*:|powered\s+by|download\s"
    r"|материалы\s+(?:сайта\s+)?доступны\s+по|работает\s+на\s|версия:|поделиться\b|поделитесь\b|нравится\s*\d"
    r"|данные\s+правообладател|мнение\s+(?:авторов|редакции)|редакция\s+не\s+несёт|нажмите\s|перейти\s+(?:к|на)\s"
    r"|прочитать\s+позже|добавить\s+в\s+избранное|включить\s+уведомления|пропустить\s+рекламу|скачать\s+приложение)",
    re.I,
)

# «Газета «Вести» http://vesti.example»
_ADDRESS = re.compile(r"(?:\S+\s+){0,5}https?://\S+$")

# «Фото: архив редакции», «Фото Ивана Каменкина», «Иллюстрация: freepik», "Photo: AP", «© Сайт / Имя»
_CREDIT = re.compile(
    r"[([]?\s*(?:©\s*)?(?:фото(?:граф(?:ия|ии)?)?|фотоколлаж|иллюстраци[яи]|скриншот|коллаж|видео|снимок|инфографика"
    r"|источник\s+(?:фото|изображения|видео)|кадр|photo|image|video|picture|світлина)\b"
    r"(?:\s*(?:[:©/|—–-]|из\b|с\b|предоставлен|автора?\b|by\b|from\b)|\s+(?:[А-ЯЁ][а-яё.]+\s*){1,3}$|\s*$|\s+\S+\.\w{2,6}$)",
    re.I,
)

# «Автор: Ксения Барыкина», «Текст: admin», «Корреспондент …», «Подготовил: …»
_BYLINE = re.compile(
    r"(?:автор(?:ы)?(?:\s+(?:текста|материала|статьи|публикации))?|текст|подготовил[аи]?|записал[аи]?|беседовал[аи]?"
    r"|корреспондент|редактор|журналист|опубликова(?:л|ла|но)|добавил[аи]?|пресс-служба|posted|published|updated|обновлено"
    r"|written\s+by|by|date|дата\s+(?:публикации|создания|изменения)|размещено|создано)\s*[:|]?\s+\S.{0,90}$",
    re.I,
)
_NAME_LINE = re.compile(
    r"(?:[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]\.)(?:\s*(?:[А-ЯЁA-Z][а-яёa-z]+|[А-ЯЁ]\.)){1,2}\.?"
)

# «37», «1 402», «👁 387», «0 / 5»
_NUMBERS = re.compile(r"[^A-Za-zА-Яа-яЁё]{1,24}")
_YEAR = re.compile(r"(?:19|20)\d\d|\d\d\.\d\d\.\d\d")

_LONGEST_NOTICE = 400


def folded(text: str) -> str:
    """A heading as the lexicons spell it: lower case, ё as е, no punctuation, no count at its end."""
    return " ".join(_COUNT.sub("", _FOLD.sub(" ", text.lower().replace("ё", "е"))).split())


def is_ending(text: str) -> bool:
    """«Комментарии (4)», «Возврат к списку»: what follows is not the article."""
    return len(text) <= 60 and folded(text) in words("page_endings")


def is_related_heading(text: str) -> bool:
    """«Читайте также»: what follows are links to other pages."""
    return len(text) <= 60 and folded(text) in words("page_related")


def is_read_more(text: str) -> bool:
    """«Читайте также: Каменка простилась с героем»: a link to another page, or several, on one line."""
    cue, colon, rest = text[:80].partition(":")
    if colon and rest.strip() and len(cue) <= 40 and folded(cue) in words("page_related"):
        return True
    return len(text) <= 300 and bool(_READ_MORE.match(text))


def is_notice(text: str) -> bool:
    """A notice of the site or its counters, not of the article."""
    return len(text) <= _LONGEST_NOTICE and bool(_NOTICE.match(text) or _ADDRESS.match(text))


def is_credit(text: str) -> bool:
    """«Фото: архив редакции»."""
    return len(text) <= 150 and bool(_CREDIT.match(text))


def is_byline(text: str) -> bool:
    """«Автор: Ксения Барыкина», «Опубликовано 3 апреля»; no whole sentence, though it may begin alike."""
    return (
        len(text) <= 120
        and text[-1] not in ".!?:;»"
        and len(text.split()) <= 12
        and bool(_BYLINE.match(text))
    )


def is_bare_name(text: str) -> bool:
    """«Ксения Барыкина», «Б. Эрендженов»: under an article, its author."""
    return len(text) <= 50 and bool(_NAME_LINE.fullmatch(text))


def is_counter(text: str) -> bool:
    """Digits and signs without a year: views, ratings, page numbers."""
    return bool(_NUMBERS.fullmatch(text)) and not _YEAR.search(text) and any(c.isdigit() for c in text)
