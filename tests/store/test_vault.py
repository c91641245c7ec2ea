"""The vault: a password opens the base, anything else is told from a damage, and nothing readable lies on the disk."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.personne import Personne
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store import base, drafts, vault
from tests.services.conftest import PASSWORD, Desk

CHEAP = vault.Cost(64, 1)
KEY = bytes(range(32))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A vault of two accounts beside a base that is not there."""
    path = tmp_path / "a.sdesk"
    vault.write(path, [vault.wrap("Claire", PASSWORD, KEY, CHEAP), vault.wrap("Denis", "une autre phrase", KEY, CHEAP)])
    return path


def test_each_account_opens_with_its_own_password(kept: Path) -> None:
    assert vault.unwrap(kept, "Claire", PASSWORD) == KEY
    assert vault.unwrap(kept, "Denis", "une autre phrase") == KEY


def test_a_wrong_password_is_refused_in_words(kept: Path) -> None:
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        vault.unwrap(kept, "Claire", "une autre phrase")


def test_an_account_that_has_no_key_is_named(kept: Path) -> None:
    with pytest.raises(Refused, match="pas ouvert au compte «\u00a0Gaël\u00a0»"):
        vault.unwrap(kept, "Gaël", PASSWORD)


@pytest.mark.parametrize("length", [0, 11])
def test_a_short_password_is_refused(length: int) -> None:
    with pytest.raises(Refused, match="au moins 12 caractères"):
        vault.wrap("Claire", "é" * length, KEY, CHEAP)


def test_a_missing_vault_says_what_to_do(kept: Path) -> None:
    vault.vault_path(kept).unlink()
    with pytest.raises(Unavailable, match=r"manque à côté de la base.*remettez-le"):
        vault.read(kept)


class _Damaged(Exception):
    """The one thing that may be said."""


def _opened(path: Path) -> bytes:
    try:
        return vault.unwrap(path, "Claire", PASSWORD)
    except Unavailable as refused:
        raise (_Damaged if "est abîmé. La base n’a pas été touchée" in refused.message else AssertionError) from refused


@given(st.data())
def test_any_byte_changed_is_a_damaged_vault_and_never_a_wrong_password(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sdesk"
        vault.write(path, [vault.wrap("Claire", PASSWORD, KEY, CHEAP)])
        whole = bytearray(vault.vault_path(path).read_bytes())
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] ^= data.draw(st.integers(1, 255))
        vault.vault_path(path).write_bytes(whole)
        with contextlib.suppress(_Damaged):
            assert _opened(path) == KEY  # white space, or the number of the version


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"somme": 1, "comptes": 2}', "null", '"coffre"'])
def test_what_is_no_vault_is_damaged(kept: Path, content: str) -> None:
    vault.vault_path(kept).write_text(content)
    with pytest.raises(Unavailable, match="est abîmé"):
        vault.read(kept)


def test_only_its_owner_reads_the_vault_and_the_base(tmp_path: Path) -> None:
    made = base.create(tmp_path / "a.sdesk", "Claire", PASSWORD, cost=CHEAP)
    made.close()
    for path in (made.path, vault.vault_path(made.path)):
        assert path.stat().st_mode & 0o077 == 0


def test_neither_password_nor_key_is_in_the_vault(kept: Path) -> None:
    content = vault.vault_path(kept).read_text()
    assert PASSWORD not in content
    assert KEY.hex() not in content
    assert {"compte", "salt", "nonce", "wrapped", "memory", "passes"} == set(json.loads(content)["comptes"][0])


def test_the_vault_of_another_base_does_not_open_this_one(office: Desk, tmp_path: Path) -> None:
    other = base.create(tmp_path / "autre.sdesk", "Claire", PASSWORD, cost=CHEAP)
    other.close()
    office.store.close()
    before = office.store.path.read_bytes()
    vault.vault_path(office.store.path).write_bytes(vault.vault_path(other.path).read_bytes())
    with pytest.raises(Unavailable, match=r"la clé n’est pas la sienne\. Elle n’a pas été modifiée"):
        base.open_base(office.store.path, "Claire", PASSWORD)
    assert office.store.path.read_bytes() == before


def test_no_name_is_readable_on_the_disk_neither_during_the_work_nor_after(office: Desk, tmp_path: Path) -> None:
    marks = [mark.encode() for mark in ("ZYGOMATIQUE", "zygomatique", "Brouillonne")]
    personne = office.owner(office.person("ZYGOMATIQUE"))
    drafts.keep(office.store, personne, "identite.prenom", "Brouillonne")
    office(correct, "identite.courriel", personne, "zygomatique@exemple.fr")
    assert office.row(Personne, personne).nom_naissance == "ZYGOMATIQUE"
    read = _everything_written(tmp_path)
    assert any(name.endswith("-wal") for name in read)
    assert [name for name, content in read.items() if any(mark in content for mark in marks)] == []
    office.store.close()
    read = _everything_written(tmp_path)
    assert [name for name, content in read.items() if any(mark in content for mark in marks)] == []


def _everything_written(folder: Path) -> dict[str, bytes]:
    """Every file of the base's folder, of the home, and every one this process holds open, deleted or not."""
    files = [*folder.rglob("*"), *Path(os.environ["HOME"]).rglob("*")]
    held = Path("/proc/self/fd")
    files += [one for one in held.iterdir() if one.is_file()] if held.is_dir() else []
    return {str(one): one.read_bytes() for one in files if one.is_file()}
