"""The command line speaks the language that its environment names: help, answers, errors, questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scolarite_desk import places
from scolarite_desk.cli import langue as spoken
from scolarite_desk.cli.run import _in_json, commands
from scolarite_desk.langue import Langue, langue
from scolarite_desk.msg import N_
from tests.cli.conftest import Desk
from tests.pseudo import OPEN, PSEUDO, unsaid

# What is typed, in every language.
_WRITTEN = re.compile(
    r"^  scolarite-desk .*$|--[\w-]+|scolarite-desk[ \w-]*|\{[\w,-]+\}|xlsx|json|attente|ecandidat|recu|lettre|avant",
    re.MULTILINE,
)
_WORDS = {word for command in commands() for word in re.split(r"[ -]", command.words)} | {"visit"}


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Langue:
    """The environment names a language that nobody speaks."""
    asked = {PSEUDO.code: PSEUDO}
    monkeypatch.setenv("SCOLARITE_DESK_LANGUE", PSEUDO.code)
    monkeypatch.setattr(spoken, "langue", lambda code: asked.get(code) or langue(code))
    return PSEUDO


def _left(text: str) -> set[str]:
    return set(unsaid(text).split()) - _WORDS


@pytest.mark.parametrize("words", ["", *sorted({one.words.split()[0] for one in commands()})])
def test_every_word_of_a_help_is_in_the_language(
    command: Desk, other: Langue, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    """The page of the program, of each family, and of the verbs that have none."""
    with pytest.raises(SystemExit):
        command(*words.split(), "--help")
    told = capsys.readouterr().out
    assert told.startswith(OPEN), "argparse's own first word"
    assert not _left(_WRITTEN.sub(" ", told))


@pytest.mark.parametrize("words", sorted(one.words for one in commands()))
def test_every_help_says_its_arguments_in_the_language(
    command: Desk, other: Langue, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    with pytest.raises(SystemExit):
        command(*words.split(), "--help")
    assert not _left(_WRITTEN.sub(" ", capsys.readouterr().out))


def test_an_answer_and_what_a_program_reads_are_in_the_language(command: Desk, other: Langue) -> None:
    assert not _left(command("cvec", "check", "x").out)
    assert not _left(command("ine", "check", "123456789AA", "--json").json["message"])
    assert not {one["required"] for one in command("fields", "--json").json if _left(one["required"])}
    assert OPEN in command("rights").out


def test_what_is_wrong_is_told_in_the_language(desk: Desk, command: Desk, other: Langue) -> None:
    for words in (
        ["show"],
        ["fields", "--bidule"],
        ["undo", "--work", "un"],
        ["undo", "--work"],
        ["fields", "--json=1"],
    ):
        said = command(*words)
        assert said.code == 2
        assert said.err.startswith(OPEN)
        assert not _left(_WRITTEN.sub(" ", said.err)), words
    refused = desk("show", "--dossier", "AAAAAAAA", "--json")
    assert refused.code == 1
    assert refused.json["message"].startswith(OPEN)
    assert refused.json["message"] in refused.err


def test_a_question_is_asked_in_the_language(desk: Desk, other: Langue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCOLARITE_DESK_PASSWORD")
    asked: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or "exercice-2026")
    assert desk("digest").code == 0
    assert asked[0].startswith(OPEN)


def test_a_catalogue_that_is_installed_answers(command: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = Catalog(locale="en")
    made.add("Cet INE est juste.", "This INE is right.")
    made.add("{ine} ({forme})\u00a0: {verdict}", "{ine} ({forme}): {verdict}")
    with (tmp_path / "en.mo").open("wb") as file:
        write_mo(file, made)
    resource = places.resource
    monkeypatch.setattr(places, "resource", lambda name: tmp_path if name == "catalogues" else resource(name))
    monkeypatch.setenv("SCOLARITE_DESK_LANGUE", "en")
    langue.cache_clear()
    said = command("ine", "check", "0199000001Z")
    langue.cache_clear()
    assert (said.code, said.out, said.err) == (0, "0199000001Z (bea): This INE is right.\n", "")


def test_a_language_that_is_not_installed_is_told_once_and_french_answers(
    command: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCOLARITE_DESK_LANGUE", "en")
    monkeypatch.setattr(spoken, "langue", lambda code: Langue(code, missing=True))
    said = command("ine", "check", "0199000001Z")
    assert (
        said.err == "Le catalogue de la langue «\u00a0en\u00a0» manque ou est abîmé\u00a0: tout est dit en français.\n"
    )
    assert (said.code, said.out) == (0, "0199000001Z (bea)\u00a0: Cet INE est juste.\n")


@pytest.mark.parametrize("named", [None, "", "fr"])
def test_without_another_language_commands_answer_in_french(
    command: Desk, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.delenv("SCOLARITE_DESK_LANGUE", raising=False)
    if named is not None:
        monkeypatch.setenv("SCOLARITE_DESK_LANGUE", named)
    said = command("ine", "check", "0199000001Z")
    assert (said.out, said.err) == ("0199000001Z (bea)\u00a0: Cet INE est juste.\n", "")


def test_what_json_does_not_know_is_a_fault_of_ours() -> None:
    """A sentence is said; anything else was forgotten by whoever answers."""
    assert _in_json(N_("Un dossier")) == "Un dossier"
    with pytest.raises(TypeError, match="set in an answer"):
        _in_json(set())
