"""Saved views: of a person or of the office, each once; what they show, and what an export makes of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk import practice as exercice
from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Condition, Et, Non, Ou, Tri, written
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.msg import verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.exports_lettres import export_letters
from scolarite_desk.services.listes import listing
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.pieces import receive_piece, refuse_piece
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.services.vues import (
    INSCRITS,
    keep_view,
    restore_shared_view,
    restore_view,
    save_shared_view,
    save_view,
    share_view,
    shipped,
    to_save,
    view_named,
    views_of,
    withdraw_shared_view,
    withdraw_view,
)
from scolarite_desk.store.check.check import check
from scolarite_desk.store.queries.conditions import CONDITIONS, of_candidatures, of_persons, words
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.history import shown, trash
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.queue_views import VUES, counters
from scolarite_desk.store.queries.queue_views import listed as listed_as_shipped
from scolarite_desk.store.queries.vues import TRIS, as_asked, counted, listed, shown_now
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk
from tests.store.damage import sql

TODAY = date(2026, 7, 6)
OFFICE = {
    "campagne",
    "formation",
    "session_depot",
    "centre",
    "commission",
    "piece",
    "etiquette",
    "question",
}  # what a condition may name
COMPLETE = {"condition": "statut", "valeurs": ["CO"]}


def vue(filtre: Any, salle: str = "decisions", *tri: Tri) -> Vue:
    return Vue("", salle, verbatim("Essai"), filtre, tri=tri)


def keys(session: Session, shown: Vue) -> list[str]:
    """The rows of the list of a view."""
    if shown.salle == "decisions":
        return candidature_keys(session, Filter(vue=shown))
    return [one.personne for one in listed(session, shown, TODAY)]


def own(desk: Desk) -> list[Vue]:
    """Those of decisions that the house does not ship."""
    return [one for one in desk.read(views_of, "decisions") if not one.livree]


def names(desk: Desk, salle: str = "decisions") -> list[str]:
    return [kept(one.libelle) for one in desk.read(views_of, salle) if not one.livree or salle == "file"]


def test_a_view_is_saved_changed_withdrawn_and_comes_back(desk: Desk) -> None:
    key = desk(save_view, "decisions", "Dossiers complets", COMPLETE, ["dossier", "avis"], [["avis", "desc"]])
    [mine] = own(desk)
    assert (mine.key, mine.compte, mine.livree, mine.partagee, mine.passes) == (key, "Claire", False, False, ())
    assert mine.filtre == Condition("statut", ("CO",))
    assert (mine.colonnes, mine.tri) == (("dossier", "avis"), (Tri("avis", descendant=True),))
    with pytest.raises(Refused, match="existe déjà"):
        desk(save_view, "decisions", "dossiers  COMPLETS", {})
    assert desk(save_view, "decisions", "dossiers complets", {}, remplacer=True) == key
    desk(withdraw_view, key)
    assert names(desk) == []
    assert [(one.thing, one.key) for one in desk.read(trash)] == [("vue", key)]
    with pytest.raises(Refused, match="corbeille"):
        desk(withdraw_view, key)
    desk(restore_view, key)
    assert names(desk) == ["Dossiers complets"]
    desk(withdraw_view, key)
    assert desk(save_view, "decisions", "Dossiers complets", COMPLETE) == key, "its name brings it back too"
    undo(desk.store)
    assert names(desk) == []
    redo(desk.store)
    assert names(desk) == ["Dossiers complets"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"salle": "nulle"}, "n’a pas de vues"),
        ({"libelle": " "}, "Donnez un nom"),
        ({"libelle": "!"}, "Donnez un nom"),
        ({"libelle": "x" * 61}, "60 caractères"),
        ({"filtre": {"condition": "de_demain"}}, "de_demain"),
        ({"filtre": {"condition": "statut", "valeurs": ["'; DROP"]}}, "statut"),
        ({"filtre": {"condition": "nom", "valeurs": ["KERMAREC"]}}, "nom"),
        ({"colonnes": ["photo"]}, "Colonne inconnue"),
        ({"colonnes": ["avis", "avis"]}, "deux fois"),
        ({"tri": [["bloc_notes", "asc"]]}, "Colonne inconnue"),
        ({"tri": [["avis"]]}, "Colonne inconnue"),
    ],
)
def test_what_no_list_has_is_refused_by_name(desk: Desk, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        desk(save_view, **{"salle": "decisions", "libelle": "Essai", "filtre": {}} | given)
    assert not desk.rows(select(VueEnregistree))


def test_each_has_own_views_and_the_responsable_those_of_the_office(desk: Desk) -> None:
    guest, head = colleague(desk.store, "lecture", {"formation": [desk.licence]}), colleague(desk.store, "responsable")
    mine = do(guest, None, save_view, "decisions", "À moi", COMPLETE)
    ours = do(head, None, save_shared_view, "decisions", "À nous", COMPLETE)
    with pytest.raises(Refused, match="Demandez à un responsable"):
        do(guest, None, save_shared_view, "decisions", "À nous", {}, remplacer=True)
    with pytest.raises(Refused, match="Demandez à un responsable"):
        do(guest, None, withdraw_shared_view, ours)
    with pytest.raises(Refused, match="copiez-la"):
        do(guest, None, withdraw_view, ours)
    with pytest.raises(Refused, match=f"celle de {guest.auteur}"):
        do(head, None, withdraw_view, mine)
    with pytest.raises(Refused, match=f"elle est à {guest.auteur}"):
        do(head, None, withdraw_shared_view, mine)
    with guest.reading() as session:
        assert [one.key for one in views_of(session, "decisions") if not one.livree] == [mine, ours]
    with head.reading() as session:
        assert [(one.key, one.partagee) for one in views_of(session, "decisions") if not one.livree] == [(ours, True)]
    do(guest, None, withdraw_view, mine)
    do(guest, None, restore_view, mine)
    do(head, None, withdraw_shared_view, ours)
    do(head, None, restore_shared_view, ours)
    desk.started = desk.number()  # several people worked here


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice base of a Monday."""
    path: Path = tmp_path_factory.mktemp("vues") / "exercice.sdesk"
    store = exercice.make(path, 40, 1, TODAY, cost=Cost(64, 1))
    store.close()
    return store


