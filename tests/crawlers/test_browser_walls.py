"""A page in the browser reaches nothing by itself, and by us only what we would fetch anyway."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from crawlers.browser.chromium import Chromium
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve
from tests.crawlers.test_browser import browser, doms, json, needs_chromium, notes, one_page, script

CONNECTED: list[Any] = []
IS_WATCHING = threading.Event()


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and IS_WATCHING.is_set():
        CONNECTED.append(arguments[1])


sys.addaudithook(_watch)


@pytest.fixture
def connected() -> Iterator[list[Any]]:
    """Every address that this process connects to."""
    CONNECTED.clear()
    IS_WATCHING.set()
    yield CONNECTED
    IS_WATCHING.clear()


@contextmanager
def sockets_of_chromium() -> Iterator[set[str]]:
    """The TCP and UDP sockets that processes below this one hold, looked at a hundred times a second."""
    found: set[str] = set()
    is_over = threading.Event()

    def look() -> None:
        while not is_over.wait(0.01):
            found.update(_sockets(_descendants(os.getpid())))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield found
    finally:
        is_over.set()
        watcher.join()


def _descendants(pid: int) -> set[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def _sockets(pids: set[int]) -> set[str]:
    held = set()
    for pid in pids:
        try:
            held |= {str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()}
        except OSError:
            continue
    tables = (Path(f"/proc/net/{kind}") for kind in ("tcp", "tcp6", "udp", "udp6"))
    lines = (line for table in tables if table.exists() for line in table.read_text().splitlines()[1:])
    rows = map(str.split, lines)
    return {f"{row[1]} -> {row[2]}" for row in rows if f"socket:[{row[9]}]" in held}


# Every way out that a page has; {0} is where it must not come.
WAYS_OUT = """
<link rel=preconnect href={0}><link rel=dns-prefetch href={0}><link rel=prefetch href={0}/prefetch>
<link rel=preload as=script href={0}/preload><link rel=manifest href={0}/manifest>
<link rel=icon href={0}/icon>
<link rel=stylesheet href={0}/css>
<style>@import "{0}/import"; @font-face {{font-family: f; src: url({0}/font)}}
p {{font-family: f; background: url({0}/background)}}</style>
<script type=speculationrules>{{"prerender": [{{"urls": ["{0}/prerender"]}}]}}</script>
<script src={0}/js></script><script type=module>import "{0}/module"</script>
<img src={0}/img><img srcset="{0}/srcset 2x"><video src={0}/video poster={0}/poster autoplay></video>
<audio src={0}/audio autoplay></audio><iframe src={0}/frame></iframe><object data={0}/object></object>
<embed src={0}/embed><iframe src=file:///etc/passwd></iframe><iframe src=data:text/html,<img/src={0}/data>>
</iframe>
<p>Утёсов</p><form id=f method=post action={0}/form target=t><input></form><iframe name=t></iframe>
<a id=a href=/stay ping={0}/ping>…</a>
<script>
const tries = [
    () => fetch('{0}/fetch'), () => fetch('{0}/post', {{method: 'POST', body: 'x'}}),
    () => fetch('{0}/blind', {{mode: 'no-cors', keepalive: true}}),
    () => {{ const x = new XMLHttpRequest(); x.open('GET', '{0}/xhr'); x.send(); }},
    () => new WebSocket('{0}/socket'.replace('http', 'ws')), () => new EventSource('{0}/events'),
    () => navigator.sendBeacon('{0}/beacon', 'x'),
    () => new WebTransport('{0}/transport'.replace('http:', 'https:')),
    () => {{ const c = new RTCPeerConnection({{iceServers: [{{urls: '{0}'.replace('http://', 'stun:')}}]}});
        c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o)); }},
    () => {{ const i = document.createElement('iframe'); document.body.append(i);
        const c = new i.contentWindow.RTCPeerConnection(); c.createDataChannel('x');
        c.createOffer().then(o => c.setLocalDescription(o)); }},
    () => navigator.serviceWorker.register('/worker.js'), () => new Worker('/worker.js'),
    () => new SharedWorker('/worker.js'), () => open('{0}/popup'), () => f.submit(), () => a.click(),
    () => fetch('/away'), () => fetch('http://169.254.169.254/latest'), () => fetch('http://[::1]:1/'),
    () => fetch('http://10.0.0.1/'),
    () => fetch('file:///etc/passwd').then(r => r.text()).then(t => app.append(t)),
    () => fetch('chrome://version'), () => {{ location = '{0}/location'; }},
];
for (const way of tries) try {{ const told = way(); told?.catch?.(() => 0); }} catch (fault) {{}}
</script>"""
INNER_HOSTS = """[crawl.browser]
seconds = 4.0
hosts = ["169.254.169.254", "10.0.0.1", "::1"]
[crawl.exceptions]
ignore_robots = "so that the check of addresses itself is met"
"""
WORKER = "fetch('{0}/worker'); try {{ importScripts('{0}/imported') }} catch (fault) {{}}"


@needs_chromium
def test_no_way_out_leads_anywhere(archive: Archive, connected: list[Any]) -> None:
    with serve({}, host="127.0.0.2") as trap, serve({}) as site:
        there = trap.url("").rstrip("/")
        site.answers |= one_page(WAYS_OUT.format(there), stay=response("…"))
        site.answers["/worker.js"] = script(WORKER.format(there))
        site.answers["/away"] = response(b"", status="302 Found", location=trap.url("/away"))
        with sockets_of_chromium() as held:
            archive.night(browser(archive, site, INNER_HOSTS))
        assert trap.asked == []
        assert {address[:2] for address in connected} <= {(site.host, site.port)}
    assert held == set()
    (dom,) = doms(archive, "/p")
    assert "Утёсов" in dom and "root:" not in dom
    refused = notes(archive)
    for reason in ("address", "host", "method POST", "websocket", "navigation"):
        assert f"({reason})" in refused


@needs_chromium
def test_the_watch_sees_what_a_call_would_open(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.browser.chromium.NO_CALLS", "")
    call = """<script>const c = new RTCPeerConnection(); c.createDataChannel('x');
        c.createOffer().then(o => c.setLocalDescription(o)); setInterval(() => fetch('/d'), 100)</script>"""
    with serve(one_page(call, d=json("1"))) as site, sockets_of_chromium() as held:
        archive.night(browser(archive, site, "[crawl.browser]\nseconds = 2.0"))
    assert held


ALLOWED = (
    "<script>for (const at of {0}) fetch(at).then(r => r.text()).then(t => app.append(t), () => 0)</script>"
)


@needs_chromium
def test_pages_load_from_their_own_hosts_and_those_that_are_named(archive: Archive) -> None:
    named = serve({"/d": _data("named")}, host="127.0.0.3")
    other = serve({"/d": _data("other")}, host="127.0.0.4")
    with named as one, other as two, serve({}) as site:
        site.answers |= one_page(ALLOWED.format([one.url("/d"), two.url("/d"), "/d"]), d=_data("own"))
        archive.night(browser(archive, site, '[crawl.browser]\nhosts = ["127.0.0.3"]'))
        assert two.asked == [] and [asked.path for asked in one.asked] == ["/robots.txt", "/d"]
    (dom,) = doms(archive, "/p")
    assert ("named" in dom, "own" in dom, "other" in dom) == (True, True, False)


def _data(text: str) -> bytes:
    return response(text, content_type="text/plain", access_control_allow_origin="*")


@needs_chromium
@pytest.mark.parametrize(
    ("exception", "said"),
    [("", False), ('\n[crawl.exceptions]\nignore_robots = "leave given by the editor"', True)],
)
def test_robots_txt_holds_for_what_a_page_loads(archive: Archive, exception: str, said: bool) -> None:
    with serve(one_page(ALLOWED.format(["/api/d"]))) as site:
        site.answers["/robots.txt"] = response("User-agent: *\nDisallow: /api/", content_type="text/plain")
        site.answers["/api/d"] = json('"Утёсов"')
        archive.night(browser(archive, site, f"delay = 0.0{exception}"))
        assert ("/api/d" in site.paths) is said
    assert ("Утёсов" in doms(archive, "/p")[0]) is said


@needs_chromium
@pytest.mark.parametrize(
    ("limit", "asked"),
    [("requests = 3", range(3, 4)), ("megabytes = 1", range(2, 5))],
    ids=["requests", "bytes"],
)
def test_a_page_that_wants_too_much_is_kept_as_it_stands(archive: Archive, limit: str, asked: range) -> None:
    wants = (
        "<p>Утёсов</p><script>(async () => { for (let i = 0; i < 9; i++) await fetch('/d?' + i) })()</script>"
    )
    with serve(one_page(wants)) as site:
        for number in range(9):
            site.answers[f"/d?{number}"] = response(b"x" * 400_000)
        archive.night(browser(archive, site, f"[crawl.browser]\n{limit}"))
        assert len([path for path in site.paths if path.startswith("/d")]) in asked
    assert archive.rows(
        "SELECT truncated FROM capture WHERE url LIKE '%/p' AND page > '' AND content_type LIKE 'text%'"
    ) == [("length",)]
    assert "Утёсов" in doms(archive, "/p")[0]


@needs_chromium
def test_what_pages_share_is_asked_for_once_a_night(archive: Archive) -> None:
    page = response("<link rel=stylesheet href=/a.css><script src=/a.js></script>")
    links = "".join(f"<a class=page href=/{n}>…</a>" for n in range(4))
    with serve({"/": response(links), **{f"/{n}": page for n in range(4)}}) as site:
        site.answers |= {"/a.css": response("p{}", content_type="text/css"), "/a.js": script("1")}
        archive.night(browser(archive, site))
        assert (site.paths.count("/a.js"), site.paths.count("/a.css")) == (1, 1)


@needs_chromium
def test_nothing_of_chromium_is_left_when_the_night_is_over(archive: Archive) -> None:
    before = _descendants(os.getpid())
    with serve(one_page("<p>Утёсов")) as site:
        archive.night(browser(archive, site))
    deadline = time.monotonic() + 5
    while (left := _descendants(os.getpid()) - before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == set()


@needs_chromium
def test_a_chromium_that_does_not_start_is_an_issue(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("SINODIK_CHROMIUM", str(broken))
    with serve(one_page("<p>Утёсов")) as site:
        archive.night(browser(archive, site))
    assert ("unrendered", site.url("/")) in archive.issues()
    assert len(archive.captured("list")) == 1


@needs_chromium
def test_no_more_pages_are_open_than_memory_bears() -> None:
    async def most() -> int:
        chromium, open_now, found = Chromium("Sinodik"), 0, [0]

        async def show() -> None:
            nonlocal open_now
            async with chromium.page():
                open_now += 1
                found.append(open_now)
                await asyncio.sleep(0.2)
                open_now -= 1

        await asyncio.gather(*(show() for _ in range(5)))
        await chromium.close()
        return max(found)

    assert asyncio.run(most()) == 2
