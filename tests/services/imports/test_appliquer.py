"""A file taken in: within the rights of who asks, told to whoever looks, merged with another desk, resumed once cut."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import REMPLACER, ChoixImport
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.echange import TableConnue
from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.personne import CursusInterne, Identifiant, Personne
from scolarite_desk.services.appels import call
from scolarite_desk.services.campagnes import open_campaign
from scolarite_desk.services.dossiers import add_item, open_dossier
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etiquettes import take_off_tag
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.imports import appliquer, apply_import, plan_import
from scolarite_desk.services.undo import undo
from scolarite_desk.store import search
from scolarite_desk.store.check.check import check
from scolarite_desk.store.store import Changed, Store
from tests.services.comptes import colleague
from tests.services.conftest import MORNING, Desk, desk, founded, real
from tests.services.imports.conftest import MAELLE, YANN, actions, planned, source, taken
from tests.services.imports.test_comportements import many
from tests.sync.conftest import abc, share

__all__ = ["abc", "desk", "founded", "real"]


def found(desk: Desk, text: str) -> int:
    """How many the search finds."""
    return len(desk.read(search.find, text, MORNING.date()).rows)


def test_an_import_that_is_undone_leaves_the_base_as_it_was_and_the_search_follows(desk: Desk) -> None:
    before = desk.digest().value
    report = taken(desk, MAELLE, YANN)
    assert (report.creees, report.modifiees, report.laissees) == (2, 0, ())
    assert (found(desk, "kermarec maelle"), found(desk, "9000002")) == (1, 1)
    assert all(not one.fautes for one in check(desk.store))
    assert kept(undo(desk.store).label) == "Importer un fichier (admis.csv, 2 lignes)", "whatever its works"
    assert desk.digest().value == before
    assert found(desk, "kermarec") == 0
    assert actions(planned(desk, MAELLE, YANN)) == ["creer", "creer"], "what was taken back may come again"


def test_an_import_that_changes_who_was_there_is_taken_back_whole(desk: Desk) -> None:
    tag = desk(add_item, "etiquette", {"libelle": "À rappeler", "couleur": "bleu"})
    taken(desk, {**MAELLE, "adresse.ligne": "4 rue du Pré"}, YANN)
    desk(draw_provisional_ine, desk.rows(select(Personne).where(Personne.prenom == "Yann"))[0].id)
    before = desk.digest().value
    changed = {"adresse.ligne": "1 rue Neuve", "cursus_externes.1.annee": "2021", "cursus_externes.1.libelle": "L1"}
    other = {"identifiants.INE": "0199000001Z", "candidatures.formation": "M1BIO", "notes": "Rappeler"}
    report = taken(desk, {**MAELLE, **changed, "etiquettes": "à rappeler"}, {**YANN, **other}, politique=REMPLACER)
    assert (report.creees, report.modifiees) == (1, 1)
    assert [one.etiquette_id for one in desk.rows(select(PoseEtiquette))] == [tag]
    undo(desk.store)
    assert desk.digest().value == before


def test_open_views_hear_of_what_came_and_the_one_that_asked_knows_its_echo(desk: Desk) -> None:
    heard: list[Changed] = []
    leave = desk.store.subscribe(heard.append)
    view = object()
    apply_import(desk.store, planned(desk, MAELLE), None, view)
    apply_import(desk.store, planned(desk, {**MAELLE, "adresse.ligne": "4 rue du Pré"}), None, view)
    leave()
    assert [(one.acte, one.source is view) for one in heard] == [("import_rows", True)] * 3
    assert {genre for genre, _ in heard[0].rows} >= {"personne", "dossier", "candidature", "import_fait"}
    assert ("adresse" in {genre for genre, _ in heard[2].rows}) is True
    desk.store.follow()


def limited(desk: Desk, profil: str = "gestionnaire") -> Store:
    """Somebody who sees to the licence alone."""
    return colleague(desk.store, profil, {"formation": [desk.licence]})


def test_a_formation_outside_of_the_perimeter_is_rejected_with_its_sentence(desk: Desk) -> None:
    mine = limited(desk)
    plan = plan_import(mine, source({**MAELLE, "candidatures.formation": "M1BIO"}, YANN))
    assert actions(plan) == ["rejete", "creer"]
    assert "hors de votre périmètre" in kept(plan.lignes[0].message)
    assert apply_import(mine, plan).creees == 1


def test_somebody_who_applies_outside_alone_is_touched_by_nobody_else(desk: Desk) -> None:
    taken(desk, {**MAELLE, "candidatures.formation": "M1BIO"}, YANN)
    mine = limited(desk)
    lines = [{**one, "adresse.ligne": "4 rue du Pré"} for one in (MAELLE, YANN)]
    plan = plan_import(mine, source(*lines))
    assert actions(plan) == ["rejete", "modifier"]


@pytest.mark.parametrize("profil", ["accueil", "commission", "lecture"])
def test_who_may_not_import_plans_nothing(desk: Desk, profil: str) -> None:
    theirs = colleague(desk.store, profil)
    with pytest.raises(Refused, match="ne permet pas"):
        plan_import(theirs, source(MAELLE))
    with pytest.raises(Refused, match="ne permet pas"):
        apply_import(theirs, planned(desk, MAELLE))


def test_an_archived_campaign_takes_nothing(desk: Desk) -> None:
    desk.archive()
    with pytest.raises(Refused, match="archivée"):
        planned(desk, MAELLE, campagne=desk.campagne)
    with pytest.raises(Refused, match="Aucune campagne"):
        planned(desk, MAELLE)


def test_a_base_of_its_first_morning_says_what_it_lacks(real: Desk) -> None:
    with pytest.raises(Refused, match="Aucune campagne n’est ouverte"):
        planned(real, MAELLE)
    key = real(add_item, "campagne", {"libelle": "2026", "annee": "2026-2027", "etat": "preparation"})
    with pytest.raises(Refused, match="en préparation"):
        planned(real, MAELLE, campagne=key)


def test_no_data_from_outside_is_written_by_the_act_of_an_import(desk: Desk) -> None:
    for outside in ([], {"travaux": []}, "x", None):
        with pytest.raises(Refused):
            call(desk.store, "import_rows", {"lignes": outside})


def test_a_new_year_takes_the_person_as_it_is(desk: Desk) -> None:
    dossier = desk.person()
    desk(record_ine, desk.owner(dossier), "0199000001Z")
    other = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    desk(open_campaign, other)
    line = {"identifiants.INE": "0199000001Z", "identite.nom_naissance": "KERMAREC", "identite.prenom": "Maëlle"}
    assert taken(desk, line, campagne=other, profil="libre").creees == 1
    assert len(desk.rows(select(Dossier))) == 2
    assert len(desk.rows(select(Personne))) == 1
    with pytest.raises(Refused, match="déjà le dossier"):
        desk(open_dossier, desk.owner(dossier), other)


def test_an_ine_takes_the_place_of_a_provisional_one_and_of_no_other(desk: Desk) -> None:
    taken(desk, MAELLE)
    [person] = desk.rows(select(Personne))
    made = desk(draw_provisional_ine, person.id)
    assert actions(planned(desk, {**MAELLE, "identifiants.INE": made})) == ["inchange"]
    assert taken(desk, {**MAELLE, "identifiants.INE": "0199000001Z"}).modifiees == 1
    said = {one.genre: one.valeur for one in desk.rows(select(Identifiant)) if one.genre.startswith("INE")}
    assert said == {"INE": "0199000001Z", "INE_ALIAS": made}
    [line] = planned(desk, {**MAELLE, "identifiants.INE": "0LFLRZ00015"}).lignes
    assert line.action == "inchange"
    assert "déjà un INE" in kept(line.ecarts[0].garde)
    assert actions(planned(desk, {**MAELLE, "identifiants.INE": made})) == ["inchange"], "an alias is hers too"


def test_years_here_that_the_student_records_say_are_marked_so_and_come_once(desk: Desk) -> None:
    year = {"cursus_internes.1.annee": "2024", "cursus_internes.1.code": "L1INF"}
    line = {**MAELLE, **year, "cursus_internes.1.libelle": "Licence 1 Informatique"}
    taken(desk, line, profil="pegase")
    assert [one.source for one in desk.rows(select(CursusInterne))] == ["si"]
    again = {**line, "cursus_internes.1.resultat": "Admis"}
    taken(desk, again, profil="pegase")
    [row] = desk.rows(select(CursusInterne))
    assert (row.code, row.resultat is not None) == ("L1INF", True)


def test_tags_and_notes_come_once_and_a_tag_comes_back(desk: Desk) -> None:
    tag = desk(add_item, "etiquette", {"libelle": "À rappeler", "couleur": "bleu"})
    line = {**MAELLE, "etiquettes": "à rappeler", "notes": "Rappeler le 3 mai"}
    taken(desk, line)
    assert actions(planned(desk, line)) == ["inchange"]
    [mark] = desk.rows(select(PoseEtiquette))
    desk(take_off_tag, tag, mark.candidature_id)
    assert taken(desk, line).modifiees == 1
    assert [one.retire_le for one in desk.rows(select(PoseEtiquette))] == [None]
    assert [(one.texte, one.ecrite_par) for one in desk.rows(select(Note))] == [("Rappeler le 3 mai", "Claire")]
    assert actions(planned(desk, {**MAELLE, "etiquettes": "Inconnue"})) == ["douteux"]


def test_a_table_of_no_known_source_is_known_again(desk: Desk) -> None:
    taken(desk, MAELLE, profil="libre")
    [known] = desk.rows(select(TableConnue))
    assert (known.colonnes or "").split("\n") == list(MAELLE)


def test_a_column_without_a_field_is_told_once(desk: Desk) -> None:
    plan = planned(desk, {**MAELLE, "candidatures.rang_national": "12"}, {**YANN, "candidatures.rang_national": "13"})
    assert actions(plan) == ["creer", "creer"]
    [told] = plan.remarques
    assert (
        kept(told)
        == "«\u00a0candidatures.rang_national\u00a0» n’a pas de champ ici\u00a0: la colonne est laissée de côté."
    )


def test_an_erasure_leaves_nothing_of_who_came_by_a_file(desk: Desk) -> None:
    taken(desk, MAELLE, YANN)
    dossier = desk.rows(select(Dossier).order_by(Dossier.id))[0]
    desk(erase_person, dossier.id, dossier.numero, "Demande écrite")
    assert [one.nom_naissance for one in desk.rows(select(Personne))] == ["LE GOFF"]
    assert actions(planned(desk, MAELLE, YANN)) == ["creer", "inchange"]
    assert all(not one.fautes for one in check(desk.store))


def test_what_came_at_one_desk_is_there_at_the_other_and_comes_no_second_time(abc: list[Desk]) -> None:
    one, other, _ = abc
    taken(one, MAELLE, YANN)
    taken(one, {**MAELLE, "adresse.ligne": "4 rue du Pré"})
    share(one, other)
    assert one.digest().value == other.digest().value
    plan = planned(other, {**MAELLE, "adresse.ligne": "5 rue du Pré"}, YANN, politique=REMPLACER)
    assert actions(plan) == ["modifier", "inchange"], "what an import wrote at another desk was edited by nobody"
    assert any("déjà importé" in kept(one) for one in planned(other, MAELLE, YANN).remarques)


@pytest.mark.parametrize("apart", [0, 11])
def test_of_two_lines_that_say_two_things_of_one_person_the_first_one_holds_and_the_other_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, apart: int
) -> None:
    monkeypatch.setattr(appliquer, "LOT", 10)
    said = [{"identifiants.PARCOURSUP": "9000001", "identite.nom_naissance": "KERMAREC",
             "identite.courriel": f"{one}@exemple.org"} for one in "ab"]  # fmt: skip
    lines = [said[0], *many(apart), said[1]]
    taken(desk, *lines, politique=REMPLACER, profil="libre")
    again = planned(desk, *lines, politique=REMPLACER, profil="libre")
    assert set(actions(again)) == {"inchange"}
    [gap] = again.lignes[-1].ecarts
    assert (gap.avant, kept(gap.garde)) == ("a@exemple.org", "dit autrement par une ligne plus haut")


TEXTS = st.text(max_size=12)
LINES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "identifiants.PARCOURSUP": st.sampled_from(["9000001", "9000002", "x y"]),
            "identifiants.INE": st.sampled_from(["0199000001Z", "0LFLRZ00015", "1"]),
            "identite.nom_naissance": st.sampled_from(["KERMAREC", "Le Goff", "4"]) | TEXTS,
            "identite.prenom": st.sampled_from(["Maëlle", "Yann"]),
            "identite.ne_le": st.sampled_from(["07/03/2004", "31/02/2004", "2004"]),
            "identite.courriel": st.sampled_from(["a@exemple.org", "b@exemple.org", ""]),
            "candidatures.formation": st.sampled_from(["L2INF", "M1BIO", "Autre"]),
            "cursus_externes.1.annee": st.sampled_from(["2021", "2022"]),
            "cursus_externes.1.libelle": TEXTS,
        },
    ),
    max_size=6,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.sampled_from(["vides", "remplacer"]))
def test_whatever_the_lines_the_same_file_twice_changes_nothing_and_an_undo_gives_the_base_back(
    desk: Desk, lines: list[dict[str, str]], politique: str
) -> None:
    before = desk.digest().value
    report = taken(desk, *lines, politique=politique, profil="libre")
    assert report.creees + report.modifiees + report.inchangees + len(report.laissees) == len(lines)
    # A line that named nobody is taken once somebody of its number came below it: the file has no more to say then.
    more = taken(desk, *lines, politique=politique, profil="libre") if report.laissees else None
    after = desk.digest().value
    again = plan_import(desk.store, source(*lines, profil="libre"), ChoixImport(politique=politique))
    assert {"creer", "modifier"}.isdisjoint(actions(again)), [(one.action, kept(one.message)) for one in again.lignes]
    assert apply_import(desk.store, again).lot == ""
    assert desk.digest().value == after
    for one in (more, report):
        if one is not None and one.lot:
            undo(desk.store)
    assert desk.digest().value == before
