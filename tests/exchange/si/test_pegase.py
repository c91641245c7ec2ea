"""The files of Pégase, byte by byte, and read back."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.pegase import (
    CANDIDAT,
    CANDIDATURE,
    INSCRIPTION,
    faits,
    named,
    read,
    valeurs,
    write_avant,
    write_v28,
    zipped,
)
from scolarite_desk.models.rows.personne_lue import RIEN, AdresseLue, Coded, PersonneLue
from scolarite_desk.models.rules.pegase import remarques
from tests.exchange.si.candidats_inventes import TOUS, maelle, sans_prenom, tres_long

KEPT = Path(__file__).parent / "golden"
DAY = date(2026, 7, 12)


def same_bytes(name: str, octets: bytes) -> None:
    """Raise what differs from the bytes kept under that name; `GOLDEN_WRITE=1` keeps these."""
    if os.environ.get("GOLDEN_WRITE"):
        (KEPT / name).write_bytes(octets)
    assert octets == (KEPT / name).read_bytes()


def test_each_file_is_the_one_that_was_read_byte_by_byte() -> None:
    persons, asked = write_avant(TOUS)
    same_bytes("candidat.csv", persons)
    same_bytes("candidature.csv", asked)
    same_bytes("inscription.csv", write_v28(TOUS))


def test_columns_are_as_many_as_pegase_reads() -> None:
    assert (len(CANDIDAT), len(CANDIDATURE), len(INSCRIPTION)) == (24, 9, 43)


def test_what_is_written_is_read_back_whole() -> None:
    persons, asked = write_avant(TOUS)
    for line, one in zip(read(persons, CANDIDAT), TOUS, strict=True):
        assert line == {column: valeurs(one).get(name, "") for column, name in CANDIDAT.items()}
    assert [line["code_voeu"] for line in read(asked, CANDIDATURE)] == ["M1-INFO-01", "M1-MATH-02", *["M1-INFO-01"] * 2]
    joined = {line["numero_candidat"] for line in read(asked, CANDIDATURE)}
    assert joined == {line["numero_candidat"] for line in read(persons, CANDIDAT)}
    [first, *_] = read(write_v28(TOUS), INSCRIPTION)
    assert (first["code_voeu1"], first["code_voeu2"], first["annee_concours2"], first["code_voeu3"]) == (
        "M1-INFO-01", "M1-MATH-02", "2026", "")  # fmt: skip


def test_a_french_birth_town_is_named_in_the_old_file_alone_and_a_foreign_town_leaves_in_both() -> None:
    old, new = read(write_avant(TOUS)[0], CANDIDAT), read(write_v28(TOUS), INSCRIPTION)
    assert [line["libelle_commune_naissance"] for line in old] == ["Brest", "Iași", "Ajaccio"]
    assert [line["libelle_commune_naissance_etranger"] for line in new] == ["", "Iași", ""]
    assert [line["adresse_cp_ville_etranger"] for line in old] == ["", "700001 Iași", ""]
    assert [line["adresse_ligne5_etranger"] for line in new] == ["", "700001 Iași", ""]
    assert [(line["adresse_code_postal"], line["adresse_code_commune"]) for line in new] == [
        ("29200", "29019"), ("", ""), ("35000", "")]  # fmt: skip


def test_no_name_is_a_dash_a_partial_birth_is_its_first_day_and_a_provisional_ine_is_nothing() -> None:
    line = read(write_v28([sans_prenom()]), INSCRIPTION)[0]
    assert (line["prenom"], line["date_naissance"], line["ine"], line["code_nationalite"]) == (
        "-", "01/01/1999", "", "114")  # fmt: skip
    assert read(write_v28([tres_long()]), INSCRIPTION)[0]["date_naissance"] == "01/12/2001"


def test_the_archive_holds_the_two_old_files_at_its_root_and_nothing_else() -> None:
    told = zipped(DAY, b"un\n", b"deux\n")
    with zipfile.ZipFile(io.BytesIO(told)) as found:
        assert {name: found.read(name) for name in found.namelist()} == {
            "candidat-20260712.csv": b"un\n", "candidature-20260712.csv": b"deux\n"}  # fmt: skip
    assert told == zipped(DAY, b"un\n", b"deux\n"), "the same day makes the same bytes"
    assert named("inscription", DAY) == "inscription-20260712.csv"


@pytest.mark.parametrize(
    "octets", [b"", b"\xff\xfe", b"nom;prenom\nA;B\n", write_v28(TOUS)[:-1], write_v28(TOUS) + b"a;b\n"]
)
def test_what_is_no_file_of_candidates_is_refused(octets: bytes) -> None:
    with pytest.raises(Refused, match="pas un fichier de candidats"):
        read(octets, INSCRIPTION)


_TEXT = st.text(max_size=60) | st.none()
_CODED = st.builds(Coded, _TEXT, _TEXT)


@given(st.builds(
    PersonneLue, nom_naissance=_TEXT, nom_usage=_TEXT, prenom=_TEXT, autres_prenoms=_TEXT, civilite=_CODED, ne_le=_TEXT,
    pays_naissance=_CODED, commune_naissance=_CODED, nationalite=_CODED, telephone=_TEXT, portable=_TEXT,
    courriel=_TEXT, adresse=st.builds(AdresseLue, ligne=_TEXT, complement1=_TEXT, code_postal=_TEXT, commune=_CODED,
                                       ville_etrangere=_TEXT, pays=_CODED),
))  # fmt: skip
def test_whoever_it_is_the_line_has_its_fields_and_no_sign_that_would_be_quoted(personne: PersonneLue) -> None:
    one = replace(maelle(), personne=personne)
    persons, _asked = write_avant([one])
    for octets, columns in ((persons, CANDIDAT), (write_v28([one]), INSCRIPTION)):
        text = octets.decode()
        assert text.count("\n") == 2
        assert not set(text) & set('"\r\t')
        [line] = read(octets, columns)
        assert all(value == value.strip() for value in line.values())
    assert list(remarques(valeurs(one), faits(personne))) is not None


def test_a_person_of_whom_nothing_is_known_is_held_on_each_value_that_may_not_be_blank() -> None:
    one = replace(maelle(), personne=PersonneLue(civilite=RIEN))
    held = {said.champ for said in remarques(valeurs(one), faits(one.personne)) if said.bloque}
    assert held == {
        "identite.civilite", "identite.nom_naissance", "identite.prenom", "identite.ne_le", "identite.pays_naissance",
        "identite.nationalite", "adresse.pays", "adresse.ligne",
    }  # fmt: skip
