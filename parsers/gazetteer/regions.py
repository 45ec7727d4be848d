"""Regions by every way they are called: names, nicknames, abbreviations, adjectives, inhabitants."""

from collections import defaultdict
from pathlib import Path

from parsers.gazetteer.adjectives import adjective_stem, plain
from parsers.gazetteer.entries import fold
from parsers.gazetteer.forms import forms
from parsers.gazetteer.latin import skeleton
from parsers.gazetteer.sources import rows

# abbreviations and nicknames that mean several regions, or something else, more often than one region
_TOO_VAGUE = frozenset(
    {"столица", "черноземье", "мари", "ло", "мо", "рк", "чр", "ри", "ра", "рм", "ур", "47-й регион"}
)
_SEVERAL = frozenset({"северяне", "уральцы", "зауралье"})


def region_forms(folder: Path) -> dict[str, list[str]]:
    """Folded forms of names and nicknames («Приангарья», «РБ») to region codes."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _aliases(folder, "name", "colloquial"):
        for form in _region_forms(row["alias"]):
            _add(found[form], row["region_iso"])
    for row in _aliases(folder, "abbr"):
        _add(found[fold(row["alias"])], row["region_iso"])
    for name, code in _REPUBLICS.items():
        for form in forms(name):
            _add(found[form], code)
    return dict(sorted(found.items()))


def region_adjectives(folder: Path) -> dict[str, list[str]]:
    """Stems of adjectives («саратовск») to region codes."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _aliases(folder, "adjective"):
        stem = adjective_stem(row["alias"]) or plain(fold(row["alias"])[:-2])
        _add(found[stem], row["region_iso"])
    return dict(sorted(found.items()))


def region_sounds(folder: Path) -> dict[str, list[str]]:
    """Skeletons of English and Ukrainian names of regions to region codes: "Buryatia", "Zabaykalsky Krai"."""
    found: dict[str, list[str]] = defaultdict(list)
    for form, codes in region_forms(folder).items():
        for code in codes:
            _add(found[skeleton(form)], code)
    for stem, codes in region_adjectives(folder).items():
        for code in codes:
            _add(found[skeleton(stem + " oblast")], code)  # "Sverdlovsk oblast"
            _add(found[skeleton(stem + "ої oblast")], code)  # «Свердловської області»
            _add(found[skeleton(stem + "ій oblast")], code)
    for name, code in _ENGLISH.items():
        _add(found[skeleton(name)], code)
    return dict(sorted((sound, codes) for sound, codes in found.items() if len(sound) > 3))


def region_demonyms(folder: Path) -> dict[str, list[str]]:
    """Every form of the names of a region's inhabitants, singular and plural, to region codes."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _aliases(folder, "demonym_pl"):
        for form in _inhabitants(fold(row["alias"])):
            _add(found[form], row["region_iso"])
    for name, code in _ABROAD_DEMONYMS.items():
        for form in _inhabitants(name):
            _add(found[form], code)
    return dict(sorted(found.items()))


def _aliases(folder: Path, *kinds: str) -> list[dict[str, str]]:
    told = (
        row
        for path in sorted(folder.glob("region_aliases/*.tsv"))
        for row in rows(path, "\t")
        if row["kind"] in kinds
    )
    return [row for row in told if fold(row["alias"]) not in _TOO_VAGUE | _SEVERAL]


def _region_forms(alias: str) -> set[str]:
    plain_name = alias.split(" - ")[0].split(" — ")[0].replace("(", " ").replace(")", " ")
    return {form for form in forms(" ".join(plain_name.split())) if len(form) > 3}


def _inhabitants(plural: str) -> set[str]:
    """«саратовцы» → «саратовец», «саратовцам»…; «куряне» → «курянин», «курян»…; «омичи» → «омич»…"""
    if plural.endswith("цы"):
        stem = plural[:-2]
        soft = "ь" if stem.endswith("л") else ""
        return {stem + soft + "ец", stem + "ец", *(plural[:-1] + end for end in _TAILS)} | {
            f"{stem.rstrip('ь')}{end}" for end in ("ец", "ка", "ку", "кой", "ки")
        }
    if plural.endswith("не"):
        stem = plural[:-1]
        return {
            stem + end
            for end in (
                "е",
                "",
                "ам",
                "ами",
                "ах",
                "ин",
                "ина",
                "ину",
                "ином",
                "ине",
                "ка",
                "ку",
                "кой",
                "ки",
            )
        }
    if " " in plural or not plural.endswith(("и", "ы")):
        return set()
    return {
        plural[:-1] + end for end in ("", "а", "у", "ом", "ем", "е", "и", "ы", "ей", "ов", "ам", "ами", "ах")
    }


# self-proclaimed; their men's homes are labelled by the oblast
_REPUBLICS = {
    "ДНР": "UA-14",
    "ЛНР": "UA-09",
    "Донецкая Народная Республика": "UA-14",
    "Луганская Народная Республика": "UA-09",
}
_ABROAD_DEMONYMS = {"дончане": "UA-14", "луганчане": "UA-09", "горловчане": "UA-14"}
# exonyms that no transliteration gives
_ENGLISH = {
    "Chechnya": "RU-CE",
    "Chuvashia": "RU-CU",
    "Crimea": "UA-43",
    "Dagestan": "RU-DA",
    "Ingushetia": "RU-IN",
    "Kalmykia": "RU-KL",
    "Karelia": "RU-KR",
    "Khakassia": "RU-KK",
    "Moscow": "RU-MOW",
    "North Ossetia": "RU-SE",
    "Saint Petersburg": "RU-SPE",
    "St. Petersburg": "RU-SPE",
    "Tuva": "RU-TY",
    "Udmurtia": "RU-UD",
    "Yakutia": "RU-SA",
    "Північна Осетія": "RU-SE",
    "Північній Осетії": "RU-SE",
    "Transbaikal": "RU-ZAB",
    "Zabaykalsky": "RU-ZAB",
}
_TAILS = ("ы", "а", "у", "ем", "ом", "е", "ев", "ов", "ам", "ами", "ах")


def _add(codes: list[str], code: str) -> None:
    if code not in codes:
        codes.append(code)
