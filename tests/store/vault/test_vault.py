"""The vault: a password opens the base, anything else is told from a damage, and nothing readable lies on the disk."""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from argon2 import low_level
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.places import user_settings
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store import base, drafts
from scolarite_desk.store.vault import essais, vault
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


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_a_password_opens_whichever_keyboard_chose_it_and_types_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"]
) -> None:
    secret, path = "élève à Orléans", tmp_path / "a.sdesk"
    with monkeypatch.context() as before:  # a vault of before: derived from what was typed
        before.setattr(vault, "prepared", lambda text: text)
        vault.write(path, [vault.wrap("Claire", unicodedata.normalize(form, secret), KEY, CHEAP)])
    assert vault.unwrap(path, "Claire", unicodedata.normalize(typed, secret)) == KEY
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        vault.unwrap(path, "Claire", "eleve a Orleans")


def test_a_new_password_is_derived_from_its_composed_form(monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[str] = []

    def stretched(password: str, *_more: object) -> bytes:
        derived.append(password)
        return bytes(32)

    monkeypatch.setattr(vault, "_stretch", stretched)
    vault.wrap("Claire", unicodedata.normalize("NFD", "élève\u00a0à Orléans"), KEY, CHEAP)
    assert derived == ["élève à Orléans"]


def test_a_wrong_password_is_refused_in_words(kept: Path) -> None:
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        vault.unwrap(kept, "Claire", "une autre phrase")


def test_an_account_that_has_no_key_is_named(kept: Path) -> None:
    with pytest.raises(Refused, match="pas ouvert au compte «\u00a0Gaël\u00a0»"):
        vault.unwrap(kept, "Gaël", PASSWORD)


@pytest.mark.parametrize("length", [0, 11])
def test_a_short_password_is_refused(length: int) -> None:
    with pytest.raises(Refused, match="au moins douze caractères"):
        vault.wrap("Claire", "é" * length, KEY, CHEAP)


def test_a_missing_vault_says_what_to_do(kept: Path) -> None:
    vault.vault_path(kept).unlink()
    with pytest.raises(Unavailable, match=r"manque à côté de la base.*remettez-le"):
        vault.read(kept)


@given(st.data())
def test_any_byte_changed_is_refused_in_words_and_never_a_wrong_password(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sdesk"
        vault.write(path, [vault.wrap("Claire", PASSWORD, KEY, CHEAP, par="Denis", le="2026-07-06")])
        whole = bytearray(vault.vault_path(path).read_bytes())
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] ^= data.draw(st.integers(1, 255))
        vault.vault_path(path).write_bytes(whole)
        with pytest.raises(Unavailable, match=r"est abîmé\. La base n’a pas été touchée|une version plus récente"):
            vault.unwrap(path, "Claire", PASSWORD)


def _rewritten(path: Path, **changes: object) -> None:
    """The vault as someone who knows its checksum would forge it."""
    said = json.loads(vault.vault_path(path).read_bytes())
    said["comptes"][0].update(changes)
    said["somme"] = vault._checksum(said["comptes"])
    vault.vault_path(path).write_text(json.dumps(said))


@pytest.mark.parametrize("change", [{"compte": "Gaël"}, {"passes": 2}, {"memory": 128}, {"par": "X"}, {"le": "2027"}])
def test_what_a_wrap_says_of_itself_is_sealed_with_the_key(kept: Path, change: dict[str, object]) -> None:
    _rewritten(kept, **change)
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        vault.unwrap(kept, str(change.get("compte", "Claire")), PASSWORD)


@pytest.mark.parametrize(
    "change",
    [
        {"memory": 64 * 1024 * 1024},
        {"memory": 262_145},
        {"memory": 262_144, "passes": 9},
        {"passes": 10**9},
        {"passes": 0},
        {"memory": -1},
        {"memory": True},
        {"passes": 1.0},
        {"salt": "AAAA"},
        {"nonce": "!"},
        {"genre": "autre"},
        {"version": 3},
        {"compte": None},
        {"compte": "\ud800"},
        {"compte": "Denis"},
        {"par": "x" * 3000},
        {"inconnu": 1},
    ],
)
def test_a_hostile_vault_is_refused_before_anything_is_computed(kept: Path, change: dict[str, object]) -> None:
    _rewritten(kept, **change)
    with pytest.raises(Unavailable, match="est abîmé"):
        vault.read(kept)


def test_a_vault_of_any_size_is_not_read_whole(kept: Path) -> None:
    with vault.vault_path(kept).open("ab") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(Unavailable, match="est abîmé"):
        vault.read(kept)


@pytest.mark.parametrize("content", ["[" * 200_000, '{"version": 9' + "9" * 5000 + "}"])
def test_a_vault_made_to_hurt_the_reader_is_damaged(kept: Path, content: str) -> None:
    vault.vault_path(kept).write_text(content)
    with pytest.raises(Unavailable, match="est abîmé"):
        vault.read(kept)


def test_a_vault_of_a_newer_version_is_left_alone(kept: Path) -> None:
    vault.vault_path(kept).write_text('{"version": 3}')
    with pytest.raises(Unavailable, match="une version plus récente"):
        vault.read(kept)


def _first_version(path: Path) -> None:
    """A vault as the first version wrote it: only the name was sealed."""
    old = vault.wrap("Claire", PASSWORD, KEY, CHEAP)
    stretched = vault._stretch(PASSWORD, vault._bytes(old.salt), CHEAP)
    sealed = AESGCM(stretched).encrypt(vault._bytes(old.nonce), KEY, b"Claire")
    names = ("compte", "salt", "nonce", "memory", "passes")
    comptes = [{name: getattr(old, name) for name in names} | {"wrapped": vault._text(sealed)}]
    said = {"version": 1, "comptes": comptes, "somme": vault._checksum(comptes)}
    vault.vault_path(path).write_text(json.dumps(said, indent=1))


def test_a_vault_of_the_first_version_still_opens_and_takes_newcomers(tmp_path: Path) -> None:
    path = tmp_path / "a.sdesk"
    _first_version(path)
    assert vault.unwrap(path, "Claire", PASSWORD) == KEY
    vault.give(path, vault.wrap("Denis", "une autre phrase", KEY, CHEAP))
    assert vault.unwrap(path, "Claire", PASSWORD) == KEY
    assert vault.unwrap(path, "Denis", "une autre phrase") == KEY
    assert vault.accounts(path) == ["Claire", "Denis"]


def test_a_new_password_replaces_the_old_one_and_what_the_system_kept_for_it(kept: Path) -> None:
    vault.give(kept, vault.wrap("Claire", "un secret au hasard", KEY, CHEAP, vault.SESSION))
    vault.give(kept, vault.wrap("Claire", "une phrase plus longue", KEY, CHEAP))
    assert [(one.genre, one.compte) for one in vault.read(kept)] == [("compte", "Denis"), ("compte", "Claire")]
    assert vault.unwrap(kept, "Claire", "une phrase plus longue") == KEY
    with pytest.raises(Refused, match="Mot de passe incorrect"):
        vault.unwrap(kept, "Claire", PASSWORD)


def test_a_wrap_of_one_kind_is_not_one_of_another(kept: Path) -> None:
    _rewritten(kept, genre="secours")
    with pytest.raises(Refused, match="Cette clé de secours n’est pas celle de cette base"):
        vault.unwrap(kept, "Claire", PASSWORD, vault.SECOURS)


def test_dropped_accounts_are_named_and_the_others_stay(kept: Path) -> None:
    vault.give(kept, vault.wrap("", "la clé de secours", KEY, CHEAP, vault.SECOURS))
    assert vault.drop(kept, ["Claire", "Gaël"]) == ["Claire"]
    assert [(one.genre, one.compte) for one in vault.read(kept)] == [("compte", "Denis"), ("secours", "")]


def test_the_fifth_wrong_password_makes_one_wait_and_the_wait_outlives_the_program(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(essais, "time", lambda: now[0])
    said = [_refusal(kept) for _ in range(5)]
    assert ["Réessayez dans" in one for one in said] == [False, False, False, False, True]
    assert _refusal(kept) == "Trop de mots de passe incorrects. Réessayez dans 1\u00a0s."
    assert vault.unwrap(kept, "Denis", "une autre phrase") == KEY  # another account does not wait
    waits = []
    for _ in range(12):
        now[0] += 301
        _refusal(kept)
        waits.append(essais.wait(kept, "compte Claire"))
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    now[0] -= 100_000  # a clock set back
    assert essais.wait(kept, "compte Claire") == 300
    now[0] += 299
    assert essais.wait(kept, "compte Claire") == 1, "one waits once, not until the clock caught up"
    now[0] += 1
    assert vault.unwrap(kept, "Claire", PASSWORD) == KEY
    assert essais.wait(kept, "compte Claire") == 0


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=12), st.integers(5, 30))
def test_no_wait_is_longer_than_five_minutes_whatever_the_clock_did(jumps: list[float], failures: int) -> None:
    now = [1e9]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        base = Path(folder) / "a.sdesk"
        patched.setattr(essais, "time", lambda: now[0])
        for _ in range(failures):
            essais.count(base, "compte Claire")
        for jump in jumps:
            now[0] += jump
            assert essais.wait(base, "compte Claire") <= 300
        now[0] += 300
        assert essais.wait(base, "compte Claire") == 0, "nobody is kept out for good"


