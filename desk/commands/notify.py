"""`sinodik notify`: tell people how the last night ended."""

import click

from archive.home import Home, HomeError
from desk.commands.options import home_option


@click.command(epilog="Example: sinodik notify --home /srv/sinodik")
@click.option("--failed", metavar="UNIT", help="Say that this systemd unit failed.")
@home_option
def notify(failed: str | None, home: Home) -> None:
    """Send word of the last nightly run by webhook and mail. `sinodik nightly` does so on exit codes 1 and 2.

    SINODIK_WEBHOOK: an address that takes JSON. SINODIK_MAIL_TO, SINODIK_SMTP
    (smtps://user:password@host), SINODIK_MAIL_FROM. Exit code 1: a notice could not be sent; 2: nothing is
    set, or there is nothing to tell.
    """
    from desk.notices.notice import Notice, of_last_run
    from desk.notices.telling import tell

    try:
        last = of_last_run(home)
    except HomeError:
        if not failed:
            raise
        last = None
    if failed:
        last = Notice(f"Sinodik: the service {failed} failed", 2, last.run if last else "", "failed")
    if last is None:
        raise click.UsageError("there was no nightly run yet")
    told = tell(last)
    if not told:
        raise click.UsageError("nothing is set: SINODIK_WEBHOOK, or SINODIK_MAIL_TO and SINODIK_SMTP")
    raise click.exceptions.Exit(0 if set(told.values()) == {"sent"} else 1)
