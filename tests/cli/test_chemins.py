"""Every path that a command takes, read from the table of commands, against what no path should be: a sentence and a
code, and what was there stays as it was. A verb that is new is here by itself.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scolarite_desk.cli.command import Verb
from scolarite_desk.cli.postes import PHRASE
from scolarite_desk.cli.run import commands
from scolarite_desk.langue import kept
from scolarite_desk.msg import Msg
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known

# What the other arguments are given that a command cannot do without, by their name.
GIVEN = {
    "--dossier": "NUMÉRO", "--confirmer": "AAAAAAAA", "--motif": "essai", "--format": "csv", "acte": "transmit",
    "--from": "absent.json", "--to": "ailleurs", "--out": "ailleurs", "file": "absent.sdpaquet",
    "seance": "absente", "fichier": "absent.csv", "--genre": "recu",
}  # fmt: skip
_PATHS = ("FICHIER", "DOSSIER", "SAUVEGARDE")  # what the help calls a path
_MAKES = ("demo", "found")  # their base is one to come


def _paths() -> Iterator[tuple[Verb, str]]:
    for verb in commands():
        for (name, *_), options in verb.arguments:
            called = options.get("metavar")
            if any(one in (kept(called) if isinstance(called, Msg) else str(called)) for one in _PATHS):
                yield verb, name
    yield from ((verb, "--base") for verb in commands() if verb.words in _MAKES)
    yield from ((verb, "--trace") for verb in commands() if verb.words == "show")


PATHS = list(_paths())


def _places(folder: Path, base: Path) -> dict[str, Path]:
    """What a path may be, by mistake or malice; each is made again for each command."""
    folder.mkdir()
    there, loop, shut = folder / "là.pdf", folder / "boucle.pdf", folder / "fermé"
    there.write_bytes(b"hier")
    loop.symlink_to(loop)
    shut.mkdir(mode=0o500)
    (folder / "dossier.pdf").mkdir()
    (folder / "lien.pdf").symlink_to(base)
    os.link(base, folder / "même.pdf")
    backup = folder / "sauvegarde"
    backup.mkdir()
    (backup / "manifeste.json").write_text("{}")
    return {
        "there": there, "folder": folder / "dossier.pdf", "loop": loop, "full": Path("/dev/full"),
        "zero": Path("/dev/zero"), "shut": shut / "a.pdf", "proc": Path("/proc/a.pdf"), "long": folder / ("n" * 300),
        "lost": folder / "absent" / "a.pdf", "base": base, "vault": base.with_name(f"{base.name}.coffre"),
        "wal": base.with_name(f"{base.name}-wal"), "backup": backup / "manifeste.json", "same": folder / "même.pdf",
        "link": folder / "lien.pdf", "odd": folder / "re\udce7u.pdf", "blank": Path(),
    }  # fmt: skip


def _asked(verb: Verb, name: str, place: str, base: Path, numero: str) -> list[str]:
    words = [*verb.words.split(), *((name, place) if name.startswith("-") else ())]
    for (other, *_), options in verb.arguments:
        if other == name:
            words += [] if name.startswith("-") else [place]
        elif options.get("required") or not other.startswith("-"):
            given = GIVEN[other].replace("NUMÉRO", numero)  # a KeyError here: say in GIVEN what it may be
            words += [other, given] if other.startswith("-") else [given]
    if verb.words == "demo":
        words += ["--dossiers", "3"]
    if name != "--base":
        words += ["--base", str(base.with_name("fondée.sdesk") if verb.words in _MAKES else base)]
    return words


@pytest.mark.skipif(sys.platform == "win32", reason="links and devices are others there")
@pytest.mark.parametrize(("verb", "name"), PATHS, ids=[f"{verb.words} {name}" for verb, name in PATHS])
def test_a_path_that_is_none_has_its_sentence_and_touches_nothing(
    command: Desk, base: Path, tmp_path: Path, verb: Verb, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PHRASE, "une phrase assez longue")
    monkeypatch.setenv("SCOLARITE_DESK_ACCOUNT", "Claire M.")
    monkeypatch.chdir(tmp_path)
    numero, before = "AAAAAAAA" if name == "--trace" else _known(base), _bytes(base)
    places = _places(tmp_path / "ici", base)
    for what, place in places.items():
        said = command(*_asked(verb, name, str(place) if what != "blank" else "", base, numero))
        told = f"{verb.words} {name} {what}: {said.code} {said.err}"
        assert said.code in (0, 1, 2, 3), told
        assert said.code == 0 or said.err.count("\n") == 1, told
        assert "notre part" not in said.err, told
        assert _bytes(base) == before or said.code == 0, told
        assert base.is_file(), told
        assert _vault(base), told
        assert (places["there"].read_bytes(), places["loop"].is_symlink()) == (b"hier", True), told
        assert (places["backup"].read_text(), places["link"].readlink()) == ("{}", base), told
        before = _bytes(base)
    assert command("check", "--base", str(base)).code == 0


def _bytes(base: Path) -> tuple[bytes, int, str]:
    """Its salt, whether it ends with a page, its vault."""
    return (
        base.read_bytes()[:16],
        base.stat().st_size % 4096,
        hashlib.sha256(base.with_name(f"{base.name}.coffre").read_bytes()).hexdigest(),
    )


def _vault(base: Path) -> bool:
    return base.with_name(f"{base.name}.coffre").read_bytes().startswith(b"{")


@pytest.mark.parametrize(("verb", "name"), PATHS, ids=lambda one: getattr(one, "words", one))
def test_no_name_of_a_file_has_a_null_character(command: Desk, verb: Verb, name: str) -> None:
    said = command(*verb.words.split(), name, "a\0b")
    assert (said.code, said.err) == (
        2,
        "scolarite-desk\u00a0: Un caractère nul s’est glissé dans la commande\u00a0: retapez-la.\n",
    )
