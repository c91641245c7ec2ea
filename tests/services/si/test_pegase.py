"""Pégase: who leaves, in which state each vœu stands, what holds, what is told by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.si.pegase import CANDIDAT, CANDIDATURE, INSCRIPTION, read
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.si import ControleSi
from scolarite_desk.models.rules.si import A_EXPORTER, DESISTE, EXPORTE, TRAITE
from scolarite_desk.models.tables.document import ExportFait
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import Transmission
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Adresse, Bac
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services.campagnes import close_campaign
from scolarite_desk.services.candidatures import cancel_candidature, desist, reopen_candidature
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.inscriptions import begin_inscription, cancel_inscription
from scolarite_desk.services.listes import listing
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.ouvertures import set_formation
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.restes import left_open
from scolarite_desk.services.si import controle, export_again, export_si, look, to_treat, treat_withdrawal
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.lignee import rows_of_person
from scolarite_desk.store.store import Store
from tests.services.comptes import colleague
from tests.services.conftest import Desk
from tests.services.si.une_admission import admitted, coded, somebody


def _control(desk: Desk, chosen: Filter | None = None) -> ControleSi:
    return look(desk.store, "pegase", chosen or Filter())


def _states(desk: Desk) -> dict[str, str]:
    return {one.candidature: one.etat for one in _control(desk).lignes}


def _written(desk: Desk, folder: Path, store: Store | None = None) -> list[dict[str, str]]:
    """The lines of the file of the day."""
    export_si(store or desk.store, "pegase", folder, Progress())
    return read((folder / f"inscription-{desk.store.today():%Y%m%d}.csv").read_bytes(), INSCRIPTION)


def _said(desk: Desk) -> dict[str, tuple[str, bool]]:
    """What is to be seen, by field: in words, and whether it holds."""
    found = _control(desk)
    seen = (one.remarque for one in (*found.formations, *found.personnes))
    return {one.champ: (kept(one.message), one.bloque) for one in seen}


def _address(desk: Desk, dossier: str, **values: str | None) -> None:
    [home] = desk.rows(select(Adresse).where(Adresse.personne_id == desk.owner(dossier)))
    for name, value in values.items():
        desk(correct, f"adresse.{name}", home.id, value)


def test_who_confirmed_leaves_with_the_codes_of_the_formation(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    assert _states(desk) == {key: A_EXPORTER}
    [line] = _written(desk, tmp_path)
    names = ("nom_naissance", "sexe", "code_pays_naissance", "code_voeu1", "code_periode1", "origine_admission1")
    assert [line[name] for name in names] == ["KERMAREC", "F", "100", "L3-HIST-01", "PER-2026", "EC"]
    assert line["code_voeu2"] == ""
    assert _states(desk) == {key: EXPORTE}
    [row] = desk.rows(select(Transmission))
    assert (row.code, row.periode, row.fichier, row.exportee_par) == (
        "L3-HIST-01", "PER-2026", "inscription-20260706.csv", "Claire")  # fmt: skip
    assert [one.genre for one in desk.rows(select(ExportFait))] == ["si pegase"]


def test_given_up_after_the_export_another_place_leaves_alone_and_nobody_comes_back_for_ever(
    desk: Desk, tmp_path: Path
) -> None:
    coded(desk)
    coded(desk, desk.master, code_voeu="M1-HIST-02")
    dossier = somebody(desk)
    first = admitted(desk, dossier)
    _written(desk, tmp_path)
    desk(desist, first)
    second = admitted(desk, dossier, desk.master)
    assert _states(desk) == {first: DESISTE, second: A_EXPORTER}
    desk.later(days=1)
    [line] = _written(desk, tmp_path)
    assert (line["code_voeu1"], line["code_voeu2"]) == ("M1-HIST-02", "")
    desk.later(days=1)
    with pytest.raises(Refused, match="Rien à exporter"):
        _written(desk, tmp_path)
    assert to_treat(_control(desk)) == [first]
    desk(treat_withdrawal, first, "pegase")
    assert _states(desk) == {first: TRAITE, second: EXPORTE}
    with pytest.raises(Refused, match="déjà traité"):
        desk(treat_withdrawal, first, "pegase")
    with pytest.raises(Refused, match="place est confirmée"):
        desk(treat_withdrawal, second, "pegase")


def test_taken_up_again_after_its_withdrawal_was_treated_it_leaves_again(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    _written(desk, tmp_path)
    desk(cancel_candidature, key, "À la demande de la personne")
    desk(treat_withdrawal, key, "pegase")
    desk(reopen_candidature, key)
    assert _states(desk) == {key: A_EXPORTER}
    _written(desk, tmp_path)
    assert _states(desk) == {key: EXPORTE}


def test_the_same_day_again_the_file_has_both_and_another_day_only_who_is_new(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    admitted(desk, somebody(desk))
    _written(desk, tmp_path)
    admitted(desk, somebody(desk, "LE GOFF", "Yann", civilite="M."))
    assert [line["nom_naissance"] for line in _written(desk, tmp_path)] == ["KERMAREC", "LE GOFF"]
    assert [line["nom_naissance"] for line in _written(desk, tmp_path)] == ["KERMAREC", "LE GOFF"], "and once more"
    desk.later(days=1)
    admitted(desk, somebody(desk, "MOREL", "Ana"))
    assert [line["nom_naissance"] for line in _written(desk, tmp_path)] == ["MOREL"]


def test_before_version_28_two_files_and_their_archive(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    dossier = somebody(desk)
    admitted(desk, dossier)
    desk(change_setting, "pegase_v28", "non")
    made = export_si(desk.store, "pegase", tmp_path / "envoi", Progress())
    assert made.fichiers == (("candidat-20260706.csv", 1), ("candidature-20260706.csv", 1), ("20260706.zip", 1))
    [who] = read((tmp_path / "envoi/candidat-20260706.csv").read_bytes(), CANDIDAT)
    [vow] = read((tmp_path / "envoi/candidature-20260706.csv").read_bytes(), CANDIDATURE)
    assert who["numero_candidat"] == vow["numero_candidat"] == desk.row(Dossier, dossier).numero
    with zipfile.ZipFile(tmp_path / "envoi/20260706.zip") as found:
        assert sorted(found.namelist()) == ["candidat-20260706.csv", "candidature-20260706.csv"]
    export_si(desk.store, "pegase", tmp_path, Progress(), v28=True)
    assert (tmp_path / "inscription-20260706.csv").exists(), "what is asked for goes over the setting"


def test_nothing_to_export_writes_no_file(desk: Desk, tmp_path: Path) -> None:
    desk.apply(somebody(desk))
    with pytest.raises(Refused, match="Rien à exporter"):
        export_si(desk.store, "pegase", tmp_path / "vide", Progress())
    assert not (tmp_path / "vide").exists()


def test_a_missing_code_is_named_once_a_formation_and_holds_its_vows(desk: Desk, tmp_path: Path) -> None:
    for nom in ("KERMAREC", "LE GOFF"):
        admitted(desk, somebody(desk, nom))
    found = _control(desk)
    assert [(one.cle, one.remarque.champ, kept(one.precision)) for one in found.formations] == [
        (desk.licence, "formation.code_voeu", "2 vœux"),
        (desk.licence, "formation.code_periode", "2 vœux"),
    ]
    with pytest.raises(Refused, match="2 vœux attendent une correction"):
        _written(desk, tmp_path)
    coded(desk, code_periode="PER-2025")
    assert _said(desk)["formation.code_periode"] == (
        "Code période «\u00a0PER-2025\u00a0»\u00a0: d’une autre année que 2026-2027\u00a0?", False)  # fmt: skip


def test_what_is_missing_of_a_person_holds_and_is_named_with_its_field(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    dossier = desk.person("MOREL", "Ana")
    admitted(desk, dossier)
    admitted(desk, somebody(desk))
    held = {one.remarque.champ for one in _control(desk).personnes if one.remarque.bloque}
    assert held == {
        "identite.civilite", "identite.pays_naissance", "identite.nationalite", "adresse.pays", "adresse.ligne"
    }  # fmt: skip
    assert {one.cle for one in _control(desk).personnes if one.remarque.bloque} == {dossier}
    assert [line["nom_naissance"] for line in _written(desk, tmp_path)] == ["KERMAREC"], "the others leave"


def test_doubtful_values_are_told_and_leave(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    dossier = somebody(desk, ne_le="2004-03", courriel="", autres_prenoms="Rose, Anne, Marie")
    desk(change_setting, "ine_provisoire_autorise", "oui")
    desk(draw_provisional_ine, desk.owner(dossier))
    _address(desk, dossier, commune=None, ville="RENNES CEDEX")
    desk(correct, "bac.annee", desk.rows(select(Bac))[0].id, 2027)
    _address(desk, dossier, complement1="Bâtiment C, escalier 12, quatrième étage")
    admitted(desk, dossier)
    said = _said(desk)
    assert said["ine.valeur"] == ("INE provisoire\u00a0: il ne part pas, la colonne reste vide", False)
    assert said["identite.ne_le"] == ("Naissance incomplète\u00a0: elle partira le 01/03/2004", False)
    assert said["adresse.complement1"] == ("Complément d’adresse\u00a0: 40 signes, 38 au plus", True), "nothing is cut"
    assert {"identite.courriel", "identite.autres_prenoms", "adresse.commune", "bac.annee"} <= said.keys()
    _address(desk, dossier, complement1="Bâtiment C")
    [line] = _written(desk, tmp_path)
    assert (line["ine"], line["date_naissance"], line["prenom3"], line["adresse_code_commune"]) == (
        "", "01/03/2004", "Anne", "")  # fmt: skip
    assert line["adresse_ligne4_complement"] == "RENNES CEDEX", "the town of a CEDEX is not lost"


def test_a_sixth_vow_stays_and_is_named(desk: Desk, tmp_path: Path) -> None:
    dossier = somebody(desk)
    common = {"campagne_id": desk.campagne, "genre": "licence", "mode": "presentiel", "traitement": "AC",
              "en_service": True}  # fmt: skip
    keys = []
    for rank in range(6):
        formation = desk(add_item, "formation", {**common, "code": f"F{rank}", "libelle": f"Formation {rank}"})
        coded(desk, formation, code_voeu=f"F{rank}-01")
        keys.append(admitted(desk, dossier, formation))
    [sixth] = [one for one in _control(desk).personnes if one.remarque.bloque]
    assert "F5 – Formation 5" in kept(sixth.precision)
    assert kept(sixth.remarque.message) == "Vœu de trop\u00a0: une ligne de Pégase en prend cinq, 1 ne part pas"
    [line] = _written(desk, tmp_path)
    assert [line[f"code_voeu{rank}"] for rank in range(1, 6)] == [f"F{rank}-01" for rank in range(5)]
    assert _states(desk) == dict.fromkeys(keys[:5], EXPORTE) | {keys[5]: A_EXPORTER}


def test_a_code_that_changed_since_leaves_again_and_the_former_is_to_be_taken_out(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    _written(desk, tmp_path)
    coded(desk, code_voeu="L3-HIST-02")
    assert _states(desk) == {key: A_EXPORTER}
    assert _said(desk)["formation.code_voeu"] == (
        "Déjà exporté sous «\u00a0L3-HIST-01 PER-2026\u00a0»\u00a0: ôtez l’ancien vœu à la main", False)  # fmt: skip
    [line] = _written(desk, tmp_path)
    assert line["code_voeu1"] == "L3-HIST-02"


def test_a_file_that_was_never_loaded_leaves_again_and_undoing_that_gives_back_what_left(
    desk: Desk, tmp_path: Path
) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    with pytest.raises(Refused, match="jamais parti pour Pégase"):
        desk(export_again, key, "pegase")
    _written(desk, tmp_path)
    desk(export_again, key, "pegase")
    assert _states(desk) == {key: A_EXPORTER}
    undo(desk.store)
    assert _states(desk) == {key: EXPORTE}
    redo(desk.store)
    assert _states(desk) == {key: A_EXPORTER}


@pytest.mark.parametrize("gone", ["annulee", "corbeille", "inscription"])
def test_whatever_takes_a_place_away_after_the_export_is_listed(desk: Desk, tmp_path: Path, gone: str) -> None:
    coded(desk)
    dossier = somebody(desk)
    key = admitted(desk, dossier)
    _written(desk, tmp_path)
    if gone == "annulee":
        desk(cancel_candidature, key, "À la demande de la personne")
    elif gone == "corbeille":
        desk(withdraw_item, "dossier", dossier)
    else:
        desk(begin_inscription, key)
        desk(cancel_inscription, key, "Part ailleurs")
    assert _states(desk) == {key: DESISTE}
    desk(treat_withdrawal, key, "pegase")
    assert _states(desk) == {key: TRAITE}


def test_a_campaign_that_is_archived_exports_nobody_and_still_lists_who_gave_up(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    gone, there = admitted(desk, somebody(desk)), admitted(desk, somebody(desk, "LE GOFF", "Yann"))
    _written(desk, tmp_path)
    desk(desist, gone)
    desk.archive()
    assert _states(desk) == {gone: DESISTE}
    desk(treat_withdrawal, gone, "pegase")
    assert there not in _states(desk)


def test_who_waits_for_a_divergence_to_be_settled_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    monkeypatch.setattr(controle, "held", lambda _session: {key: N_("Deux postes disent autre chose.")})
    assert not _control(desk).candidats
    assert _said(desk)["divergences"] == ("Deux postes disent autre chose.", True)


def test_a_filter_takes_some_and_the_withdrawals_stay_in_sight(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    coded(desk, desk.master, code_voeu="M1-HIST-02")
    gone = admitted(desk, somebody(desk))
    _written(desk, tmp_path)
    desk(desist, gone)
    desk.later(days=1)
    admitted(desk, somebody(desk, "LE GOFF", "Yann"))
    other = admitted(desk, somebody(desk, "MOREL", "Ana"), desk.master)
    found = _control(desk, Filter(formation=desk.master))
    assert [one.nom for one in found.candidats] == ["MOREL Ana"]
    assert {one.candidature: one.etat for one in found.lignes} == {gone: DESISTE, other: A_EXPORTER}


def test_an_account_exports_its_perimeter_and_whoever_may_not_export_nothing(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    coded(desk, desk.master, code_voeu="M1-HIST-02")
    admitted(desk, somebody(desk))
    outside = admitted(desk, somebody(desk, "LE GOFF", "Yann"), desk.master)
    inside = colleague(desk.store, "gestionnaire", {"formation": [desk.licence]})
    assert [line["nom_naissance"] for line in _written(desk, tmp_path, inside)] == ["KERMAREC"]
    assert _states(desk)[outside] == A_EXPORTER
    with pytest.raises(Refused, match="exporter"):
        look(colleague(desk.store, "lecture"), "pegase")
    desk.started = desk.number()  # several people worked here


def test_a_formation_that_only_apogee_knows_is_not_of_pegase(desk: Desk) -> None:
    desk(correct, "formation.code_etape", desk.licence, "L3HIST")
    admitted(desk, somebody(desk))
    assert _control(desk).lignes == ()
    assert len(look(desk.store, "apogee").lignes) == 1


def test_other_student_records_are_not_known(desk: Desk) -> None:
    with pytest.raises(Refused, match="Choisissez Pégase, Apogée"):
        look(desk.store, "autre")


def test_what_left_is_of_the_person_and_goes_with_them(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    dossier = somebody(desk)
    admitted(desk, dossier)
    _written(desk, tmp_path)
    owner = desk.owner(dossier)
    assert len(desk.read(rows_of_person, owner)["transmission"]) == 1
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "Demande de la personne")
    assert desk.rows(select(Transmission)) == []
    assert _states(desk) == {}


def test_codes_of_a_year_are_given_to_several_formations_at_once(desk: Desk) -> None:
    codes = {"code_periode": "PER-2026", "origine_admission": "PS", "version_etape": 261, "centre_gestion": "SHS"}
    for formation in (desk.licence, desk.master):
        desk(set_formation, formation, codes)
    row = desk.row(Formation, desk.master)
    assert {name: getattr(row, name) for name in codes} == codes
    with pytest.raises(Refused, match="code_voeu"):
        desk(set_formation, desk.licence, {"code_voeu": "L2-01"})


def test_closing_a_campaign_counts_what_is_left_to_export_and_to_take_out_by_hand(desk: Desk, tmp_path: Path) -> None:
    def left() -> dict[str, tuple[str, ...]]:
        found = desk.read(left_open, desk.campagne, desk.now)
        return {one.code: one.dossiers for one in found if one.code in ("export", "desistement")}

    coded(desk)
    dossier = somebody(desk)
    key = admitted(desk, dossier)
    assert left() == {}, "nobody said which student records the office has"
    desk(change_setting, "si", "pegase")
    assert left() == {"export": (dossier,)}
    with pytest.raises(Refused, match="1 vœu à exporter"):
        desk(close_campaign, desk.campagne)
    _written(desk, tmp_path)
    assert left() == {}
    desk(desist, key)
    assert left() == {"desistement": (dossier,)}
    desk(treat_withdrawal, key, "pegase")
    assert left() == {}


def test_the_list_of_vows_says_where_each_stands(desk: Desk, tmp_path: Path) -> None:
    coded(desk)
    key = admitted(desk, somebody(desk))
    assert [(one["si"], one["etat"]) for one in listing(desk.store, "si", Chosen())] == [
        ("pegase", A_EXPORTER)], "of Apogée only, nobody is"  # fmt: skip
    desk(change_setting, "si", "pegase")
    _written(desk, tmp_path)
    [line] = listing(desk.store, "si", Chosen())
    assert (line["cle"], line["etat"], line["bloque"]) == (key, EXPORTE, False)
    assert line["fichier"] == "inscription-20260706.csv"
    assert listing(desk.store, "si", Chosen(liste="apogee")) == []
    with pytest.raises(Refused, match="Pégase"):
        listing(desk.store, "si", Chosen(liste="sirepa"))
