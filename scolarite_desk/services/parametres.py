"""What an act is given, read by the fields that it goes into, whoever gives it: window, command line, import.

A code is looked up in its list, a label becomes its code, an hour its usual writing; what no list knows is refused by
name. A row in the trash takes nothing. What was received from another desk never comes here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields import of_dossier, of_numbers
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS
from scolarite_desk.models.fields.lineage import ties
from scolarite_desk.models.fields.things import BY_CLASS, THINGS
from scolarite_desk.models.rules.signes import visible
from scolarite_desk.models.tables.base import Partagee, is_key
from scolarite_desk.msg import N_
from scolarite_desk.services.lecture import read_row, read_value
from scolarite_desk.services.perimetre import NOMMEES
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.referentiel import referentiel

Given = Mapping[str, Any]
Named = dict[str, tuple[Field, ...]]  # the fields of a parameter; of several, the first that goes with the others


def _by(fields: Iterable[Field], *names: str, **others: str) -> Named:
    """The fields of these names, and of parameters that are called otherwise."""
    known = {one.name: one for one in fields}
    called = {name: name for name in names} | others
    return {name: (known[one],) for name, one in called.items()}


_AVIS = _by(
    of_dossier.AVIS,
    "avis",
    "motif",
    "motif_texte",
    "commentaire",
    "rang",
    "convocation_le",
    "convocation_heure",
    "convocation_lieu",
)
_PROFIL = _by(of_dossier.DOSSIER, "profil")
_VISITE = _by(of_dossier.ARRIVEE, "annonce", "ne_le", "telephone", "motif")
_CVEC = _by(of_numbers.CVEC, "situation", "nom", "prenom", "ne_le", "reserve")
_MOTIFS_CVEC = tuple(one for one in of_numbers.CVEC if one.name in ("exoneration", "non_concerne"))

# A line an act: its parameters that are values of fields.
PARAMETERS: dict[str, Named] = {
    "create_dossier": _PROFIL,
    "open_dossier": _PROFIL,
    "add_candidature": _by(of_dossier.CANDIDATURE, "genre", "motif"),
    "set_statut": _by(of_dossier.STATUT, "statut"),
    "set_traitement": _by(of_dossier.STATUT, "traitement"),
    "enter_avis": _AVIS,
    "correct_avis": _AVIS | _by(of_dossier.AVIS, raison="corrige_motif"),
    "record_cvec": _CVEC | {"motif": _MOTIFS_CVEC},
    "record_ine": _by(of_numbers.INE, "origine", "motif"),
    "refuse_piece": _by(of_dossier.PIECE, "motif", texte="motif_texte"),
    "add_free_piece": _by(of_dossier.PIECE_LIBRE, "libelle"),
    "book_visit": _VISITE,
    "walk_in": _VISITE,
    "describe_visit": _by(of_dossier.VISITE, "motif"),
    "set_third_party": _by(of_dossier.ARRIVEE, "tiers"),
    "write_note": _by(of_dossier.NOTE, "texte"),
}

# What may be done to a row in the trash: give it back, settle what desks say of it, forget it.
_OF_TRASH = frozenset({"restore_item", "settle", "erase_person", "purge_dossier"})


def read_given(session: Session, code: str, given: Given) -> dict[str, Any]:
    """The parameters of an act, read. `Refused` with the path of the field that does not read."""
    if code not in _OF_TRASH:
        _refuse_trash(session, given)
    values = {name: "" if isinstance(one, str) and not visible(one).strip() else one for name, one in given.items()}
    if code in _THINGS:
        return {**values, **_THINGS[code](session, values)}
    for name, fields in PARAMETERS.get(code, {}).items():
        field = next((one for one in fields if one in _told(fields) or one.visible.holds(values)), None)
        if field is not None and not _there(session, code, name, values):
            values[name] = _one(session, field, values.get(name), values)
    if code == "create_dossier":
        values["civil"] = read_row("identite", values["civil"], lists(session))
    return values


def _told(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """A parameter of one field is read by it, whether it goes with the others or not: the act says so."""
    return fields if len(fields) == 1 else ()


def _one(session: Session, field: Field, value: Any, row: Given) -> Any:
    """A value read by its field; a blank, or signs that nobody sees, are the empty text that acts take for nothing."""
    if value is None:
        return None
    read = read_value(field, value, _lists(session, field), row, field.path)
    return "" if read is None else read


def _lists(session: Session, field: Field) -> Lists:
    """The lists of the office cost a reading: only a choice needs them."""
    return lists(session) if field.reader.kind == "choix" else referentiel()


def _there(session: Session, code: str, name: str, values: Given) -> bool:
    """Whether a motive stands already: a line that the office took out of its list stays where it was chosen."""
    if name != "motif" or code not in ("enter_avis", "correct_avis") or not values.get("motif"):
        return False
    former = current_avis(session, values["candidature"])
    return former is not None and bool(former.motif == values["motif"])


def _correct(session: Session, values: Given) -> Given:
    field = BY_PATH.get(str(values.get("champ")))
    row = _row(session, THINGS[field.thing].cls, values.get("fiche")) if field is not None else None
    if field is None or (row is not None and values["valeur"] == getattr(row, field.name)):
        return {}
    beside = values_of(row) if row is not None else {}
    value = read_value(field, values["valeur"], _lists(session, field), beside, field.path)
    return {"valeur": value}


def _add_item(session: Session, values: Given) -> Given:
    thing = values["chose"]
    if thing not in THINGS:
        return {}
    known = {field.name for field in FIELDS[thing]}
    ties = {name: value for name, value in values["valeurs"].items() if name not in known}
    typed = {name: value for name, value in values["valeurs"].items() if name in known}
    return {"valeurs": ties | read_row(thing, typed, lists(session))}


_THINGS: dict[str, Callable[[Session, Given], Given]] = {"correct": _correct, "add_item": _add_item}


def _refuse_trash(session: Session, given: Given) -> None:
    thing = str(given.get("chose") or given.get("champ") or "").partition(".")[0]
    named = [(cls, given.get(name)) for name, cls in NOMMEES.items()]
    if thing in THINGS:
        named.append((THINGS[thing].cls, given.get("fiche")))
    for cls, key in named:
        _refuse_out_of_sight(session, _row(session, cls, key))


# What is not worked on once it is in the trash, nor anything that is of it.
_ABOVE = frozenset({"candidature", "dossier", "personne", "formation", "campagne"})


def _refuse_out_of_sight(session: Session, row: Partagee | None, under: bool = False) -> None:
    if row is None:
        return
    if row.retire_le is not None:
        if not under:
            raise Refused(N_("Cet élément est à la corbeille\u00a0: remettez-le d’abord."))
        title = BY_CLASS[type(row)].title
        raise Refused(N_("«\u00a0{chose}\u00a0» est à la corbeille\u00a0: remettez-le d’abord.", chose=title))
    for name, table in ties(row.__tablename__).items():
        if table in _ABOVE:
            _refuse_out_of_sight(session, _row(session, shared_classes()[table], getattr(row, name)), under=True)


def _row(session: Session, cls: type[Partagee], key: Any) -> Partagee | None:
    """A row that is named by its key; the act says of another that it is not there."""
    return session.get(cls, key) if isinstance(key, str) and is_key(key) else None
