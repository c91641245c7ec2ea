"""A dossier made from plain data, all or nothing, and one field of a dossier changed by its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.things import OF_PERSON
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Adresse, Bac
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.acts import checked, do, working
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.depot_suite import OF_CANDIDATURE, fill, follow, refer, rows, tag
from scolarite_desk.services.dossiers import add_item, correct, create_dossier
from scolarite_desk.services.doutes import of_change
from scolarite_desk.services.identifiants import add_identifier, record_ine
from scolarite_desk.services.lecture import Data, no_field, read_row, read_value
from scolarite_desk.services.lookup import campaign_key, field_at, formation_key, key_of, session_in
from scolarite_desk.services.portrait import CVEC, MANY, TOLD
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.queries.dossiers import dossier_view, fiches
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Store, Work

_REPRIS = N_("Repris d’un fichier")  # the reason of what comes from one
_ONE = ("adresse", "bac")
_KNOWN = (
    *OF_PERSON,
    "dossier",
    "campagne",
    "ine",
    "identifiants",
    "cvec",
    "candidatures",
    "saisine",
    "etiquettes",
    *TOLD,
)


def create(store: Store, data: Any, lists: Lists) -> str:
    """A new dossier, all or nothing, in one work that undoes as one; returns its number."""
    wanted = _checked(data)
    civil = read_row("identite", wanted.get("identite", {}), lists)
    own = read_row("dossier", wanted.get("dossier", {}), lists)
    ones = {name: read_row(name, wanted.get(name, {}), lists) for name in _ONE}
    many = {
        name: [read_row(name, row, lists, f"{name}.{rank}") for rank, row in enumerate(rows(wanted, name), 1)]
        for name in MANY
    }
    if not civil.get("nom_naissance") and not civil.get("prenom"):
        raise Refused(N_("Donnez au moins un nom ou un prénom."), "identite.nom_naissance")
    with working(store, "create_dossier") as work:
        named = wanted.get("campagne")
        campagne = campaign_key(work.session, str(named)) if named else None
        key = checked(work, create_dossier, civil, campagne, own.pop("profil", "etudiant"), kept(_REPRIS))
        dossier = work.get(Dossier, key)
        fill(work, "dossier", key, own)
        for cls, name in ((Adresse, "adresse"), (Bac, "bac")):
            row = work.find(living(cls).where(cls.personne_id == dossier.personne_id))
            fill(work, name, row.id, ones[name])
        for name, given in many.items():
            for values in given:
                checked(work, add_item, name, values, dossier.personne_id)
        _numbers(work, dossier, wanted)
        for rank, entry in enumerate(rows(wanted, "candidatures"), 1):
            _apply(work, dossier, entry, lists, f"candidatures.{rank}")
        tag(work, rows(wanted, "etiquettes"), "etiquettes", personne=dossier.personne_id)
        if referral := wanted.get("saisine"):
            refer(work, dossier.personne_id, work.get(Campagne, dossier.campagne_id).annee or "", referral, lists)
        work.detail = ""
        return dossier.numero


def _checked(data: Any) -> Data:
    if not isinstance(data, Mapping):
        raise Refused(N_("Un dossier est attendu\u00a0: des sections entre accolades."))
    for name in data:
        if name not in _KNOWN:
            raise Refused(N_("La section «\u00a0{section}\u00a0» n’existe pas.", section=name), str(name))
    return data


def _numbers(work: Work, dossier: Dossier, wanted: Data) -> None:
    personne, annee = dossier.personne_id, work.get(Campagne, dossier.campagne_id).annee or ""
    if ine := _texts(wanted.get("ine"), "ine", ("valeur", "origine", "motif")):
        checked(work, record_ine, personne, **ine)
    for rank, entry in enumerate(rows(wanted, "identifiants"), 1):
        checked(
            work, add_identifier, personne, **_texts(entry, f"identifiants.{rank}", ("genre", "valeur"), whole=True)
        )
    if cvec := _texts(wanted.get("cvec"), "cvec", CVEC):
        checked(work, record_cvec, personne, annee, **({"situation": ""} | cvec))


def _texts(given: Any, place: str, names: tuple[str, ...], whole: bool = False) -> dict[str, str]:
    """The texts of a small object. `whole`: each one must be there."""
    if given is None and not whole:
        return {}
    if not isinstance(given, Mapping) or any(not isinstance(value, str) for value in given.values()):
        raise Refused(N_("«\u00a0{champ}\u00a0»\u00a0: des textes entre accolades sont attendus.", champ=place), place)
    for name in given:
        if name not in names:
            raise no_field(f"{place}.{name}")
    missing = next((name for name in (names if whole else names[:1]) if not given.get(name)), None)
    if missing:
        lacking = f"{place}.{missing}"
        raise Refused(N_("Il manque «\u00a0{champ}\u00a0».", champ=lacking), lacking)
    return dict(given)


def _apply(work: Work, dossier: Dossier, entry: Any, lists: Lists, place: str) -> None:
    """One candidature; what the office would ask a reason for is kept as coming from a file."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("formation"), str):
        raise Refused(N_("Il manque le code de formation de «\u00a0{champ}\u00a0».", champ=place), f"{place}.formation")
    typed = {name: one for name, one in entry.items() if name not in ("formation", "motif", "session", *OF_CANDIDATURE)}
    values = read_row("candidatures", typed, lists, place)
    formation = formation_key(work.session, entry["formation"], dossier.campagne_id)
    motif = str(entry.get("motif") or kept(_REPRIS))
    named = entry.get("session")
    depot = session_in(work.session, str(named), dossier.campagne_id) if named else None
    key = checked(
        work, add_candidature, dossier.id, formation, values.pop("genre", "candidature"), motif, session=depot
    )
    fill(work, "candidatures", key, values)
    follow(work, key, entry, lists, place)


