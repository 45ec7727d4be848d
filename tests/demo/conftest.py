"""The demo's web, served for real on loopback."""

from collections.abc import Iterator

import pytest

from demo.web import Web, serve


@pytest.fixture(scope="session")
def served() -> Iterator[Web]:
    with serve() as web:
        yield web


@pytest.fixture
def web(served: Web) -> Web:
    """As on the evening before the first night."""
    served.night = 1
    served.log.clear()
    return served
