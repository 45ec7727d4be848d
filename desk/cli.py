"""The command line: one verb for each stage of the work."""

from importlib import import_module

import click

VERBS = {"read": "desk.commands.read:read"}
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


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sinodik")
def main() -> None:
    """Sinodik: from regional obituary pages to a named count that anyone can retrace."""


if __name__ == "__main__":
    main()
