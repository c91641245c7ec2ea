"""Whether the index is what making it again would give."""

from __future__ import annotations

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.store.search import terms
from scolarite_desk.store.search.index import LOT, differs, stored_lines
from scolarite_desk.store.search.load import Fiche, as_json, load

_NAMES = """SELECT count(*) FROM json_each(?) j JOIN trouvable_nom n ON n.nom = j.value ->> 0
    AND n.prenom = j.value ->> 1 AND n.ne_le = j.value ->> 2 AND n.personne = unhex(j.value ->> 3)
    AND n.place = j.value ->> 4"""


def check(session: Session) -> list[str]:
    """One sentence per kind of difference; every person of the base is compared."""
    run = session.connection().exec_driver_sql
    keys = [key.hex() for key in run("SELECT id FROM personne ORDER BY id").scalars()]
    stale = names = 0
    for start in range(0, len(keys), LOT):
        wrong, right = _compare(session, keys[start : start + LOT])
        stale, names = stale + wrong, names + right
    found = [f"{stale} personnes sur {len(keys)} ne sont pas à jour dans l’index"] if stale else []
    if names != run("SELECT count(*) FROM trouvable_nom").scalar_one():
        found.append("l’ordre des noms a des lignes de trop")
    return found + _words(session)


def _compare(session: Session, keys: list[str]) -> tuple[int, int]:
    """Of these persons, how many are not as they should be, and how many rows the order of names has for them."""
    stored, fresh = stored_lines(session, keys), load(session, keys)
    wrong = len(stored.keys() - fresh.keys())
    names = []
    for key, fiche in fresh.items():
        line = stored.get(key)
        wrong += line is None or differs(line, fiche) or not _well_placed(line[0], fiche)
        place = line[0] if line else -1
        names += [(*pair, fiche.ne_le, key.hex(), place) for pair in fiche.pairs]
    held = session.connection().exec_driver_sql(_NAMES, (as_json(names),)).scalar_one()
    return wrong + (held < len(names)), held


def _well_placed(place: int, fiche: Fiche) -> bool:
    low, high = terms.span(*fiche.pairs[0])
    return low <= place <= high


def _words(session: Session) -> list[str]:
    try:
        session.connection().exec_driver_sql(
            "INSERT INTO trouvable_mot (trouvable_mot, rank) VALUES ('integrity-check', 1)"
        )
    except DatabaseError:
        return ["l’index des mots ne correspond pas aux personnes"]
    return []
