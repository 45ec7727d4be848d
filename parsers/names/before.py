"""What before a lone word says of it: a rank or kin makes it a name, a preposition of place makes it none."""

import re

# «подполковник Сажин», «рядового Дзюбы»: a rank makes a lone surname a name
RANK_BEFORE = re.compile(
    r"(?:рядов\w+|ефрейтор\w*|сержант\w*|старшин[аыеуой]+|прапорщик\w*|мичман\w*|лейтенант\w*|капитан\w*|майор\w*|"
    r"(?:под)?полковник\w*|матрос\w*|генерал\w*|бо(?:ец|йц\w+)|комбат\w*|мобилизованн\w+|доброволь?ц?\w*)"
    r"(?:\s+(?:ЧВК\s+)?[«\"]?Вагнер\w?[»\"]?)?\s+$",
    re.I,
)
# «жена Алия», «отец, Очир»: kin makes a lone given name a name
KIN_BEFORE = re.compile(
    r"(?:мат[ье]р?\w*|мам[аыеуой]+|от(?:ец|ц\w+)|пап[аыеуой]+|жен[аыеуой]+|вдов[аыеуой]+|супруг\w*|сын\w*|доч\w+|брат\w*|"
    r"сестр\w+|дед\w*|бабушк\w+|невест\w+|т[её]т\w+|дяд\w+|внук\w*|племянни\w+|друг\w*)[\s,:—–-]+$",
    re.I,
)


# «в Глазове», «из Мятлева», «станции Глазов»: a place, though somebody bears the name
_PLACED = re.compile(
    r"(?:\b(?:в|во|из|под|близ|г\.|гор\.|с\.|дер\.|п\.|пос\.|пгт|ст\.)|\b(?:город|сел|деревн|пос[её]л|станци|хутор|станиц)\w*)\s+$",
    re.I,
)
_IN = re.compile(r"\b(?:влюб|вер|стреля|целил|попа)\w*\s+в\s+$", re.I)


def is_placed(before: str) -> bool:
    """Whether the words before a lone word make it a place."""
    return bool(_PLACED.search(before)) and not _IN.search(before)
