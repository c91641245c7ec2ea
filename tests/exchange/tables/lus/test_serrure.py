"""Workbooks with a password: asked for, tried, and never a way to make the desk compute for hours."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.tableau import is_protected, read_tables
from tests.exchange.tables.lus.bruts import ods, sheet, text, xlsx

# msoffcrypto writes what it does not read again under 4096 bytes, which no spreadsheet makes.
BOOK = xlsx(
    sheet(text("A1", "Nom"), text("A2", "KERMAREC")), extra={"docProps/x.bin": random.Random(1).randbytes(5_000)}
)
OLD = Path(__file__).with_name("ancien.xls").read_bytes()


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return _sealed("un mot de passe")


def _sealed(password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(BOOK)).encrypt(password, out)
    return out.getvalue()


def test_a_workbook_with_a_password_is_read_with_it_and_nothing_else(sealed: bytes) -> None:
    assert is_protected(sealed)
    assert not is_protected(BOOK)
    assert not is_protected(OLD)
    assert read_tables(sealed, "un mot de passe").feuilles[0].lignes == [(1, ("Nom",)), (2, ("KERMAREC",))]
    for password, words in ((None, "a un mot de passe"), ("un autre", "pas le mot de passe")):
        with pytest.raises(Refused, match=words) as refused:
            read_tables(sealed, password)
        assert refused.value.champ == "mot_de_passe"


def test_a_workbook_only_kept_from_being_changed_asks_for_nothing() -> None:
    assert read_tables(_sealed("VelvetSweatshop")).feuilles[0].lignes[1] == (2, ("KERMAREC",))


def test_a_derivation_without_end_is_not_begun(sealed: bytes) -> None:
    assert b'spinCount="100000"' in sealed
    for turns in (b'spinCount="9999999"', b"spinCount='9999999'"):
        with pytest.raises(Refused, match="calcul démesuré"):
            read_tables(sealed.replace(b'spinCount="100000" ', turns), "un mot de passe")


def test_a_damaged_one_is_refused(sealed: bytes) -> None:
    for data in (
        sealed[:3_000],
        sealed.replace(b"<encryption", b"<!DOCTYPE a>"),
        sealed.replace(b"keyData", b"kexData"),
    ):
        with pytest.raises(Refused, match="abîmé"):
            read_tables(data, "un mot de passe")


def test_an_old_workbook_with_a_password_is_read_with_it() -> None:
    locked = Path(__file__).with_name("ancien_protege.xls").read_bytes()  # made by LibreOffice: « secret »
    assert is_protected(locked)
    assert read_tables(locked, "secret").feuilles == read_tables(OLD).feuilles
    for password, words in ((None, "a un mot de passe"), ("un autre", "pas le mot de passe")):
        with pytest.raises(Refused, match=words):
            read_tables(locked, password)
    assert not is_protected(OLD[:2_000])


def test_opendocument_with_a_password_says_what_to_do() -> None:
    data = ods("<table:table-row/>")
    assert not is_protected(data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            inside = b"<manifest:encryption-data/>" if "manifest" in name else source.read(name)
            target.writestr(name, inside)
    with pytest.raises(Refused, match="OpenDocument a un mot de passe"):
        read_tables(out.getvalue())
