"""Our own export of a whole practice base, read back by its profile: every text says what the base says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from scolarite_desk import practice as exercice
from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.profils.notre import CHEMINS
from scolarite_desk.exchange.imports.reconnaitre import reconnaitre
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.rows.imports import SourceLue
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Adresse, Bac, Personne
from scolarite_desk.services.reglages import settings
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
