"""Persons as the search knows them, read from the base in sets: one way for one person and for all of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.found import summary
from scolarite_desk.store.search import terms

_KEYS = "(SELECT unhex(value) FROM json_each(?))"
_PERSONS = f"""SELECT id, nom_naissance, nom_usage, prenom, prenom_usage, autres_prenoms, ne_le, portable, telephone,
    courriel FROM personne WHERE id IN {_KEYS} AND retire_le IS NULL"""
_NUMBERS = f"""SELECT personne_id, genre, valeur, nature FROM identifiant
    WHERE personne_id IN {_KEYS} AND retire_le IS NULL ORDER BY id"""
_DOSSIERS = f"""SELECT d.personne_id, d.id, d.numero FROM dossier d JOIN campagne c ON c.id = d.campagne_id
    WHERE d.personne_id IN {_KEYS} AND d.retire_le IS NULL
    ORDER BY coalesce(c.annee, ''), coalesce(c.debut, ''), d.id"""
_PAPERS = f"""SELECT d.personne_id, e.numero FROM dossier d JOIN document_emis e ON e.dossier_id = d.id
    WHERE d.personne_id IN {_KEYS} AND d.retire_le IS NULL AND e.retire_le IS NULL
    UNION SELECT d.personne_id, e.numero FROM dossier d JOIN candidature c ON c.dossier_id = d.id
    JOIN document_emis e ON e.candidature_id = c.id
    WHERE d.personne_id IN {_KEYS} AND d.retire_le IS NULL AND e.retire_le IS NULL"""
_CANDIDATURES = f"""SELECT c.dossier_id, c.statut, c.confirmation,
    (SELECT CASE WHEN a.valide_le IS NULL THEN NULL ELSE a.avis END FROM avis a
     WHERE a.candidature_id = c.id AND a.retire_le IS NULL ORDER BY a.saisi_le DESC, a.id DESC LIMIT 1)
    FROM candidature c WHERE c.dossier_id IN {_KEYS} AND c.retire_le IS NULL AND c.annulee_le IS NULL"""


@dataclass(frozen=True, slots=True)
class Fiche:
    """A line of `trouvable` but for its place: `row` as its columns from personne to etat."""

    row: tuple[Any, ...]
    formes: str
    mots: str
    codes: str

    @property
    def line(self) -> tuple[Any, ...]:
        """As the columns of the table."""
        return (*self.row, self.formes, self.mots, self.codes)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The (surname, first name) of `formes`."""
        return pairs(self.formes)


def pairs(formes: str) -> list[tuple[str, str]]:
    """The (surname, first name) of a `formes` column."""
    return [(nom, prenom) for nom, _, prenom in (pair.partition("/") for pair in formes.split(" "))]


def as_json(keys: Iterable[Any]) -> str:
    """Keys (hexadecimal), places or rows as the statements take them."""
    return json.dumps(list(keys))


def load(session: Session, keys: Iterable[str]) -> dict[bytes, Fiche]:
    """The live persons among these keys (hexadecimal)."""
    run, wanted = session.connection().exec_driver_sql, as_json(keys)
    persons = run(_PERSONS, (wanted,)).all()
    numbers = _grouped(run(_NUMBERS, (wanted,)))
    dossiers = _grouped(run(_DOSSIERS, (wanted,)))
    papers = _grouped(run(_PAPERS, (wanted, wanted)))
    latest = as_json(found[-1][0].hex() for found in dossiers.values())
    candidatures = _grouped(run(_CANDIDATURES, (latest,)))
    return {p[0]: _fiche(p, numbers[p[0]], dossiers[p[0]], papers[p[0]], candidatures) for p in persons}


def _grouped(rows: Iterable[Any]) -> defaultdict[bytes, list[Any]]:
    """Rows by their first column, without it."""
    found: defaultdict[bytes, list[Any]] = defaultdict(list)
    for key, *rest in rows:
        found[key].append(rest)
    return found


def _fiche(person: Any, numbers: list[Any], dossiers: list[Any], papers: list[Any], candidatures: Any) -> Fiche:
    key, nom, nom_usage, prenom, prenom_usage, autres, ne_le, portable, telephone, courriel = person
    ine = next(
        ((valeur, nature == "provisoire") for genre, valeur, nature in reversed(numbers) if genre == "INE"),
        (None, False),
    )
    dossier, numero = dossiers[-1] if dossiers else (None, None)
    etat = summary([(statut, avis, confirmation) for statut, confirmation, avis in candidatures[dossier]])
    row = (key, nom, nom_usage, prenom, prenom_usage, ne_le, *ine, dossier, numero, etat)
    forms = terms.forms((nom, nom_usage), (prenom, prenom_usage))
    names = (nom, nom_usage, prenom, prenom_usage, *(autres or "").split(","))
    given = [*(n[1] for n in numbers), *(d[1] for d in dossiers), *(p[0] for p in papers)]
    words = [*(token for name in names for token in terms.ends(name)), *([terms.born(ne_le)] if ne_le else [])]
    codes = [
        *(token for value in given if len(token := terms.code(value)) > 1),
        *(token for number in (portable, telephone) for token in terms.phone(number or "")),
        *([terms.mail(courriel)] if courriel else []),
    ]
    return Fiche(row, " ".join("/".join(pair) for pair in forms), _once(words), _once(codes))


def _once(tokens: list[str]) -> str:
    return " ".join(dict.fromkeys(tokens))
