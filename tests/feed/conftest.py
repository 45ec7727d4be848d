"""An archive in which persons are made."""

from tests.counting.conftest import home, persons

__all__ = ["home", "persons"]
