"""Whether what an act touches is inside a perimeter, found from the names of its parameters: no act has code for it.

The first parameter of `NOMMEES` that is given says what is touched; the keys of its row lead to its formations. What
leads nowhere is outside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.lineage import ANY, JUDGED, leads, leans
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.campagne import EN_COURS
from scolarite_desk.models.rules.droits import CANDIDATURE, DOSSIER, FONCTIONS, FORMATION, Perimetre
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.dossier import Cvec, Dossier, Note
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    SeanceCommission,
)
from scolarite_desk.models.tables.journal import Objet
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.models.tables.saisine import PlaceProposee, Saisine
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import candidature_presente
from scolarite_desk.store.perimetre import formations_in
from scolarite_desk.store.queries.rows import by_key, keys_in, row_of

Given = Mapping[str, Any]
Found = tuple[type[Partagee], str]
Keys = dict[type[Partagee], list[str]]

# Parameters of acts that name a row by its key, the most precise first: a candidature says more than its dossier.
NOMMEES: dict[str, type[Partagee]] = {
    "candidature": Candidature,
    "formation": Formation,
    "seance": SeanceCommission,
    "identifiant": Identifiant,
    "cvec": Cvec,
    "note": Note,
    "requete": Requete,
    "saisine": Saisine,
    "proposee": PlaceProposee,
    "document": DocumentEmis,
    "dossier": Dossier,
    "personne": Personne,
    **dict.fromkeys(("garder", "fondre", "fondue", "une", "autre"), Personne),  # two persons that may be one
}
# Those that name a row, or what a new one is tied to, together with one that says of which table.
_ROWS, _TABLES = frozenset({"fiche", "valeurs"}), frozenset({"chose", "champ", "table"})


def lead_somewhere(names: Collection[str]) -> bool:
    """Whether parameters of these names can say what an act touches."""
    return not NOMMEES.keys().isdisjoint(names) or not (_ROWS.isdisjoint(names) or _TABLES.isdisjoint(names))


def thing_named(given: Given) -> str:
    """The thing that `chose` names, or the field of `champ`; blank when neither is given."""
    return str(given.get("chose") or given.get("champ") or "").partition(".")[0]


def limited(function: str) -> bool:
    """Whether what a function touches must be inside; `Droits` sees to BASE."""
    return FONCTIONS[function].portee in (DOSSIER, CANDIDATURE, FORMATION)


def refuse_outside(session: Session, perimetre: Perimetre, function: str, given: Given) -> None:
    """`Refused` when what the parameters name is outside, or when they name nothing. A person nobody has a candidature
    of is everybody's.
    """
    if limited(function):
        if _frees(session, given):
            raise _outside(session, perimetre)
        _refuse(session, perimetre, [*_named(given), *_other_end(given)])


@dataclass(frozen=True)
class PerimeterLimits:
    """What an act on many is kept to, read once: formations, persons, and the sentence of what is outside."""

    formations: frozenset[str]
    outsiders: Callable[[Collection[str]], frozenset[str]]
    sentence: Msg


def limits_of(session: Session, perimetre: Perimetre | None) -> PerimeterLimits | None:
    """Those of a perimeter; None without any."""
    if perimetre is None:
        return None
    inside = _Inside(session, perimetre)
    return PerimeterLimits(inside.formations, inside.outsiders, _outside(session, perimetre).message)


def refuse_undone(session: Session, perimetre: Perimetre, function: str, rows: Iterable[Found]) -> None:
    """The same of the rows of a work that is undone: what they add that is nobody's goes with the rest."""
    if limited(function):
        _refuse(session, perimetre, [one for one in rows if _judged(one[0])])


def _refuse(session: Session, perimetre: Perimetre, rows: Sequence[Found]) -> None:
    keys: Keys = {}
    for cls, key in rows:
        keys.setdefault(cls, []).append(key)
    if not rows or not _Inside(session, perimetre).hold(keys):
        raise _outside(session, perimetre)


