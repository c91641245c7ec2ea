"""What documents say, gathered from the base: nothing here is numbered or written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.reglages import LETTRE, RECU, SETTINGS
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rows.documents import (
    CodeAvis,
    Convocation,
    Demande,
    EtatCvec,
    FormationVisee,
    InePrinted,
    Lettre,
    PiecePrinted,
    Recu,
    Service,
    Signature,
    StatutPiece,
)
from scolarite_desk.models.rows.dossier_views import CvecView, DossierView
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.contact import show_phone
from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.cvec import doubt_of
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.states import placed
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Centre, Formation
from scolarite_desk.models.tables.journal import Local
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services import pieces
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.visites import visit_of

MASTER = ("m1", "m2")
NOT_VALIDATED = N_("L’avis n’est pas validé.")
_CALLED = {"M.": N_("Monsieur"), "Mme": N_("Madame")}
_FIRST = ("RE", "AT", "TR", "VA", "NC")  # of two states of one piece, the one the person must hear of


def service_of(session: Session, centre: str | None = None) -> Service:
    """Who writes: the establishment, and the centre's own address and numbers when it has them."""
    chosen = settings(session)
    row = (session.get(Centre, centre) if centre else None) or Centre()
    practice = session.get(Local, "exercice")
    return Service(
        etablissement=verbatim(chosen["etablissement"]) or N_("Établissement à renseigner"),
        service=verbatim(row.libelle or chosen["service"]) or N_("Service de la scolarité"),
        adresse=tuple((row.adresse or chosen["adresse"]).splitlines()),
        telephone=show_phone(row.telephone or chosen["telephone"]),
        courriel=row.courriel or chosen["courriel"],
        ville=chosen["ville"],
        couleur=chosen["accent"],
        exercice=bool(practice and practice.valeur),
    )


_OF_CENTRE = {"service": "libelle", "adresse": "adresse", "telephone": "telephone", "courriel": "courriel"}


def _refuse_unnamed(session: Session, paper: str, centre: str | None) -> None:
    """A paper does not leave while it would not say who decides, where to write, which court to go to (CRPA R. 112-5,
    L. 211-2): what a centre says itself counts. `Refused` names what to fill.
    """
    chosen, row = settings(session), session.get(Centre, centre) if centre else None
    own = {cle for cle, column in _OF_CENTRE.items() if row is not None and (getattr(row, column) or "").strip()}
    blank = [
        one.label for one in SETTINGS if paper in one.papers and one.key not in own and not chosen[one.key].strip()
    ]
    if blank:
        raise Refused(
            N_("Le service n’est pas nommé en entier\u00a0: renseignez {reglages} dans Réglages.", reglages=blank),
            "reglage",
        )


def _refuse_unprintable(lines: Iterable[str]) -> None:
    """Nor does a numbered paper leave to somebody whom it could not name: its letters are not all in the font."""
    from scolarite_desk.exchange.pdf.fonts import printable

    for line in lines:
        if printable(line)[1]:
            raise Refused(
                N_("«\u00a0{texte}\u00a0» ne s’imprime pas\u00a0: écrivez-le d’abord en lettres latines.", texte=line)
            )


def receipt_of(
    session: Session, dossier: str, numero: str, now: datetime, agent: str, visite: str | None = None
) -> Recu:
    """Everything the receipt of a dossier says today (CRPA L. 112-3, L. 114-5, R. 112-5)."""
    view, chosen, codes = dossier_view(session, dossier), settings(session), lists(session)
    langue = session.get_one(Personne, view.personne).langue
    live = view.vivantes
    centre = session.get_one(Formation, live[0].formation_id).centre_id if live else None
    _refuse_unnamed(session, RECU, centre)
    zone = fuseau_centre(session, centre)
    _refuse_unprintable([view.nom])
    rows = [session.get_one(Candidature, one.key) for one in live]
    visit = visit_of(session, visite, view.personne) if visite else None
    silences = [found for row in rows if (found := echeances.silence(row, chosen)) is not None]
    return Recu(
        numero=numero,
        emis_le=local(now, zone),
        recu_le=min((row.recue_le for row in rows if row.recue_le), default=local(now, zone).date()),
        complet=bool(rows) and all(row.statut == "CO" for row in rows),
        service=service_of(session, centre),
        campagne=view.campagne,
        dossier=view.numero,
        nom=view.nom,
        ne_le=verbatim(show_day(view.ne_le)) or N_("non renseignée"),
        agent=agent,
        demandes=_requests(view, codes),
        pieces=_pieces(
            session, [row.id for row in rows], codes, echeances.pieces_from(local(now, zone).date(), chosen).le
        ),
        ine=InePrinted(view.ine.valeur, view.ine.provisoire) if view.ine else None,
        cvec=_cvec(view.annee, view.cvec, codes),
        silence=silences[0] if silences else None,
        tribunal=chosen["tribunal"],
        tiers=(visit.tiers or "") if visit else "",
        rgpd=" ".join(part for part in (chosen["mention_rgpd"], chosen["dpo"]) if part),
        anglais=bool(langue) and langue not in ("fr", "fra"),
    )


