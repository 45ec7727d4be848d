"""An archive in which persons are made, and one with pages that name them."""

from tests.counting.conftest import archive, clock, home, persons

__all__ = ["archive", "clock", "home", "persons"]
