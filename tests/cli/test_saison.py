"""A season by command line alone: what is there, with its codes, and one act over many in one opening."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Desk, Said, Written

WORD = "une phrase assez longue"


@pytest.fixture
def office(command: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A real base, founded by command and empty of people."""
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", WORD)
    base = str(tmp_path / "vraie.sdesk")
    assert command("found", "--base", base, "--compte", "Claire", "--uai", "0352440M").code == 0
    return lambda *words: command(*words, "--base", base)


def act(office: Desk, written: Written, name: str, given: Any, *more: str) -> Any:
    """An act, its parameters in a file, and what it answered."""
    said = office("act", name, "--json", written(given), *more)
    assert said.code == 0, said.err
    return said.json


def offer(office: Desk, written: Written) -> None:
    """Two years of the same formation, a session and a commission each, named by their labels all along."""
    for annee, etat in (("2026-2027", "ouverte"), ("2027-2028", "ouverte")):
        libelle = f"Essai {annee[:4]}"
        act(office, written, "add_item", {"chose": "campagne",
            "valeurs": {"libelle": libelle, "annee": annee, "etat": etat}})  # fmt: skip
        act(office, written, "add_item", {"chose": "formation", "valeurs": {
            "campagne_id": libelle, "code": "L3", "libelle": "Licence 3", "genre": "licence",
            "mode": "presentiel", "traitement": "AC"}})  # fmt: skip


def people(count: int) -> list[dict[str, Any]]:
    """So many dossiers, as `new` takes them."""
    return [
        {
            "identite": {"nom_naissance": f"ESSAI{chr(65 + rank)}", "prenom": "Léa", "ne_le": "2004-03-07"},
            "campagne": "2026-2027",
            "candidatures": [{"formation": "2026-2027/L3"}],
        }
        for rank in range(count)
    ]


def keys(said: Said) -> list[str]:
    """What a list names, as acts take it."""
    assert said.code == 0, said.err
    return [one["cle"] for one in said.json]


def test_every_list_gives_keys_and_codes_that_acts_take(office: Desk, written: Written) -> None:
    offer(office, written)
    assert [one["annee"] for one in office("list", "campagnes", "--json").json] == ["2026-2027", "2027-2028"]
    found = office("list", "formations", "--json").json
    assert {one["qualifie"] for one in found} == {"Essai 2026/L3", "Essai 2027/L3"}
    assert len(office("list", "formations", "--campagne", "2026-2027", "--json").json) == 1
    assert {"IDENTITE", "BAC"} <= {one["code"] for one in office("list", "pieces", "--json").json}
    assert [one["nom"] for one in office("list", "comptes", "--json").json] == ["Claire"]
    for empty in ("sessions", "centres", "commissions", "candidatures", "visites"):
        assert keys(office("list", empty, "--json")) == []


def test_a_code_of_two_campaigns_is_told_with_each_and_read_with_one(office: Desk, written: Written) -> None:
    offer(office, written)
    numero = office("new", "--from", written(people(1)), "--json").json["dossiers"][0]
    said = office("act", "add_candidature", "--json", written({"dossier": numero, "formation": "L3"}))
    assert said.code == 1
    assert "Essai 2026/L3" in said.err
    assert "Essai 2027/L3" in said.err
    wrong = office("act", "add_candidature", "--json", written({"dossier": numero, "formation": "2031-2032/L3"}))
    assert wrong.code == 1


def test_a_piece_is_received_by_its_code(office: Desk, written: Written) -> None:
    offer(office, written)
    numero = office("new", "--from", written(people(1)), "--json").json["dossiers"][0]
    act(office, written, "receive_piece", {"candidature": numero, "piece": "IDENTITE"})
    found = {one["code"]: one["statut"] for one in office("list", "pieces", "--dossier", numero, "--json").json}
    assert found["IDENTITE"] == "TR"
    assert found["BAC"] == "AT"
    said = office("act", "receive_piece", "--json", written({"candidature": numero, "piece": "PASSEPORT"}))
    assert "list pieces" in said.err


def test_one_opening_makes_many_dossiers_and_decides_on_them_all(office: Desk, written: Written) -> None:
    offer(office, written)
    made = office("new", "--from", written([*people(3), {"identite": {}}]), "--json").json
    assert len(made["dossiers"]) == 3
    assert [one["rang"] for one in made["refus"]] == [4]
    entered = act(office, written, "enter_avis", {"avis": "FA"}, "--formation", "2026-2027/L3")
    assert entered["faits"] == 3
    targets = [f"{numero}/L3" for numero in made["dossiers"]] + ["AAAAAAAA/L3"]
    said = office("act", "validate_avis", "--cibles", written(targets))
    assert said.json["faits"] == 3
    assert [one["donne"]["candidature"] for one in said.json["refus"]] == ["AAAAAAAA/L3"]
    assert all(one["valide"] for one in office("list", "candidatures", "--json").json)
    office("undo")
    assert not any(one["valide"] for one in office("list", "candidatures", "--json").json)
    assert office("check").code == 0


