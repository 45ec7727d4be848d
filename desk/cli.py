"""The command line: one verb for each stage of the work."""

from importlib import import_module

import click

from archive.home import HomeError
from crawlers.agent import NoContact

VERBS = {
    "demo": "desk.commands.demo:demo",
    "sources": "desk.commands.sources:sources",
    "nightly": "desk.commands.nightly:nightly",
    "crawl": "desk.commands.crawl:crawl",
    "import": "desk.commands.import_:import_",
    "tip": "desk.commands.tip:tip",
    "parse": "desk.commands.parse:parse",
    "status": "desk.commands.status:status",
    "issues": "desk.commands.status:issues",
    "health": "desk.commands.health:health",
    "report": "desk.commands.report:report",
    "notify": "desk.commands.notify:notify",
    "gone": "desk.commands.gone:gone",
    "mentions": "desk.commands.mentions:mentions",
    "show": "desk.commands.mentions:show",
    "count": "desk.commands.count:count",
    "estimate": "desk.commands.estimate:estimate",
    "changes": "desk.commands.changes:changes",
    "publish": "desk.commands.publish:publish",
    "link": "desk.commands.link:link",
    "person": "desk.commands.person:person",
    "judge": "desk.commands.judge:judge",
    "verify": "desk.commands.verify:verify",
    "restrict": "desk.commands.restrict:restrict",
    "withdraw": "desk.commands.verify:withdraw",
    "check": "desk.commands.check:check",
    "backup": "desk.commands.backup:backup",
    "rebuild": "desk.commands.rebuild:rebuild",
    "read": "desk.commands.read:read",
    "desk": "desk.commands.desk:desk",
    "account": "desk.commands.account:account",
    "datasette": "desk.commands.datasette:datasette",
}
"""Verb → where its command is; imported only when it is called, so that `--help` is quick."""


class Verbs(click.Group):
    """Commands found by the table `VERBS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


class CannotRun(click.ClickException):
    """The home or the settings do not allow what was asked; shown as one line."""

    exit_code = 2


class Sinodik(Verbs):
    """Turns errors that name their remedy into one clear line."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (HomeError, NoContact) as error:
            raise CannotRun(str(error)) from error


@click.group(cls=Sinodik, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sinodik")
def main() -> None:
    """Sinodik: from regional obituary pages to a named count that anyone can retrace."""


if __name__ == "__main__":
    main()