def change(store: Store, numero: str, path: str, value: Any, lists: Lists) -> tuple[str, Msg]:
    """Give a field (`identite.prenom`, `stages.2.annee`) its new value; returns what it reads as, and its doubt, or the
    one that it raises beside it: a year makes a series of bac doubtful, whichever of the two is typed last.
    """
    field, place = field_at(path)
    with store.reading() as session:
        key, row = _row_at(session, numero, field, place, path)
    read = read_value(field, value, lists, row, path)
    do(store, None, correct, field.path, key, read)
    return field.show(read, lists, row), of_change(field, {**row, field.name: read}, row, lists)


def _row_at(session: Session, numero: str, field: Field, place: int | None, path: str) -> tuple[str, Data]:
    view = dossier_view(session, key_of(session, numero))
    if field.thing == "dossier":
        return view.key, view.values
    if field.thing == "candidatures":
        rows = [(one.key, one.values) for one in view.vivantes]
    else:
        rows = [(one.key, one.values) for one in fiches(session, field.thing, view.personne)]
    at = 1 if place is None and len(rows) == 1 else place
    if at is None or not 1 <= at <= len(rows):
        raise Refused(_numbered(path, field, len(rows)), path)
    return rows[at - 1]


def _numbered(path: str, field: Field, count: int) -> Msg:
    """Which lines may be named; a first one is an act of its own."""
    if not count:
        return N_(
            "«\u00a0{champ}\u00a0»\u00a0: ce dossier n’a aucune ligne de «\u00a0{liste}\u00a0». "
            "L’acte add_item en ajoute une.",
            champ=path,
            liste=field.thing,
        )
    first, last = f"{field.thing}.1.{field.name}", f"{field.thing}.{count}"
    if count == 1:
        return N_("«\u00a0{champ}\u00a0»\u00a0: écrivez {premier}.", champ=path, premier=first)
    return N_(
        "«\u00a0{champ}\u00a0»\u00a0: écrivez {premier}, jusqu’à {dernier}.", champ=path, premier=first, dernier=last
    )