def _judged(cls: type[Partagee]) -> bool:
    """Whether rows of that class say by themselves which formations they are of."""
    genre = cls.__tablename__
    return genre in JUDGED or bool(leads(genre, JUDGED)) or ANY in leans(genre).values()


def _named(given: Given) -> Iterator[Found]:
    """What is touched, the most precise first: a row that `chose`, `champ` or `table` names, its ties, other keys."""
    thing = thing_named(given)
    cls = THINGS[thing].cls if thing in THINGS else shared_classes().get(str(given.get("table")))
    if cls is not None:
        if given.get("fiche"):
            yield cls, given["fiche"]
        ties = given.get("valeurs") or {}
        known = leads(cls.__tablename__, JUDGED).items() if isinstance(ties, Mapping) else ()
        yield from ((shared_classes()[table], ties[name]) for name, table in known if ties.get(name))
    for name, cls in NOMMEES.items():
        keys = given.get(name) or ()
        yield from ((cls, key) for key in ([keys] if isinstance(keys, str) else keys))


def _other_end(given: Given) -> Iterator[Found]:
    """What a thing is tied to: a formation from outside is not brought in by tying it to a meeting of one's board."""
    thing = THINGS.get(str(given.get("chose")))
    table = leads(thing.cls.__tablename__, JUDGED).get(str(given.get("lien"))) if thing is not None else None
    if table in ("formation", "commission") and given.get("cible"):
        yield shared_classes()[table], given["cible"]


def _frees(session: Session, given: Given) -> bool:
    """Whether a tie that is undone leaves a row that is of nothing any more: what was asked of one formation would be
    of all.
    """
    thing, lien = THINGS.get(str(given.get("chose"))), given.get("lien")
    if thing is None or lien is None or given.get("cible") or thing.cls in (Formation, Commission, Centre):
        return False
    row = row_of(session, thing.cls, given.get("fiche"))
    left = [name for name in leads(thing.cls.__tablename__, JUDGED) if name != lien]
    return row is not None and all(getattr(row, name) is None for name in left)