def test_a_copy_of_a_shipped_view_shows_and_counts_the_same(practice: Store) -> None:
    with practice.reading() as session:
        counts = counters(session, TODAY)
        for one in shipped("file"):
            copy = Vue("x", "file", one.libelle, one.filtre)
            for archives in (False, True):
                assert listed(session, copy, TODAY, archives) == listed_as_shipped(session, one.key, TODAY, archives)
            assert counted(session, copy, TODAY) == counts[one.key]
            assert as_asked(session, one) is VUES[one.key]
    assert shipped("decisions") == (INSCRITS,)


def test_every_condition_is_said_and_asked_of_persons_and_of_candidatures(practice: Store) -> None:
    values: dict[str, tuple[Any, ...]] = {
        "rien": (), "codes": ("FA", "CO"), "cles": ("0" * 32,), "cles_ou_rien": (), "jours": ("2026-01-01", ""),
        "nombre": (3,),
    }  # fmt: skip
    with practice.reading() as session:
        everybody = {one.personne for one in listed(session, vue(Et(), "file"), TODAY, archives=True)}
        total = len(candidature_keys(session, Filter(vue=vue(Et()))))
        for one in CONDITIONS.values():
            leaf = Condition(one.nom, values[one.sorte.value])
            said = kept(words(session, leaf, lists(session)))
            assert kept(one.label) in said
            found = [
                {row.personne for row in listed(session, vue(tree, "file"), TODAY, archives=True)}
                for tree in (leaf, Non(leaf), Ou((leaf, Non(leaf))))
            ]
            assert found[0] | found[1] == found[2] == everybody, one.nom
            assert not found[0] & found[1], one.nom
            keys = [candidature_keys(session, Filter(vue=vue(tree))) for tree in (leaf, Non(leaf))]
            assert len(keys[0]) + len(keys[1]) == total, one.nom


def test_a_list_comes_in_the_order_of_its_view(practice: Store) -> None:
    with practice.reading() as session:
        for salle, known in TRIS.items():
            for column in known:
                ways = [keys(session, vue(Et(), salle, Tri(column, way))) for way in (False, True)]
                assert sorted(ways[0]) == sorted(ways[1]), column
                if column not in ("reponse", "rang"):  # of which there is one alone
                    assert ways[0] != ways[1], column
        by_birth = listed(session, vue(Et(), "file", Tri("ne_le")), TODAY)
        assert [one.ne_le or "9" for one in by_birth] == sorted(one.ne_le or "9" for one in by_birth)


