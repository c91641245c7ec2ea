"""Letters that decide nothing: what is missing, a withdrawal acknowledged, a place proposed from the list, a reminder,
a summons to enrol. Each is refused while what it would say is not so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Convocation, Lettre
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.papiers import APPEL, COURRIERS, DESISTEMENT, INSCRIPTION, PIECES, RELANCE
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import N_
from scolarite_desk.services import pieces
from scolarite_desk.services.acts import act
from scolarite_desk.services.anglais import piece_in_english, with_english
from scolarite_desk.services.documents.lettres import drawn
from scolarite_desk.services.documents.meme import content_of, known_today
from scolarite_desk.services.documents.registre import Issued, keep, next_of
from scolarite_desk.services.lettre import Sujet, envelope_of, last_letter, scope_of, subject, version_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.vides import letter_facts, refuse_void
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Work


@dataclass(frozen=True)
class Demandee:
    """What is said of a letter by who asks for it."""

    le: date | None = None
    heure: str = ""
    lieu: str = ""


@act(N_("Éditer un courrier"), right="lettres", undoable=False)
def issue_courrier(
    work: Work,
    candidature: str,
    papier: str,
    le: date | None = None,
    heure: str | None = None,
    lieu: str | None = None,
) -> Issued:
    """A letter that decides nothing, by its code in `rules/papiers.COURRIERS`. `le` is the last day of what it asks
    for, or the day of the summons, that has an hour and a place.
    """
    asked = Demandee(le, heure or "", lieu or "")
    described = courrier_of(work.session, work.now, work.auteur, candidature, papier, asked)
    told = subject(work.session, candidature, work.now)
    row = DocumentEmis(
        genre="lettre",
        dossier_id=told.dossier.id,
        candidature_id=candidature,
        titre=kept(N_("{papier}, {formation}", papier=COURRIERS[papier].titre, formation=described.formation.libelle)),
        emis_le=work.now,
        emis_par=work.auteur,
        nature=papier,
        contenu=content_of(described),
        modele_id=version_of(described),
    )
    known = known_today(work, row)
    if known is not None:
        return known
    row.numero = next_of(work, "lettre")
    rendu = drawn(replace(described, numero=row.numero))
    return Issued(keep(work, row, rendu.octets), row.numero, rendu)


def courrier_of(session: Session, at: datetime, agent: str, candidature: str, papier: str, asked: Demandee) -> Lettre:
    """What such a letter says. `Refused` while it would not be so, or lacks what it names."""
    if papier not in COURRIERS:
        raise Refused(N_("Le courrier «\u00a0{papier}\u00a0» n’existe pas.", papier=papier), "document.papier")
    refuse_void(letter_facts(session, candidature, at, papier=papier))
    told = subject(session, candidature, at)
    if asked.le is not None and asked.le < told.day:
        raise Refused(N_("Ce jour est passé\u00a0: choisissez-en un autre."), "document.le")
    lettre = replace(envelope_of(session, told, papier, agent), **_SAYS[papier](session, told, asked))
    waited = {"attendues": _in_english(session, _missing(session, told) if lettre.attendues else [])}
    return with_english(session, told.personne, lettre, waited, scope_of(told, papier))


def _pieces(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    """What is missing, until the day asked, else the last one that any of them has (CRPA L. 114-5)."""
    missing = _missing(session, told)
    if not missing:
        raise Refused(N_("Il ne manque aucune pièce à cette candidature."), "piece")
    known = [line.echeance.le for line in missing if line.echeance and line.echeance.le >= told.day]
    limit = asked.le or max(known, default=echeances.pieces_from(told.day, settings(session)).le)
    return {"attendues": _named(session, missing), "avant_le": limit}


def _desistement(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    answered = told.candidature.confirmation_le
    assert answered is not None  # else it was refused
    return {"donnee_le": local(answered, told.zone).date()}


def _appel(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    assert told.avis is not None
    if asked.le is None:
        raise Refused(N_("Donnez le jour jusqu’auquel la place est proposée."), "document.le")
    return {"rang": told.avis.rang, "avant_le": asked.le}


def _relance(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    avis = told.avis
    assert avis is not None
    if told.candidature.confirmation is not None:
        raise Refused(N_("La personne a déjà répondu."), "candidatures.confirmation")
    limit = echeances.confirmation_deadline(told.candidature, told.formation, avis, settings(session), told.zone)
    if limit is None or limit.le < told.day:
        raise Refused(
            N_("Aucune date de confirmation n’est à venir\u00a0: fixez-en une."), "candidatures.date_confirmation"
        )
    sent = last_letter(session, told.candidature.id, avis.id)
    if sent is None:
        raise Refused(N_("La lettre de décision n’est pas partie\u00a0: il n’y a rien à rappeler."))
    return {
        "avant_le": limit.le,
        "source_delai": N_("selon {source}", source=limit.source),
        "remplace": (sent.numero, local(sent.emis_le, told.zone).date()),
    }


def _inscription(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    for name, given in (("le", asked.le), ("heure", asked.heure), ("lieu", asked.lieu)):
        if not given:
            raise Refused(N_("Donnez le jour, l’heure et le lieu de l’inscription."), f"document.{name}")
    assert asked.le is not None
    assert told.avis is not None
    return {
        "convocation": Convocation(asked.le, asked.heure, asked.lieu),
        "condition": told.avis.condition or "",
        "attendues": _named(session, _missing(session, told)),
    }


_SAYS: dict[str, Callable[[Session, Sujet, Demandee], Mapping[str, Any]]] = {
    PIECES: _pieces,
    DESISTEMENT: _desistement,
    APPEL: _appel,
    RELANCE: _relance,
    INSCRIPTION: _inscription,
}


def _missing(session: Session, told: Sujet) -> list[LignePiece]:
    return [line for line in pieces.lines(session, told.candidature.id) if line.manque]


def _in_english(session: Session, missing: list[LignePiece]) -> tuple[str, ...]:
    """The same in English; blank where a part of it is in French alone."""
    codes = lists(session)
    return tuple(piece_in_english(codes, line) for line in missing)


def _named(session: Session, missing: list[LignePiece]) -> tuple[str, ...]:
    """Each piece, and why the one that was brought does not do."""
    codes = lists(session)
    found: list[str] = []
    for line in missing:
        motif = codes.label("motif_refus_piece", line.motif) if line.motif and line.motif != "autre" else ""
        why = " – ".join(part for part in (motif, line.motif_texte) if part and line.statut == "RE")
        name = f"{line.libelle} ({why[:1].lower()}{why[1:]})" if why else line.libelle
        maybe = line.conditionnelle and not why
        found.append(kept(N_("{piece}, si vous êtes concerné(e)", piece=name)) if maybe else name)
    return tuple(found)