class _Inside:
    """What is inside a perimeter. One reading a class, however many rows are asked about, from theirs to formations."""

    def __init__(self, session: Session, perimetre: Perimetre) -> None:
        self._session, self._perimetre = session, perimetre

    @cached_property
    def formations(self) -> frozenset[str]:
        return frozenset(self._session.scalars(formations_in(self._perimetre)))

    def hold(self, keys: Keys) -> bool:
        """Whether all these rows are inside. One that does not exist is left to the act, which says so."""
        return all(self._rows(cls, list(by_key(self._session, cls, some).values())) for cls, some in keys.items())

    def _rows(self, cls: type[Partagee], rows: list[Any]) -> bool:
        inside = self._perimetre
        if cls in (Personne, Dossier):
            return self._persons(cls, rows)
        if cls is Formation:
            return self.formations.issuperset(row.id for row in rows)
        if cls is Commission:
            return all(row.id in inside.commission or row.centre_id in inside.centre for row in rows)
        if cls is Centre:
            return inside.centre.issuperset(row.id for row in rows)
        judged: dict[type[Partagee], Callable[[list[Any]], bool]] = {
            SeanceCommission: self._meetings,
            DocumentEmis: self._documents,
        }
        return judged[cls](rows) if cls in judged else self._led(cls, rows)

    def _documents(self, rows: list[Any]) -> bool:
        """A procès-verbal is of its meeting, any other of a candidature or of a dossier."""
        minutes = [row for row in rows if row.genre == PV]
        meetings = by_key(self._session, SeanceCommission, {row.seance_id for row in minutes})
        known = all(row.seance_id in meetings for row in minutes)
        others = [row for row in rows if row.genre != PV]
        return known and self._meetings(list(meetings.values())) and self._led(DocumentEmis, others)

    def _meetings(self, rows: list[Any]) -> bool:
        """A meeting is of its commission; of who is limited to all that this one examines, too."""
        boards = by_key(self._session, Commission, {row.commission_id for row in rows})
        return all(self._rows(Commission, [board]) or self._examined(key) for key, board in boards.items())

    def _examined(self, commission: str) -> bool:
        asked = select(CommissionFormation.formation_id).where(
            CommissionFormation.commission_id == commission, CommissionFormation.retire_le.is_(None)
        )
        found = frozenset(self._session.scalars(asked))
        return bool(found) and found <= self.formations

    def _led(self, cls: type[Partagee], rows: list[Any]) -> bool:
        """By what they are of; a row that is of nothing is outside."""
        above: dict[str, set[str]] = {}
        for table, key in self._leads(cls.__tablename__, rows):
            above.setdefault(table, set()).add(key)
        if not above.keys() <= shared_classes().keys():
            return False
        found = {table: by_key(self._session, shared_classes()[table], keys) for table, keys in above.items()}
        return all(
            some.keys() == above[table] and self._rows(shared_classes()[table], list(some.values()))
            for table, some in found.items()
        )

    def _leads(self, genre: str, rows: list[Any]) -> Iterator[tuple[str, str]]:
        """(table, key) of the first row that each is of, of what it warns of for a warning; ("", "") of nothing."""
        for name in (name for name, table in leans(genre).items() if table == ANY):
            keys = {getattr(row, name) for row in rows}
            known = dict(self._session.execute(select(Objet.uuid, Objet.genre).where(Objet.uuid.in_(keys))).all())
            yield from ((known.get(key, ""), key) for key in keys)
            return
        columns = leads(genre, JUDGED).items()
        for row in rows:
            keyed = ((table, key) for name, table in columns if (key := getattr(row, name)) is not None)
            yield next(keyed, ("", ""))

    def _persons(self, cls: type[Partagee], rows: list[Any]) -> bool:
        """A dossier is judged by its candidatures, a person by those of campaigns under way; without, everybody's."""
        whose = Dossier.id if cls is Dossier else Dossier.personne_id
        keys = {row.id if cls is Dossier else row.fusion_id or row.id for row in rows}  # the merged have no dossiers
        return not self._outsiders(whose, keys)

    def outsiders(self, persons: Collection[str]) -> frozenset[str]:
        """Of these persons, those who have candidatures under way, and none inside."""
        return self._outsiders(Dossier.personne_id, persons)

    def _outsiders(self, whose: Any, keys: Collection[str]) -> frozenset[str]:
        asked = select(whose, Candidature.formation_id).join(Candidature, Candidature.dossier_id == Dossier.id)
        asked = asked.where(whose.in_(keys_in(keys)), candidature_presente())
        if whose is Dossier.personne_id:
            asked = asked.join(Campagne, Campagne.id == Dossier.campagne_id).where(Campagne.etat.in_(EN_COURS))
        wished: dict[str, set[str]] = {}
        for key, formation in self._session.execute(asked):
            wished.setdefault(key, set()).add(formation)
        return frozenset(key for key, some in wished.items() if self.formations.isdisjoint(some))


def _outside(session: Session, perimetre: Perimetre) -> Refused:
    """Says what the perimeter is, so that the person sees at once what is not in it."""
    labels = [
        *session.scalars(select(Centre.libelle).where(Centre.id.in_(perimetre.centre))),
        *session.scalars(select(Commission.libelle).where(Commission.id.in_(perimetre.commission))),
        *session.scalars(select(Formation.libelle).where(Formation.id.in_(perimetre.formation))),
    ]
    return Refused(
        N_(
            "C’est hors de votre périmètre ({perimetre}). Demandez à un collègue de la formation ou à un responsable.",
            perimetre=_named_first([verbatim(label) or N_("sans nom") for label in labels]),
        )
    )


def _named_first(labels: Sequence[Msg], most: int = 3) -> Msg:
    shown = list(labels[:most]) or [N_("vide")]
    return N_("{noms}…", noms=shown) if len(labels) > most else N_("{noms}", noms=shown)
