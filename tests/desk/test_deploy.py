"""The files by which it is installed name only what there is. They are read, not run."""

import re
import shlex
import subprocess
from pathlib import Path
from shutil import which

import pytest
from click import Context
from click.testing import CliRunner

from desk.cli import VERBS, main
from desk.notices.channels import channels

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")


def settings(unit: Path) -> dict[str, str]:
    return dict(re.findall(r"^(\w+)=(.*)$", unit.read_text("utf-8"), re.M))


def is_a_command(words: list[str]) -> bool:
    """Whether `sinodik` takes these words; a unit's `%i` stands for a name."""
    verb, *arguments = words
    command = main.get_command(Context(main), verb)
    if verb not in VERBS or command is None:
        return False
    command.make_context(verb, arguments, resilient_parsing=False)
    return True


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_runs_a_verb_that_there_is(unit: Path) -> None:
    program, *words = shlex.split(settings(unit)["ExecStart"])
    assert program == "/opt/sinodik/.venv/bin/sinodik"
    assert is_a_command(words)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_may_write_nowhere_but_in_the_home(unit: Path) -> None:
    told = settings(unit)
    assert told["ReadWritePaths"].split()[0] == told["WorkingDirectory"] == "/srv/sinodik"
    assert (told["ProtectSystem"], told["NoNewPrivileges"], told["PrivateTmp"]) == ("strict", "yes", "yes")
    assert told["User"] == "sinodik" and told["EnvironmentFile"] == "/etc/sinodik.env"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_refer_to_one_another_and_to_documents_that_exist(unit: Path) -> None:
    told = settings(unit)
    assert (ROOT / told["Documentation"].removeprefix("file:///opt/sinodik/")).exists()
    assert unit.suffix != ".timer" or unit.with_suffix(".service") in UNITS
    if "OnFailure" in told:
        assert told["OnFailure"] == "sinodik-failed@%n.service"
        assert unit.with_name("sinodik-failed@.service") in UNITS


@pytest.mark.skipif(not which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_them(tmp_path: Path) -> None:
    for unit in UNITS:  # the user and the program of an installed machine are not here
        text = re.sub(r"^(User|Group)=.*", r"\1=root", unit.read_text("utf-8"), flags=re.M)
        (tmp_path / unit.name).write_text(
            text.replace("/opt/sinodik/.venv/bin/sinodik", "/bin/true"), "utf-8"
        )
    names = [str(tmp_path / unit.name) for unit in UNITS]
    ran = subprocess.run(["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True)
    assert ran.returncode == 0 and not [line for line in ran.stderr.splitlines() if str(tmp_path) in line]


def test_the_container_is_made_of_what_there_is() -> None:
    copied = [line.split()[1:-1] for line in CONTAINERFILE.splitlines() if line.startswith("COPY ")]
    names = [name for names in copied for name in names]
    assert [name for name in names if not (ROOT / name).exists()] == []
    packages = re.findall(r"include = \[(.+)\]", (ROOT / "pyproject.toml").read_text("utf-8"))[0]
    assert {name.strip('" *') for name in packages.split(",")} <= set(names)
    assert "--require-hashes" in (ROOT / "setup.sh").read_text("utf-8")


def test_the_container_s_commands_exist_and_run_as_nobody_special() -> None:
    told = dict(re.findall(r"^(USER|ENTRYPOINT|CMD|STOPSIGNAL|FROM) (.+)$", CONTAINERFILE, re.M))
    assert told["USER"] == "sinodik" and CONTAINERFILE.index("USER sinodik") < CONTAINERFILE.index(
        "ENTRYPOINT"
    )
    assert told["FROM"] == "debian:bookworm-slim" and told["STOPSIGNAL"] == "SIGINT"
    (checked,) = re.findall(r"^HEALTHCHECK .*CMD \[(.+)\]$", CONTAINERFILE, re.M)
    for words in (told["CMD"], checked.replace('"sinodik", ', "")):
        assert is_a_command([word.strip(' "[]') for word in words.split(",")])


def test_every_setting_is_explained() -> None:
    variables = set(
        re.findall(r"^#?(SINODIK_\w+)=", (ROOT / "deploy" / "sinodik.env").read_text("utf-8"), re.M)
    )
    assert variables == set(re.findall(r"`(SINODIK_\w+)`", OPERATIONS.partition("## Schedule")[0]))
    assert channels(dict.fromkeys(variables, "")) == {}


def test_every_command_in_the_document_exists() -> None:
    blocks = re.findall(r"^```\n(.*?)^```", OPERATIONS, re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    commands = [re.split(r"\s{2,}|\s#", line)[0] for line in lines if line.startswith("sinodik ")]
    assert len(commands) > 5
    for command in commands:
        _, verb, *rest = shlex.split(command)
        options = {word for word in rest if word.startswith("--")}
        shown = CliRunner().invoke(
            main, [verb, *([rest[0]] if verb in ("rebuild", "sources") else []), "--help"]
        )
        assert shown.exit_code == 0, command
        assert all(option in shown.output for option in options), command
