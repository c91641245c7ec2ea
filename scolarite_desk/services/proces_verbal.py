"""The procès-verbal of one meeting of a commission, gathered from the base, then numbered and kept.

It says the validated avis that were given in that meeting, and nothing else: what waits for its validation is told to
whoever edits it. Asked for again, what says the same is the same paper; what was corrected since takes another number,
which names the one it replaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import takewhile
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.documents import (
    CodeAvis,
    FormationJugee,
    FormationVisee,
    LigneVerbal,
    ProcesVerbal,
)
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.decisions import Types
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.places import Paire, beyond
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Commission, Formation, SeanceCommission, SessionDepot
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services import paperwork
from scolarite_desk.services.acts import act
from scolarite_desk.services.documents import Issued, again, content_of, is_here, keep, next_of, reprint
from scolarite_desk.services.droits import need, rights
from scolarite_desk.services.exports import told_held
from scolarite_desk.services.perimetre import refuse_outside
from scolarite_desk.services.vides import minutes_facts, presided_by, refuse_void
from scolarite_desk.store.courant import candidature_presente
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.divergences import written_apart
from scolarite_desk.store.queries.dossiers import NAMED, shown_name
from scolarite_desk.store.queries.listes import SESSION
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.retenues import held_among
from scolarite_desk.store.queries.seances import minutes_of
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.store import Store, Work


@act(N_("Éditer un procès-verbal"), right="lettres", undoable=False)
def issue_minutes(work: Work, seance: str) -> Issued:
    """The procès-verbal of a meeting: the very same one as long as it would say the same and is here, else the next
    number.
    """
    from scolarite_desk.exchange.papers import proces_verbal

    described = minutes(work.session, seance, work.now, work.auteur)
    content = content_of(replace(described, emis_par=""))  # whoever edits it, it is what the commission decided
    given = minutes_of(work.session, seance)
    alike = takewhile(lambda one: one.contenu == content, given)
    known = next((one for one in alike if is_here(work.session, one)), None)
    if known is not None:
        return again(work.session, known)
    numero = next_of(work, PV)
    described = replace(described, numero=numero, remplace=_replaced(given, described.emis_le))
    rendu = proces_verbal.render(described, langue=langue(SOURCE))
    row = DocumentEmis(
        genre="pv",
        numero=numero,
        titre=kept(N_("{commission}, séance du {jour}", commission=described.commission, jour=show_day(described.le))),
        emis_le=work.now,
        emis_par=work.auteur,
        contenu=content,
        seance_id=seance,
    )
    told = (*rendu.avertissements, *doubts(work.session, seance, described))
    return Issued(keep(work, row, rendu.octets), numero, replace(rendu, avertissements=told))


def _replaced(given: Sequence[DocumentEmis], now: datetime) -> tuple[str, date] | None:
    """The last one, and its day where the commission sits, as it says it itself."""
    return (given[0].numero, given[0].emis_le.astimezone(now.tzinfo).date()) if given else None


def doubts(session: Session, seance: str, described: ProcesVerbal) -> tuple[Msg, ...]:
    """What whoever edits it is told first: a quorum that was not reached, avis of the meeting that wait, formations
    that have more favourable avis than places, those of other meetings among them.
    """
    from scolarite_desk.exchange.papers.proces_verbal import quorum_reached

    short = N_(
        "Le quorum n’est pas atteint\u00a0: {presents} présents pour {quorum} demandés.",
        presents=len(described.presents),
        quorum=described.quorum,
    )
    waiting = session.scalar(
        select(func.count())
        .select_from(Avis)
        .where(Avis.seance_id == seance, Avis.retire_le.is_(None), Avis.valide_le.is_(None))
    )
    left = NN_(
        "{n} avis de cette séance n’est pas validé\u00a0: il n’y figure pas.",
        "{n} avis de cette séance ne sont pas validés\u00a0: ils n’y figurent pas.",
        waiting or 0,
    )
    return (
        *([] if quorum_reached(described) else [short]),
        *([left] if waiting else []),
        *_beyond(session, seance),
    )


def _beyond(session: Session, seance: str) -> Iterator[Msg]:
    judged = select(Candidature.formation_id, SESSION).join(Avis, Avis.candidature_id == Candidature.id).distinct()
    judged = judged.where(Avis.seance_id == seance, Avis.retire_le.is_(None))
    counted = places(session, (Paire(formation, depot) for formation, depot in session.execute(judged)))
    for paire, one in counted.items():
        if one.surnombre:
            formation = _named(session, paire).libelle
            yield N_("{formation}\u00a0: {constat}", formation=formation, constat=beyond(one))


def minutes(session: Session, seance: str, at: datetime, auteur: str) -> ProcesVerbal:
    """What the procès-verbal of a meeting says, without its number. `Refused` says what it lacks."""
    meeting = session.get(SeanceCommission, seance)
    board = session.get_one(Commission, meeting.commission_id) if meeting is not None else None
    if meeting is None or board is None or meeting.retire_le is not None:
        raise Refused(N_("Cette séance n’existe pas\u00a0: créez-la avant son procès-verbal."), "seance")
    decided = _decided(session, seance)
    _refuse_apart(session, meeting, board)
    refuse_void(minutes_facts(session, meeting, at, bool(decided)))
    assert meeting.le is not None
    zone, president = fuseau_centre(session, board.centre_id), presided_by(meeting, board)
    return ProcesVerbal(
        service=paperwork.service_of(session, board.centre_id),
        numero="",
        emis_le=local(at, zone),
        emis_par=auteur,
        commission=board.libelle or "",
        le=meeting.le,
        president=president,
        presents=_present(meeting.presents, president),
        formations=tuple(_formations(session, decided, lists(session))),
        campagne=_year(session, decided),
        quorum=board.quorum,
        observations=(meeting.observations or "").strip(),
    )


def _present(lines: str | None, president: str) -> tuple[str, ...]:
    """Who was there, who presided first when nobody noted it."""
    noted = [line.strip() for line in (lines or "").splitlines() if line.strip()]
    return tuple(noted if _called(president) in map(_called, noted) else [president, *noted])


def _called(line: str) -> str:
    """The name alone, as it is compared: « Anne MARTIN, professeure » is Anne Martin, and Anne Martinez is not."""
    return fold(re.split(r"[,;:(–—]|\s-\s", line)[0])


Decided = list[tuple[Avis, Any]]  # an avis, and what its candidature is of


def _decided(session: Session, seance: str) -> Decided:
    """The validated avis of a meeting, the newest of each candidature there; what was corrected in another one since is
    still what this one decided. `Refused` while desks disagree on one of them.
    """
    found = session.execute(
        select(
            Avis,
            Candidature.genre,
            Candidature.formation_id,
            SESSION.label("depot"),
            Dossier.numero,
            Dossier.campagne_id,
            *NAMED,
        )
        .add_columns(Personne.ne_le)
        .join(Candidature, Candidature.id == Avis.candidature_id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Personne, Personne.id == Dossier.personne_id)
        .where(Avis.seance_id == seance, Avis.retire_le.is_(None), Avis.valide_le.is_not(None), candidature_presente())
        .order_by(Avis.id)
    )
    newest = {row.Avis.candidature_id: (row.Avis, row) for row in found}
    retenues = held_among(session, list(newest))[1]
    if retenues:
        raise _unsettled(told_held(retenues))
    return list(newest.values())


_PRINTED = frozenset({"libelle", "le", "president", "presents", "observations", "quorum"})  # of a meeting and its board


def _refuse_apart(session: Session, meeting: SeanceCommission, board: Commission) -> None:
    """`Refused` while desks disagree on what it says of the meeting."""
    apart = written_apart(session, [meeting.id, board.id])
    told = next((one.phrase for one in apart if one.groupe in _PRINTED or one.genre == "retrait"), None)
    if told is not None:
        raise _unsettled(told)


def _unsettled(constat: Msg) -> Refused:
    return Refused(N_("{constat} Tranchez d’abord les désaccords.", constat=constat), "divergences")


def _formations(session: Session, decided: Decided, codes: Referentiel) -> Iterator[FormationJugee]:
    """By formation and session, as their names are read; in each by decision, then rank, then name."""
    judged, kinds = dict[Paire, list[LigneVerbal]](), types(session)
    for avis, row in decided:
        judged.setdefault(Paire(row.formation_id, row.depot), []).append(_line(avis, row, codes, kinds))
    counted = places(session, judged)
    named = {paire: _named(session, paire) for paire in judged}
    for paire in sorted(
        judged, key=lambda one: (named[one].libelle, named[one].code, one.formation, one.session or "")
    ):
        order = sorted(judged[paire], key=lambda one: (one.rang is None, one.rang or 0, fold(one.nom), one.dossier))
        yield FormationJugee(named[paire], counted[paire].capacite, tuple(order))


def _named(session: Session, paire: Paire) -> FormationVisee:
    """What was applied to; another session than the formation's own is said."""
    formation = session.get_one(Formation, paire.formation)
    depot = session.get(SessionDepot, paire.session) if paire.session else None
    libelle = ", ".join(filter(None, (formation.libelle, depot.libelle if depot else None)))
    return FormationVisee(libelle, formation.code or "")


