"""Sends a notice by every way that is set, a few times over; a notice that fails changes nothing else."""

import smtplib
import time
from collections.abc import Callable

from desk.notices.channels import BadSetting, NotTaken, Send, channels
from desk.notices.notice import Notice

WAITS = (2.0, 8.0)
"""Seconds between three attempts."""

FAILURES = (OSError, smtplib.SMTPException)


def send(notice: Notice, *, wait: Callable[[float], None] = time.sleep) -> dict[str, str]:
    """Sends it; gives what became of it by the name of the way: "sent", or why not."""
    try:
        ways = channels()
    except BadSetting as error:
        return {"settings": str(error)}
    return {name: _sent(way, notice, wait) for name, way in ways.items()}


def _sent(way: Send, notice: Notice, wait: Callable[[float], None]) -> str:
    for pause in (*WAITS, None):
        try:
            way(notice)
        except (NotTaken, smtplib.SMTPAuthenticationError, smtplib.SMTPRecipientsRefused) as error:
            return f"not taken: {_words(error)}"
        except FAILURES as error:
            if pause is None:
                return f"not sent, after {len(WAITS) + 1} attempts: {_words(error)}"
            wait(pause)
        else:
            return "sent"
    raise AssertionError("the last attempt returns")


def _words(error: Exception) -> str:
    """The error's name and number: its words may quote an address with a secret in it."""
    if isinstance(error, NotTaken):
        return str(error)
    reason = getattr(error, "reason", None)
    told = reason if isinstance(reason, Exception) else error
    numbers = (getattr(told, name, None) for name in ("code", "smtp_code", "errno"))
    return " ".join((type(told).__name__, *(str(number) for number in numbers if number)))
