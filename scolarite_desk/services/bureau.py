"""What the office decides (campaigns, formations, commissions, lists) keeps its rules whoever writes it: what is
required is there, what names one thing names one, dates follow one another, what is in use is not withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS, FORMS, label_of
from scolarite_desk.models.fields.lineage import ties
from scolarite_desk.models.fields.of_office import LISTES
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.dates import is_academic_year
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.base import Partagee, is_key
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Commission, CommissionFormation, Formation
from scolarite_desk.models.tables.piece import Exigence
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_, NN_, Msg, verbatim
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.queries.rows import living, values_of
from scolarite_desk.store.store import Work

Values = Mapping[str, Any]

# What names one row among its like: the column, and those that say among which.
UNIQUE: dict[str, tuple[str, tuple[str, ...]]] = {
    "campagne": ("libelle", ()),
    "session": ("libelle", ("campagne_id",)),
    "centre": ("libelle", ()),
    "commission": ("libelle", ()),
    "formation": ("code", ("campagne_id",)),
    "piece": ("code", ()),
    "nomenclature": ("code", ("liste",)),
    "commission_formation": ("formation_id", ("commission_id",)),
}
# Two days of which the second cannot come first. The rest of a calendar is doubted (`models/rules/calendrier.py`).
ORDERED = {
    "campagne": ("debut", "fin", N_("La campagne finit avant de commencer.")),
    "session": ("debut_depot", "fin_depot", N_("Le dépôt finit avant de commencer.")),
    "formation": ("debut_depot", "fin_depot", N_("Le dépôt finit avant de commencer.")),
}
# What uses a thing: (class, column, said of so many). What is only set with it goes with it.
USED: dict[str, tuple[tuple[type[Partagee], str], ...]] = {
    "campagne": ((Dossier, "campagne_id"), (Formation, "campagne_id")),
    "session": ((Formation, "session_id"),),
    "centre": ((Formation, "centre_id"), (Commission, "centre_id")),
    "commission": ((CommissionFormation, "commission_id"),),
    "formation": ((Candidature, "formation_id"),),
    "piece": ((Exigence, "piece_id"),),
    "candidatures": ((DocumentEmis, "candidature_id"),),
}
# What there is one of: among which columns, and what is said of a second one.
ONCE: dict[str, tuple[tuple[str, str], Msg]] = {
    "dossier": (
        ("personne_id", "campagne_id"),
        N_("Cette personne a un autre dossier dans cette campagne\u00a0: retirez-le d’abord."),
    ),
    "candidatures": (
        ("dossier_id", "formation_id"),
        N_("Ce dossier a une autre candidature dans cette formation\u00a0: retirez-la d’abord."),
    ),
}
# What papers and lists call it by: without them nothing is begun there.
NAMED = {"campagne": ("libelle", "annee"), "formation": ("code", "libelle")}
OFFICE = tuple(FORMS)[tuple(FORMS).index("campagne") :]


# How many of a class use a thing, in words.
_COUNTED: dict[type[Partagee], Callable[[int], Msg]] = {
    Dossier: lambda n: NN_("{n} dossier", "{n} dossiers", n),
    Formation: lambda n: NN_("{n} formation", "{n} formations", n),
    Commission: lambda n: NN_("{n} commission", "{n} commissions", n),
    CommissionFormation: lambda n: NN_("{n} réunion", "{n} réunions", n),
    DocumentEmis: lambda n: NN_("{n} lettre partie", "{n} lettres parties", n),
    Exigence: lambda n: NN_("{n} pièce déjà jugée", "{n} pièces déjà jugées", n),
    Candidature: lambda n: NN_("{n} candidature", "{n} candidatures", n),
}


def check_new(work: Work, thing: str, values: Values, *, begun: bool) -> None:
    """`Refused` unless a new row may be written. `begun`: what is required is typed after, in its form."""
    _check_ties(work, thing, values)
    if thing == "nomenclature" and values.get("liste") not in LISTES:
        raise Refused(
            N_("Cette liste ne reçoit pas de ligne du service\u00a0: {listes} seulement.", listes=list(LISTES)),
            "nomenclature.liste",
        )
    if thing in OFFICE:
        if not begun:
            for field in FIELDS[thing]:
                if field.required.holds(values) and values.get(field.name) in (None, ""):
                    raise _missing(field.label, field.path)
        _check(work, thing, values, "")


def check_changed(work: Work, thing: str, row: Partagee, name: str, value: Any) -> None:
    """`Refused` unless a field of a row may take this value. What was wrong already holds nothing else up."""
    if thing not in OFFICE:
        return
    field = BY_PATH[f"{thing}.{name}"]
    values = {**values_of(row), name: value}
    if value is None and getattr(row, name) and field.required.holds(values):
        raise _missing(field.label, field.path)
    _check(work, thing, values, row.id, name)


def check_back(work: Work, thing: str, row: Partagee) -> None:
    """`Refused` when another row took the name, or the place, of one that comes back from the trash."""
    if thing in UNIQUE:
        _check_unique(work, thing, values_of(row), row.id)
    if thing in ONCE and getattr(row, "annulee_le", None) is None:
        names, sentence = ONCE[thing]
        cls: Any = type(row)
        alive = candidature_vivante() if cls is Candidature else cls.retire_le.is_(None)
        same = [getattr(cls, name) == getattr(row, name) for name in names]
        if work.find(select(cls).where(*same, alive, cls.id != row.id)) is not None:
            raise Refused(sentence)


def check_unused(work: Work, thing: str, row: Partagee) -> None:
    """`Refused` when something alive uses the row, with how many."""
    counts = [_COUNTED[cls](count) for cls, name in USED.get(thing, ()) if (count := _count(work, cls, name, row.id))]
    if counts:
        raise Refused(N_("Encore utilisé\u00a0: {usages}. Rien n’est retiré.", usages=counts), thing)


def check_named(thing: str, row: Partagee) -> None:
    """`Refused` when a row that a window only began has no name yet: nobody could say what is done there."""
    for name in NAMED[thing]:
        if not getattr(row, name):
            field = BY_PATH[f"{thing}.{name}"]
            raise Refused(
                N_(
                    "{chose}\u00a0: renseignez d’abord «\u00a0{champ}\u00a0».",
                    chose=THINGS[thing].title,
                    champ=field.label,
                ),
                field.path,
            )


def check_open(work: Work, campagne: str) -> None:
    """`Refused` when the campaign is archived: nothing is begun nor decided there any more."""
    row = work.get(Campagne, campagne)
    if row.etat == "archivee":
        raise Refused(
            N_(
                "La campagne «\u00a0{campagne}\u00a0» est archivée\u00a0: rouvrez-la dans Réglages › Campagnes.",
                campagne=row.libelle or "",
            ),
            "campagne.etat",
        )


def _missing(label: Msg, path: str) -> Refused:
    return Refused(N_("«\u00a0{champ}\u00a0» ne peut être vide.", champ=label), path)


def _count(work: Work, cls: type[Partagee], name: str, key: str) -> int:
    asked = select(func.count()).select_from(cls).where(getattr(cls, name) == key, cls.retire_le.is_(None))
    return work.session.scalar(asked) or 0


def _check(work: Work, thing: str, values: Values, key: str, changed: str | None = None) -> None:
    """The rules that a change of this column may break; all of them for a new row."""
    name, among = UNIQUE.get(thing, ("", ()))
    if thing in UNIQUE and changed in (None, name, *among):
        _check_unique(work, thing, values, key)
    sooner, later, sentence = ORDERED.get(thing, ("", "", None))
    first, last = values.get(sooner), values.get(later)
    if sentence is not None and changed in (None, sooner, later) and first and last and last < first:
        raise Refused(sentence, f"{thing}.{changed or later}")
    year = values.get("annee")
    if thing == "campagne" and changed in (None, "annee") and year and not is_academic_year(year):
        raise Refused(N_("Écrivez l’année universitaire comme 2026-2027."), "campagne.annee")
    if thing == "formation" and not key and values.get("campagne_id"):
        check_open(work, values["campagne_id"])


def _check_unique(work: Work, thing: str, values: Values, key: str) -> None:
    name, among = UNIQUE[thing]
    cls, value = THINGS[thing].cls, values.get(name)
    if not value:
        return
    same = [getattr(cls, one) == values.get(one) for one in among]
    others = work.session.scalars(
        living(cls).with_only_columns(getattr(cls, name)).where(*same, cls.id != (key or "0" * 32))
    )
    if fold(str(value)) not in {fold(str(one)) for one in others if one}:
        return
    if name.endswith("_id"):
        raise Refused(N_("Cette commission examine déjà cette formation\u00a0: changez sa réunion."), f"{thing}.{name}")
    raise Refused(
        N_("«\u00a0{valeur}\u00a0» existe déjà\u00a0: donnez-en un autre.", valeur=verbatim(str(value))),
        f"{thing}.{name}",
    )


def _check_ties(work: Work, thing: str, values: Values) -> None:
    """Each key names a row that is there and not in the trash; one without which the row is nothing is given."""
    table = THINGS[thing].cls.__tablename__
    columns = Base.metadata.tables[table].columns
    for name, other in ties(table).items():
        key, path = values.get(name), f"{thing}.{name}"
        if key is None:
            if not columns[name].nullable and name != "personne_id":
                raise _missing(label_of(table, name), path)
            continue
        row = work.session.get(shared_classes()[other], key) if is_key(str(key)) else None
        if row is None:
            raise Refused(N_("«\u00a0{champ}\u00a0» ne désigne rien de cette base.", champ=label_of(table, name)), path)
        if row.retire_le is not None:
            raise Refused(N_("Cet élément est à la corbeille\u00a0: remettez-le d’abord."), path)
    session = values.get("session_id")
    if thing == "formation" and session is not None and _campaign_of(work, session) != values.get("campagne_id"):
        raise Refused(N_("Cette session est d’une autre campagne."), "formation.session_id")


def _campaign_of(work: Work, session: str) -> str | None:
    """The campaign of a session."""
    row = work.session.get(THINGS["session"].cls, session)
    return getattr(row, "campagne_id", None)
