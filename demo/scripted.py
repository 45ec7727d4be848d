"""A site whose pages are empty: a script asks for their words and puts them in, as many sites do today."""

import json
from collections.abc import Mapping
from html import escape
from string import Template
from urllib.parse import parse_qs, urlsplit

from demo.render import Served
from demo.reply import Reply, plain

DATA = "/dannye"
SHELL = Template("""<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Загрузка…</title>
<link rel="canonical" href="$target"><link rel="stylesheet" href="/app.css"></head>
<body><noscript>Включите JavaScript, чтобы читать газету.</noscript><div id="app"></div>
<script src="/app.js" defer></script></body></html>
""")
SCRIPT = f"""const app = document.getElementById('app');
fetch('{DATA}?of=' + encodeURIComponent(location.pathname + location.search))
    .then(answer => answer.json())
    .then(page => {{ document.title = page.title; app.innerHTML = page.html; }});
"""
STYLE = """body{font:17px/1.5 Georgia,serif;color:#26302b;background:#f3f0e6;margin:0}
#app{max-width:820px;margin:0 auto;background:#fff;min-height:100vh}
header,footer{background:#3c5a47;color:#fff;padding:14px 28px}header b{font-size:26px;margin-right:24px}
nav{display:inline}nav a{color:#dfe9e2;margin-right:14px}main{padding:12px 28px 28px}h2{margin-bottom:0}
h2 a{color:#3c5a47}time{color:#7b857e;font-size:14px}"""


def scripted_answer(target: str, pages: Mapping[str, Served], title: str) -> Reply:
    """What such a site answers: to the address of a page its empty shell, the words to the script alone."""
    parts = urlsplit(target)
    if parts.path == "/app.js":
        return _reply("application/javascript; charset=utf-8", SCRIPT)
    if parts.path == "/app.css":
        return _reply("text/css; charset=utf-8", STYLE)
    if parts.path == DATA:
        asked = parse_qs(parts.query).get("of", [""])[0]
        if asked in pages:
            page = {"title": title, "html": pages[asked].body.decode()}
            return _reply("application/json", json.dumps(page, ensure_ascii=False))
    if target in pages:
        return _reply("text/html; charset=utf-8", SHELL.substitute(target=escape(target)))
    return plain(404, "Страница не найдена")


def _reply(content_type: str, text: str) -> Reply:
    return Reply(200, (("Content-Type", content_type),), text.encode())
