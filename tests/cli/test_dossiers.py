"""A dossier on the command line: shown, made again from what was shown, changed field by field, acted upon."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.store.vault.vault import Cost
from tests.cli.conftest import TODAY, Desk, Written

SOMEONE = {
    "identite": {
        "nationalite": "Française",
        "civilite": "Mme",
        "nom_naissance": "KERMAREC",
        "prenom": "Maëlle",
        "ne_le": "7/3/04",
        "pays_naissance": "99100",
        "departement_naissance": "Finistère",
        "commune_naissance": "Quimper",
    },
    "adresse": {"pays": "France", "code_postal": "29000", "commune": "Quimper", "ligne": "12 rue des Lilas"},
    "bac": {"situation": "obtenu", "annee": 2022, "serie": "Baccalauréat général", "pays": "France"},
    "stages": [
        {"annee": 2025, "duree": 8, "duree_unite": "semaines", "organisme": "Mairie", "descriptif": "État civil"},
        {"annee": "2024", "duree_texte": "un été", "organisme": "Librairie", "descriptif": "Vente"},
    ],
    "dossier": {"profil": "etudiant", "regime": "initiale", "boursier": "non"},
    "ine": {"valeur": "0199000001Z", "origine": "crous"},
    "identifiants": [{"genre": "ECANDIDAT", "valeur": "K7XQ20AB"}],
    "cvec": {"situation": "payee", "numero": "VER6 ABCDEF 42", "nom": "KERMAREC", "prenom": "Maëlle"},
    "candidatures": [{"formation": "L2INFO", "genre": "Candidature", "montant": "178,00"}],
}


def _made(desk: Desk, written: Written, data: Any = SOMEONE) -> str:
    said = desk("new", "--from", written(data), "--json")
    assert said.code == 0, said.err
    numero: str = said.json["dossier"]
    return numero


def _typed(shown: dict[str, Any]) -> dict[str, Any]:
    """What `new` takes of what `show` prints."""
    return {name: value for name, value in shown.items() if name not in ("numero", "etat")}


def test_a_dossier_made_from_a_file_is_read_as_if_typed(desk: Desk, written: Written) -> None:
    shown = desk("show", "--dossier", _made(desk, written), "--json").json
    assert shown["identite"]["ne_le"] == "2004-03-07"
    assert shown["identite"]["nationalite"] == "Française"
    assert shown["bac"]["annee"] == 2022
    assert [one["annee"] for one in shown["stages"]] == [2025, 2024]
    assert shown["ine"] == {"valeur": "0199000001Z", "origine": "crous"}
    assert shown["cvec"]["numero"] == "VER6 ABCDEF 42"
    assert shown["candidatures"] == [
        {"formation": "L2INFO", "session": "Session principale", "genre": "Candidature", "montant": "178.00"}
    ]
    assert shown["etat"]["statut"] == "AT"


def test_what_show_prints_is_what_new_takes(desk: Desk, command: Desk, written: Written, tmp_path: Path) -> None:
    other = str(tmp_path / "autre.sdesk")
    exercice.make(Path(other), 1, 99, TODAY, cost=Cost(64, 1)).close()
    numbers = [one["dossier"] for one in desk("search", "a", "--json").json if one["dossier"]]
    for numero in [_made(desk, written), *numbers[:9]]:
        shown = desk("show", "--dossier", numero, "--json").json
        said = command("new", "--from", written(shown), "--base", other, "--json")
        assert said.code == 0, said.err
        again = command("show", "--dossier", said.json["dossier"], "--base", other, "--json").json
        assert _typed(again) == _typed(shown)


def test_a_dossier_made_from_a_file_is_undone_in_one_go(desk: Desk, written: Written) -> None:
    before = desk("digest", "--json").json
    numero = _made(desk, written)
    assert desk("undo").out == "Annulé\u00a0: Créer le dossier.\n"
    assert desk("digest", "--json").json == before
    assert desk("show", "--dossier", numero).code == 1
    assert desk("redo").code == 0
    assert desk("show", "--dossier", numero).code == 0


@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"identite": {"prenon": "Maëlle"}}, "identite.prenon"),
        ({"identitee": {}}, "identitee"),
        ({"identite": {"ne_le": "31/02/2004"}}, "identite.ne_le"),
        ({"identite": {"nationalite": "Martienne"}}, "identite.nationalite"),
        ({"identite": {"nom_naissance": ["KERMAREC"]}}, "identite.nom_naissance"),
        ({"identite": "KERMAREC"}, "identite"),
        ({"identite": {"prenom": "   "}}, "identite.nom_naissance"),
        ({"identite": {"prenom": "M4elle"}}, "identite.prenom"),
        ({"stages": {"annee": 2025}}, "stages"),
        ({"stages": [{"annee": 2025}, {"annee": "l’an dernier"}]}, "stages.2.annee"),
        ({"campagne": "Licence 1900"}, "campagne"),
        ({"ine": {"valeur": "0LFLRZ00014"}}, "ine.valeur"),
        ({"ine": "0LFLRZ00015"}, "ine"),
        ({"ine": {"numero": "0LFLRZ00015"}}, "ine.numero"),
        ({"identifiants": [{"genre": "ECANDIDAT"}]}, "identifiants.1.valeur"),
        ({"identifiants": [{}]}, "identifiants.1.genre"),
        ({"identifiants": [None]}, "identifiants.1"),
        ({"candidatures": [None]}, "candidatures.1.formation"),
        ({"stages": [None]}, "stages.1"),
        ({"identifiants": [{"genre": "LOTO", "valeur": "1"}]}, "identifiant.genre"),
        ({"cvec": {"situation": "gratuite"}}, "cvec.situation"),
        ({"candidatures": [{"formation": "L9MAGIE"}]}, "candidatures.formation"),
        ({"candidatures": [{}]}, "candidatures.1.formation"),
        ({"candidatures": [{"formation": "L2INFO"}, {"formation": "L2INFO"}]}, "candidatures.formation"),
        ({"candidatures": [{"formation": "L2INFO", "avis": "FA"}]}, "candidatures.1.avis"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_made(
    desk: Desk, written: Written, change: dict[str, Any], champ: str
) -> None:
    before = desk("digest", "--json").json
    said = desk("new", "--from", written({"identite": {"prenom": "Maëlle"}} | change), "--json")
    assert (said.code, said.json["erreur"], said.json["champ"]) == (1, "refuse", champ)
    assert said.err.count("\n") == 1
    assert desk("digest", "--json").json == before


@pytest.mark.parametrize("content", ["", "{", "[1, 2", "{'identite': 1}", "[" * 100_000, "null", "3", '"texte"', "[]"])
def test_a_file_that_is_no_dossier_is_refused_in_one_sentence(desk: Desk, written: Written, content: str) -> None:
    said = desk("new", "--from", written(content), "--json")
    assert (said.code, said.json["erreur"]) == (1, "refuse")
    assert said.err.count("\n") == 1


def test_a_key_that_stands_twice_is_named_and_neither_of_its_values_is_taken(desk: Desk, written: Written) -> None:
    """The second one would have replaced the first without a word."""
    twice = '{"nom_naissance": "KERMAREC", "nom_naissance": "RIOU"}'
    for said in (
        desk("new", "--from", written(f'{{"identite": {twice}}}'), "--json"),
        desk("act", "create_dossier", "--json", written(f'{{"civil": {twice}}}')),
    ):
        assert (said.code, said.json["champ"]) == (1, "nom_naissance")
        assert "«\u00a0nom_naissance\u00a0» est donné deux fois" in said.err


def test_the_field_at_fault_is_named_before_what_is_wrong_with_it(desk: Desk, written: Written) -> None:
    someone = {"identite": {"prenom": "Ana", "nationalite": "Atlante"}}
    said = desk("new", "--from", written(someone))
    assert "identite.nationalite\u00a0: Choisissez" in said.err
    assert "cvec.numero" in desk("new", "--from", written(SOMEONE | {"cvec": {"situation": "payee"}})).err


def test_a_name_that_no_document_prints_is_told_when_it_is_made(desk: Desk, written: Written) -> None:
    said = desk("new", "--from", written({"identite": {"nom_naissance": "سليم", "prenom": "Nadia"}}))
    assert (said.code, "identite.nom_naissance\u00a0: Lettres non latines" in said.err) == (0, True)


def test_an_amount_that_nobody_knows_is_null(desk: Desk, written: Written) -> None:
    someone = SOMEONE | {"cvec": {"situation": "exoneree", "numero": "VER6-GHIJKL-42", "motif": "boursier"}}
    shown = desk("show", "--dossier", _made(desk, written, someone), "--json").json
    assert shown["etat"]["cvec"]["montant"] is None


def test_a_file_that_is_not_there_is_unavailable(desk: Desk, tmp_path: Path) -> None:
    said = desk("new", "--from", str(tmp_path / "rien.json"), "--json")
    assert (said.code, said.json["erreur"]) == (3, "indisponible")


def test_a_file_of_another_alphabet_or_far_too_large_is_refused(desk: Desk, tmp_path: Path) -> None:
    odd = tmp_path / "latin1.json"
    odd.write_bytes('{"identite": {"prenom": "Maëlle"}}'.encode("latin-1"))
    assert "UTF-8" in desk("new", "--from", str(odd)).err
    odd.write_bytes(b" " * 10_000_001)
    assert "trop gros" in desk("new", "--from", str(odd)).err


@pytest.mark.parametrize(
    ("path", "typed", "shown"),
    [
        ("identite.prenom", "Anaëlle", "Anaëlle"),
        ("identite.ne_le", "12 mars 2004", "12/03/2004"),
        ("identite.nationalite", "99127", "Italienne"),
        ("adresse.commune", "29019", "Brest"),
        ("stages.2.annee", "2023", "2023"),
        ("stages.1.organisme", "", ""),
        ("dossier.regime", "Apprentissage", "Apprentissage"),
        ("candidatures.montant", "200", "200,00"),
        ("candidatures.1.date_retour", "1/9/2030", "01/09/2030"),
    ],
)
def test_a_field_is_changed_by_its_path(desk: Desk, written: Written, path: str, typed: str, shown: str) -> None:
    numero = _made(desk, written)
    assert desk("set", "--dossier", numero, path, typed, "--json").json["valeur"] == shown
    [last, *_] = desk("history", "--dossier", numero, "--json").json
    assert last["apres"] == shown


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("identite.prenon", "Anaëlle"),
        ("prenom", "Anaëlle"),
        ("stages.3.annee", "2023"),
        ("stages.0.annee", "2023"),
        ("stages.annee", "2023"),
        ("stages.-1.annee", "2023"),
        ("stages.un.annee", "2023"),
        ("experiences.1.annee", "2023"),
        ("identite.ne_le", "demain"),
        ("identite.retire_le", "2026"),
        ("formation.libelle", "Magie"),
        ("", "x"),
    ],
)
def test_a_path_or_a_value_that_is_none_changes_nothing(desk: Desk, written: Written, path: str, typed: str) -> None:
    numero = _made(desk, written)
    before = desk("digest", "--json").json
    said = desk("set", "--dossier", numero, path, typed, "--json")
    assert (said.code, said.json["erreur"]) == (1, "refuse")
    assert said.json["champ"] == path
    assert desk("digest", "--json").json == before


def test_what_is_kept_with_a_doubt_says_it(desk: Desk, written: Written) -> None:
    numero = _made(desk, written)
    said = desk("set", "--dossier", numero, "identite.portable", "06 12 00 34")
    assert (said.code, "relisez-le" in said.err, "relisez-le" in said.out) == (0, True, False)


def test_every_doubt_of_a_dossier_is_told_once_by_its_path(desk: Desk, written: Written) -> None:
    doubtful = {
        "identite": {"nom_naissance": "Kermarec", "prenom": "Maëlle", "portable": "06 12 00 34", "ne_le": "01/01/1911"},
        "ine": {"valeur": "123456789AB"},
        "cvec": {"situation": "payee", "numero": "ABC12"},
    }
    said = desk("new", "--from", written(doubtful))
    assert said.code == 0, said.err
    for path in ("identite.portable", "identite.ne_le", "ine.valeur", "cvec.numero"):
        assert said.err.count(f"{path}\u00a0: ") == 1, said.err
    told = desk(
        "new", "--from", written([{"identite": {**doubtful["identite"], "nom_naissance": "Tanguy"}}]), "--json"
    ).json
    assert [len(one) for one in told["doutes"].values()] == [2]


def test_a_year_to_come_or_before_the_birth_is_doubted_wherever_it_is_given(desk: Desk, written: Written) -> None:
    stages = [{"annee": 2090}, {"annee": 2024}]
    said = desk("new", "--from", written(SOMEONE | {"bac": {"annee": 1990}, "stages": stages}), "--json").json
    assert [one.partition("\u00a0: ")[0] for one in said["doutes"]] == ["bac.annee", "stages.1.annee"]
    numero = said["dossier"]
    for path, value, told in (
        ("bac.annee", "2021", ""),
        ("bac.annee", "2004", "n’était pas née"),
        ("stages.1.annee", "2089", "est à venir"),
    ):
        said = desk("set", "--dossier", numero, path, value)
        assert (said.code, told in said.err, bool(said.err)) == (0, True, bool(told)), said.err
    for thing in ("experiences", "cursus_externes", "cursus_internes"):
        given = {"chose": thing, "personne": numero, "valeurs": {"annee": 1980}, "a_remplir": True}
        assert desk("act", "add_item", "--json", written(given)).json["doutes"], thing


def test_an_act_tells_what_is_doubtful_in_what_it_was_given(desk: Desk, written: Written) -> None:
    numero = _made(desk, written)
    personne = {"personne": numero}
    for act, given, paths in (
        ("record_ine", personne | {"valeur": "123456789AB"}, ["ine.valeur"]),
        ("add_item", personne | {"chose": "stages", "valeurs": {"annee": "2025"}}, []),
    ):
        told = desk("act", act, "--json", written(given))
        assert told.code == 0, told.err
        assert [one.partition("\u00a0: ")[0] for one in told.json["doutes"]] == paths


@pytest.mark.parametrize("path", ["candidatures.1.date_confirmation", "candidatures.1.date_retour"])
def test_a_day_that_is_over_is_kept_with_its_doubt(desk: Desk, written: Written, path: str) -> None:
    said = desk("set", "--dossier", _made(desk, written), path, "01/02/2020")
    assert (said.code, "Ce jour est passé" in said.err) == (0, True)


@pytest.mark.parametrize("typed", [("bac.annee", "2015"), ("bac.serie", "Baccalauréat général")], ids=str)
def test_a_bac_out_of_its_years_is_doubted_whichever_is_typed_last(
    desk: Desk, written: Written, typed: tuple[str, str]
) -> None:
    numero, given = _made(desk, written), {"bac.situation": "obtenu", "bac.serie": "NBGE", "bac.annee": "2015"}
    last, value = typed
    for path in [one for one in given if one != last]:
        desk("set", "--dossier", numero, path, given[path])
    said = desk("set", "--dossier", numero, last, value)
    assert (said.code, "Hors période" in said.err) == (0, True)
    assert "Hors période" not in desk("set", "--dossier", numero, "bac.annee", "2024").err


@pytest.mark.parametrize("numero", ["AA222222", "AA", "OOOOOOOO", "AA22222é", ""])
def test_a_dossier_number_that_is_none_says_which_rule_it_breaks(desk: Desk, numero: str) -> None:
    said = desk("show", "--dossier", numero, "--json")
    assert (said.code, said.json["champ"]) == (1, "dossier.numero")


# --- Acts.


def test_a_decision_is_taken_and_confirmed(desk: Desk, written: Written) -> None:
    numero = _made(desk, written)
    for act, given in (
        ("transmit", {}),
        ("enter_avis", {"avis": "FA", "commentaire": "Dossier solide"}),
        ("validate_avis", {}),
        ("confirm", {}),
    ):
        said = desk("act", act, "--json", written({"candidature": numero} | given))
        assert said.code == 0, said.err
        assert said.json["acte"] == act
    [state] = desk("show", "--dossier", numero, "--json").json["etat"]["candidatures"]
    assert (state["statut"], state["avis"], state["confirmation"]) == ("RE", "FA", "confirmee")


def test_an_act_reads_what_it_is_given_as_forms_do(desk: Desk, written: Written) -> None:
    numero = _made(desk, written)
    state = desk("show", "--dossier", numero, "--json").json["etat"]
    key = state["personne"]
    for given in (
        ("correct", {"champ": "identite.ne_le", "fiche": key, "valeur": "8/3/04"}),
        (
            "add_item",
            {"chose": "experiences", "personne": numero, "valeurs": {"annee": "2023", "intitule": "Vente"}},
        ),
        ("add_candidature", {"dossier": numero, "formation": "M2MIAGE", "motif": "Accord"}),
        ("set_statut", {"candidature": f"{numero}/M2MIAGE", "statut": "RE", "le": f"{TODAY:%d/%m/%y}"}),
        ("change_setting", {"cle": "voeux_max", "valeur": "3"}),
    ):
        said = desk("act", given[0], "--json", written(given[1]))
        assert said.code == 0, said.err
    shown = desk("show", "--dossier", numero, "--json").json
    assert shown["identite"]["ne_le"] == "2004-03-08"
    assert shown["experiences"] == [{"annee": 2023, "intitule": "Vente"}]
    assert shown["etat"]["candidatures"][1]["recue_le"] == TODAY.isoformat()


@pytest.mark.parametrize(
    ("act", "given", "words"),
    [
        ("danser", {}, "n’existe pas"),
        ("validate_avis", {}, "Il manque le paramètre"),
        ("validate_avis", {"candidature": 3}, "ne convient pas"),
        ("validate_avis", {"candidature": None}, "ne peut être vide"),
        ("validate_avis", {"candidature": "0" * 32}, "n’existe pas dans cette base"),
        ("validate_avis", {"candidature": "AA222222"}, "dossier"),
        ("validate_avis", {"bidule": "x"}, "n’a pas de paramètre"),
        ("validate_avis", [1], "entre accolades"),
        ("set_statut", {"candidature": "0" * 32, "statut": "RE", "le": "hier soir"}, "n’existe pas dans cette base"),
        ("book_visit", {"le": "demain"}, "ne convient pas"),
        ("add_item", {"chose": "stages", "valeurs": {"annee": "bientôt"}}, "quatre chiffres"),
        ("add_item", {"chose": "stages", "valeurs": {"personne_id": 3}}, "clé d’un élément"),
        ("add_item", {"chose": "dragons", "valeurs": {}}, "n’existe pas"),
        ("create_dossier", {"civil": {"prenon": "x"}}, "n’existe pas"),
        ("create_dossier", {"civil": "x"}, "ne convient pas"),
        ("correct", {"champ": "identite.ne_le", "fiche": "0" * 32, "valeur": "demain"}, "illisible"),
        ("import_rendezvous", {"rendezvous": [{"nom": "KERMAREC"}]}, "ne convient pas"),
        ("import_rendezvous", {"rendezvous": "KERMAREC"}, "ne convient pas"),
        ("change_setting", {"cle": "bidule", "valeur": "x"}, "n’existe pas"),
        ("open_dossier", {"personne": "0" * 32, "campagne": "Magie"}, "n’existe pas"),
    ],
)
def test_an_act_that_cannot_be_done_says_why_and_changes_nothing(
    desk: Desk, written: Written, act: str, given: Any, words: str
) -> None:
    before = desk("digest", "--json").json
    said = desk("act", act, "--json", written(given))
    assert (said.code, said.json["erreur"]) == (1, "refuse")
    assert words in said.json["message"]
    assert desk("digest", "--json").json == before


def test_appointments_come_as_objects(desk: Desk, written: Written) -> None:
    one = {"debut": "2031-05-05T09:30:00", "nom": "KERMAREC", "cle": "a", "ligne": 2, "duree": 15}
    said = desk("act", "import_rendezvous", "--json", written({"rendezvous": [one]}))
    assert said.code == 0, said.err


def test_every_act_can_be_called_by_its_name(desk: Desk) -> None:
    from scolarite_desk.services.table import ACTS

    found = desk("acts", "--json").json
    assert {one["acte"] for one in found} == set(ACTS)
    assert all(one["libelle"] for one in found)


def test_a_candidature_is_named_when_a_dossier_has_several(desk: Desk, written: Written) -> None:
    numero = _made(desk, written, SOMEONE | {"candidatures": [{"formation": "L2INFO"}, {"formation": "L3INFO"}]})
    said = desk("act", "transmit", "--json", written({"candidature": numero}))
    assert said.code == 1
    assert f"{numero}/L2INFO, {numero}/L3INFO" in said.err
    assert desk("act", "transmit", "--json", written({"candidature": f"{numero}/L3INFO"})).code == 0


def test_a_number_of_an_odd_shape_is_told_wherever_it_comes_from(desk: Desk, written: Written) -> None:
    given = {"identite": {"nom_naissance": "RIOU", "prenom": "Léa"}, "cvec": {"situation": "payee", "numero": "AB"}}
    one = desk("new", "--from", written(given), "--json").json
    assert any(told.startswith("cvec.numero") for told in one["doutes"])
    assert desk("show", "--dossier", one["dossier"], "--json").json["etat"]["cvec"]["doute"]
    other = {**given, "cvec": {"situation": "payee", "numero": "CD"}}
    several = desk("new", "--from", written([other]), "--json").json
    assert any(told.startswith("cvec.numero") for told in several["doutes"][several["dossiers"][0]])


def test_new_says_who_looks_like_the_person_that_it_makes(desk: Desk, written: Written) -> None:
    given = {"identite": {"nom_naissance": "RECONNU", "prenom": "Max", "ne_le": "2001-02-03"}}
    first = desk("new", "--from", written(given), "--json").json
    assert first["doutes"] == []
    second = desk("new", "--from", written(given), "--json").json
    assert any(f"dossier {first['dossier']}" in told for told in second["doutes"])
    third = desk("new", "--from", written([given]), "--json").json
    assert len(third["doutes"][third["dossiers"][0]]) == 2


def test_every_number_of_a_file_is_doubted_as_a_form_would_alone_or_in_a_list(desk: Desk, written: Written) -> None:
    doubtful = {
        "identite": {"nom_naissance": "FANTOME", "prenom": "Ana", "portable": "06 12 34 56"},
        "ine": {"valeur": "123456789AB"},
        "identifiants": [{"genre": "ECANDIDAT", "valeur": "K7XQ20A"}],
        "cvec": {"situation": "payee", "numero": "VER6-ABCDE-42"},
    }
    plain = {"identite": {"nom_naissance": "FANTOME", "prenom": "Zoé"}}
    alone = desk("new", "--from", written(doubtful), "--json").json["doutes"]
    assert [one.split("\u00a0:")[0] for one in alone] == [
        "identite.portable", "ine.valeur", "cvec.numero", "identifiants.1",
    ]  # fmt: skip
    assert desk("undo").code == 0
    wrong = {"identite": {"nom_naissance": "FANTOME", "ne_le": "jadis"}}
    among = desk("new", "--from", written([plain, doubtful, wrong]), "--json").json
    assert among["doutes"][among["dossiers"][1]] == alone
    assert [one["rang"] for one in among["refus"]] == [3]
    assert among["refus"][0]["pourquoi"].startswith("identite.ne_le\u00a0:")
