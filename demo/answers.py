"""What a run over the demo should find: whom each page names, and how the pages fared in the second night."""

from collections import Counter
from typing import Any

from msgspec import Struct

from demo.nights import changes
from demo.render import pages, stories
from demo.sites import Site, Story, load_sites


class Answer(Struct, frozen=True):
    """The dead, missing and captive of one page, each with the fields of the corpus format.

    Of a `labelled` page every field is judged; of our own only those that are present.
    """

    persons: tuple[dict[str, Any], ...]
    labelled: bool


def expected(night: int) -> dict[tuple[str, str], Answer]:
    """The answer for every page with people's words on it, by site and target, as of night 1 or 2.

    Pages that only lead on are absent, and so are those that a captcha hides or that are gone.
    """
    return {
        (site.id, page.target): _answer(page.stories)
        for site in load_sites()
        for page in pages(site, "", night).values()
        if page.purpose == ("page" if site.standalone else "list")
        and not (night == 2 and _is_hidden(site, page.target))
    }


def what_changed() -> dict[str, Counter[str]]:
    """Of each site, how many pages (of a channel: posts) had which fate in the second night.

    Beside the kinds of `Change`: `unchanged-304` where the site honours validators, else `unchanged-same`.
    """
    return {site.id: _fates(site) for site in load_sites()}


def _fates(site: Site) -> Counter[str]:
    found = changes(site.id)
    count: Counter[str] = Counter(change.kind for change in found.values())
    quiet = "unchanged-same" if site.server.validator == "none" else "unchanged-304"
    count[quiet] = sum(story.path not in found for story in stories(site, 1))
    return count


def _is_hidden(site: Site, target: str) -> bool:
    change = changes(site.id).get(target)
    return change is not None and change.kind == "captcha"


def _answer(named: tuple[Story, ...]) -> Answer:
    persons = tuple(_person(person) for story in named for person in story.people)
    return Answer(persons, labelled=all(story.labelled is not None for story in named))


def _person(person: dict[str, Any]) -> dict[str, Any]:
    """«Сыроежкин Вадим Павлович» in our own short form, or a corpus answer as it is."""
    if "name" not in person:
        return person
    surname, given, patronymic = (*person["name"].split(" ", 2), None, None)[:3]
    rest = {field: value for field, value in person.items() if field != "name"}
    return {"surname": surname, "given": given, "patronymic": patronymic, "status": "killed", **rest}