def test_what_a_person_becomes_is_followed_in_a_saved_view_of_names(desk: Desk) -> None:
    dossier = desk.person()
    rows, complete = frozenset({("candidature", desk.apply(dossier))}), Condition("statut", ("CO",))
    by_name = vue(complete, "file")
    assert desk.read(shown_now, by_name, TODAY, False, rows) == {desk.owner(dossier): None}
    desk(set_statut, next(iter(rows))[1], "CO", motif="essai")
    [found] = desk.read(shown_now, by_name, TODAY, False, rows).values()
    assert found.nom == "KERMAREC"
    by_birth = vue(complete, "file", Tri("ne_le"))
    assert desk.read(shown_now, by_birth, TODAY, False, rows) is None, "the place of one moves others"


def test_the_journal_says_a_view_in_words(desk: Desk) -> None:
    desk(save_view, "decisions", "Admis", {"et": [COMPLETE, {"condition": "formation", "valeurs": [desk.master]}]},
         ["avis"], [["avis", "desc"], ["rang", "asc"]])  # fmt: skip
    [row], codes = desk.rows(select(VueEnregistree)), desk.read(lists)
    said = {name: shown("vue", name, getattr(row, name), codes) for name in ("salle", "filtre", "colonnes", "tri")}
    assert said == {
        "salle": "Décisions",
        "filtre": "Statut\u00a0: Complet et Formation\u00a0: 1",
        "colonnes": "avis",
        "tri": "avis ↓, rang ↑",
    }
    assert shown("vue", "filtre", "RIOU", codes) == "RIOU"


def test_what_an_and_says_of_candidatures_is_said_of_one_of_them(desk: Desk) -> None:
    both, one = desk.person(), desk.person("RIOU")
    for dossier, formation, statut in ((both, desk.licence, "CO"), (both, desk.master, "RE"), (one, desk.master, "CO")):
        desk(set_statut, desk.apply(dossier, formation), statut, motif="essai")
    of_master, complete = Condition("formation", (desk.master,)), Condition("statut", ("CO",))

    def shown(tree: Any) -> set[str]:
        return {found.nom or "" for found in desk.read(listed, vue(tree, "file"), TODAY)}

    assert shown(Et((of_master, complete))) == {"RIOU"}
    assert shown(Et((of_master, Non(complete)))) == {"KERMAREC"}
    assert shown(Et((Non(of_master), Non(complete)))) == set(), "nothing of them is complete"
    assert shown(Et((Ou((of_master, complete)), Condition("ine_manquant")))) == set()
    assert shown(Non(of_master)) == set()
    assert "EXISTS" in of_persons(complete, None)
    assert "EXISTS" not in of_candidatures(complete)
    assert of_candidatures(Et()) == "TRUE"


def test_a_piece_counts_as_it_was_last_judged(desk: Desk) -> None:
    candidature, releve = desk.apply(desk.person()), desk.pieces["RELEVE"]
    desk(receive_piece, candidature, releve)
    desk(refuse_piece, candidature, releve, texte="Illisible")

    def refused(*pieces: str) -> list[str]:
        found: list[str] = desk.read(candidature_keys, Filter(vue=vue(Condition("piece_refusee", pieces))))
        return found

    assert refused() == refused(releve) == [candidature]
    assert refused(desk.pieces["IDENTITE"]) == []
    desk(receive_piece, candidature, releve)
    assert refused() == []


def _decided(desk: Desk) -> str:
    candidature = desk.apply(desk.home(desk.person()))
    desk(enter_avis, candidature, "FA")
    desk(validate_avis, candidature)
    desk.apply(desk.person("RIOU"), desk.master)
    return candidature


def test_an_export_takes_a_view_its_columns_and_says_it(desk: Desk, tmp_path: Path) -> None:
    _decided(desk)
    desk(save_view, "decisions", "Admis", {"condition": "avis", "valeurs": ["FA"]}, ["nom_naissance", "avis"])
    chosen = Filter(vue=desk.read(view_named, "admis"))
    assert kept(desk.read(chosen.words)) == "vue «\u00a0Admis\u00a0» (Avis\u00a0: Favorable)"
    out = tmp_path / "admis.csv"
    assert export_decisions(desk.store, chosen, "csv", out, Progress(), langue=FRENCH) == 1
    assert out.read_text("utf-8-sig").splitlines() == ["Nom de naissance;Avis", "KERMAREC;Favorable"]
    assert export_letters(desk.store, chosen, tmp_path / "lettres", Progress()).pretes
    queue = Filter(vue=desk.read(view_named, "tous"))
    assert kept(desk.read(queue.words)) == "vue «\u00a0Tous les dossiers\u00a0»"
    assert export_decisions(desk.store, queue, "csv", tmp_path / "tous.csv", Progress(), langue=FRENCH) == 2
    with pytest.raises(Refused, match="ailleurs\u00a0» n’existe pas"):
        desk.read(view_named, "ailleurs")