def test_a_new_wrap_costs_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def derived(_secret: bytes, salt: bytes, *cost: object) -> bytes:
        asked.append((8 * len(salt), *cost))
        return bytes(32)

    monkeypatch.setattr(low_level, "hash_secret_raw", derived)
    one = vault.wrap("Claire", PASSWORD, vault.new_key(), vault.Cost(vault.Cost.memory, vault.Cost.passes))
    assert asked == [(128, 4, 128 * 1024, 2, 32, low_level.Type.ID)]
    assert [len(vault._bytes(text)) for text in (one.salt, one.nonce, one.wrapped)] == [16, 12, 32 + 16]
    assert 8 * len(vault.new_key()) == 256
    assert vault.new_key() != vault.new_key()


def _refusal(path: Path) -> str:
    with pytest.raises(vault.Wrong) as refused:
        vault.unwrap(path, "Claire", "pas le bon du tout")
    return str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"a": 1}',
        b"\xff",
        b'{"a": ["x", "y"]}',
        b"[" * 60_000,
        b'{"a": [1e999, 5]}',
        b'{"a": [9, 1e999]}',
        b'{"a": [9, NaN]}',
    ],
)
def test_a_count_of_tries_that_cannot_be_read_keeps_nobody_out(kept: Path, content: bytes) -> None:
    essais.count(kept, "compte Claire")
    [place] = (user_settings() / "essais").iterdir()
    place.write_bytes(content)
    assert vault.unwrap(kept, "Claire", PASSWORD) == KEY