def test_a_list_of_parameters_is_one_act_each(office: Desk, written: Written) -> None:
    offer(office, written)
    numbers = office("new", "--from", written(people(2)), "--json").json["dossiers"]
    given = [{"candidature": one, "avis": avis} for one, avis in zip(numbers, ("FA", "ZZ"), strict=True)]
    said = office("act", "enter_avis", "--json", written(given))
    assert (said.json["faits"], len(said.json["refus"])) == (1, 1)
    assert office("act", "enter_avis", "--json", written([given[1]])).code == 1


def test_what_names_nothing_is_told(office: Desk, written: Written) -> None:
    offer(office, written)
    targets, numbers = written(["x"]), written([1])
    for words in (
        ("act", "validate_avis", "--formation", "2026-2027/L3"),  # nobody there
        ("act", "nimporte", "--cibles", targets),
        ("act", "change_setting", "--cibles", targets),
        ("act", "change_setting", "--valides"),
        ("act", "validate_avis", "--cibles", numbers),
        ("list", "formations", "--campagne", "1999-2000"),
    ):
        said = office(*words)
        assert (said.code, bool(said.err)) == (1, True), words


def test_what_the_office_names_is_named_wherever_an_act_takes_it(office: Desk, written: Written) -> None:
    offer(office, written)
    for chose, valeurs in (
        ("session", {"campagne_id": "Essai 2026", "libelle": "Seconde", "genre": "complementaire"}),
        ("session", {"campagne_id": "Essai 2027", "libelle": "Seconde", "genre": "complementaire"}),
        ("centre", {"libelle": "Centre d’essai"}),
        ("commission", {"libelle": "Commission d’essai", "centre_id": "Centre d’essai"}),
        ("commission_formation", {"commission_id": "Commission d’essai", "formation_id": "2026-2027/L3"}),
    ):
        act(office, written, "add_item", {"chose": chose, "valeurs": valeurs})
    l3 = {"chose": "formation", "fiche": "2026-2027/L3"}
    act(office, written, "attach", l3 | {"lien": "session_id", "cible": "2026-2027/Seconde"})
    act(office, written, "attach", l3 | {"lien": "centre_id", "cible": "Centre d’essai"})
    act(office, written, "correct", {"champ": "centre.courriel", "fiche": "Centre d’essai", "valeur": "a@example.org"})
    sees = {"centre": ["Centre d’essai"], "commission": ["Commission d’essai"], "formation": ["2026-2027/L3"]}
    act(office, written, "create_account", {"nom": "Denis", "profil": "gestionnaire", "perimetre": sees})
    act(office, written, "withdraw_item", {"chose": "session", "fiche": "2027-2028/Seconde"})
    said = office("act", "attach", "--json", written(l3 | {"lien": "centre_id", "cible": "Nulle part"}))
    assert (said.code, "Le centre «\u00a0Nulle part\u00a0» n’existe pas" in said.err) == (1, True)


def test_an_amount_and_a_day_are_given_as_they_are_typed(office: Desk, written: Written) -> None:
    offer(office, written)
    numero = office("new", "--from", written(people(1)), "--json").json["dossiers"][0]
    key = f"{numero}/L3"
    for name, given in (("enter_avis", {"avis": "FA"}), ("validate_avis", {}), ("confirm", {}),
                        ("set_candidature", {"montant": "178,50"}), ("begin_inscription", {}),
                        ("set_droits", {"du": "178,50"}), ("record_payment", {"mode": "carte"}),
                        ("owe_refund", {"avant": "01/12/2030"})):  # fmt: skip
        act(office, written, name, {"candidature": key, **given})
    (line,) = office("list", "inscrits", "--json").json
    assert (line["du"], line["rembourser_avant"]) == ("178.5", "2030-12-01")
    refused = office("act", "set_droits", "--json", written({"candidature": key, "du": "cent"}))
    assert "Montant illisible" in refused.err
    opened = act(office, written, "begin_saisine", {"personne": numero, "annee": "2026-2027"})["resultat"]
    elsewhere = {"saisine": opened, "formation": "Master 1 Arts", "etablissement": "Ailleurs"}
    act(office, written, "propose_place", elsewhere)  # a text, whatever an act calls a formation of ours


def test_questions_are_listed_with_the_key_that_an_answer_takes(office: Desk, written: Written) -> None:
    offer(office, written)
    asked = {"chose": "question", "valeurs": {"libelle": "Césure", "genre": "oui_non", "formation_id": "2026-2027/L3"}}
    key = act(office, written, "add_item", asked)["resultat"]
    mine = [one for one in office("list", "questions", "--json").json if one["formation"]]
    assert [(one["cle"], one["formation"]) for one in mine] == [(key, "Essai 2026/L3")]
