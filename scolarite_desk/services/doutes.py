"""What is doubtful in what was just given, once it is done: told to whoever gave it, and never in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS, OF_ACTS
from scolarite_desk.models.fields.of_person import BIRTH
from scolarite_desk.models.fields.things import OF_PERSON, THINGS
from scolarite_desk.models.rules.identifiants import check_identifiant
from scolarite_desk.models.rules.places import beyond
from scolarite_desk.models.rules.ressemblance import Civil
from scolarite_desk.models.rules.vapp import DECIDE_AILLEURS
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.appel import proposition
from scolarite_desk.services.completude import missing_told
from scolarite_desk.services.inscriptions import enrolment
from scolarite_desk.services.lecture import Data, read_row
from scolarite_desk.services.lookup import key_of
from scolarite_desk.services.offre import not_copied
from scolarite_desk.services.parametres import PARAMETERS
from scolarite_desk.services.portrait import CVEC, MANY
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.journee import alike_visitors
from scolarite_desk.store.queries.listes import paires_of
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.rows import row_of, values_of

_NUMBERS = {"ine": ("valeur", "origine", "motif"), "cvec": CVEC}
_YEARLY = tuple(THINGS[name].cls for name in OF_PERSON if name != "identite")
_TYPED = {(one.thing, one.name): one for fields in OF_ACTS.values() for one in fields}
# Parameters that an act reads itself, and the field that doubts them.
_READ_THERE = {"record_ine": ("ine", "valeur"), "record_cvec": ("cvec", "numero")}


def of_dossier(data: Data, lists: Lists) -> list[Msg]:
    """Of a dossier given as data, each after the path that the data has for it."""
    ones = [(thing, data.get(thing)) for thing in ("identite", "adresse", "bac", "dossier")]
    many = [
        (f"{thing}.{rank}", row)
        for thing in (*MANY, "candidatures")
        for rank, row in enumerate(data.get(thing) or (), 1)
    ]
    found: list[Msg] = []
    birth = None
    for place, row in (*ones, *many):
        thing = place.partition(".")[0]
        known = {field.name for field in FIELDS[thing]}
        read = read_row(thing, {name: one for name, one in (row or {}).items() if name in known}, lists)
        if thing == "identite":
            birth = read.get(BIRTH)
        elif thing in OF_PERSON:
            read[BIRTH] = birth
        found += _told(((f"{place}.{one.name}", one) for one in FIELDS[thing]), read, lists)
    for thing, names in _NUMBERS.items():
        fields = [(f"{thing}.{name}", _TYPED[thing, name]) for name in names if (thing, name) in _TYPED]
        found += _told(fields, data.get(thing) or {}, lists)
    for rank, one in enumerate(data.get("identifiants") or (), 1):
        found += _other_number(f"identifiants.{rank}", one)
    return found


def _other_number(path: str, given: Data) -> Iterator[Msg]:
    """Of a number of another application, which no field reads: its kind does."""
    if doubt := check_identifiant(given["genre"], given["valeur"]).message:
        yield N_("{champ}\u00a0: {doute}", champ=path, doute=doubt)


def of_change(field: Field, row: Data, former: Data, lists: Lists) -> Msg:
    """The doubt of a field of a row, else that of another that was not doubtful before."""
    if own := field.doubt(row.get(field.name), lists, row):
        return own
    for other in FIELDS[field.thing]:
        told = other.doubt(row.get(other.name), lists, row)
        if told and told != other.doubt(former.get(other.name), lists, former):
            return N_("{champ}\u00a0: {doute}", champ=other.label, doute=told)
    return NOTHING


def alike(session: Session, numero: str) -> list[Msg]:
    """Who else of the base looks like the person of a dossier that was made, and why."""
    personne = session.get_one(Personne, dossier_view(session, key_of(session, numero)).personne)
    civil = Civil(**{name: getattr(personne, name) for name in _COMPARED})
    return [
        N_("Ressemble à {qui}, dossier {dossier}\u00a0: {raison}", qui=one.nom, dossier=one.numero, raison=one.raison)
        for one in alike_visitors(session, civil)
        if one.personne != personne.id
    ]


_COMPARED = ("nom_naissance", "nom_usage", "prenom", "prenom_usage", "ne_le", "courriel")


def of_act(session: Session, code: str, given: Data) -> list[Msg]:
    """Of what an act was given and has done."""
    codes = lists(session)
    if code == "correct":
        field = BY_PATH[given["champ"]]
        row = row_of(session, THINGS[field.thing].cls, given["fiche"])
        return list(_told([(field.path, field)], _with_birth(session, row), codes))
    thing, row = (
        ("identite", given.get("civil")) if code == "create_dossier" else (given.get("chose"), given.get("valeurs"))
    )
    if thing in THINGS and isinstance(row, Mapping):
        own = {field.name: field for field in FIELDS[thing]}
        read = read_row(thing, {name: one for name, one in row.items() if name in own}, codes)
        if given.get("personne"):
            read[BIRTH] = session.get_one(Personne, given["personne"]).ne_le
        return list(_told(((one.path, one) for one in own.values()), read, codes))
    if code in _TOLD:
        return list(_TOLD[code](session, given))
    if code in _MOVE_PLACES:
        return [*_of_vapp(session, code, given["candidature"]), *_of_places(session, given["candidature"])]
    taken = [(fields[0].path, fields[0]) for fields in PARAMETERS.get(code, {}).values()]
    if code in _READ_THERE:
        taken.append((".".join(_READ_THERE[code]), _TYPED[_READ_THERE[code]]))
    return list(_told(taken, given, codes))


def _of_payment(session: Session, given: Data) -> Iterable[Msg]:
    made = enrolment(session, given["candidature"])
    return made.doutes if made is not None else ()


def _of_copy(session: Session, given: Data) -> Iterator[Msg]:
    left = not_copied(session, given["formation"], given["campagne"])
    if left:
        yield N_("Non repris d’une autre année\u00a0: {champs}. Donnez ceux de la nouvelle.", champs=left)


# What is told of an act alone.
_TOLD: dict[str, Callable[[Session, Data], Iterable[Msg]]] = {
    "add_identifier": lambda _session, given: _other_number("identifiant.valeur", given),
    "copy_formation": _of_copy,
    "record_payment": _of_payment,
    "transmit": lambda session, given: filter(None, (missing_told(session, given["candidature"]),)),
}
# Acts that give a place, or free one.
_MOVE_PLACES = frozenset(
    {"enter_avis", "validate_avis", "correct_avis", "promote", "desist", "lapse", "cancel_candidature", "decide_vapp"}
)


def _of_vapp(session: Session, code: str, candidature: str) -> Iterator[Msg]:
    """An avis on a VAPP that its president did not decide."""
    row = session.get_one(Candidature, candidature)
    if code in ("enter_avis", "correct_avis") and row.genre == "vapp":
        yield DECIDE_AILLEURS


def _of_places(session: Session, candidature: str) -> Iterator[Msg]:
    """More favourable avis than places; else whom to call, now that there is one."""
    paire = paires_of(session, [candidature])[candidature]
    left = places(session, [paire])[paire]
    if left.surnombre:
        yield N_("{constat}.", constat=beyond(left))
    elif (found := proposition(session, paire)) is not None:
        yield found.phrase


def _with_birth(session: Session, row: Partagee | None) -> Data:
    """The values of a row, and when the person that it is of was born."""
    if row is None:
        return {}
    owner = getattr(row, "personne_id", None)
    born = {BIRTH: session.get_one(Personne, owner).ne_le} if owner and type(row) in _YEARLY else {}
    return {**values_of(row), **born}


def _told(fields: Iterable[tuple[str, Field]], row: Data, lists: Lists) -> Iterator[Msg]:
    for path, field in fields:
        if doubt := field.doubt(row.get(field.name), lists, row):
            yield N_("{champ}\u00a0: {doute}", champ=path, doute=doubt)
