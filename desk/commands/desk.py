"""`sinodik desk`: the verifiers' desk, in a browser."""

from pathlib import Path

import click

from archive.clock import Clock
from archive.home import Home
from desk.commands.options import home_option, sources_option


@click.command(epilog="Example: sinodik desk --home /srv/sinodik --port 8077")
@home_option
@sources_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8077, show_default=True, help="0: any free.")
@click.option("--url", envvar="SINODIK_DESK_URL", help="Its own address behind a proxy with TLS: https://…")
@click.option("--snapshots-url", envvar="SINODIK_SNAPSHOTS_URL", help="Another host name for pages as kept.")
@click.option("--proxy-header", envvar="SINODIK_PROXY_HEADER", help="Header that names the account.")
@click.option("--proxy-address", default="127.0.0.1", show_default=True, help="The proxy that is believed.")
def desk(
    home: Home,
    sources: Path | None,
    host: str,
    port: int,
    url: str | None,
    snapshots_url: str | None,
    proxy_header: str | None,
    proxy_address: str,
) -> None:
    """Serve the desk, where verifiers look and decide, until it is ended with Ctrl-C.

    Accounts are made with `sinodik account`. Without --url it is reached from this machine only, and pages as
    captured stand on the host name `localhost`, away from the desk's own address.
    """
    from desk.web.serving import bound, serve
    from desk.web.settings import Settings, local

    try:
        socket = bound(host, port, is_proxied=bool(url))
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error
    settings = local(host, socket.getsockname()[1])
    if url:
        settings = Settings(url.rstrip("/"), snapshots_url, proxy_header, proxy_address, is_proxied=True)
    click.echo(f"The desk: {settings.url}")
    serve(home, settings, Clock.from_environment(), sources, socket)
