"""The two files handed over for Apogée: every value at its place, every line of its width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.apogee import read, valeurs, write
from scolarite_desk.models.rows.personne_lue import AdresseLue, BacLu, Coded, PersonneLue
from scolarite_desk.models.rules.apogee import ETUDIANT, PLACES_ETUDIANT, PLACES_VOEU, VOEU, remarques
from tests.exchange.si.candidats_inventes import TOUS, maelle
from tests.exchange.si.test_pegase import same_bytes


def test_each_file_is_the_one_that_was_read_byte_by_byte() -> None:
    persons, asked = write(TOUS, "EC")
    same_bytes("DonneesEtudiantOpi.txt", persons)
    same_bytes("VoeuxOpi.txt", asked)


def test_values_stand_at_their_places() -> None:
    line = write([maelle()], "EC")[0].decode("iso-8859-1")
    assert (line[0:11], line[12:15], line[23:34], line[34], line[35:46]) == (
        "ECK7P2M9QX ", "100", "0199000001 ", "Z", "2004-03-07N")  # fmt: skip
    assert line[56:86].rstrip() == "KERMAREC-L'OEUVRE"
    assert (line[116:136].rstrip(), line[206:210], line[666], line[671:708]) == (
        "MAELLE", "029D", "F", "maelle.kermarec@armorique.example.org")  # fmt: skip
    vow = write([maelle()], "EC")[1].decode("iso-8859-1").split("\n")[0]
    assert (vow[61:64], vow[64:70], vow[70:73], vow[73:80].rstrip(), vow[80:83], vow[90:95]) == (
        "SCI", "M1INFO", "261", "MINFO", "261", "CCF1 ")  # fmt: skip


def test_places_neither_overlap_nor_leave_the_line() -> None:
    for places, width in ((PLACES_ETUDIANT, ETUDIANT), (PLACES_VOEU, VOEU)):
        taken = [column for at in places.values() for column in range(at.debut, at.fin + 1)]
        assert len(taken) == len(set(taken))
        assert min(taken) >= 1
        assert max(taken) <= width


def test_what_is_written_is_read_back_cut_where_there_is_no_room() -> None:
    persons, asked = write(TOUS, "EC")
    for line, one in zip(read(persons), TOUS, strict=True):
        whole = valeurs(one, "EC")
        assert line == {name: whole[name][: at.longueur].rstrip() for name, at in PLACES_ETUDIANT.items()}
    assert read(persons)[2]["nom"] == "ANDRIANAMPOINIMERINATOMPOKOIND"
    assert [line["etape"] for line in read(asked, voeux=True)] == ["M1INFO", "M1MATH", "M1INFO", "M1INFO"]
    assert not persons.endswith(b"\n")


def test_a_code_that_has_no_room_is_left_out_and_told_rather_than_made_another_one() -> None:
    who = replace(maelle(), personne=replace(maelle().personne, bac=BacLu(serie=Coded("S2TMD"), mention=Coded("TBF"))))
    [line] = read(write([who], "EC")[0])
    assert (line["bac"], line["bac_mention"]) == ("", "")
    told = {one.champ for one in remarques(valeurs(who, "EC"), partielle=False, provisoire=False)}
    assert {"bac.serie", "bac.mention"} <= told


def test_nothing_is_no_line_and_another_file_is_refused() -> None:
    assert (write([], "EC"), read(b"")) == ((b"", b""), [])
    with pytest.raises(Refused, match="pas la bonne longueur"):
        read(b"autre chose\n")


_TEXT = st.text(max_size=60) | st.none()
_CODED = st.builds(Coded, _TEXT, _TEXT)


@given(st.builds(
    PersonneLue, nom_naissance=_TEXT, nom_usage=_TEXT, prenom=_TEXT, autres_prenoms=_TEXT, ne_le=_TEXT,
    pays_naissance=_CODED, departement_naissance=_CODED, commune_naissance=_CODED, nationalite=_CODED, telephone=_TEXT,
    courriel=_TEXT, adresse=st.builds(AdresseLue, ligne=_TEXT, code_postal=_TEXT, commune=_CODED, pays=_CODED,
                                      ville_etrangere=_TEXT),
))  # fmt: skip
def test_whoever_it_is_each_line_has_its_width(personne: PersonneLue) -> None:
    persons, asked = write([replace(maelle(), personne=personne)], "EC")
    assert (len(persons), [len(line) for line in asked.split(b"\n")]) == (ETUDIANT, [VOEU, VOEU])
    assert read(persons)[0]["opi"] == "ECK7P2M9QX"


def test_what_is_doubtful_of_each_is_said_with_its_field() -> None:
    empty = replace(maelle(), personne=PersonneLue())
    told = [
        {one.champ: one.bloque for one in remarques(valeurs(who, "EC"), partielle=True, provisoire=True)}
        for who in (TOUS[2], empty)
    ]
    assert told[0] == {
        "identite.nom_naissance": False, "identite.nom_usage": False, "identite.prenom": False,
        "identite.ne_le": False, "ine.valeur": False, "adresse.commune": False,
    }  # fmt: skip
    assert [champ for champ, holds in told[1].items() if holds] == ["identite.nom_naissance", "identite.prenom"]
    assert {"identite.civilite", "identite.departement_naissance"} <= told[1].keys()
