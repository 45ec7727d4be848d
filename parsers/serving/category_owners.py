"""Of whom a category is said: one man, a list, or all whom a heading or a count takes together."""

import re

from parsers.serving.passage import Found
from parsers.serving.pointing import (
    all_counted,
    group_before,
    headed,
    is_shared_heading,
    other_of_two,
    pointed,
    remaining,
    tells_of_others,
)
from parsers.serving.roster import Roster

Owners = tuple[int, ...]
Span = tuple[int, int]

_CLOSED = re.compile(r"[.;:()!?]|,\s")
_PLURAL = re.compile(r"(?:ы|и|ых|ам|ами|ев|ов|ие|их|ям|ями|ыми|ым|ів|їв|ці|ки|ні)\b")
_OF_MANY = re.compile(
    r"(?:мобилизованн(?:ые|ых|ым|ыми)|добровольц(?:ы|ев|ам|ами)|контрактник(?:и|ов|ам|ами)|"
    r"срочник(?:и|ов|ам|ами)|вагнеров(?:цы|цев|цам|цами)|заключенн(?:ые|ых)|чвк|[«\"]вагнер[а-я]*[»\"])\Z"
)
# «Его односельчанина мобилизовали»
_OF_NEIGHBOUR = re.compile(
    r"(?:^|[\s.,;(—-])(?:его|ее|их)\s(?:[а-я]+(?:ого|ий|ый)\s)?(?:односельчан|земляк|тезк|товарищ|напарник|сосед|друг|"
    r"приятел|одноклассник|сослужив|брат|отц|отец|муж|сын)[а-я]{0,4}\s(?:(?:был|тоже|также|еще)\s){0,2}\Z"
)
_BOTH = re.compile(
    r"\b(?:оба|обе|обоих|все\s(?:трое|четверо|пятеро|шестеро|они|погибшие)|трое|четверо|они|всех)\b"
)
# plural subjects of a sentence without names: «Подписали контракты зимой»
_THEY = re.compile(
    r"\b(?:подписали|служили|воевали|ушли|записались|мобилизованы|призваны|отправились|поехали|уехали|"
    r"десантники|бойцы|танкисты|морпехи|мотострелки|контрактники|оба|все|они)\b"
)
_PLURAL_VERB = re.compile(r"(?:мобилизованы|призваны|подписали|контрактники|мобилизованные|добровольцы)")


def category_owners(roster: Roster, low: str, found: Found, sentence: Span) -> tuple[Owners, Owners]:
    """Those of whom it is said, and those who only stand in a list or on a page that it heads."""
    if _OF_NEIGHBOUR.search(low, max(0, found.start - 60), found.start):
        return other_of_two(roster, low, found.start), ()
    rest = remaining(roster, low, found.start)
    if rest:
        return rest, ()
    if tells_of_others(roster, low, found.start):
        return (), ()
    said = _right_after(roster, low, found) or pointed(roster, low, found.start)
    if said:
        return said, ()
    if roster.soldiers_within(*sentence):
        return _of_named(roster, low, found), ()
    return _of_unnamed(roster, low, found, sentence)


def _is_of_many(low: str, found: Found) -> bool:
    """Whether the word is of several men; «записался в добровольцы» is of one."""
    is_joined = low.startswith("в ", max(0, found.start - 2)) and low[found.start : found.end].endswith("ы")
    return not is_joined and bool(_OF_MANY.search(low[found.start : found.end]))


def told_of(roster: Roster, found: Found) -> Owners:
    """Whom the scope gives; where it gives only who speaks or mourns, the soldier named before him."""
    owners = roster.scope.owners(found.start, found.end, lean="before")
    if not owners or any(roster.is_soldier(who) for who in owners):
        return owners
    before = roster.before(found.start)
    if before and before.who in owners and roster.joined(before.end, found.start):
        return owners  # «X, контрактник»: it is the other's own
    return roster.last_soldier(found.start) or owners


def _right_after(roster: Roster, low: str, found: Found) -> Owners:
    spot = roster.after(found.end)
    if (
        spot is None
        or not roster.joined(found.end, spot.start)
        or _CLOSED.search(low[found.end : spot.start])
    ):
        return ()
    if _PLURAL.search(low[found.start : found.end]):
        return tuple(dict.fromkeys(one.who for one in roster.coordinated(spot)))
    return (spot.who,)


def _of_named(roster: Roster, low: str, found: Found) -> Owners:
    word = low[found.start : found.end]
    listed = roster.listed_before(found.start) if _is_of_many(low, found) else ()
    if listed:
        return listed
    if _is_of_many(low, found):
        return roster.scope.owners(found.start, found.end)  # «A и B пошли добровольцами»
    if _PLURAL_VERB.search(word):
        return roster.scope.owners(found.start, found.end)
    return told_of(roster, found)


def _of_unnamed(roster: Roster, low: str, found: Found, sentence: Span) -> tuple[Owners, Owners]:
    is_heading = is_shared_heading(roster, found.start)
    counted = all_counted(roster, low, sentence)
    if counted:
        return ((), counted) if is_heading else (counted, ())
    many = _is_of_many(low, found)
    if (many or is_heading) and not _BOTH.search(low, *sentence):
        return (), headed(roster, found.start)
    if _THEY.search(low[slice(*roster.scope.clause(found.start))]):
        block = roster.block(found.start)
        group = group_before(roster, found.start)
        is_near = block is not None and bool(roster.soldiers_within(block.start, found.start))
        return (group, ()) if is_near else ((), group)
    if roster.within(*sentence):
        return told_of(roster, found), ()
    return roster.scope.owners(found.start, found.end), ()
