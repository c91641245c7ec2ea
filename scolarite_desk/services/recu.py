"""What a receipt says, gathered from the base: nothing here is numbered or written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.pdf.french import long_day
from scolarite_desk.langue import SOURCE
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.rows.documents import (
    Demande,
    EtatCvec,
    FormationVisee,
    InePrinted,
    PiecePrinted,
    Recu,
    StatutPiece,
)
from scolarite_desk.models.rows.dossier_views import CvecView
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.cvec import doubt_of
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.rules.papiers import RECU
from scolarite_desk.models.rules.states import PARTIS, placed
from scolarite_desk.models.rules.vides import REFUS
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation, SessionDepot
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.services import paperwork, pieces, questions
from scolarite_desk.services.agents import handled_by
from scolarite_desk.services.anglais import reads_english
from scolarite_desk.services.cvec import outside
from scolarite_desk.services.lettre import last_letter
from scolarite_desk.services.modeles import model_of
from scolarite_desk.services.notice import notice
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.vides import receipt_facts, refuse_void
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.delais import answered
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.inscriptions import pays_on_proof
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import row_of
from scolarite_desk.store.queries.vapp import files
from scolarite_desk.store.queries.visites import visit_of

_FIRST = ("RE", "AT", "TR", "VA", "NC")  # of two states of one piece, the one the person must hear of


def receipt_of(
    session: Session,
    dossier: str,
    numero: str,
    now: datetime,
    agent: str,
    visite: str | None = None,
    anglais: bool | None = None,
) -> Recu:
    """Everything the receipt of a dossier says today (CRPA L. 111-2, L. 112-3, L. 114-5, R. 112-5; RGPD art. 13).

    `agent`: the account that gives it; `anglais`: whether English follows, None: as the office chose.
    """
    view, chosen, codes = dossier_view(session, dossier), settings(session), lists(session)
    refuse_void(receipt_facts(session, dossier, now, agent))
    live = view.vivantes
    centre = session.get_one(Formation, live[0].formation_id).centre_id if live else None
    zone = fuseau_centre(session, centre)
    rows = [session.get_one(Candidature, one.key) for one in live]
    visit = visit_of(session, visite, view.personne) if visite else None
    today = local(now, zone).date()
    default = echeances.pieces_from(today, chosen).le
    waiting = [row for row in rows if not _closed(session, row)]
    asked: dict[str, list[LignePiece]] = {row.id: [] for row in rows}
    asked |= {row.id: [*_current(session, row), *questions.due(session, row)] for row in waiting}
    awaiting = view.values.get("boursier") == "attente" or pays_on_proof(session, dossier)
    english = reads_english(session.get_one(Personne, view.personne), chosen, anglais)
    portee = _scope(session, rows)
    return Recu(
        numero=numero,
        emis_le=local(now, zone),
        complet=bool(waiting) and all(row.statut == "CO" for row in waiting),
        ouvert=bool(waiting) or not rows,
        service=paperwork.service_of(session, centre),
        campagne=view.campagne,
        dossier=view.numero,
        nom=view.nom,
        ne_le=_born(view.ne_le),
        agent=handled_by(session, agent, chosen),
        demandes=tuple(_request(session, row, _until(asked[row.id], default), chosen, codes, zone) for row in rows),
        pieces=_pieces([line for lines in asked.values() for line in lines], codes, today, default),
        ine=InePrinted(view.ine.valeur, view.ine.provisoire) if view.ine else None,
        cvec=_cvec(view.annee, view.cvec, codes, due=not outside(session, dossier)),
        tribunal=chosen["tribunal"],
        autorite_hierarchique=chosen["autorite_hierarchique"],
        tiers=(visit.tiers or "") if visit else "",
        suite=BY_KEY["mention_boursier"].words(chosen["mention_boursier"]) if awaiting else NOTHING,
        suite_anglais=verbatim(chosen["mention_boursier_anglais"]) if awaiting else NOTHING,
        rgpd=notice(chosen),
        rgpd_anglais=notice(chosen, anglais=True),
        anglais=english,
        modele=model_of(session, portee),
        modele_anglais=model_of(session, replace(portee, langue=ANGLAIS.code)) if english else None,
    )


def _current(session: Session, row: Candidature) -> list[LignePiece]:
    return [line for line in pieces.lines(session, row.id) if line.courante]


def _scope(session: Session, rows: Sequence[Candidature]) -> Portee:
    """What a model is chosen by: what all its candidatures have in common."""
    formations = [session.get_one(Formation, row.formation_id) for row in rows]
    kind = _common(row.genre or "candidature" for row in rows)
    wide = (_common(one.genre for one in formations), _common(one.id for one in formations))
    return Portee(RECU, None, kind, *wide, _common(one.centre_id for one in formations), SOURCE)


def _common(values: Iterable[str | None]) -> str | None:
    ones = set(values)
    return ones.pop() if len(ones) == 1 else None


def _born(iso: str) -> Msg:
    """A whole day with its month in letters, which no reader turns round; what is known of a partial one."""
    try:
        return long_day(date.fromisoformat(iso))
    except ValueError:
        return verbatim(show_day(iso)) or N_("non renseignée")


def _request(
    session: Session,
    row: Candidature,
    pieces_le: date | None,
    chosen: dict[str, str],
    codes: Referentiel,
    zone: ZoneInfo,
) -> Demande:
    """One candidature, received on the day that the base has, and none other."""
    formation = session.get_one(Formation, row.formation_id)
    depot = row_of(session, SessionDepot, row.session_id or formation.session_id)
    return Demande(
        FormationVisee(formation.libelle or "", formation.code or "", formation.libelle_anglais or ""),
        codes.msg("candidature_genre", row.genre or "candidature"),
        row.recue_le,
        echeances.silence(row, formation, chosen, pieces_le, depot),
        _decided(session, row, zone),
        _told(session, row),
        row.id,
    )


def _told(session: Session, row: Candidature) -> str:
    """What a VAPP is said to cost, as euros are written; blank where nobody said it."""
    file = files(session, [row.id]).get(row.id) if row.genre == "vapp" else None
    return "" if file is None or file.tarif is None else f"{file.tarif:.2f}".replace(".", ",")


def _until(lines: Sequence[LignePiece], default: date) -> date | None:
    """The last day of the pieces that a candidature lacks; None when it lacks none."""
    return max((line.echeance.le if line.echeance else default for line in lines if line.manque), default=None)


def _decided(session: Session, row: Candidature, zone: ZoneInfo) -> date | None:
    """When the letter of a decision was last given, of a rank too: an avis that nobody was told of is not told here."""
    given = answered(session, [row.id]).get(row.id)
    return local(given, zone).date() if given else None


def _closed(session: Session, row: Candidature) -> bool:
    """Whether nothing more is asked for it: the place is held no more, or the letter of its refusal was given."""
    avis = current_avis(session, row.id)
    refused = avis is not None and avis.avis in REFUS and last_letter(session, row.id, avis.id) is not None
    return row.confirmation in PARTIS or refused


def _pieces(asked: Iterable[LignePiece], codes: Referentiel, today: date, default: date) -> tuple[PiecePrinted, ...]:
    """One line a piece, in the state that the person must hear of when several candidatures ask for it.

    `default`: until when a missing piece is awaited when nothing has fixed it, or a day that is past: none of those is
    given to bring it.
    """
    worst: dict[str, PiecePrinted] = {}
    for line in asked:
        motif = codes.label("motif_refus_piece", line.motif) if line.motif else ""
        shown = PiecePrinted(
            libelle=line.libelle,
            statut=cast(StatutPiece, line.statut),
            le=line.recue_le,
            avant_le=_before(line, today, default) if line.manque else None,
            motif=" – ".join(part for part in (motif, line.motif_texte) if part),
            libelle_anglais=line.libelle_anglais,
        )
        known = worst.get(line.piece)
        if known is None or placed(_FIRST, shown.statut) < placed(_FIRST, known.statut):
            worst[line.piece] = shown
    return tuple(worst.values())


def _before(line: LignePiece, today: date, default: date) -> date:
    return line.echeance.le if line.echeance and line.echeance.le >= today else default


def _cvec(annee: str, view: CvecView | None, codes: Referentiel, *, due: bool) -> EtatCvec | None:
    """What is known of it; None: nothing, and none is `due`."""
    if view is None:
        return EtatCvec(annee) if due else None
    values = view.values
    situation = values["situation"] or ""
    name = "motif_exoneration_cvec" if situation == "exoneree" else "motif_non_concerne_cvec"
    numero, motif = values["numero"] or "", codes.label(name, values["motif"] or "")
    return EtatCvec(annee, cast(Any, situation), numero, motif, bool(doubt_of(numero, values["verifie_le"])))