def _line(avis: Avis, row: Any, codes: Referentiel, kinds: Types) -> LigneVerbal:
    kind = codes.label("candidature_genre", row.genre) if row.genre not in (None, "candidature") else ""
    return LigneVerbal(
        dossier=row.numero,
        nom=shown_name(row),
        ne_le="/".join(reversed((row.ne_le or "").split("-"))),
        avis=cast(CodeAvis, avis.avis),
        rang=avis.rang,
        precision=joined(
            "\n", kinds.label(avis.avis, avis.type_id) if avis.type_id else NOTHING, _precision(avis, codes)
        ),
        genre=verbatim(kind),
    )


def _precision(avis: Avis, codes: Referentiel) -> Msg:
    """Motive, condition, or when and where the person is expected; and whether it answers an appeal."""
    motive = codes.label("motif_avis", avis.motif) if avis.motif else ""
    summons = (
        N_(
            "{jour}, {heure}, {lieu}",
            jour=show_day(avis.convocation_le),
            heure=avis.convocation_heure,
            lieu=avis.convocation_lieu,
        )
        if avis.convocation_le
        else NOTHING
    )
    appeal = N_("Sur recours") if avis.appel else NOTHING
    return joined("\n", *map(verbatim, (motive, avis.motif_texte or "", avis.condition or "")), summons, appeal)


def _year(session: Session, decided: Decided) -> str:
    """The academic year, when they are all of one."""
    years = {session.get_one(Campagne, row.campagne_id).annee or "" for _avis, row in decided}
    return years.pop() if len(years) == 1 else ""


def reprint_minutes(store: Store, document: str) -> bytes:
    """The very same procès-verbal again. `Refused` to who may not read letters, or not those of its commission."""
    need(store, "lettres", write=False)
    inside = rights(store).limite
    with store.reading() as session:
        row = session.get(DocumentEmis, document)
        if row is not None and inside is not None:
            refuse_outside(session, inside, "lettres", {"seance": row.seance_id})
        return reprint(session, document)
