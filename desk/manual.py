"""Print the command line's manual, as docs/cli.md holds it: `python -m desk.manual > docs/cli.md`."""

import sys
from collections.abc import Iterator

import click
from click.testing import CliRunner

from desk.cli import VERBS, main

HEAD = """# The command line

Written by `python -m desk.manual`; a test holds it true.
"""


def manual() -> str:
    """The help of `sinodik`, of each verb and of each verb's own verbs, as Markdown."""
    return HEAD + "".join(f"\n## `{words}`\n\n```\n{_help(words)}```\n" for words in _commands())


def _commands() -> Iterator[str]:
    yield "sinodik"
    context = click.Context(main)
    for verb in VERBS:
        yield f"sinodik {verb}"
        command = main.get_command(context, verb)
        if isinstance(command, click.Group):
            yield from (f"sinodik {verb} {under}" for under in command.commands)


def _help(words: str) -> str:
    arguments = [*words.split()[1:], "--help"]
    shown = CliRunner().invoke(main, arguments, prog_name="sinodik", terminal_width=100)
    return shown.output


if __name__ == "__main__":
    sys.stdout.write(manual())
