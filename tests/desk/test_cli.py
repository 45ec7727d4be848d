"""Every verb is documented where a newcomer looks first."""

import pytest
from click.testing import CliRunner

from desk.cli import VERBS, main


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    shown = CliRunner().invoke(main, [verb, "--help"])
    assert shown.exit_code == 0
    assert f"sinodik {verb}" in shown.output.split("Example")[-1]


def test_an_unknown_verb_is_refused_by_name() -> None:
    shown = CliRunner().invoke(main, ["exhume"])
    assert shown.exit_code == 2
    assert "exhume" in shown.output
