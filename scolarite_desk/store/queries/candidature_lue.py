"""Candidatures read once, for every export: in lots, each a fixed number of statements, whatever its rows show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.candidature_lue import (
    AvisLu,
    CandidatureLue,
    DossierLu,
    FormationLue,
    InscriptionLue,
    PieceDue,
    PiecesLues,
    RecteurSaisi,
    RequetesLues,
    VappLue,
    VoeuLu,
)
from scolarite_desk.models.rows.personne_lue import RIEN, Coded
from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.courant import avis_courant
from scolarite_desk.models.rules.cvec import doubt_of
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.decisions import Types
from scolarite_desk.models.rules.echeances import Echeance, Reglages, confirmation_deadline, return_deadline
from scolarite_desk.models.rules.fuseau import fuseau_of
from scolarite_desk.models.rules.inscriptions import PREUVES, seen
from scolarite_desk.models.rules.pieces import DUES
from scolarite_desk.models.rules.requetes import ISSUES, limite, nommee
from scolarite_desk.models.rules.silence import Decompte
from scolarite_desk.models.rules.states import ANSWERED_AVIS, STATUT, TRAITEMENT, State, answer_of
from scolarite_desk.models.rules.vapp import ETAPES, etape
from scolarite_desk.models.rules.vides import FAVORABLE
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.dossier import Cvec, Dossier, Note
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    SessionDepot,
)
from scolarite_desk.models.tables.inscription import InscriptionAnnee
from scolarite_desk.models.tables.saisine import PlaceProposee, Saisine
from scolarite_desk.models.tables.vapp import Vapp
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.store.queries.calendriers import calendars_of
from scolarite_desk.store.queries.decisions import LOT
from scolarite_desk.store.queries.delais import decomptes
from scolarite_desk.store.queries.etiquettes import borne_by
from scolarite_desk.store.queries.listes import real_ranks
from scolarite_desk.store.queries.personne_lue import Codes, personnes_lues
from scolarite_desk.store.queries.pieces import Papers, papers
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.queries.rows import read_by_key, read_by_owner
from scolarite_desk.store.queries.types import types


def candidatures_lues(
    session: Session, keys: Sequence[str], lists: Referentiel, reglages: Reglages
) -> Iterator[CandidatureLue]:
    """Those candidatures, in that order, read lot by lot. `reglages`: the settings that count delays."""
    codes = Codes(lists)
    for start in range(0, len(keys), LOT):
        yield from _lot(session, keys[start : start + LOT], codes, reglages)


def _lot(session: Session, keys: Sequence[str], codes: Codes, reglages: Reglages) -> Iterator[CandidatureLue]:
    rows = read_by_key(session, Candidature, keys)
    asked = read_by_key(session, Formation, {row.formation_id for row in rows.values()})
    dossiers = read_by_key(session, Dossier, {row.dossier_id for row in rows.values()})
    personnes = personnes_lues(session, codes, {dossier.personne_id for dossier in dossiers.values()})
    centres = read_by_key(session, Centre, {row.centre_id for row in asked.values() if row.centre_id})
    told, formations = _dossiers(session, codes, dossiers), _formations(session, asked, centres)
    avis = read_by_owner(session, Avis, "candidature_id", keys)
    enrolled = read_by_owner(session, InscriptionAnnee, "candidature_id", keys)
    pieces, kinds = papers(session, list(rows.values())), types(session)
    followed, tags = calendars_of(session, rows.values()), borne_by(session, keys)
    ranks = real_ranks(session, asked)
    notes = read_by_owner(session, Note, "candidature_id", keys)
    met = questions(session, list(rows.values()))
    prior = read_by_owner(session, Vapp, "candidature_id", keys)
    counted = decomptes(session, rows.values(), asked, reglages)
    others = read_by_key(session, SessionDepot, {row.session_id for row in rows.values()})
    requetes = read_by_owner(session, Requete, "candidature_id", keys)
    for key in keys:
        row, current = rows[key], avis_courant(avis.get(key, ()))
        formation = asked[row.formation_id]
        centre = centres[formation.centre_id] if formation.centre_id else None
        zone = fuseau_of(centre.fuseau if centre else None, reglages.get("fuseau"))
        limit = confirmation_deadline(row, followed[key], current, reglages, zone) if _answers(row, current) else None
        yield CandidatureLue(
            personne=personnes[dossiers[row.dossier_id].personne_id],
            dossier=told[row.dossier_id],
            formation=_in_session(formations[row.formation_id], others.get(row.session_id or "")),
            voeu=replace(
                _voeu(codes, row, followed[key], current.avis if current else "", counted.get(key)),
                etiquettes=tuple(one.libelle for one in tags[key]),
                notes=tuple(one.texte for one in notes.get(key, ())),
            ),
            pieces=_pieces(pieces[key], zone),
            avis=_avis(codes, kinds, current, limit, ranks.get(key)) if current else AvisLu(),
            requetes=_requetes(requetes.get(key, ())),
            questions=met[key],
            vapp=_vapp(codes, next(iter(prior.get(key, ())), None)) if row.genre == "vapp" else VappLue(),
            inscription=_inscription(codes, next(iter(enrolled.get(key, ())), None)),
        )


def _vapp(codes: Codes, row: Vapp | None) -> VappLue:
    if row is None:
        return VappLue(etape=ETAPES[etape(None, None)])
    return VappLue(
        etape=ETAPES[etape(row.opinion, row.decision)],
        titre_vise=row.titre_vise,
        diplome_manquant=row.diplome_manquant,
        reprise_le=row.reprise_le,
        opinion=codes["vapp_opinion", row.opinion],
        commission_le=row.commission_le,
        dispenses=row.dispenses,
        remise=row.remise,
        decision=codes["vapp_decision", row.decision],
        decision_le=row.decision_le,
        signataire=row.decision_signataire,
        tarif=row.tarif,
    )


def _inscription(codes: Codes, row: InscriptionAnnee | None) -> InscriptionLue:
    if row is None:
        return InscriptionLue()
    return InscriptionLue(
        etat=codes["inscription_etat", row.etat],
        le=row.etat_le,
        seconde=bool(row.seconde),
        situation=codes["situation_droits", row.situation],
        du=row.du,
        percu_le=row.percu_le,
        percu_mode=codes["mode_paiement", row.percu_mode],
        preuves=tuple(PREUVES.get(one, verbatim(one)) for one in seen(row.preuves)),
        rembourser_avant=row.rembourser_avant,
        rembourse_le=row.rembourse_le,
    )


def _answers(row: Candidature, avis: Avis | None) -> bool:
    """Whether an answer is awaited: of who is admitted, of who is called from the list until a day of their own."""
    return avis is not None and (
        avis.avis in FAVORABLE or (avis.avis in ANSWERED_AVIS and row.date_confirmation is not None)
    )


def _dossiers(session: Session, codes: Codes, rows: Mapping[str, Dossier]) -> dict[str, DossierLu]:
    campagnes = read_by_key(session, Campagne, {row.campagne_id for row in rows.values()})
    persons = {row.personne_id for row in rows.values()}
    owned, recteurs = read_by_owner(session, Cvec, "personne_id", persons), _recteurs(session, codes, persons)
    cvecs = {(row.personne_id, row.annee): row for found in owned.values() for row in reversed(found)}  # the oldest

    def told(row: Dossier) -> DossierLu:
        campagne = campagnes[row.campagne_id]
        mine = row.personne_id, campagne.annee or ""
        return replace(_dossier(codes, row, campagne, cvecs.get(mine)), recteur=recteurs.get(mine, RecteurSaisi()))

    return {key: told(row) for key, row in rows.items()}


_NOBODY = frozenset({"0" * 32})  # so that a lot takes as many statements whatever it holds


def _recteurs(session: Session, codes: Codes, persons: Collection[str]) -> dict[tuple[str, str], RecteurSaisi]:
    """What each of these persons asked of the recteur, by person and year."""
    owned = read_by_owner(session, Saisine, "personne_id", persons)
    rows = [row for found in owned.values() for row in reversed(found)]  # the oldest, of two of a year
    proposed = read_by_owner(session, PlaceProposee, "saisine_id", {row.id for row in rows} or _NOBODY)
    return {
        (row.personne_id, row.annee or ""): RecteurSaisi(
            le=row.le,
            accuse_le=row.accuse_le,
            propositions=len(proposed.get(row.id, ())),
            issue=codes["saisine_issue", row.issue],
            close_le=row.close_le,
        )
        for row in rows
    }


def _dossier(codes: Codes, row: Dossier, campagne: Campagne, cvec: Cvec | None) -> DossierLu:
    return DossierLu(
        numero=row.numero,
        campagne=campagne.libelle,
        profil=codes["profil", row.profil],
        regime=codes["regime", row.regime],
        cvec=cvec.numero if cvec else None,
        cvec_controle=_seen(cvec),
        cvec_situation=codes["situation_cvec", cvec.situation] if cvec else RIEN,
    )


def _seen(cvec: Cvec | None) -> Msg:
    """Whether somebody saw the certificate, else the doubt of its number."""
    if cvec is None or not cvec.numero:
        return NOTHING
    return doubt_of(cvec.numero, cvec.verifie_le) or (N_("vérifiée") if cvec.verifie_le else N_("pas encore vérifiée"))


def _formations(
    session: Session, rows: Mapping[str, Formation], centres: Mapping[str, Centre]
) -> dict[str, FormationLue]:
    sessions = read_by_key(session, SessionDepot, {row.session_id for row in rows.values()})
    commissions = _commissions(session, rows)
    return {
        key: FormationLue(
            code=row.code,
            libelle=row.libelle,
            session=sessions[row.session_id].libelle if row.session_id else None,
            centre=centres[row.centre_id].libelle if row.centre_id else None,
            commissions=tuple(commissions.get(key, ())),
        )
        for key, row in rows.items()
    }


def _in_session(told: FormationLue, depot: SessionDepot | None) -> FormationLue:
    """The formation as a candidature asks for it: in another session than its own, where it keeps one."""
    return replace(told, session=depot.libelle) if depot is not None else told


def _commissions(session: Session, formations: Collection[str]) -> dict[str, list[str]]:
    found = session.execute(
        select(CommissionFormation.formation_id, Commission.libelle)
        .join(Commission, Commission.id == CommissionFormation.commission_id)
        .where(CommissionFormation.formation_id.in_(formations), CommissionFormation.retire_le.is_(None))
        .order_by(CommissionFormation.id)
    )
    names: dict[str, list[str]] = {}
    for formation, libelle in found:
        names.setdefault(formation, []).append(libelle or "")
    return names


def _voeu(codes: Codes, row: Candidature, calendrier: Calendrier, avis: str, decompte: Decompte | None) -> VoeuLu:
    return VoeuLu(
        genre=codes["candidature_genre", row.genre],
        proposition=row.proposition,
        creee_le=row.creee_le,
        transmise_le=row.transmise_le,
        statut=_state(codes, STATUT, row.statut),
        statut_le=row.statut_le,
        recue_le=row.recue_le,
        complete_le=row.complete_le,
        incomplete_le=row.incomplete_le,
        traitement=_state(codes, TRAITEMENT, row.traitement),
        traitement_valide=row.traitement_valide,
        limite_retour=_day(return_deadline(row, calendrier)),
        retour_reporte=row.date_retour,
        confirmation_reportee=row.date_confirmation,
        reponse=_answer(codes, row.confirmation, avis),
        reponse_le=row.confirmation_le,
        reponse_par=row.confirmation_par,
        annulee_le=row.annulee_le,
        annulee_par=row.annulee_par,
        situation_droits=codes["situation_droits", row.situation_droits],
        complement_droits=row.complement_droits,
        montant=row.montant,
        silence=decompte.effet if decompte else NOTHING,
        silence_le=decompte.le if decompte else None,
        silence_source=decompte.source if decompte else NOTHING,
    )


def _pieces(of: Papers, zone: tzinfo) -> PiecesLues:
    steps = ((piece, of.current(piece.id).statut) for piece in of.pieces)
    dues = [PieceDue(piece.code, piece.libelle or "", statut == "RE") for piece, statut in steps if statut in DUES]
    judged = [row.statut_le for rows in of.lignes.values() for row in rows]
    days = [paper.recue_le for piece in of.pieces for paper in of.apportees.get(piece.id, ())]
    if judged:
        days.append(local(max(judged), zone).date())
    return PiecesLues(dues=tuple(dues), le=max(days, default=None))


def _avis(codes: Codes, kinds: Types, row: Avis, limit: Echeance | None, rang: int | None) -> AvisLu:
    return AvisLu(
        avis=Coded(row.avis, codes.lists.say(kinds.label(row.avis, row.type_id))),
        rang=row.rang,
        motif=codes["motif_avis", row.motif],
        motif_texte=row.motif_texte,
        commentaire=row.commentaire,
        saisi_le=row.saisi_le,
        saisi_par=row.saisi_par,
        valide_le=row.valide_le,
        valide_par=row.valide_par,
        convocation_le=row.convocation_le,
        convocation_heure=row.convocation_heure,
        convocation_lieu=row.convocation_lieu,
        condition=row.condition,
        limite_confirmation=_day(limit),
        rang_reel=rang,
        promu_rang=row.promu_rang,
    )


def _requetes(rows: Sequence[Requete]) -> RequetesLues:
    limits = (limite(row.genre or "", row.recue_le) for row in rows if row.repondue_le is None)
    return RequetesLues(dites=tuple(map(_asked, rows)), limite=min(filter(None, limits), default=None))


def _asked(row: Requete) -> Msg:
    one = nommee(row.genre or "", row.recue_le)
    end = N_("en attente") if row.repondue_le is None else ISSUES.get(row.issue or "", verbatim(row.issue or ""))
    return N_("{requete}\u00a0: {issue}", requete=one, issue=end)


def _state(codes: Codes, states: Mapping[str, State], code: str | None) -> Coded:
    known = states.get(code) if code else None
    return Coded(code, codes.lists.say(known.label) if known else None) if code else RIEN


def _answer(codes: Codes, code: str | None, avis: str) -> Coded:
    return Coded(code, codes.lists.say(answer_of(code, avis))) if code else RIEN


def _day(deadline: Echeance | None) -> date | None:
    return deadline.le if deadline else None
