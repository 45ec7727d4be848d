"""The table of all that the desk answers. A page is added here, and nowhere else; see docs/desk.md."""

from desk.review import store
from desk.web import assets, proposals
from desk.web.api import openapi
from desk.web.pages import counts, entrance, hiding, kept, merging, nights, persons, sources, start, why
from desk.web.review import deciding
from desk.web.review import pages as review
from desk.web.snapshots import frames, tabs

ROUTES = (
    *entrance.ROUTES,
    *start.ROUTES,
    *persons.ROUTES,
    *merging.ROUTES,
    *hiding.ROUTES,
    *why.ROUTES,
    *counts.ROUTES,
    *sources.ROUTES,
    *nights.ROUTES,
    *kept.ROUTES,
    *review.ROUTES,
    *deciding.ROUTES,
    *tabs.ROUTES,
    *frames.ROUTES,
    *openapi.ROUTES,
    *assets.ROUTES,
)
"""Every route, each with the rule of who may."""

ROOM: tuple[str, ...] = (*store.SCHEMA, *proposals.TABLES)
"""`CREATE TABLE IF NOT EXISTS` of the tables that pages keep in the desk's own database."""
