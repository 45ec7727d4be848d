"""The table of all that the desk answers. A page is added here, and nowhere else; see docs/desk.md."""

from desk.review import store
from desk.web import assets
from desk.web.api import openapi
from desk.web.pages import counts, entrance, kept, nights, persons, sources, start
from desk.web.snapshots import frames, tabs

ROUTES = (
    *entrance.ROUTES,
    *start.ROUTES,
    *persons.ROUTES,
    *counts.ROUTES,
    *sources.ROUTES,
    *nights.ROUTES,
    *kept.ROUTES,
    *tabs.ROUTES,
    *frames.ROUTES,
    *openapi.ROUTES,
    *assets.ROUTES,
)
"""Every route, each with the rule of who may."""

ROOM: tuple[str, ...] = store.SCHEMA
"""`CREATE TABLE IF NOT EXISTS` of the tables that pages keep in the desk's own database."""
