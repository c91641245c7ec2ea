"""Lists that leave besides decisions: what each says, who may take it, what is kept of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.tables.document import ExportFait
from scolarite_desk.models.tables.journal import Acces
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services import cvec
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.exports import export_decisions, proposed_name
from scolarite_desk.services.extraits import EXTRAITS, export_extrait, proposed_extrait
from scolarite_desk.services.extraits.choix import (
    AFFICHAGE,
    COMMISSION,
    DECISIONS,
    SELECTION,
    TABLES,
    TOUT,
    named,
    offered,
    sample,
    scoped,
    scopes,
    write,
)
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.store.queries.decisions import Affiche, Filter, candidature_keys
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk


def taken(desk: Desk, tmp_path: Path, code: str, asked: Chosen | None = None) -> list[dict[str, Any]]:
    out = tmp_path / f"{code}.json"
    export_extrait(desk.store, code, "json", out, Progress(), asked or Chosen(), langue=FRENCH)
    return list(json.loads(out.read_text(encoding="utf-8"))["lignes"])


def paid(desk: Desk, nom: str, numero: str) -> str:
    dossier = desk.home(desk.person(nom, "Ida", "2003-05-02"))
    desk.apply(dossier)
    desk(cvec.record_cvec, desk.owner(dossier), "2026-2027", "payee", numero)
    return dossier


def test_the_establishment_declares_who_paid_with_an_ine_that_is_never_provisional(desk: Desk, tmp_path: Path) -> None:
    first, second = paid(desk, "ALPHA", "REN6ABCDEF12"), paid(desk, "BETA", "REN6ABCDEG13")
    desk(record_ine, desk.owner(first), "123456789FJ")
    desk(draw_provisional_ine, desk.owner(second))
    rows = taken(desk, tmp_path, "cvec")
    assert [(row["nom_naissance"], row["ine"], row["situation"], row["inscrite"]) for row in rows] == [
        ("ALPHA", "123456789FJ", "Payée", False),
        ("BETA", None, "Payée", False),
    ]
    assert rows[0]["cvec"] == "REN6ABCDEF12"
    assert len({row["uai"] for row in rows}) == 1


def test_who_lacks_a_cvec_is_listed_with_how_to_join_them_and_who_has_one_is_not(desk: Desk, tmp_path: Path) -> None:
    paid(desk, "ALPHA", "REN6ABCDEF12")
    dossier = desk.home(desk.person("BETA", "Ida", "2003-05-02"))
    desk.apply(dossier)
    with desk.store.work("correct") as work:
        work.get(Personne, desk.owner(dossier)).courriel = "beta@exemple.fr"
    rows = taken(desk, tmp_path, "cvec-manquantes", Chosen(Filter(campagne=desk.campagne)))
    assert [(row["nom_naissance"], row["courriel"]) for row in rows] == [("BETA", "beta@exemple.fr")]
    assert rows[0]["explication"]


def test_those_who_apply_leave_by_formation_and_by_saved_view(desk: Desk, tmp_path: Path) -> None:
    """Who lacks a CVEC in one formation; who paid among those of a view."""
    licence, master = (desk.home(desk.person(nom, "Ida", "2003-05-02")) for nom in ("ALPHA", "BETA"))
    desk.apply(licence)
    desk.apply(master, desk.master)
    found = taken(desk, tmp_path, "cvec-manquantes", Chosen(Filter(formation=desk.master)))
    assert [row["nom_naissance"] for row in found] == ["BETA"]
    for rank, dossier in enumerate((licence, master)):
        desk(cvec.record_cvec, desk.owner(dossier), "2026-2027", "payee", f"REN6ABCDEF1{rank}")
    seen = Vue("v", DECISIONS, verbatim("Master"), Condition("formation", (desk.master,)))
    found = taken(desk, tmp_path, "cvec", Chosen(Filter(vue=seen)))
    assert [row["nom_naissance"] for row in found] == ["BETA"]
    with pytest.raises(Refused, match="aucun fichier"):
        taken(desk, tmp_path, "inscrits", Chosen(Filter(vue=seen)))


@pytest.mark.parametrize("code", [code for code, one in EXTRAITS.items() if one.personnes])
def test_whom_a_perimeter_hides_is_in_no_table(desk: Desk, code: str) -> None:
    dossier = paid(desk, "ALPHA", "REN6ABCDEF12")
    desk(draw_provisional_ine, desk.owner(dossier))
    desk(issue_receipt, dossier)
    one, other = EXTRAITS[code], colleague(desk.store, "lecture", {"formation": [desk.master]})
    with other.reading() as session:
        found = list(one.lire(session, other, Chosen(), FRENCH))
        told = [colonne.lire(row) for row in found for colonne in one.colonnes]
    assert not [text for text in told if isinstance(text, str) and "ALPHA" in text]


def test_the_register_leaves_with_what_became_of_each_number(desk: Desk, tmp_path: Path) -> None:
    dossier = desk.home(desk.person("ALPHA", "Ida", "2003-05-02"))
    desk.apply(dossier)
    issued = desk(issue_receipt, dossier)
    (row,) = taken(desk, tmp_path, "registre")
    assert (row["numero"], row["etape"]) == (issued.numero, "Préparé")
    assert "ALPHA" in row["qui"]


def test_formations_leave_with_the_words_of_their_codes(desk: Desk, tmp_path: Path) -> None:
    rows = taken(desk, tmp_path, "formations", Chosen(Filter(campagne=desk.campagne)))
    assert len(rows) == 2
    assert all(row["campagne"] for row in rows)
    assert desk.rows(select(ExportFait.genre)) == ["formations json"]
    assert desk.rows(select(Acces.quoi)) == [], "it tells of nobody"


def test_what_tells_of_persons_leaves_a_line_in_the_access_log(desk: Desk, tmp_path: Path) -> None:
    paid(desk, "ALPHA", "REN6ABCDEF12")
    taken(desk, tmp_path, "cvec")
    assert desk.rows(select(Acces.quoi)) == ["extrait cvec", "ecrit"]
    (kept,) = desk.rows(select(ExportFait))
    assert (kept.genre, kept.lignes) == ("cvec json", 1)


def test_nothing_to_list_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="aucun fichier"):
        taken(desk, tmp_path, "seances")
    assert list(tmp_path.glob("*.json")) == []


def test_an_unknown_column_is_refused_with_the_nearest_one(desk: Desk, tmp_path: Path) -> None:
    desk.apply(desk.home(desk.person("ALPHA", "Ida", "2003-05-02")))
    out = tmp_path / "d.csv"
    with pytest.raises(Refused, match="La plus proche est «\u00a0prenom\u00a0»"):
        export_decisions(desk.store, Filter(), "csv", out, Progress(), ["dossier", "prenoms"], langue=FRENCH)
    with pytest.raises(Refused, match="La plus proche est «\u00a0libelle\u00a0»"):
        export_extrait(desk.store, "formations", "csv", out, Progress(), Chosen(), ["libele"], langue=FRENCH)
    with pytest.raises(Refused, match="n’existe pas\u00a0: dossier"):
        export_decisions(desk.store, Filter(), "csv", out, Progress(), ["zzzzzz"], langue=FRENCH)
    assert not out.exists()


def test_a_list_to_print_has_no_column_to_choose(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ni colonnes"):
        export_decisions(desk.store, Filter(), "pdf", tmp_path / "d.pdf", Progress(), ["dossier"], langue=FRENCH)


def test_whom_a_right_bars_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk(create_account, "Léa", "accueil")
    desk.store.auteur = "Léa"
    with pytest.raises(Refused, match="ne permet pas d’exporter"):
        taken(desk, tmp_path, "formations")


def three(desk: Desk) -> list[str]:
    for nom in ("ALPHA", "BETA", "GAMMA"):
        desk.apply(desk.home(desk.person(nom, "Ida", f"200{len(nom)}-05-02")))
    return list(desk.read(candidature_keys, Filter()))


def test_rows_leave_in_the_order_of_the_screen_and_those_that_are_not_there_last(desk: Desk) -> None:
    first, second, third = three(desk)
    shown = Affiche(Filter(), (third, first), (second,))
    assert desk.read(candidature_keys, desk.read(scoped, shown, AFFICHAGE)) == [third, first, second]
    reduced = Affiche(Filter(), (third, first), (), reduite=True)
    assert desk.read(candidature_keys, desk.read(scoped, reduced, AFFICHAGE)) == [third, first]
    assert desk.read(candidature_keys, desk.read(scoped, shown, SELECTION)) == [second]
    assert desk.read(candidature_keys, desk.read(scoped, shown, TOUT)) == [first, second, third]


def test_a_scope_is_offered_where_it_means_something(desk: Desk) -> None:
    three(desk)
    assert [code for code, _words in desk.read(scopes, Affiche())] == [TOUT]
    shown = Affiche(Filter(formation=desk.licence), ("a",), ("a",))
    codes = [code for code, _words in desk.read(scopes, shown)]
    assert codes in ([AFFICHAGE, SELECTION, TOUT], [AFFICHAGE, SELECTION, COMMISSION, TOUT])


def test_the_first_rows_are_those_that_would_leave(desk: Desk, tmp_path: Path) -> None:
    keys = three(desk)
    seen = sample(desk.store, DECISIONS, Chosen(Filter(ordre=tuple(reversed(keys)))), langue=FRENCH)
    assert seen.total == 3
    assert [line["nom_naissance"] for line in seen.lignes] == ["GAMMA", "BETA", "ALPHA"]
    out = tmp_path / "d.json"
    asked = Chosen(Filter(ordre=tuple(reversed(keys))))
    assert write(desk.store, DECISIONS, "json", out, Progress(), asked, ["nom_naissance"], langue=FRENCH) == 3
    rows = json.loads(out.read_text(encoding="utf-8"))["lignes"]
    assert rows == [{"nom_naissance": line["nom_naissance"]} for line in seen.lignes]
    assert sample(desk.store, "formations", Chosen(), langue=FRENCH).total == 2


def test_every_table_is_offered_to_who_may_read_it(desk: Desk) -> None:
    assert desk.read(offered, "Claire") == list(TABLES)
    desk(create_account, "Léa", "accueil")
    assert desk.read(offered, "Léa") == []


def test_a_file_of_one_person_bears_their_name_and_one_of_several_that_of_the_list(desk: Desk) -> None:
    keys = three(desk)
    alone = proposed_name(desk.store, "decisions", Filter(parmi=(keys[0],)), ".xlsx")
    assert alone.startswith("ALPHA_Ida_decisions-20")
    assert named(desk.store, DECISIONS, Chosen(Filter(parmi=tuple(keys))), ".ods").startswith("decisions-")
    assert proposed_extrait(desk.store, "cvec", ".csv").startswith("cvec-20")
    assert named(desk.store, "cvec", Chosen(), ".csv") == proposed_extrait(desk.store, "cvec", ".csv")


def test_every_list_has_columns_of_its_own_names() -> None:
    for code, one in EXTRAITS.items():
        keys = [colonne.cle for colonne in one.colonnes]
        assert len(set(keys)) == len(keys), code
        assert any(colonne.defaut for colonne in one.colonnes), code
