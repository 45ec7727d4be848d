"""The ways a notice can go: a webhook that takes JSON, mail by SMTP. Settings are environment variables."""

import os
import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from http.client import HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from msgspec import json

from desk.notices.notice import Notice

SECONDS = 15
"""A server that does not answer within these has failed."""

HERE = ("localhost", "127.0.0.1", "::1")
"""A mail server on this machine may be spoken to without TLS."""

Send = Callable[[Notice], None]


class BadSetting(ValueError):
    """A variable says what cannot be meant; named without its value, which may hold a secret."""


class NotTaken(OSError):
    """The server answered that it does not take the notice, and would not if asked again."""


def channels(environment: Mapping[str, str] = os.environ) -> dict[str, Send]:
    """The ways that are set, by name. Raises BadSetting."""
    found: dict[str, Send] = {}
    if url := environment.get("SINODIK_WEBHOOK"):
        found["webhook"] = _webhook(url)
    if to := environment.get("SINODIK_MAIL_TO"):
        found["mail"] = _mail(to, environment)
    return found


def _webhook(url: str) -> Send:
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise BadSetting("SINODIK_WEBHOOK: expected an address that begins with https:// or http://")

    def send(notice: Notice) -> None:
        request = Request(url, json.encode(notice), {"Content-Type": "application/json"}, method="POST")
        try:
            build_opener(_NoRedirects).open(request, timeout=SECONDS).close()
        except HTTPError as error:
            error.close()
            if error.code in (408, 429) or error.code >= 500:
                raise
            raise NotTaken(f"answered {error.code}") from error

    return send


class _NoRedirects(HTTPRedirectHandler):
    """A redirected POST would arrive as a GET without the notice."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def _mail(to: str, environment: Mapping[str, str]) -> Send:
    server = urlsplit(environment.get("SINODIK_SMTP", ""))
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        raise BadSetting("SINODIK_SMTP: expected smtps://user:password@host or smtp://host:port")
    sender = environment.get("SINODIK_MAIL_FROM") or to.split(",")[0].strip()

    def send(notice: Notice) -> None:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = notice.headline, sender, to
        message.set_content(notice.text)
        with _connected(server.scheme, server.hostname or "", server.port) as smtp:
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)

    return send


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    """A connection under verified TLS, but for a server on this machine that offers none."""
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=SECONDS, context=context)
    smtp = smtplib.SMTP(host, port or 587, timeout=SECONDS)
    smtp.ehlo()
    if host not in HERE or smtp.has_extn("starttls"):
        smtp.starttls(context=context)
    return smtp
