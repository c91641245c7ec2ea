"""Two roads, one arrival: a line of a file makes the rows that the acts of a dossier make."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.models.rows.imports import REMPLACER
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.personne import Bac
from scolarite_desk.services.campagnes import close_campaign
from scolarite_desk.services.depot import create
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.undo import undo
from scolarite_desk.store.codec import shared_classes, stored_lots
from scolarite_desk.store.queries.offer import lists
from tests.services.conftest import Desk, desk, founded
from tests.services.imports.conftest import MAELLE, YANN, taken

__all__ = ["desk", "founded"]

ONE = {
    **MAELLE,
    "identifiants.INE": "0199000001Z",
    "identite.nationalite": "Algérienne",
    "identite.civilite": "Madame",
    "identite.pays_naissance": "France",
    "identite.departement_naissance": "29",
    "identite.commune_naissance": "Brest",
    "identite.piece_identite": "passeport",
    "adresse.pays": "France",
    "adresse.code_postal": "29200",
    "adresse.commune": "Brest",
    "adresse.ligne": "4 rue de l’Exemple",
    "bac.situation": "sans",
    "bac.mention": "Bien",
    "dossier.profil": "international",
    "dossier.boursier": "oui",
    "cursus_internes.1.annee": "2024",
    "cursus_internes.1.libelle": "Licence 1 Informatique",
    "cursus_externes.1.annee": "2023",
    "cursus_externes.1.libelle": "Prépa",
    "cursus_externes.2.annee": "2022",
    "cursus_externes.2.libelle": "Terminale",
    "candidatures.date_retour": "15/08/2026",
    "candidatures.montant": "178",
    "etiquettes": "À rappeler",
}


def as_data(line: dict[str, str]) -> dict[str, Any]:
    """The same, as `new` takes it."""
    data: dict[str, Any] = {"identifiants": [], "candidatures": [{}]}
    for path, said in line.items():
        thing, *rank, name = path.split(".") if "." in path else (path, "")
        if path == "identifiants.INE":
            data["ine"] = {"valeur": said}
        elif thing == "identifiants":
            data["identifiants"].append({"genre": name, "valeur": said})
        elif thing in ("candidatures", "etiquettes"):
            data["candidatures"][0][name or thing] = said if name else [said]
        elif rank:
            rows = data.setdefault(thing, [])
            rows += [{} for _ in range(int(rank[0]) - len(rows))]
            rows[int(rank[0]) - 1][name] = said
        else:
            data.setdefault(thing, {})[name] = said
    return data


def new_rows(desk: Desk, before: set[str]) -> tuple[dict[str, list[dict[str, Any]]], set[str]]:
    """The living rows made since, by table, keys aside, and the keys of all that there are."""

    def look(session: Any) -> tuple[dict[str, list[dict[str, Any]]], set[str]]:
        made: dict[str, list[dict[str, Any]]] = {}
        keys = set(before)
        for genre, cls in shared_classes().items():
            if genre in ("import_fait", "correspondance") or cls.REGISTRE:
                continue
            for row in (row for lot in stored_lots(session, genre, "retire_le IS NULL") for row in lot):
                keys.add(row["id"])
                if row["id"] not in before:
                    told = {name: one for name, one in row.items() if name not in ("id", "numero") and not tied(one)}
                    made.setdefault(genre, []).append(told)
        return {genre: sorted(rows, key=repr) for genre, rows in made.items()}, keys

    found: tuple[dict[str, list[dict[str, Any]]], set[str]] = desk.read(look)
    return found


def tied(value: Any) -> bool:
    """A key: each road draws its own."""
    return isinstance(value, str) and len(value) == 32 and value.isalnum() and value == value.lower()


@pytest.mark.parametrize("closed", [False, True])
def test_a_line_makes_the_rows_that_the_same_dossier_typed_makes(desk: Desk, closed: bool) -> None:
    desk(add_item, "etiquette", {"libelle": "À rappeler", "couleur": "bleu"})
    if closed:
        desk(close_campaign, desk.campagne, "l’année est finie")
    _, before = new_rows(desk, set())
    assert taken(desk, ONE, campagne=desk.campagne).creees == 1
    by_file, _ = new_rows(desk, before)
    undo(desk.store)  # a number of one person is of nobody else
    create(desk.store, as_data(ONE) | {"campagne": "2026-2027"}, desk.read(lists))
    by_hand, _ = new_rows(desk, before)
    assert by_file == by_hand
    assert set(by_file) > {"personne", "dossier", "candidature", "cursus_externe", "pose_etiquette", "reserve"}


def test_a_value_that_a_new_one_makes_meaningless_goes_as_when_it_is_typed(desk: Desk) -> None:
    taken(desk, {**MAELLE, "bac.situation": "obtenu", "bac.annee": "2022", "bac.serie": "C"})
    report = taken(desk, {**MAELLE, "bac.situation": "sans"}, politique=REMPLACER)
    [bac] = desk.rows(select(Bac))
    assert (report.modifiees, bac.situation, bac.annee, bac.serie) == (1, "sans", None, None)


def test_hints_that_nobody_could_answer_are_kept_as_coming_from_a_file(desk: Desk) -> None:
    taken(desk, {**MAELLE, "candidatures.formation": "M1BIO"}, YANN)
    assert [(one.regle, one.motif) for one in desk.rows(select(Reserve))] == []
    desk.later(days=60)
    taken(desk, {**MAELLE, "candidatures.formation": "L2INF"})
    [reserve] = desk.rows(select(Reserve))
    assert (reserve.regle, reserve.motif, reserve.posee_par) == ("hors_dates", "Repris d’un fichier", "Claire")