def _requests(view: DossierView, codes: Referentiel) -> tuple[Demande, ...]:
    return tuple(
        Demande(
            FormationVisee(one.formation, one.code),
            codes.msg("candidature_genre", one.genre),
            one.recue_le,
        )
        for one in view.vivantes
    )


def _pieces(session: Session, candidatures: list[str], codes: Referentiel, default: date) -> tuple[PiecePrinted, ...]:
    """One line a piece, in the state that the person must hear of when several candidatures ask for it.

    `default`: until when a missing piece is awaited when nothing has fixed it before this receipt.
    """
    worst: dict[str, PiecePrinted] = {}
    for line in (line for key in candidatures for line in pieces.lines(session, key) if line.courante):
        motif = codes.label("motif_refus_piece", line.motif) if line.motif else ""
        shown = PiecePrinted(
            libelle=line.libelle,
            statut=cast(StatutPiece, line.statut),
            le=line.recue_le,
            avant_le=(line.echeance.le if line.echeance else default) if line.manque else None,
            motif=" – ".join(part for part in (motif, line.motif_texte) if part),
            libelle_anglais=line.libelle_anglais,
        )
        known = worst.get(line.piece)
        if known is None or placed(_FIRST, shown.statut) < placed(_FIRST, known.statut):
            worst[line.piece] = shown
    return tuple(worst.values())


def _cvec(annee: str, view: CvecView | None, codes: Referentiel) -> EtatCvec | None:
    if view is None:
        return EtatCvec(annee) if annee else None
    values = view.values
    situation = values["situation"] or ""
    name = "motif_exoneration_cvec" if situation == "exoneree" else "motif_non_concerne_cvec"
    numero, motif = values["numero"] or "", codes.label(name, values["motif"] or "")
    return EtatCvec(annee, cast(Any, situation), numero, motif, bool(doubt_of(numero, values["verifie_le"])))


def letter_of(session: Session, candidature: str, at: datetime) -> Lettre:
    """The letter of the current avis of a candidature, dated where it is studied. `Refused` says what it lacks."""
    row = session.get(Candidature, candidature)
    if row is None or not candidature_vivante(row):
        raise Refused(N_("La candidature est annulée."))
    avis = current_avis(session, candidature)
    if avis is None or avis.valide_le is None:
        raise Refused(NOT_VALIDATED)
    if avis.avis == "PR" and not (avis.convocation_le and avis.convocation_heure and avis.convocation_lieu):
        raise Refused(N_("La convocation n’a pas de jour, d’heure ou de lieu\u00a0: rectifiez l’avis."), "avis.avis")
    dossier, formation = session.get_one(Dossier, row.dossier_id), session.get_one(Formation, row.formation_id)
    personne = session.get_one(Personne, dossier.personne_id)
    campagne = session.get_one(Campagne, dossier.campagne_id)
    _refuse_unnamed(session, LETTRE, formation.centre_id)
    _refuse_nameless(formation, campagne)
    if row.confirmation == "desistee":
        raise Refused(N_("La personne s’est désistée\u00a0: il n’y a plus rien à lui annoncer."))
    chosen, codes = settings(session), lists(session)
    zone = fuseau_centre(session, formation.centre_id)
    day = local(at, zone).date()
    limit = _to_confirm(row, formation, avis, chosen, day, zone)
    _refuse_unprintable(map(kept, envelope := addressee(session, personne, codes)))
    reason = (codes.label("motif_avis", avis.motif) if avis.motif else "", avis.motif_texte)
    return Lettre(
        avis=cast(CodeAvis, avis.avis),
        service=service_of(session, formation.centre_id),
        destinataire=envelope,
        civilite=_civility(personne) or N_("Madame, Monsieur"),
        dossier=dossier.numero,
        formation=FormationVisee(formation.libelle or "", formation.code or ""),
        campagne=campagne.annee or "",
        le=day,
        signature=_signature(session, formation.centre_id),
        motif="\n".join(part for part in reason if part),
        rang=avis.rang,
        confirmer_avant=limit.le if limit else None,
        source_delai=N_("selon {source}", source=limit.source) if limit else NOTHING,
        convocation=_convocation(avis),
        tribunal=chosen["tribunal"],
        motifs_sur_demande=formation.genre in MASTER,
        saisine_recteur=formation.genre == "m1",
        orientation=chosen["orientation"],
        remplace=_replaced(session, avis, zone),
    )


