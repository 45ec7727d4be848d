"""Faults of robots.txt. While it cannot be had nothing is fetched; one without rules allows everything."""

from dataclasses import dataclass

from tests.crawlers.hostile.encodings import encoded, gzip_bomb
from tests.crawlers.hostile.fault import OK, PAGE, Pieces, slowly
from tests.crawlers.hostile.wire import reset_in_body, silent
from tests.crawlers.raw_server import Answer, response

ALL = "User-agent: *\nDisallow: /fault\n"
MAZE = "User-agent: *\nDisallow: /" + "*a" * 3000 + "$\nDisallow: /fault\n"


def text(body: str, status: str = "200 OK", **headers: str) -> bytes:
    return response(body, status, **{"content_type": "text/plain", **headers})


def to(location: str) -> bytes:
    return response("", "302 Found", location=location)


@dataclass(frozen=True)
class RobotsFault:
    """What `/robots.txt` answers, and whether `/fault` and `/after` are then fetched, or nothing at all."""

    name: str
    answer: Answer
    fetched: tuple[str, ...] = ("/", "/after", "/fault")
    issue: str | None = None


def nothing(name: str, answer: Answer) -> RobotsFault:
    return RobotsFault(name, answer, (), "robots-unreachable")


ROBOTS = [
    RobotsFault("robots.txt of 5 MB", text(ALL + "# x\n" * (5 << 18)), ("/", "/after")),
    RobotsFault(
        "robots.txt that never ends",
        slowly(Pieces([OK + b"\r\n" + ALL.encode()], b"# " + b"x" * 40_000 + b"\n"), 0),
        ("/", "/after"),
    ),
    nothing("robots.txt a byte at a time", slowly(Pieces([OK + b"\r\n"], b"#"), 0.02)),
    nothing("robots.txt that says nothing", silent),
    nothing("robots.txt cut in the middle", reset_in_body),
    nothing("robots.txt answers 500", text("", "500 Oops")),
    nothing("robots.txt answers 503 with Retry-After", text("", "503 Busy", retry_after="120")),
    nothing("robots.txt answers 429", text("", "429 Slow down")),
    RobotsFault("robots.txt answers 403", text("", "403 Forbidden")),
    RobotsFault("robots.txt is a page", response(PAGE)),
    RobotsFault("robots.txt is a soft 404", response("<title>Страница не найдена</title>")),
    nothing("robots.txt is a gzip bomb", encoded("gzip", gzip_bomb())),
    RobotsFault("robots.txt leads to itself", to("/robots.txt")),
    RobotsFault("robots.txt leads round and round", to("/robots.txt?again")),
    RobotsFault("robots.txt leads to a file", to("file:///etc/passwd")),
    nothing("robots.txt leads inside", to("http://10.0.0.1/robots.txt")),
    nothing("robots.txt leads to a mail server", to("http://127.0.0.1:25/robots.txt")),
    RobotsFault("robots.txt is a maze of wildcards", text(MAZE), ("/", "/after")),
    RobotsFault("robots.txt in NUL bytes and UTF-16", response(b"\x00\xff\xfe" + ALL.encode("utf-16"))),
    RobotsFault(
        "robots.txt asks for a delay of a year", text(ALL + "Crawl-delay: 31536000"), (), "robots-delay"
    ),
]
