"""Where a command writes: never over a base, over a file if it is said; what cannot be written costs no number."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.cli.postes import PHRASE
from scolarite_desk.errors import Unavailable
from scolarite_desk.exchange import fichier
from scolarite_desk.msg import N_
from scolarite_desk.services import exports_lettres
from scolarite_desk.store.base import open_base
from scolarite_desk.store.vault.vault import vault_path
from tests import enfants
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known, _log
from tests.store.damage import sql

# Every command that writes a file, but the folders of `backup` and `move`, which have their own rules.
WRITES = (
    ("export", "decisions", "--format", "csv"),
    ("letters",),
    ("receipt", "--dossier", "NUMÉRO"),
    ("seal",),
    ("rgpd", "export", "--dossier", "NUMÉRO"),
    ("rgpd", "register"),
    ("packet", "export"),
    ("compte", "secours"),
)


def _asked(base: Path, words: Sequence[str]) -> list[str]:
    return [one.replace("NUMÉRO", _known(base)) for one in words]


@pytest.mark.parametrize("words", WRITES, ids=" ".join)
@pytest.mark.parametrize("name", ["exercice.sdesk", "exercice.sdesk.coffre", "lien.pdf"])
def test_out_never_touches_the_base_even_forced(
    desk: Desk, base: Path, words: Sequence[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PHRASE, "une phrase assez longue")
    (base.parent / "lien.pdf").symlink_to(base)
    asked, vault = _asked(base, words), vault_path(base).read_bytes()
    before = desk("digest", "--json").json
    said = desk(*asked, "--out", str(base.parent / name), "--force")
    assert said.code == 1, said.err
    assert vault_path(base).read_bytes() == vault
    assert desk("digest", "--json").json == before
    assert (base.parent / "lien.pdf").is_symlink()


def test_nothing_is_replaced_unless_it_is_said(desk: Desk, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "recu.pdf"
    out.write_bytes(b"hier")
    asked = _asked(base, ("receipt", "--dossier", "NUMÉRO", "--out", str(out)))
    said = desk(*asked)
    assert (said.code, out.read_bytes()) == (1, b"hier")
    assert "--force" in said.err
    assert desk(*asked, "--force").code == 0
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "words", [("letters",), ("receipt", "--dossier", "NUMÉRO"), ("seal",), ("compte", "secours")], ids=" ".join
)
@pytest.mark.parametrize("full", [False, True])
def test_where_nothing_can_be_written_no_number_is_given_and_no_key_changes(
    desk: Desk, base: Path, words: Sequence[str], full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, before = _asked(base, words), _given(base)
    with monkeypatch.context() as patched:
        if full:
            patched.setattr(fichier, "settle", _full)
        said = desk(*asked, "--out", str(base.parent / ("l.pdf" if full else "absent/l.pdf")))
    assert said.code == 3, said.err
    assert _given(base) == before
    assert not (base.parent / "l.pdf").exists()
    assert desk(*asked, "--out", str(base.parent / "l.pdf")).code == 0
    assert _given(base) != before


def _given(base: Path) -> tuple[object, ...]:
    """The numbers that were given, the documents kept, and the vault."""
    store = open_base(base, exercice.COMPTE, exercice.PASSWORD)
    found = [tuple(map(tuple, sql(store, f"SELECT * FROM {name}"))) for name in ("compteur", "document_emis")]
    store.close()
    return (*found, vault_path(base).read_bytes())


def _full(_stream: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_file_that_came_to_nothing_is_told_by_the_access_log(
    desk: Desk, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = str(base.parent / "d.csv")
    with monkeypatch.context() as patched:
        patched.setattr(fichier, "settle", _full)
        assert desk("export", "decisions", "--format", "csv", "--out", out).code == 3
    assert desk("export", "decisions", "--format", "csv", "--out", out).code == 0
    assert [(quoi, ou) for _, quoi, _, ou in _log(base)] == [
        ("decisions csv", out), ("abandon", out), ("decisions csv", out), ("ecrit", out)
    ]  # fmt: skip


def _killed_at_the_end() -> None:
    fichier.settle = lambda _stream: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("given", "name", "quoi"),
    [
        (("decisions", "--format", "csv"), "d.csv", "decisions csv"),
        (("decisions", "--format", "ecandidat"), "d.xlsx", "decisions ecandidat"),
        (("dossiers",), "d.zip", "dossiers"),
    ],
)
def test_a_file_whose_writer_was_killed_is_announced_and_never_closed(
    base: Path, tmp_path: Path, given: tuple[str, ...], name: str, quoi: str
) -> None:
    folder = tmp_path / "sorties"
    folder.mkdir()
    words = ("export", *given, "--out", str(folder / name), "--base", str(base))
    killed = enfants.command(words, _killed_at_the_end)
    assert killed.returncode == -signal.SIGKILL
    assert list(folder.iterdir()) == [], "nothing of it stays"
    assert [(found, ou) for _, found, _, ou in _log(base)] == [(quoi, str(folder / name))]


def test_letters_that_stop_halfway_are_closed_as_such(
    desk: Desk, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "lettres"
    with monkeypatch.context() as patched:
        patched.setattr(exports_lettres, "_put", lambda *_: (_ for _ in ()).throw(Unavailable(N_("Disque plein."))))
        assert desk("letters", "--out", str(there)).code == 3
    assert [quoi for _, quoi, _, _ in _log(base)] == ["lettres", "partiel"]


def test_a_letter_in_a_folder_leaves_another_file_of_its_name(desk: Desk, base: Path, tmp_path: Path) -> None:
    there = tmp_path / "lettres"
    assert desk("letters", "--out", str(there)).code == 0
    first = {path.name: path.read_bytes() for path in there.iterdir()}
    name = min(first)
    (there / name).write_bytes(b"another")
    assert desk("letters", "--out", str(there)).code == 1
    assert desk("letters", "--out", str(there), "--reimprimer").code == 0
    again = {path.name: path.read_bytes() for path in there.iterdir()}
    assert again.keys() - first.keys() == {name.replace(".pdf", " (2).pdf")}
    assert again[name] == b"another"
