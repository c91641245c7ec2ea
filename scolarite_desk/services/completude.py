"""Whether a dossier is complete, and which rule says that it is not. Computed each time, never stored.

The status that counts (with its date) is the agent's act: it may go past a rule, with its reason kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import OF_PERSON, THINGS
from scolarite_desk.models.rows.rows import Manque
from scolarite_desk.models.rules.dates import not_to_come, show_day
from scolarite_desk.models.rules.gardes import SUITE, label_of_statut
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.states import STATUT
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services import pieces
from scolarite_desk.services.acts import act
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.passages import passing
from scolarite_desk.store.attendus import expects_cvec, expects_ine
from scolarite_desk.store.courant import candidature_vivante, current_avis
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.dossiers import fiches
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.queries.vapp import acquis_of, files
from scolarite_desk.store.store import Work

_WAITED = 300  # days that a paper may wait before it is typed: less than a year, which is a slip of the year
_DATED = {"RE": "recue_le", "IN": "incomplete_le", "CO": "complete_le"}


@dataclass
class DossierCase:
    """What the rules look at. `candidatures` are the live ones that are asked about."""

    session: Session
    dossier: Dossier
    candidatures: tuple[Candidature, ...]

    @cached_property
    def personne(self) -> Personne:
        """Whose dossier it is."""
        return self.session.get_one(Personne, self.dossier.personne_id)


def left_to_do(session: Session, dossier: str) -> tuple[Manque, ...]:
    """Everything left to do in a dossier, in the order of its tabs."""
    mine = select(Candidature).where(Candidature.dossier_id == dossier, candidature_vivante())
    rows = tuple(session.scalars(mine.where(seen(session)).order_by(Candidature.id)))
    return _apply(DossierCase(session, session.get_one(Dossier, dossier), rows))


def lacking(session: Session, candidature: str) -> tuple[Manque, ...]:
    """What makes one candidature incomplete."""
    row = session.get_one(Candidature, candidature)
    case = DossierCase(session, session.get_one(Dossier, row.dossier_id), (row,))
    return tuple(found for found in _apply(case) if found.blocking)


def _apply(case: DossierCase) -> tuple[Manque, ...]:
    return tuple(found for rule in RULES for found in rule(case))


def _fields(case: DossierCase) -> Iterator[Manque]:
    for name in OF_PERSON:
        rows = [(one.key, dict(one.values)) for one in fiches(case.session, name, case.personne.id)]
        if not rows and not THINGS[name].many:
            rows = [("", {})]
        for key, values in rows:
            yield from _blank(name, key, values)
    yield from _blank("dossier", case.dossier.id, dict(values_of(case.dossier)))


def _blank(thing: str, key: str, values: dict[str, object]) -> Iterator[Manque]:
    for field in FIELDS[thing]:
        if values.get(field.name) is None and field.visible.holds(values) and field.required.holds(values):
            yield Manque("champ", field.label, field.path, blocking=True, fiche=key or None)


def _vapp(case: DossierCase) -> Iterator[Manque]:
    """A VAPP has a file, which says what is asked and what was learnt."""
    rows = [row for row in case.candidatures if row.genre == "vapp"]
    begun = files(case.session, [row.id for row in rows]) if rows else {}
    for row in rows:
        file = begun.get(row.id)
        yield from _blank("vapp", file.id if file else "", dict(values_of(file)) if file else {})
        learnt = acquis_of(case.session, row.id)
        if not learnt:
            yield Manque("acquis", N_("Acquis à présenter"), "acquis", blocking=True, fiche=row.id)
        for one in learnt:
            yield from _blank("acquis", one.id, dict(values_of(one)))


def _ine(case: DossierCase) -> Iterator[Manque]:
    nature = case.session.execute(
        select(Identifiant.nature).where(
            Identifiant.personne_id == case.personne.id, Identifiant.genre == "INE", Identifiant.retire_le.is_(None)
        )
    ).first()
    if nature is None and expects_ine(case.session, case.personne.id):
        yield Manque("ine", N_("INE"), "ine.valeur", blocking=True)
    elif nature is not None and nature[0] == "provisoire":
        yield Manque("ine_provisoire", N_("INE à régulariser"), "ine.valeur", blocking=False)


def _cvec(case: DossierCase) -> Iterator[Manque]:
    """Due on enrolment, so it reminds and blocks nothing."""
    if expects_cvec(case.session, case.dossier.id):
        annee = case.session.get_one(Campagne, case.dossier.campagne_id).annee or ""
        yield Manque("cvec", N_("CVEC {annee}", annee=annee), "cvec.numero", blocking=False)


def _candidature(case: DossierCase) -> Iterator[Manque]:
    if not case.candidatures:
        yield Manque("candidature", N_("Candidature"), "candidatures.formation", blocking=True)


def _pieces(case: DossierCase) -> Iterator[Manque]:
    """Missing and refused pieces block; papers waiting for an eye only remind."""
    codes = {"AT": "piece_manquante", "RE": "piece_refusee", "TR": "piece_a_examiner"}
    seen: set[tuple[str, str]] = set()
    for row in case.candidatures:
        for line in pieces.lines(case.session, row.id):
            known = (line.piece, line.statut)
            if line.courante and line.statut in codes and known not in seen:
                seen.add(known)
                yield Manque(codes[line.statut], verbatim(line.libelle), "pieces", line.manque, line.piece)


def _questions(case: DossierCase) -> Iterator[Manque]:
    """What must be answered and is not; several candidatures are told apart by their formation."""
    for row in case.candidatures:
        for one in questions(case.session, [row])[row.id]:
            if one.manque:
                yield Manque("question", verbatim(one.libelle), f"reponse.{one.key}", blocking=True, fiche=row.id)


def _avis(case: DossierCase) -> Iterator[Manque]:
    for row in case.candidatures:
        avis = current_avis(case.session, row.id)
        if avis is None:
            yield Manque("avis", N_("Avis"), "avis.avis", blocking=False, fiche=row.id)
        elif avis.valide_le is None:
            yield Manque("avis_a_valider", N_("Avis à valider"), "avis.avis", blocking=False, fiche=row.id)


RULES: tuple[Callable[[DossierCase], Iterator[Manque]], ...] = (
    _fields,
    _candidature,
    _vapp,
    _pieces,
    _questions,
    _ine,
    _cvec,
    _avis,
)


@act(N_("Changer le statut"), right=droit("set_statut"))
def set_statut(work: Work, candidature: str, statut: str, le: date | None = None, motif: str = "") -> None:
    """Give the dossier status AT, RE, IN or CO, dated `le` (today by default, never in the future).

    « Complet » has this one door, and its day has legal effects: `motif` is asked, and kept, when a rule says that
    something is missing, when a day already given moves, and when it comes before the reception. A day before the entry
    is that of a paper come by post.
    """
    if statut not in STATUT:
        raise _not_after(work.get(Candidature, candidature), statut)
    row = passing(work, candidature, "set_statut", statut)
    day = not_to_come(le, work.today_of(row.formation_id), "candidatures.statut")
    if statut == row.statut and day == row.complete_le:
        raise _not_after(row, statut)
    if (work.at(row.formation_id, row.creee_le or work.now).date() - day).days > _WAITED:
        raise Refused(
            N_("Le {jour} est trop ancien pour cette candidature\u00a0: corrigez l’année.", jour=show_day(day)),
            "candidatures.statut",
        )
    if statut == "CO":
        _complete(work, row, day, motif.strip())
    row.statut, row.statut_le = statut, work.now
    if statut in _DATED:
        setattr(row, _DATED[statut], day)
    elif statut == "AT":  # nothing is here any more: no paper says that it was received
        row.recue_le = row.transmise_le = None


def _complete(work: Work, row: Candidature, day: date, motif: str) -> None:
    """What declaring complete goes past, kept with its reason; refused without one."""
    missing = missing_told(work.session, row.id)
    moved = row.complete_le not in (None, day)
    early = row.recue_le is not None and day < row.recue_le
    former, received = show_day(row.complete_le), show_day(row.recue_le)
    if moved and not motif:
        raise Refused(
            N_("Ce dossier était complet le {jour}\u00a0: donnez la raison de changer cette date.", jour=former),
            "candidatures.motif",
        )
    if early and not motif:
        raise Refused(
            N_("Ce dossier a été reçu le {jour}\u00a0: donnez la raison de le dire complet avant.", jour=received),
            "candidatures.motif",
        )
    if missing and not motif:
        raise Refused(joined(" ", missing, N_("Donnez la raison pour déclarer complet.")), "candidatures.motif")
    if missing:
        keep_reason(work, row.id, "incomplet_admis", motif)
    if moved:
        why = N_("{motif} (complet le {jour} auparavant)", motif=motif, jour=former)
        keep_reason(work, row.id, "date_complet", kept(why))
    if early:
        keep_reason(work, row.id, "date_complet", kept(N_("{motif} (reçu le {jour})", motif=motif, jour=received)))


def _not_after(row: Candidature, statut: str) -> Refused:
    return SUITE.refus(avant=label_of_statut(row.statut), apres=label_of_statut(statut))


@act(N_("Déclarer complet"), right=droit("declare_complete"))
def declare_complete(work: Work, candidature: str, le: date | None = None, motif: str = "") -> None:
    """The dossier is complete, on `le` (today by default): `set_statut` says when `motif` is asked."""
    set_statut(work, candidature, "CO", le, motif)


def missing_told(session: Session, candidature: str) -> Msg:
    """What makes one candidature incomplete, in words; nothing where it is not."""
    missing = lacking(session, candidature)
    what, more = list(dict.fromkeys(one.label for one in missing[:5])), len(missing) - 5
    if not missing:
        return NOTHING
    if more <= 0:
        return N_("Il manque\u00a0: {quoi}.", quoi=what)
    return NN_("Il manque\u00a0: {quoi} et {n} autre.", "Il manque\u00a0: {quoi} et {n} autres.", more, quoi=what)


@act(N_("Déclarer incomplet"), right=droit("declare_incomplete"))
def declare_incomplete(work: Work, candidature: str, le: date | None = None) -> None:
    """Something is missing: the delay of the missing pieces runs from that day. The former dates stay."""
    set_statut(work, candidature, "IN", le)
