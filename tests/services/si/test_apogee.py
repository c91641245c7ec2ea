"""Apogée: two files for whoever loads them, what a formation lacks, what would be cut and where that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.apogee import read
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rules.si import A_EXPORTER, EXPORTE
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.progress import Progress
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.si import export_si, look
from scolarite_desk.store.queries.offer import lists
from tests.services.conftest import Desk
from tests.services.si.une_admission import OPI, admitted, coded, somebody

LONG = "Andrianampoinimerinatompokoindrindra"


def _champs(desk: Desk) -> dict[str, bool]:
    found = look(desk.store, "apogee")
    return {one.remarque.champ: one.remarque.bloque for one in (*found.formations, *found.personnes)}


def test_the_files_of_a_day_have_a_folder_and_every_vow_its_line(desk: Desk, tmp_path: Path) -> None:
    coded(desk, **OPI)
    dossier = somebody(desk)
    key = admitted(desk, dossier)
    made = export_si(desk.store, "apogee", tmp_path, Progress())
    assert [name for name, _lines in made.fichiers] == [
        "opi-20260706/DonneesEtudiantOpi.txt", "opi-20260706/VoeuxOpi.txt"]  # fmt: skip
    [who] = read((tmp_path / "opi-20260706/DonneesEtudiantOpi.txt").read_bytes())
    [vow] = read((tmp_path / "opi-20260706/VoeuxOpi.txt").read_bytes(), voeux=True)
    assert who["opi"] == vow["opi"] == f"EC{desk.row(Dossier, dossier).numero}"
    assert (who["nom"], who["prenom"], who["ou"], who["genre_ou"]) == ("KERMAREC", "MAELLE", "035", "D")
    assert (vow["etape"], vow["version"], vow["centre"]) == ("L3HIST", "261", "SHS")
    assert {one.candidature: one.etat for one in look(desk.store, "apogee").lignes} == {key: EXPORTE}
    assert [one.etat for one in look(desk.store, "pegase").lignes] == [A_EXPORTER], "each has its own"


def test_what_a_formation_lacks_and_what_would_be_cut_are_named(desk: Desk, tmp_path: Path) -> None:
    coded(desk, code_etape="L3HIST")
    admitted(desk, somebody(desk, LONG, ne_le="2004", civilite=""))
    assert _champs(desk) == {
        "formation.version_etape": True, "formation.centre_gestion": True, "identite.nom_naissance": False,
        "identite.ne_le": False, "identite.civilite": False,
    }  # fmt: skip
    with pytest.raises(Refused, match="1 vœu attend une correction"):
        export_si(desk.store, "apogee", tmp_path, Progress())
    coded(desk, **OPI)
    export_si(desk.store, "apogee", tmp_path, Progress())
    [who] = read((tmp_path / "opi-20260706/DonneesEtudiantOpi.txt").read_bytes())
    assert who["nom"] == LONG.upper()[:30]


def test_a_prefix_with_a_number_of_ten_is_held_rather_than_cut(desk: Desk) -> None:
    coded(desk, **OPI)
    dossier = somebody(desk)
    admitted(desk, dossier)
    with desk.store.work("fonder") as work:
        work.get(Dossier, dossier).numero = "AAK7P2M9X"
    desk.started = desk.number()  # nobody undoes under a number that was written beside the acts
    assert _champs(desk) == {"dossier.numero": True}


@pytest.mark.parametrize(("si", "told"), [("", ""), ("pegase", ""), ("apogee", "Sera coupé à 30 signes dans Apogée.")])
def test_a_long_name_is_told_where_it_is_typed_where_the_office_has_apogee(desk: Desk, si: str, told: str) -> None:
    desk(change_setting, "si", si)
    nom, codes = BY_PATH["identite.nom_naissance"], desk.read(lists)
    assert kept(nom.doubt(LONG, codes, {})) == told
    assert not nom.doubt("Kermarec", codes, {})
    prenoms = BY_PATH["identite.autres_prenoms"]
    assert not prenoms.doubt("Rose, Anne-Sophie, Marie-Clémentine", codes, {}), "each has its own room"
    assert kept(prenoms.doubt(f"Rose, {LONG}", codes, {})) == told.replace("30", "20")
    for name in ("ligne", "complement1", "complement2"):
        assert kept(BY_PATH[f"adresse.{name}"].doubt("x" * 33, codes, {})) == told.replace("30", "32")


def test_ligatures_count_as_what_is_sent(desk: Desk) -> None:
    desk(change_setting, "si", "Apogée")
    nom, codes = BY_PATH["identite.nom_naissance"], desk.read(lists)
    assert not nom.doubt("É" * 30, codes, {})
    assert nom.doubt("Œ" * 16, codes, {}), "two letters each"
