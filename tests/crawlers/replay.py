"""pywb and cdxj-indexer in an environment of their own: other people's readers for what we wrote."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server

LOCK = Path(__file__).with_name("replay.lock")
PATIENCE = 60


def index(bin: Path, warcs: list[Path]) -> str:
    """The CDXJ lines of WARC files, sorted."""
    command = [bin / "cdxj-indexer", "--sort", *warcs]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def wayback(bin: Path, folder: Path, warcs: list[Path]) -> Iterator[HTTPConnection]:
    """A pywb server in `folder` with one collection, `kept`, into which the files were added."""
    for command in (["init", "kept"], ["add", "kept", *map(str, warcs)]):
        subprocess.run([bin / "wb-manager", *command], cwd=folder, check=True, capture_output=True)
    port = _free_port()
    log = (folder / "wayback.log").open("wb")
    with log:
        command = [bin / "wayback", "--bind", "127.0.0.1", "--port", str(port)]
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            yield _answering(port, folder / "wayback.log")
        finally:
            server.terminate()
            server.wait(10)


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _answering(port: int, log: Path) -> HTTPConnection:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/kept/")
            connection.getresponse().read()
            return connection
        except ConnectionRefusedError:
            time.sleep(0.2)
    raise TimeoutError(f"pywb does not answer: {log.read_text()}")