def test_what_a_newer_version_wrote_is_shown_with_a_word_and_no_file_is_made_of_it(desk: Desk, tmp_path: Path) -> None:
    _decided(desk)
    key = desk(save_shared_view, "decisions", "De demain", COMPLETE, ["avis"])
    newer = json.dumps({"et": [{"condition": "de_demain"}, {"condition": "avis", "valeurs": ["FA"]}]})
    sql(desk.store, "UPDATE vue SET filtre = ?, colonnes = ?, tri = ?", newer, '["photo","avis"]', '[["humeur","asc"]]')
    [found] = own(desk)
    assert (found.key, found.filtre, found.colonnes) == (key, Et((Condition("avis", ("FA",)),)), ("avis",))
    assert [kept(one).split("\u00a0")[1] for one in found.passes] == ["de_demain", "photo", "humeur"]
    assert len(desk.read(keys, found)) == 1
    for leave in (export_decisions, export_letters):
        given = {"langue": FRENCH} if leave is export_decisions else {}
        rest = ("csv", tmp_path / "x.csv") if leave is export_decisions else (tmp_path / "x",)
        with pytest.raises(Refused, match="ne se lit pas entière"):
            leave(desk.store, Filter(vue=found), *rest, Progress(), **given)  # type: ignore[operator]
    sql(desk.store, "UPDATE vue SET libelle = '  '")
    assert kept(own(desk)[0].libelle) == "sans nom"
    sql(desk.store, "UPDATE vue SET filtre = 'RIOU', libelle = NULL, colonnes = NULL, tri = NULL")
    [unread] = own(desk)
    assert (kept(unread.libelle), unread.filtre, unread.partielle) == ("sans nom", Et(), True)
    faults = [kept(fault) for one in check(desk.store) for fault in one.fautes]
    assert any("Filtre" in one and "RIOU" in one for one in faults)
    sql(desk.store, "DELETE FROM vue")
    sql(desk.store, "UPDATE objet SET efface = 1 WHERE genre = 'vue'")
    desk.started = desk.number()


def test_no_view_holds_anything_of_a_person_so_that_an_erasure_has_nothing_to_find_there(desk: Desk) -> None:
    dossier = desk.person()
    desk(save_shared_view, "file", "Tous", {"et": [{"condition": "vue_jour"}, COMPLETE]}, ["nom"])
    before = desk.rows(select(VueEnregistree.filtre, VueEnregistree.colonnes))
    assert all(one.chose is None or one.chose.__tablename__ in OFFICE for one in CONDITIONS.values())
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "demande")
    assert desk.rows(select(VueEnregistree.filtre, VueEnregistree.colonnes)) == before
    desk.started = desk.number()


def test_the_views_are_listed_with_what_would_copy_them(desk: Desk) -> None:
    desk(save_view, "decisions", "Du master", {"condition": "formation", "valeurs": [desk.master]})
    lines = listing(desk.store, "vues", Chosen())
    assert [one["origine"] for one in lines] == ["livree"] * (len(VUES) + 1) + ["personnelle"]
    assert kept(lines[-1]["filtre"]) == "Formation\u00a0: Master 1 Biologie"
    copied = lines[-1]["acte"]
    assert desk(save_shared_view, **copied)
    [jour] = [one for one in desk.read(views_of, "file") if one.key == "jour"]
    desk(save_view, **to_save(jour, "Mon accueil"))
    assert desk.read(view_named, "mon accueil").filtre == jour.filtre
    assert desk.read(view_named, "Du master").compte == "Claire"
    unknown = Condition("formation", ("0" * 32,))
    days = Et((unknown, Condition("recue", ("2026-07-01", "2026-07-06"))))
    said = kept(desk.read(words, days, desk.read(lists)))
    assert said == "Formation\u00a0: inconnu ici et Reçue le\u00a0: depuis le 01/07/2026, jusqu’au 06/07/2026"
    several = Non(Ou((Condition("profil", ("lyceen",)), Condition("incomplet_depuis", (7,)))))
    assert "ou Incomplet depuis plus de (jours)\u00a0: 7" in kept(desk.read(words, several, desk.read(lists)))
    assert written(days)