def _refuse_nameless(formation: Formation, campagne: Campagne) -> None:
    """A row that a window only began has no name yet: no paper speaks of it."""
    if not (formation.libelle and formation.code and campagne.annee):
        raise Refused(
            N_("La formation n’est pas nommée en entier\u00a0: renseignez son code, son libellé et l’année."),
            "formation.libelle",
        )


def _to_confirm(
    row: Candidature, formation: Formation, avis: Avis, chosen: dict[str, str], day: date, zone: ZoneInfo
) -> echeances.Echeance | None:
    """Until when the letter of that day asks for an answer: one that the desk can note, and that the person had not
    given. `Refused` when it would be asked for a day that is over.
    """
    answered = row.confirmation_le is not None and local(row.confirmation_le, zone).date() < day
    if avis.avis != "FA" or answered:
        return None
    limit = echeances.confirmation_deadline(row, formation, avis, chosen, zone)
    if limit is not None and limit.le < day:
        raise Refused(
            N_(
                "La réponse serait demandée pour le {jour}, qui est passé\u00a0: fixez une autre date de confirmation.",
                jour=show_day(limit.le),
            ),
            "candidatures.date_confirmation",
        )
    return limit


def _replaced(session: Session, avis: Avis, zone: ZoneInfo) -> tuple[str, date] | None:
    """The last letter that the same candidature had for another avis."""
    other = living(DocumentEmis).where(
        DocumentEmis.genre == LETTRE,
        DocumentEmis.candidature_id == avis.candidature_id,
        DocumentEmis.avis_id != avis.id,
    )
    row = session.scalars(other.order_by(DocumentEmis.emis_le.desc())).first()
    return (row.numero, local(row.emis_le, zone).date()) if row is not None else None


def _convocation(avis: Avis) -> Convocation | None:
    if avis.convocation_le is None:
        return None
    return Convocation(avis.convocation_le, avis.convocation_heure or "", avis.convocation_lieu or "")


def _civility(personne: Personne) -> Msg:
    return _CALLED.get(personne.civilite or "", NOTHING)


def _signature(session: Session, centre: str | None) -> Signature:
    signed = signatures_of(session, centre)
    if not signed:
        raise Refused(N_("Aucun signataire avec prénom, nom et qualité\u00a0: ajoutez-le dans Réglages › Signataires."))
    return signed[0]


def signatures_of(session: Session, centre: str | None) -> tuple[Signature, ...]:
    """Who signs for a centre, else the first of all: a row that a window only began signs nothing (CRPA L. 212-1)."""
    every = session.scalars(living(Signataire).order_by(Signataire.id))
    rows = [row for row in every if row.prenom and row.nom and row.qualite]
    chosen = [row for row in rows if row.centre_id and row.centre_id == centre] or rows[:1]
    return tuple(Signature(row.prenom or "", row.nom or "", row.qualite or "") for row in chosen)


def addressee(session: Session, personne: Personne, codes: Referentiel) -> tuple[Msg, ...]:
    """The lines of the envelope: civility and name, then the postal lines; abroad the country last, in capitals."""
    surname = (personne.nom_usage or personne.nom_naissance or "").upper()
    first = personne.prenom_usage or personne.prenom or ""
    lines = [joined(" ", _civility(personne), verbatim(first), verbatim(surname))]
    row = session.scalars(living(Adresse).where(Adresse.personne_id == personne.id)).first()
    if row is not None:
        town = row.ville or (codes.label("commune", row.commune) if row.commune else "")
        abroad = codes.label("pays", row.pays).upper() if row.pays and row.pays != FRANCE else ""
        town = f"{row.code_postal or ''} {town}".strip()
        lines += map(verbatim, (row.complement1 or "", row.complement2 or "", row.ligne or "", town, abroad))
    return tuple(line for line in lines if line)


def who(session: Session, candidature: str) -> str:
    """« KERMAREC Maëlle (AA…) », to name whom a lot leaves out."""
    found = session.execute(
        select(Dossier.numero, Personne.nom_naissance, Personne.prenom)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Candidature, Candidature.dossier_id == Dossier.id)
        .where(Candidature.id == candidature)
    ).one()
    return f"{found.nom_naissance or ''} {found.prenom or ''} ({found.numero})".strip()
