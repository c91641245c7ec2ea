"""What a help gives to copy is what the command takes."""

from __future__ import annotations

import shlex

import pytest

from scolarite_desk.cli.command import Verb
from scolarite_desk.cli.run import _parser, commands
from scolarite_desk.exchange.tables.decisions import COLONNES
from tests.cli.conftest import Desk

_WITH = [one for one in commands() if one.exemples]


@pytest.mark.parametrize("verb", _WITH, ids=lambda verb: verb.words)
def test_each_example_of_a_help_is_taken_by_its_command(verb: Verb) -> None:
    parser = _parser(lambda _folder: 0)
    for one in verb.exemples:
        assert parser.parse_args([*verb.words.split(), *shlex.split(one)]).command is verb
        assert len(f"  scolarite-desk {verb.words} {one}") <= 100, "copied in one piece"


def test_commands_of_files_in_and_out_all_have_examples() -> None:
    asked = {one.words for one in commands() if one.words.split()[0] in ("import", "export", "export-si", "letters")}
    assert asked - {one.words for one in _WITH} == set()


def test_columns_of_an_example_exist() -> None:
    typed = next(one for verb in _WITH for one in verb.exemples if "--colonnes" in one).split()
    assert set(typed[typed.index("--colonnes") + 1].split(",")) <= {one.cle for one in COLONNES}


def test_an_example_stands_on_a_line_of_its_own(command: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command("import", "--help")
    assert "\n  scolarite-desk import candidatures.xlsx --plan\n" in capsys.readouterr().out
