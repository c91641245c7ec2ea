"""Whether what an act touches is inside a perimeter, found from the names of its parameters: no act has code for it.

The first parameter of `NOMMEES` that is given says what is touched; the columns of its row lead to its formations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.droits import CANDIDATURE, DOSSIER, FONCTIONS, FORMATION, Perimetre
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Cvec, Dossier, Note
from scolarite_desk.models.tables.formation import Campagne, Centre, Commission, Formation
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import candidature_presente
from scolarite_desk.store.perimetre import formations_in

Given = Mapping[str, Any]
Found = tuple[type[Partagee], str]

# Parameters of acts that name a row by its key, the most precise first: a candidature says more than its dossier.
NOMMEES: dict[str, type[Partagee]] = {
    "candidature": Candidature,
    "formation": Formation,
    "identifiant": Identifiant,
    "cvec": Cvec,
    "note": Note,
    "document": DocumentEmis,
    "dossier": Dossier,
    "personne": Personne,
    **dict.fromkeys(("garder", "fondre", "fondue", "une", "autre"), Personne),  # two persons that may be one
}
_LEADS: dict[str, type[Partagee]] = {  # columns that lead from a row to its formations, the most precise first
    "formation_id": Formation,
    "candidature_id": Candidature,
    "dossier_id": Dossier,
    "personne_id": Personne,
    "commission_id": Commission,
    "centre_id": Centre,
}


def refuse_outside(session: Session, perimetre: Perimetre, function: str, given: Given) -> None:
    """`Refused` when what the parameters name is outside. A person nobody has a candidature of is everybody's."""
    if not limited(function):
        return
    named = list(_named(given))
    if not named and FONCTIONS[function].portee != DOSSIER:
        raise _outside(session, perimetre)
    same = [one for one in named if one[0] is named[0][0]]  # several of one kind: one gesture on several candidatures
    for one in (*same, *_other_end(given)):
        refuse_row(session, perimetre, *one)


def limited(function: str) -> bool:
    """Whether what a function touches must be inside; `Droits` sees to BASE."""
    return FONCTIONS[function].portee in (DOSSIER, CANDIDATURE, FORMATION)


def judged(cls: type[Partagee]) -> bool:
    """Whether rows of that class say by themselves which formations they are of."""
    return cls in _LEADS.values() or any(hasattr(cls, column) for column in _LEADS)


def refuse_row(session: Session, perimetre: Perimetre, cls: type[Partagee], key: str) -> None:
    """`Refused` when that row is outside. A row that does not exist is left to the act, which says so."""
    row = session.get(cls, key)
    if row is not None and not _inside(session, perimetre, row):
        raise _outside(session, perimetre)


def _named(given: Given) -> Iterator[Found]:
    """What is touched, the most precise first: a row that `chose`, `champ` or `table` names, its ties, other keys."""
    thing = given.get("chose") or str(given.get("champ", "")).partition(".")[0]
    cls = THINGS[thing].cls if thing in THINGS else shared_classes().get(str(given.get("table")))
    if given.get("fiche") and cls is not None:
        yield cls, given["fiche"]
    ties = given.get("valeurs")
    if isinstance(ties, Mapping):
        yield from ((cls, ties[name]) for name, cls in _LEADS.items() if ties.get(name))
    for name, cls in NOMMEES.items():
        keys = given.get(name) or ()
        yield from ((cls, key) for key in ([keys] if isinstance(keys, str) else keys))


def _other_end(given: Given) -> Iterator[Found]:
    """What a thing is tied to: a formation from outside is not brought in by tying it to a meeting of one's board."""
    cls = _LEADS.get(str(given.get("lien")))
    if cls in (Formation, Commission) and given.get("cible"):
        yield cls, given["cible"]


def _inside(session: Session, perimetre: Perimetre, row: Partagee) -> bool:
    if isinstance(row, Personne | Dossier):
        return _person_inside(session, perimetre, row)
    if isinstance(row, Formation):
        return row.id in set(session.scalars(formations_in(perimetre)))
    if isinstance(row, Commission):
        return row.id in perimetre.commission or row.centre_id in perimetre.centre
    if isinstance(row, Centre):
        return row.id in perimetre.centre
    for column, cls in _LEADS.items():
        key = getattr(row, column, None)
        if key is not None:
            owner = session.get(cls, key)
            return owner is not None and _inside(session, perimetre, owner)
    return False


def _person_inside(session: Session, perimetre: Perimetre, row: Personne | Dossier) -> bool:
    """A dossier is judged by its candidatures, a person by those of the open campaigns; without any, everybody's."""
    statement = (
        select(Candidature.formation_id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .where(candidature_presente())
    )
    if isinstance(row, Dossier):
        statement = statement.where(Dossier.id == row.id)
    else:
        year = statement.join(Campagne, Campagne.id == Dossier.campagne_id)
        shown = row.fusion_id or row.id  # whose are the dossiers of someone merged
        statement = year.where(Dossier.personne_id == shown, Campagne.etat == "ouverte")
    wished = set(session.scalars(statement))
    return not wished or not wished.isdisjoint(session.scalars(formations_in(perimetre)))


def _outside(session: Session, perimetre: Perimetre) -> Refused:
    """Says what the perimeter is, so that the person sees at once what is not in it."""
    labels = [
        *session.scalars(select(Centre.libelle).where(Centre.id.in_(perimetre.centre))),
        *session.scalars(select(Commission.libelle).where(Commission.id.in_(perimetre.commission))),
        *session.scalars(select(Formation.libelle).where(Formation.id.in_(perimetre.formation))),
    ]
    own = ", ".join(label or "sans nom" for label in labels[:3]) + ("…" if len(labels) > 3 else "")
    return Refused(
        f"C’est hors de votre périmètre ({own or 'vide'}). Demandez à un collègue de la formation ou à un responsable."
    )
