"""Persons as FollowTheMoney entities (schema Person), written without its library."""

from collections.abc import Iterator

from msgspec import json

from desk.publication.edition import Edition, Member

DATASET = "sinodik"

_PROPERTIES = {
    "firstName": "given",
    "lastName": "surname",
    "fatherName": "patronymic",
    "birthDate": "birth_date",
    "deathDate": "death_date",
    "birthPlace": "birth_place",
    "position": "position",
    "title": "rank",
    "profession": "occupation",
    "address": "settlement",
}
"""Their property → our field."""


def entities(edition: Edition) -> Iterator[bytes]:
    """A line for each person; in the public tier those who are not confirmed are left out, and the hidden."""
    for member in edition.members():
        if "*" not in member.hidden:
            yield json.encode(_entity(member), order="deterministic") + b"\n"


def _entity(member: Member) -> dict[str, object]:
    state = member.state
    properties = {
        name: [state.fields[field].value] for name, field in _PROPERTIES.items() if field in state.fields
    }
    names = [
        state.fields[field].value for field in ("given", "patronymic", "surname") if field in state.fields
    ]
    if names:
        properties["name"] = [" ".join(names)]
    counted = state.counted
    if counted.country:
        properties["citizenship"] = [counted.country.lower()]
    told = {
        "grade": counted.grade,
        "status": counted.status,
        "force": counted.force,
        "region": counted.region,
    }
    told |= {"unit": counted.unit, "category": counted.category}
    properties["notes"] = [
        f"{name}: {value}" for name, value in told.items() if value not in (None, "unknown")
    ]
    return {
        "id": f"{DATASET}-{counted.person}",
        "schema": "Person",
        "properties": properties,
        "datasets": [DATASET],
    }
