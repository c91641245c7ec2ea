"""Persons as the search knows them, read from the base in sets: one way for one person and for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow, summary
from scolarite_desk.store.attendus import (
    Manques,
    avis_a_valider,
    cvec_due,
    incomplet_le,
    ine_du,
    suivi_le,
    vapp_seule,
)
from scolarite_desk.store.courant import avis_courant, candidature_vivante, in_sql
from scolarite_desk.store.search import terms
from scolarite_desk.store.sql import KEYS, as_json, read

_PERSONS = f"""SELECT id, nom_naissance, nom_usage, prenom, prenom_usage, autres_prenoms, ne_le, portable, telephone,
    courriel FROM personne WHERE id IN {KEYS} AND retire_le IS NULL AND id NOT IN (SELECT personne FROM fusion)"""
_MERGED = f"""SELECT f.racine, p.nom_naissance, p.nom_usage, p.prenom, p.prenom_usage, p.autres_prenoms, p.ne_le,
    p.portable, p.telephone, p.courriel FROM fusion f JOIN personne p ON p.id = f.personne
    WHERE f.racine IN {KEYS} ORDER BY p.id"""
_NUMBERS = f"""SELECT personne_id, genre, valeur, nature FROM identifiant
    WHERE personne_id IN {KEYS} AND retire_le IS NULL ORDER BY id"""
_DOSSIERS = f"""SELECT d.personne_id, d.id, d.numero FROM dossier d JOIN campagne c ON c.id = d.campagne_id
    WHERE d.personne_id IN {KEYS} AND d.retire_le IS NULL
    ORDER BY coalesce(c.annee, ''), coalesce(c.debut, ''), d.id"""
_PAPERS = f"""SELECT d.personne_id, e.numero FROM dossier d JOIN document_emis e ON e.dossier_id = d.id
    WHERE d.personne_id IN {KEYS} AND d.retire_le IS NULL AND e.retire_le IS NULL
    UNION SELECT d.personne_id, e.numero FROM dossier d JOIN candidature c ON c.dossier_id = d.id
    JOIN document_emis e ON e.candidature_id = c.id
    WHERE d.personne_id IN {KEYS} AND d.retire_le IS NULL AND e.retire_le IS NULL"""
_CANDIDATURES = f"""SELECT c.dossier_id, c.statut,
    (SELECT a.avis FROM avis a
     WHERE a.candidature_id = c.id AND a.valide_le IS NOT NULL AND {in_sql(avis_courant, "a")}), c.confirmation
    FROM candidature c WHERE c.dossier_id IN {KEYS} AND {in_sql(candidature_vivante, "c")}"""
_EXPECTED = f"""SELECT p.id, {ine_du("p.id")}, {suivi_le("p.id")} FROM personne p WHERE p.id IN {KEYS}"""
_LACKING = f"""SELECT d.id, d.campagne_id, {avis_a_valider("d")}, {cvec_due("d", "g")}, {vapp_seule("d")},
    {incomplet_le("d")} FROM dossier d JOIN campagne g ON g.id = d.campagne_id WHERE d.id IN {KEYS}"""


class IndexLine(NamedTuple):
    """A row of `trouvable`, as the driver gives it: keys are 16 bytes."""

    place: int
    personne: bytes
    nom: str | None
    nom_usage: str | None
    prenom: str | None
    prenom_usage: str | None
    ne_le: str | None
    ine: str | None
    ine_provisoire: int
    dossier: bytes | None
    numero: str | None
    etat: str | None
    formes: str
    mots: str
    codes: str
    campagne: bytes | None
    manques: int
    incomplet_le: str | None
    suivi_le: str | None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The (surname, first name) of `formes`, the main one first."""
        return [(nom, prenom) for nom, _, prenom in (pair.partition("/") for pair in self.formes.split(" "))]

    def shown(self) -> FoundRow:
        """The columns of `trouvable` that a list shows of one dossier."""
        dossier = self.dossier.hex() if self.dossier else None
        return FoundRow(
            self.personne.hex(), self.nom, self.nom_usage, self.prenom, self.prenom_usage, self.ne_le, self.ine,
            bool(self.ine_provisoire), dossier, self.numero, self.etat,
        )  # fmt: skip


