"""Our own export of a whole practice base, read back by its profile: every text says what the base says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk import practice as exercice
from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.profils.notre import CHEMINS
from scolarite_desk.exchange.imports.reconnaitre import reconnaitre
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.exchange.tables.ecandidat import write_ecandidat
from scolarite_desk.exchange.tables.lus.lu import SheetRead
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.rows.imports import INCHANGE, REMPLACER, ChoixImport, SourceLue
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Adresse, Bac, Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.extraits import export_extrait
from scolarite_desk.services.imports import plan_import
from scolarite_desk.services.imports.cibles import cible_of
from scolarite_desk.services.imports.fichier import read_file
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.queries import candidature_lue
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import by_key, read_by_owner
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault.vault import Cost
from tests.exchange.tables.decisions_inventees import EXPORT

EVERY = [one.cle for one in COLONNES]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("relu") / "exercice.sdesk"
    store = exercice.make(path, 50, 1, date(2026, 7, 6), cost=Cost(8192, 1))
    yield store
    store.close()


def test_the_columns_that_somebody_chose_of_our_export_are_known_by_the_number_of_the_dossier() -> None:
    rows = [("N° dossier", "Nom de naissance", "Prénom", "Avis"), ("AAK7P2M9", "TANGUY", "Loïc", "Favorable")]
    of_others = [("N° dossier", "Nom de naissance", "Prénom", "Groupe"), rows[1]]
    tables = [SheetRead("", tuple(enumerate(lines, 1))) for lines in (rows, of_others)]
    assert [reconnaitre([one]).profil.code for one in tables] == ["desk", "libre"]


def _relu(practice: Store, form: str) -> SourceLue:
    stream = io.BytesIO()
    with practice.reading() as session:
        keys = candidature_keys(session, Filter(annulees=True))
        rows = list(candidature_lue.candidatures_lues(session, keys, lists(session), settings(session)))
        write_decisions(rows, EXPORT, form, stream, EVERY, langue=langue(SOURCE))
        tables = read_tables(stream.getvalue())
        return lire(tables, reconnaitre(tables), lists=lists(session))


@pytest.mark.parametrize("form", ["xlsx", "csv", "ods", "json"])
def test_what_we_export_reads_back_as_what_the_base_has(practice: Store, form: str) -> None:
    source = _relu(practice, form)
    assert source.profil == "desk"
    assert len(source.lignes) > 40
    with practice.reading() as session:
        codes = lists(session)
        keys = candidature_keys(session, Filter(annulees=True))
        candidatures = by_key(session, Candidature, keys)
        dossiers = by_key(session, Dossier, [one.dossier_id for one in candidatures.values()])
        owners = [one.personne_id for one in dossiers.values()]
        persons = by_key(session, Personne, owners)
        of: dict[str, Any] = {
            "adresse": read_by_owner(session, Adresse, "personne_id", owners),
            "bac": read_by_owner(session, Bac, "personne_id", owners),
        }
        found, seen = [], set[str]()
        for key, line in zip(keys, source.lignes, strict=True):
            candidature = candidatures[key]
            dossier = dossiers[candidature.dossier_id]
            assert line.valeurs["dossier.numero"] == dossier.numero
            rows = {
                "identite": persons[dossier.personne_id],
                "adresse": of["adresse"][dossier.personne_id][0],
                "bac": of["bac"][dossier.personne_id][0],
                "dossier": dossier,
                "candidatures": candidature,
            }
            for thing, row in rows.items():
                read: dict[str, Any] = {}
                for one in FIELDS[thing]:
                    if (text := line.valeurs.get(one.path)) is None:
                        continue
                    seen.add(one.path)
                    try:
                        read[one.name] = one.reader.read(text, codes, read)
                    except Exception as error:
                        read[one.name] = repr(error)
                    if read[one.name] != getattr(row, one.name):
                        found.append((line.lieu.ligne, one.path, text, getattr(row, one.name), read[one.name]))
        assert not found
        assert not any(one.fautes for one in source.lignes)
    there = {path for path in CHEMINS.values() if path.partition(".")[0] in ("identite", "adresse", "bac")}
    assert there <= seen


def _again(practice: Store, path: Path) -> tuple[int, set[str]]:
    """How many lines change nothing, and the columns for which the others are not taken."""
    source = read_file(practice, path)
    cible = cible_of(source)
    plan = cible.plan(practice, source, ChoixImport(politique=REMPLACER), Progress())
    assert not plan.inconnus
    with practice.reading() as session:
        before = digest(session).value
    assert cible.applique(practice, plan, Progress(), None).lot == ""
    with practice.reading() as session:
        assert digest(session).value == before
    left = [one for one in plan.lignes if one.action != INCHANGE]
    assert all("campagne" in kept(one.message).lower() for one in left), [kept(one.message) for one in left]
    return len(plan.lignes) - len(left), {one.action for one in left}


def test_every_decision_of_a_base_taken_in_again_changes_nothing_and_another_year_is_not_this_one(
    practice: Store, tmp_path: Path
) -> None:
    path = tmp_path / "decisions.json"
    export_decisions(practice, Filter(annulees=True), "json", path, Progress(), EVERY, langue=langue(SOURCE))
    same, left = _again(practice, path)
    assert (same > 40, left) == (True, {"douteux"})


def test_every_formation_of_a_base_taken_in_again_changes_nothing_and_days_of_another_year_are_not_taken(
    practice: Store, tmp_path: Path
) -> None:
    path = tmp_path / "formations.csv"
    export_extrait(practice, "formations", "csv", path, Progress(), Chosen(), langue=langue(SOURCE))
    same, left = _again(practice, path)
    assert (same > 20, left) == (True, {"rejete"})


def test_the_workbook_of_ecandidat_is_known_by_its_profile_and_says_what_the_base_says(practice: Store) -> None:
    """Of whoever has a number there: nothing is made, nothing is changed, nothing is doubtful."""
    stream = io.BytesIO()
    with practice.reading() as session:
        campagne = session.scalars(select(Campagne.id).where(Campagne.etat == "ouverte")).one()
        keys = candidature_keys(session, Filter(campagne=campagne))
        read = candidature_lue.candidatures_lues(session, keys, lists(session), settings(session))
        rows = [one for one in read if one.personne.numeros.ecandidat]
        write_ecandidat(rows, EXPORT, stream, lists(session), Progress(), langue=langue(SOURCE))
        tables = read_tables(stream.getvalue())
        source = lire(tables, reconnaitre(tables), lists=lists(session))
    assert source.profil == "ecandidat"
    assert len(source.lignes) == len(rows) > 3
    assert len(source.remarques) == 1, "the footer is left out, and told"
    plan = plan_import(practice, source, ChoixImport(campagne=campagne))
    assert not plan.inconnus
    assert not [(one.action, kept(one.message), one.ecarts) for one in plan.lignes if one.action != INCHANGE]
