"""What the office decides (campaigns, formations, commissions, lists) keeps its rules whoever writes it: what is
required is there, what names one thing names one, dates follow one another, what is in use is not withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.bureau import FIXED, NAMED, OFFICE, ONCE, ORDERED, UNIQUE, USED, counted
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS, label_of
from scolarite_desk.models.fields.lineage import leads_of
from scolarite_desk.models.fields.of_office import LISTES
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.dates import ends_before
from scolarite_desk.models.rules.decisions import FOURNIS
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.models.tables.saisine import Saisine
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.services.designes import IN_TRASH
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.questions import answered
from scolarite_desk.store.queries.rows import living, values_of
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.store import Work

Values = Mapping[str, Any]


def check_new(work: Work, thing: str, values: Values, *, begun: bool) -> None:
    """`Refused` unless a new row may be written. `begun`: what is required is typed after, in its form."""
    _check_ties(work, thing, values)
    if thing == "nomenclature" and values.get("liste") not in LISTES:
        raise Refused(
            N_("Cette liste ne reçoit pas de ligne du service\u00a0: {listes} seulement.", listes=list(LISTES)),
            "nomenclature.liste",
        )
    code = values.get("code")
    if thing == "type_decision" and code in FOURNIS and values.get("famille") != code:
        raise Refused(
            N_("«\u00a0{code}\u00a0» est le code d’un autre avis\u00a0: donnez-en un autre.", code=code),
            "type_decision.code",
        )
    if thing in OFFICE:
        for field in FIELDS[thing]:
            asked = field.required.holds(values) and (not begun or field.name in FIXED.get(thing, ()))
            if asked and values.get(field.name) in (None, ""):
                raise _missing(field.label, field.path)
        _check_unique(work, thing, values, "")
    _check_order(thing, values)


def check_several(work: Work, thing: str, row: Partagee, given: Values) -> None:
    """`Refused` unless fields of a row may take these values together."""
    for name, value in given.items():
        check_changed(work, thing, row, name, value, given)


def check_changed(
    work: Work, thing: str, row: Partagee, name: str, value: Any, beside: Values = MappingProxyType({})
) -> None:
    """`Refused` unless a field of a row may take this value; `beside`: those that others take with it. What was wrong
    already holds nothing else up.
    """
    values = {**values_of(row), **beside, name: value}
    _check_order(thing, values, name)
    if thing not in OFFICE:
        return
    field = BY_PATH[f"{thing}.{name}"]
    if value is None and getattr(row, name) and field.required.holds(values):
        raise _missing(field.label, field.path)
    if name in FIXED.get(thing, ()) and value != getattr(row, name):
        raise Refused(
            N_("«\u00a0{champ}\u00a0» ne change plus\u00a0: ajoutez-en un autre.", champ=field.label), field.path
        )
    _check_unique(work, thing, values, row.id, name)
    if isinstance(row, TypeDecision) and name == "en_service" and value is False:
        _check_kept(work, row)
    if isinstance(row, Question) and name == "genre" and row.genre and value != row.genre:
        _check_unanswered(work, row)
    if isinstance(row, Campagne) and name == "annee" and row.annee and value != row.annee:
        _check_year_unused(work, row)


def _check_year_unused(work: Work, campagne: Campagne) -> None:
    """`Refused` when something was written by the year of a campaign: certificates of it, papers that print it."""
    mine = select(Dossier.id).where(Dossier.campagne_id == campagne.id)
    persons = select(Dossier.personne_id).where(Dossier.campagne_id == campagne.id, Dossier.retire_le.is_(None))
    uses = (
        (Cvec, living(Cvec).where(Cvec.annee == campagne.annee, Cvec.personne_id.in_(persons))),
        (Saisine, living(Saisine).where(Saisine.annee == campagne.annee, Saisine.personne_id.in_(persons))),
        (DocumentEmis, living(DocumentEmis).where(DocumentEmis.dossier_id.in_(mine))),
    )
    counts = [counted(cls, count) for cls, asked in uses if (count := len(work.all(asked)))]
    if counts:
        raise Refused(
            N_(
                "L’année {annee} sert déjà\u00a0: {usages}. Créez une autre campagne.",
                annee=campagne.annee,
                usages=counts,
            ),
            "campagne.annee",
        )


def _check_unanswered(work: Work, row: Question) -> None:
    """`Refused` when what was answered would read otherwise."""
    if count := answered(work.session, row.id):
        raise Refused(
            N_(
                "Elle a déjà {reponses}\u00a0: mettez-la hors service et posez-en une autre.",
                reponses=counted(Reponse, count),
            ),
            "question.genre",
        )


def check_alone(work: Work, thing: str, row: Partagee) -> None:
    """`Refused` when another row took the name, or the place, of one that comes back (`retour.py`)."""
    _check_unique(work, thing, values_of(row), row.id)
    if thing in ONCE:
        names, sentence = ONCE[thing]
        cls: Any = type(row)
        same = [getattr(cls, name) == getattr(row, name) for name in names]
        if work.find(living(cls).where(*same, cls.id != row.id)) is not None:
            raise Refused(sentence)


def check_unused(work: Work, thing: str, row: Partagee) -> None:
    """`Refused` when something alive uses the row, with how many."""
    counts = [counted(cls, count) for cls, name in USED.get(thing, ()) if (count := _count(work, cls, name, row.id))]
    if isinstance(row, OuvertureFormation):  # made of two keys, used by who has both
        there = (Candidature.formation_id == row.formation_id, Candidature.session_id == row.session_id)
        made = len(work.all(living(Candidature).where(*there)))
        counts += [counted(Candidature, made)] if made else []
    if counts:
        raise Refused(N_("Encore utilisé\u00a0: {usages}. Rien n’est retiré.", usages=counts), thing)
    if isinstance(row, TypeDecision) and row.code not in FOURNIS:
        _check_kept(work, row)


def _check_kept(work: Work, row: TypeDecision) -> None:
    """`Refused` when a family of avis would have no kind left: nobody could give it any more."""
    if not types(work.session).left(row.famille or "", row.code or ""):
        raise Refused(
            N_("C’est le dernier type de cet avis\u00a0: mettez-en d’abord un autre en service."),
            "type_decision.en_service",
        )


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


def _missing(label: Msg, path: str) -> Refused:
    return Refused(N_("«\u00a0{champ}\u00a0» ne peut être vide.", champ=label), path)


def _count(work: Work, cls: type[Partagee], name: str, key: str) -> int:
    asked = select(func.count()).select_from(cls).where(getattr(cls, name) == key, cls.retire_le.is_(None))
    return work.session.scalar(asked) or 0


def _check_order(thing: str, values: Values, changed: str | None = None) -> None:
    """Two days that follow one another, where a change of this column may break it; None: a new row."""
    sooner, later, sentence = ORDERED.get(thing, ("", "", NOTHING))
    if changed in (None, sooner, later) and ends_before(values.get(sooner), values.get(later)):
        raise Refused(sentence, f"{thing}.{changed or later}")


def _check_unique(work: Work, thing: str, values: Values, key: str, changed: str | None = None) -> None:
    """One name, where a change of this column may break it; None: any."""
    name, among = UNIQUE.get(thing, ("", ()))
    cls, value = THINGS[thing].cls, values.get(name)
    if not value or changed not in (None, name, *among):
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
    """Each key is that of something; one without which the row is nothing is given."""
    table = THINGS[thing].cls.__tablename__
    columns = Base.metadata.tables[table].columns
    for name in leads_of(table):
        if values.get(name) is not None:
            check_tied(work, thing, name, values)
        elif not columns[name].nullable and name != "personne_id":
            raise _missing(label_of(table, name), f"{thing}.{name}")


def check_tied(work: Work, thing: str, name: str, values: Values) -> None:
    """`Refused` unless the key of that column names a row that is there and not in the trash; a session is of the
    campaign of its formation.
    """
    table, path = THINGS[thing].cls.__tablename__, f"{thing}.{name}"
    end = work.get(shared_classes()[leads_of(table)[name]], values[name])
    if end.retire_le is not None:
        raise Refused(IN_TRASH, path)
    if isinstance(end, SessionDepot) and end.campagne_id != _campaign(work, values):
        raise Refused(N_("Cette session est d’une autre campagne."), path)


def _campaign(work: Work, values: Values) -> str | None:
    """That of a formation, or of the formation that a row is of."""
    named = values.get("formation_id")
    return values.get("campagne_id") if named is None else work.get(Formation, named).campagne_id