COLUMNS = ", ".join(IndexLine._fields)


def load(session: Session, keys: Iterable[str]) -> dict[bytes, IndexLine]:
    """The live persons among these keys (hexadecimal), as lines that have no place yet (-1)."""
    wanted = as_json(keys)
    numbers, merged = _grouped(read(session, _NUMBERS, wanted)), _grouped(read(session, _MERGED, wanted))
    dossiers = _grouped(read(session, _DOSSIERS, wanted))
    papers = _grouped(read(session, _PAPERS, wanted, wanted))
    latest = as_json(found[-1][0].hex() for found in dossiers.values())
    states = _grouped(read(session, _CANDIDATURES, latest))
    lacking = {row[0]: row[1:] for row in read(session, _LACKING, latest)}
    expected = {row[0]: row[1:] for row in read(session, _EXPECTED, wanted)}
    return {
        p[0]: _counted(
            _line(p, merged[p[0]], numbers[p[0]], dossiers[p[0]], papers[p[0]], states), expected[p[0]], lacking
        )
        for p in read(session, _PERSONS, wanted)
    }


def _counted(line: IndexLine, expected: Any, lacking: Mapping[bytes | None, Any]) -> IndexLine:
    """The line, with what the views count."""
    ine, suivi = expected
    campagne, avis, cvec, vapp, incomplet = lacking.get(line.dossier, (None, 0, 0, 0, None))
    found = {
        Manques.PROVISOIRE: line.ine_provisoire,
        Manques.INE: ine and line.ine is None,
        Manques.AVIS: avis,
        Manques.CVEC: cvec and not vapp,
        Manques.VAPP: cvec and vapp,
    }
    manques = sum(int(one) for one, there in found.items() if there)
    return line._replace(campagne=campagne, manques=manques, incomplet_le=incomplet, suivi_le=suivi)


def _grouped(rows: Iterable[Any]) -> defaultdict[bytes | None, list[Any]]:
    """Rows by their first column, without it."""
    found: defaultdict[bytes | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return found


def _line(
    person: Any, merged: list[Any], numbers: list[Any], dossiers: list[Any], papers: list[Any], states: Any
) -> IndexLine:
    key, nom, nom_usage, prenom, prenom_usage, _autres, ne_le, *_contact = person
    ines = [(valeur, int(nature == "provisoire")) for genre, valeur, nature in numbers if genre == "INE"]
    ine, provisoire = ines[-1] if ines else (None, 0)
    dossier, numero = dossiers[-1] if dossiers else (None, None)
    given = [*(n[1] for n in numbers), *(d[1] for d in dossiers), *(p[0] for p in papers)]
    return IndexLine(
        -1, key, nom, nom_usage, prenom, prenom_usage, ne_le, ine, provisoire, dossier, numero,
        summary(states[dossier]) if dossier else None,
        _once([pair for one in (person[1:], *merged) for pair in _forms(one)]),
        _once([word for one in (person[1:], *merged) for word in _words(one[:4], one[4], one[5])]),
        _once([*_numbers(given), *(code for one in (person[1:], *merged) for code in _contacts(*one[6:]))]),
        None, 0, None, None,
    )  # fmt: skip


def _forms(person: Any) -> list[str]:
    nom, nom_usage, prenom, prenom_usage, *_rest = person
    return ["/".join(pair) for pair in terms.forms((nom, nom_usage), (prenom, prenom_usage))]


def _words(names: Iterable[str | None], autres: str | None, ne_le: str | None) -> list[str]:
    whole = (*names, *(autres or "").split(","))
    return [*(token for name in whole for token in terms.ends(name)), *([terms.born(ne_le)] if ne_le else [])]


def _numbers(given: Iterable[str]) -> list[str]:
    return [token for number in given if len(token := terms.code(number)) > 1]


def _contacts(portable: str | None, telephone: str | None, courriel: str | None) -> list[str]:
    phones = [token for phone in (portable, telephone) if phone for token in terms.phone(phone)]
    return [*phones, *([terms.mail(courriel)] if courriel else [])]


def _once(tokens: list[str]) -> str:
    return " ".join(dict.fromkeys(tokens))
