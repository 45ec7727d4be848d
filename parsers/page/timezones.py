"""Hours ahead of UTC by region, for the local day of an instant that a page states in UTC.

Source: federal law 107-FZ with its changes up to 2024; where a region has two zones, that of its capital.
"""

from datetime import datetime, timedelta

_MOSCOW = 3
_AHEAD = {
    "RU-KGD": 2,
    **dict.fromkeys(("RU-UD", "RU-SAM", "RU-AST", "RU-SAR", "RU-ULY"), 4),
    **dict.fromkeys(
        ("RU-BA", "RU-CHE", "RU-KHM", "RU-KGN", "RU-ORE", "RU-PER", "RU-SVE", "RU-TYU", "RU-YAN"), 5
    ),
    "RU-OMS": 6,
    **dict.fromkeys(("RU-ALT", "RU-AL", "RU-KEM", "RU-KK", "RU-KYA", "RU-NVS", "RU-TOM", "RU-TY"), 7),
    **dict.fromkeys(("RU-BU", "RU-IRK"), 8),
    **dict.fromkeys(("RU-AMU", "RU-SA", "RU-ZAB"), 9),
    **dict.fromkeys(("RU-KHA", "RU-PRI", "RU-YEV"), 10),
    **dict.fromkeys(("RU-MAG", "RU-SAK"), 11),
    **dict.fromkeys(("RU-KAM", "RU-CHU"), 12),
}


def local(moment: datetime, region: str | None) -> datetime:
    """A moment in UTC by the clocks of a region; by Moscow's where the region is not known."""
    return moment + timedelta(hours=_AHEAD.get(region or "", _MOSCOW))


def local_day(stamp: str, region: str | None) -> str | None:
    """The ISO day of an ISO instant in UTC by a region's clocks, or None for a stamp that no clock shows."""
    try:
        return local(datetime.fromisoformat(stamp), region).date().isoformat()
    except (ValueError, OverflowError):
        return None