def test_a_wait_that_cannot_be_written_down_again_keeps_nobody_out(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [5000.0]
    monkeypatch.setattr(essais, "time", lambda: now[0])
    for _ in range(8):
        essais.count(kept, "compte Claire")
    now[0] = 1000.0
    monkeypatch.setattr(essais, "_write", lambda *_: False)
    assert essais.wait(kept, "compte Claire") == 0


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
    known = {"genre", "compte", "salt", "nonce", "wrapped", "memory", "passes", "par", "le", "version"}
    assert known == set(json.loads(content)["comptes"][0])


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


def test_a_vault_that_may_not_be_read_is_told_and_remembers_nobody(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(vault, "_content", refused)
    with pytest.raises(Unavailable, match=r"n’a pas pu être lu \(Permission denied\)"):
        vault.read(kept)
    assert vault.accounts(kept) == []
    assert not vault.retained(kept, "Claire")


def test_a_vault_written_otherwise_than_we_write_it_is_damaged(kept: Path) -> None:
    path = vault.vault_path(kept)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(Unavailable, match="est abîmé"):
        vault.read(kept)


def test_a_vault_of_the_first_version_that_was_changed_is_damaged(kept: Path) -> None:
    vault.vault_path(kept).write_text(json.dumps({"version": 1, "comptes": [], "somme": "0" * 64}))
    with pytest.raises(Unavailable, match="est abîmé"):
        vault.read(kept)