def test_a_view_keeps_to_the_perimeter_of_who_reads(desk: Desk) -> None:
    for nom, formation in (("DEDANS", desk.licence), ("DEHORS", desk.master)):
        desk.apply(desk.person(nom), formation)
    guest = colleague(desk.store, "lecture", {"formation": [desk.licence]})
    with guest.reading() as session:
        assert [one.nom for one in listed(session, vue(Et(), "file"), TODAY)] == ["DEDANS"]
        assert counted(session, vue(Et(), "file"), TODAY).shown == 1
        assert len(candidature_keys(session, Filter(vue=vue(Et())))) == 1
    desk.started = desk.number()


def test_a_view_says_nothing_of_the_candidatures_outside_the_perimeter(desk: Desk) -> None:
    dossier = desk.person()
    for formation, statut in ((desk.licence, "RE"), (desk.master, "CO")):
        desk(set_statut, desk.apply(dossier, formation), statut, motif="essai")
    guest = colleague(desk.store, "lecture", {"formation": [desk.licence]})
    of_master, complete = Condition("formation", (desk.master,)), Condition("statut", ("CO",))
    for tree in (of_master, complete, Et((of_master, complete)), Non(Non(complete)), Ou((complete,))):
        assert desk.read(counted, vue(tree, "file"), TODAY).shown == 1
        with guest.reading() as session:
            assert listed(session, vue(tree, "file"), TODAY) == ()
            assert counted(session, vue(tree, "file"), TODAY).shown == 0
    with guest.reading() as session:
        [found] = listed(session, vue(Condition("statut", ("RE",)), "file"), TODAY)
        rows = frozenset({("dossier", dossier)})
        assert shown_now(session, vue(complete, "file"), TODAY, False, rows) == {found.personne: None}
    desk.started = desk.number()


def test_a_copied_view_of_past_campaigns_shows_them_unasked(desk: Desk) -> None:
    desk.person()
    desk.archive()
    assert desk.read(listed, vue(Et(), "file"), TODAY) == ()
    assert len(desk.read(listed, vue(Condition("campagne", (desk.campagne,)), "file"), TODAY)) == 1


def test_a_view_that_is_shared_or_kept_for_oneself_changes_hands_in_one_work(desk: Desk) -> None:
    key = desk(save_view, "decisions", "Complets", COMPLETE, ["avis"])
    with desk.store.work("save_view") as work:
        work.session.get_one(VueEnregistree, key).colonnes = '["photo","avis"]'
    shared = desk(share_view, key)
    assert [(one.key, one.partagee) for one in own(desk)] == [(shared, True)]
    assert desk.row(VueEnregistree, shared).colonnes == '["photo","avis"]'  # what is not known here goes along
    undo(desk.store)
    assert [(one.key, one.partagee) for one in own(desk)] == [(key, False)]
    redo(desk.store)
    assert desk(keep_view, shared) == key
    assert [(one.key, one.compte) for one in own(desk)] == [(key, "Claire")]
    with pytest.raises(Refused, match="n’est pas partagée"):
        desk(keep_view, key)


def test_a_view_is_not_shared_over_one_of_that_name(desk: Desk) -> None:
    key = desk(save_view, "file", "Complets", COMPLETE)
    desk(save_shared_view, "file", "complets", {})
    with pytest.raises(Refused, match="existe déjà"):
        desk(share_view, key)


def test_who_only_reads_shares_nothing(desk: Desk) -> None:
    reader = colleague(desk.store, "lecture")
    key = do(reader, None, save_view, "file", "À moi", {})
    with pytest.raises(Refused, match="profil"):
        do(reader, None, share_view, key)


def test_a_tag_shows_who_bears_it_and_whose_candidature_does(desk: Desk) -> None:
    both, alone = desk.person(), desk.person("BIHAN", "Loïc")
    vow, other = desk.apply(both), desk.apply(alone)
    desk.apply(both, desk.master)
    tag = desk(add_item, "etiquette", {"libelle": "À rappeler"})
    desk(put_tag, tag, candidature=vow)
    desk(put_tag, tag, personne=desk.owner(alone))
    tree = Condition("etiquette", (tag,))
    people = desk.read(listed, vue(tree, "file"), desk.now.date())
    assert sorted(one.dossier for one in people) == sorted([both, alone])
    assert set(desk.read(candidature_keys, Filter(vue=vue(tree)))) == {vow, other}
    limited = colleague(desk.store, "lecture", {"formation": [desk.master]})
    with limited.reading() as session:
        assert listed(session, vue(tree, "file"), desk.now.date()) == (), "a tag of what one may not see shows nobody"
    desk.started = desk.number()
