"""Other spellings of Russian names brought to the Russian one: Latin letters, Ukrainian letters, look-alikes."""

import re
from functools import lru_cache

# Latin letters that stand for their Cyrillic doubles in a word of both alphabets: a known trick against search
_DOUBLES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_UKRAINIAN = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")

# the longest first; after the usage of the English-language press (BGN/PCGN without diacritics)
_LATIN = (
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yo", "ё"),
    ("yu", "ю"), ("iu", "ю"), ("ya", "я"), ("ia", "ия"), ("ye", "е"), ("iy", "ий"), ("ii", "ий"), ("ks", "кс"),
    ("x", "кс"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"),
    ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"),
    ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("y", "ы"), ("z", "з"), ("'", "ь"),
)  # fmt: skip
_GIVEN = {"игор": "игорь", "александер": "александр", "петер": "петр", "олга": "ольга", "татяна": "татьяна", "илиа": "илья",
          "юри": "юрий", "дмитри": "дмитрий", "василы": "василий", "евгены": "евгений", "григоры": "григорий", "георгы": "георгий",
          "ксениа": "ксения", "мариа": "мария", "юлиа": "юлия", "илья": "илья", "еднард": "эдуард", "едуард": "эдуард",
          "емил": "эмиль", "елдар": "эльдар", "едгар": "эдгар", "леонида": "леонид", "алексы": "алексей"}  # fmt: skip


def is_latin(word: str) -> bool:
    """Whether a word is written in Latin letters whole."""
    return bool(re.fullmatch(r"[A-Za-z’'ʼ.-]+", word))


@lru_cache(maxsize=20_000)
def russian(word: str) -> str:
    """A name's word in Russian letters and lower case.

    >>> russian("Strelchuk"), russian("Дзагоєва"), russian("Pavlovsky")
    ('стрелчук', 'дзагоева', 'павловский')
    """
    if is_latin(word):
        return _from_latin(re.sub("[’']s$", "", word.lower()))
    if re.search("[A-Za-z]", word):
        word = word.translate(_DOUBLES)
    if re.search("[іїєґІЇЄҐ’']", word):
        word = re.sub("[’'ʼ]", "", word).translate(_UKRAINIAN)
        return re.sub(r"([сц])ьк", r"\1к", word.lower())
    return re.sub(r"([сц])ьк(?=ого|ому|им|ий|а$)", r"\1к", word.lower().replace("‑", "-"))


def _from_latin(word: str) -> str:
    word = re.sub(r"(?<=[sc]k)(?:yy|iy|ii|y|i)$", "ий", word)
    word = re.sub(r"(?<=[aeou])[yi]$", "й", word)
    word = re.sub(r"(?:iy|yi|y)$", "ий", word)
    word = re.sub(r"(?<=[aeou])y(?=[^aeiou])", "й", word)
    for latin, letters in _LATIN:
        word = word.replace(latin, letters)
    return _GIVEN.get(word, word)
