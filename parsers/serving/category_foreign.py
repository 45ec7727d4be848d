"""How a man came to the war in English and Ukrainian words."""

from parsers.serving.category_cue import cue

FOREIGN = (
    cue(
        "category.mobilised",
        "mobilised",
        0.9,
        r"mobili[sz]ed\b",
        r"drafted\b",
        r"called\sup\b",
        r"мобілізован[а-яії]*",
    ),
    cue(
        "category.volunteer",
        "volunteer",
        0.88,
        r"volunteer(?:ed|s)?\b(?!\s(?:military|count|track|verif|collect|search|help|compil|who\s(?:count|track)|run|organi))",
        r"добровол(?:ець|ьц[а-яеі]{1,3})",
        r"добровільно",
    ),
    cue(
        "category.prisoner",
        "prisoner",
        0.93,
        r"convict(?:s|ed)?\b",
        r"(?:from|out\sof|in)\s(?:a\s)?(?:penal\s(?:colony|colonies)|prison|jail)",
        r"inmates?\b",
        r"prison\scell",
        r"(?:serving|served)\s(?:[a-z]+\s){0,2}(?:sentence|time\sin)",
        r"ув['’ʼ]язнен[а-яіїо]+",
        r"(?:в|з|із)\s(?:[а-яіїє]+\s)?(?:колоні[їйюя]|в['’ʼ]язниц[іяю])\b",
        r"prisoner(?=\srecruit)",
    ),
    cue("category.pmc", "pmc", 0.88, r"wagner\b", r"вагнерівц?[а-яіе]+"),
    cue(
        "category.served_contract",
        "served",
        0.86,
        r"contract\s(?:soldier|serviceman|service|sergeant)s?",
        r"on\s(?:a\s)?contract",
        r"volunteer\smilitary\sservice",
        r"за\sконтрактом",
        r"контрактник[а-яі]{0,3}",
    ),
    cue(
        "category.signed",
        "signed",
        0.84,
        r"(?:signed|entered\sinto|concluded|took)\s(?:[a-z]+\s){0,3}contract",
        r"підписа(?:в|ла)\sконтракт",
    ),
    cue("category.conscript", "conscript", 0.85, r"conscripts?\b"),
)
