"""Letters that decide nothing, a line of `_SAYS` each: what they say, refused while it is not so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.documents import Convocation, Lettre, RefusDit
from scolarite_desk.models.rows.rows import LignePiece
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.inscriptions import ATTENTE, INSCRITE
from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    APPEL,
    ATTESTATION,
    DECISION,
    DESISTEMENT,
    INSCRIPTION,
    MOTIFS,
    PIECES,
    RELANCE,
    SIGNES,
)
from scolarite_desk.models.rules.phrases import says_nothing
from scolarite_desk.models.rules.vides import Faits
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services import questions
from scolarite_desk.services.anglais import motif_in_english, piece_in_english, with_english
from scolarite_desk.services.inscriptions import enrolment
from scolarite_desk.services.lettre import (
    Sujet,
    envelope_of,
    last_letter,
    letter_of,
    reason_of,
    said_rank,
    scope_of,
    subject,
)
from scolarite_desk.services.paperwork import said_by
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.silence import implied_rejection
from scolarite_desk.services.vides import letter_facts, refuse_void
from scolarite_desk.store.queries.calendriers import calendar
from scolarite_desk.store.queries.motifs import reasons_asked
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.saisines import refused_here, saisine_of


@dataclass(frozen=True)
class Demandee:
    """A letter as it is asked for: its code in `rules/papiers.SIGNES`; what it names, `le` being the last day of what
    it asks for, or the day of the summons, that has an hour and a place; `anglais`: whether English follows the French,
    None: as the office chose.
    """

    papier: str = DECISION
    le: date | None = None
    heure: str = ""
    lieu: str = ""
    anglais: bool | None = None


_DUE: Mapping[str, tuple[tuple[str, ...], Msg]] = {  # what a letter cannot be without, that only who asks can say
    APPEL: (("le",), N_("Donnez le jour jusqu’auquel la place est proposée.")),
    INSCRIPTION: (("le", "heure", "lieu"), N_("Donnez le jour, l’heure et le lieu de l’inscription.")),
}


def refuse_incomplete(asked: Demandee, today: date) -> None:
    """`Refused` while what is asked is no letter, lacks what it names, or is for a day that is over."""
    if asked.papier not in SIGNES:
        raise Refused(N_("Le courrier «\u00a0{papier}\u00a0» n’existe pas.", papier=asked.papier), "document.papier")
    names, said = _DUE.get(asked.papier, ((), NOTHING))
    for name in names:
        if says_nothing(str(getattr(asked, name) or "")):
            raise Refused(said, f"document.{name}")
    if asked.le is not None and asked.le < today:
        raise Refused(N_("Ce jour est passé\u00a0: choisissez-en un autre."), "document.le")


def asked_letter(
    session: Session, candidature: str, at: datetime, agent: str, asked: Demandee, facts: Faits | None = None
) -> Lettre:
    """What any letter would say, of a decision or not. `agent`: the account that asks for it; `facts`: what its paper
    has, where they were gathered already.
    """
    if asked.papier == DECISION:
        return letter_of(session, candidature, at, facts, asked.anglais)
    return courrier_of(session, candidature, at, agent, asked, facts)


def courrier_of(
    session: Session, candidature: str, at: datetime, agent: str, asked: Demandee, facts: Faits | None = None
) -> Lettre:
    """What a letter that decides nothing says. `Refused` while it would not be so, or lacks what it names."""
    papier, told = asked.papier, subject(session, candidature, at)
    refuse_incomplete(asked, told.day)
    refuse_void(facts or letter_facts(session, candidature, at, papier=papier))
    lettre = replace(envelope_of(session, told, papier, agent), **_SAYS[papier](session, told, asked))
    waited = {"attendues": _in_english(session, _missing(session, told) if lettre.attendues else [])}
    if papier == MOTIFS and told.avis is not None:
        waited |= motif_in_english(lists(session), told.avis)
    return with_english(session, told.personne, lettre, waited, scope_of(told, papier), asked.anglais)


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
    silent = told.candidature.confirmation == "sans_reponse"
    return {"donnee_le": local(answered, told.zone).date(), "sans_reponse": silent}


def _appel(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    return {"rang": said_rank(session, told, settings(session)), "avant_le": asked.le}


def _relance(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    avis = told.avis
    assert avis is not None
    if told.candidature.confirmation is not None:
        raise Refused(N_("La personne a déjà répondu."), "candidatures.confirmation")
    calendrier = calendar(session, told.candidature)
    limit = echeances.confirmation_deadline(told.candidature, calendrier, avis, settings(session), told.zone)
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
    assert told.avis is not None
    assert asked.le is not None  # else it was refused
    begun = enrolment(session, told.candidature.id)
    if begun is not None and begun.etat == INSCRITE:
        raise Refused(N_("L’inscription de cette personne est faite."), "inscription.etat")
    return {
        "droits": begun.values["du"] if begun is not None else None,
        "bourse_attendue": begun is not None and begun.etat == ATTENTE,
        "convocation": Convocation(asked.le, asked.heure, asked.lieu),
        "condition": told.avis.condition or "",
        "attendues": _named(session, _missing(session, told)),
    }


def _attestation(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    """All that was refused to that person that year, whichever candidature it is asked of."""
    found = refused_here(session, told.personne.id, told.campagne.annee or "")
    return {
        "refus": tuple(_refused(session, told, *one) for one in found),
        "orientation": said_by(session, told.formation.centre_id)["orientation"],
    }


def _refused(session: Session, told: Sujet, candidature: Candidature, formation: Formation, avis: Avis) -> RefusDit:
    assert avis.valide_le is not None  # only validated ones are found
    sent, day = last_letter(session, candidature.id, avis.id), local(avis.valide_le, told.zone).date()
    numero = sent.numero if sent is not None else ""
    return RefusDit(formation.libelle or formation.code or "", formation.libelle_anglais or "", day, numero)


def _saisine(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    row = saisine_of(session, told.personne.id, told.campagne.annee or "")
    assert row is not None  # else it was refused
    return {"saisie_le": row.le, "orientation": said_by(session, told.formation.centre_id)["orientation"]}


def _motifs(session: Session, told: Sujet, asked: Demandee) -> Mapping[str, Any]:
    """The reasons of the refusal that a letter told, else of the rejection that silence made (CRPA L. 232-4)."""
    avis, requete = told.avis, reasons_asked(session, told.candidature.id)
    assert avis is not None
    assert requete is not None  # else it was refused
    chosen, sent = settings(session), last_letter(session, told.candidature.id, avis.id)
    implied = implied_rejection(session, told.candidature.id, told.day) if sent is None else None
    if sent is None and implied is None:
        raise Refused(N_("La lettre de décision n’est pas partie\u00a0: éditez-la, elle dit le motif."))
    return {
        "motif": reason_of(lists(session), avis),
        "demandee_le": requete.recue_le,
        "remplace": (sent.numero, local(sent.emis_le, told.zone).date()) if sent is not None else None,
        "implicite_le": implied,
        "tribunal": chosen["tribunal"],
        "autorite_hierarchique": chosen["autorite_hierarchique"],
    }


_SAYS: dict[str, Callable[[Session, Sujet, Demandee], Mapping[str, Any]]] = {
    PIECES: _pieces,
    DESISTEMENT: _desistement,
    APPEL: _appel,
    RELANCE: _relance,
    INSCRIPTION: _inscription,
    ATTESTATION: _attestation,
    ACCUSE_SAISINE: _saisine,
    MOTIFS: _motifs,
}


def _missing(session: Session, told: Sujet) -> list[LignePiece]:
    return questions.missing(session, told.candidature)


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
