"""One dossier, read whole for its header and its pages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.of_person import BIRTH
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.dossier_views import (
    AvisView,
    CandidatureView,
    CvecView,
    DossierView,
    Fiche,
    IdentifiantView,
    IneView,
    RequeteView,
)
from scolarite_desk.models.rules.courant import candidature_vivante, du_plus_recent
from scolarite_desk.models.rules.decisions import VU, Types, vu
from scolarite_desk.models.rules.gardes import Stade
from scolarite_desk.models.rules.numeros import check_dossier_number
from scolarite_desk.models.rules.questions import QuestionPosee
from scolarite_desk.models.rules.states import STATUT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation, SessionDepot
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.store.perimetre import formations_of, seen, sees_person
from scolarite_desk.store.queries.listes import real_ranks
from scolarite_desk.store.queries.motifs import reasons_given
from scolarite_desk.store.queries.questions import questions
from scolarite_desk.store.queries.rows import by_key, by_owner, living, values_of
from scolarite_desk.store.queries.series import nature_of, series
from scolarite_desk.store.queries.stades import stades
from scolarite_desk.store.queries.types import types


def dossier_view(session: Session, dossier: str) -> DossierView:
    """Everything that the header and the pages of a dossier start from. `Refused` when the base does not hold it, or
    when it is outside what the account may see.
    """
    row = session.get(Dossier, dossier)
    if row is None or row.retire_le is not None:
        raise Refused(N_("Ce dossier n’existe pas, ou il a été retiré."))
    if not sees_person(session, row.personne_id):
        raise Refused(N_("Ce dossier est hors de votre périmètre. Demandez à un responsable."))
    personne = session.get_one(Personne, row.personne_id)
    campagne = session.get_one(Campagne, row.campagne_id)
    candidatures = candidatures_of(session, dossier)
    ines, others = _identifiers(session, personne.id)
    return DossierView(
        key=row.id,
        personne=personne.id,
        numero=row.numero,
        campagne=campagne.libelle or "",
        annee=campagne.annee or "",
        nom=shown_name(personne),
        ne_le=personne.ne_le or "",
        civilite=personne.civilite or "",
        statut=least_advanced(candidatures),
        ine=ines[-1] if ines else None,
        cvec=cvec_of(session, personne.id, campagne.annee or ""),
        candidatures=candidatures,
        identifiants=tuple(others),
        values=values_of(row),
        autres_dossiers=_other_years(session, row),
    )


def dossier_by_number(session: Session, numero: str) -> str:
    """The key of the dossier of that number. `Refused` when it does not exist; faults of the number are `Fault`."""
    wanted = check_dossier_number(numero)
    key = session.scalar(select(Dossier.id).where(Dossier.numero == wanted, Dossier.retire_le.is_(None)))
    if key is None:
        raise Refused(N_("Aucun dossier n’a le numéro {numero} dans cette base.", numero=wanted), "dossier.numero")
    return key


def some_dossier(session: Session) -> str | None:
    """The key of any dossier; None in a base without any."""
    return session.scalar(select(Dossier.id).where(Dossier.retire_le.is_(None)).limit(1))


NAMED = (Personne.nom_naissance, Personne.nom_usage, Personne.prenom, Personne.prenom_usage)  # what a name needs


def shown_name(personne: Personne) -> str:
    """« KERMAREC (ép. LE GOFF) Maëlle (Max) »: surname in capitals, usage name and usage first name beside.

    « Sans nom » in French where there is none: it stands, and sorts, as a name. `named` says it.
    """
    return _name(personne) or kept(_NAMELESS)


def named(personne: Personne) -> Msg:
    """The same, to be said."""
    return verbatim(_name(personne)) or _NAMELESS


_NAMELESS = N_("Sans nom")


def _name(personne: Personne) -> str:
    surname = (personne.nom_naissance or "").upper()
    usage = f"({personne.nom_usage.upper()})" if personne.nom_usage else ""
    first = f"({personne.prenom_usage})" if personne.prenom_usage else ""
    return " ".join(part for part in (surname, usage, personne.prenom or "", first) if part)


def least_advanced(candidatures: tuple[CandidatureView, ...]) -> str:
    """The status that the dossier is waiting on: the first of the table among its live candidatures."""
    live = {one.statut for one in candidatures if one.vivante}
    order = ("IN", "AT", "RE", "CO")
    return next((code for code in order if code in live and code in STATUT), "")


def candidatures_of(session: Session, dossier: str) -> tuple[CandidatureView, ...]:
    """The candidatures of a dossier, oldest first, cancelled ones included; those that the account may see."""
    inside = formations_of(session)
    mine = living(Candidature).where(Candidature.dossier_id == dossier, seen(session))
    rows = list(session.scalars(mine.order_by(Candidature.id)))
    formations = by_key(session, Formation, [row.formation_id for row in rows])
    avis = by_owner(session, Avis, "candidature_id", [row.id for row in rows])
    asked = by_owner(session, Requete, "candidature_id", [row.id for row in rows])
    letters = reasons_given(session, (one for some in asked.values() for one in some)) if asked else {}
    stands, kinds = stades(session, rows), types(session)
    met = questions(session, rows)
    depots = by_key(session, SessionDepot, [row.session_id for row in rows])
    ranks = real_ranks(session, {row.formation_id for row in rows})
    return tuple(
        _candidature(
            row,
            formations[row.formation_id],
            tuple(_avis(one, kinds) for one in du_plus_recent(avis.get(row.id, []))),
            stands[row.id],
            tuple(_requete(one, letters.get(one.id)) for one in reversed(asked.get(row.id, []))),
            met[row.id],
            depots.get(row.session_id or ""),
            ranks.get(row.id),
            dehors=inside is not None and row.formation_id not in inside,
        )
        for row in rows
    )


def _candidature(
    row: Candidature,
    formation: Formation,
    avis: tuple[AvisView, ...],
    stade: Stade,
    requetes: tuple[RequeteView, ...],
    asked: tuple[QuestionPosee, ...],
    depot: SessionDepot | None,
    rang_jour: int | None,
    *,
    dehors: bool,
) -> CandidatureView:
    return CandidatureView(
        key=row.id,
        formation_id=formation.id,
        formation=formation.libelle or "",
        code=formation.code or "",
        session=depot.libelle or "" if depot else "",
        genre=row.genre or "candidature",
        statut=row.statut or "AT",
        statut_le=row.statut_le,
        recue_le=row.recue_le,
        complete_le=row.complete_le,
        traitement=row.traitement or "AT",
        traitement_valide=bool(row.traitement_valide),
        confirmation=row.confirmation or "",
        vivante=candidature_vivante(row),
        annulee_le=row.annulee_le,
        annulee_motif=row.annulee_motif or "",
        creee_le=row.creee_le,
        avis=avis,
        values=values_of(row),
        stade=stade,
        dehors=dehors,
        depot=row.session_id or formation.session_id or "",
        requetes=requetes,
        rang_jour=rang_jour,
        questions=asked,
    )


def _requete(row: Requete, lettre: tuple[str, date] | None) -> RequeteView:
    return RequeteView(
        key=row.id,
        genre=row.genre or "",
        recue_le=row.recue_le,
        objet=row.objet or "",
        issue=row.issue or "",
        repondue_le=row.repondue_le,
        repondue_par=row.repondue_par or "",
        lettre=lettre,
    )


def _avis(row: Avis, kinds: Types) -> AvisView:
    return AvisView(
        key=row.id,
        avis=row.avis,
        label=kinds.label(row.avis, row.type_id),
        motif=row.motif or "",
        motif_texte=row.motif_texte or "",
        commentaire=row.commentaire or "",
        rang=row.rang,
        saisi_le=row.saisi_le,
        saisi_par=row.saisi_par,
        valide_le=row.valide_le,
        valide_par=row.valide_par or "",
        corrige_motif=row.corrige_motif or "",
        convocation_le=row.convocation_le,
        convocation_heure=row.convocation_heure or "",
        convocation_lieu=row.convocation_lieu or "",
        condition=row.condition or "",
        en_seance=row.seance_id or "",
        type=row.type_id or "",
        requete=row.requete_id or "",
        vu=vu({name: getattr(row, name) for name in VU}),
        promu_rang=row.promu_rang,
    )


def _identifiers(session: Session, personne: str) -> tuple[list[IneView], list[IdentifiantView]]:
    rows = by_owner(session, Identifiant, "personne_id", [personne]).get(personne, [])
    made = series(session) if any(row.genre == "INE" and row.nature != "provisoire" for row in rows) else ()
    ines = [
        IneView(
            row.id,
            row.valeur,
            nature_of(row, made) or "declare",
            row.controle or "",
            row.origine or "",
            row.motif or "",
        )
        for row in rows
        if row.genre == "INE"
    ]
    return ines, [IdentifiantView(row.id, row.genre, row.valeur) for row in rows if row.genre != "INE"]


def cvec_of(session: Session, personne: str, annee: str) -> CvecView | None:
    """The CVEC of a person for an academic year."""
    row = session.scalars(living(Cvec).where(Cvec.personne_id == personne, Cvec.annee == annee)).first()
    return CvecView(row.id, row.annee, values_of(row)) if row is not None else None


def _other_years(session: Session, row: Dossier) -> tuple[tuple[str, str], ...]:
    found = session.execute(
        select(Dossier.id, Campagne.libelle)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Dossier.personne_id == row.personne_id, Dossier.id != row.id, Dossier.retire_le.is_(None))
        .order_by(Campagne.annee.desc())
    )
    return tuple((key, libelle or "") for key, libelle in found)


def fiches(session: Session, thing: str, personne: str) -> tuple[Fiche, ...]:
    """The rows of a thing of a person, newest year first when it has years; beside each, when the person was born."""
    cls, owner = THINGS[thing].cls, session.get_one(Personne, personne)
    if cls is Personne:
        return (Fiche(personne, thing, values_of(owner)),)
    rows = by_owner(session, cls, "personne_id", [personne]).get(personne, [])
    shown = [Fiche(row.id, thing, {**values_of(row), BIRTH: owner.ne_le}) for row in rows]
    return tuple(sorted(shown, key=lambda one: -(one.values.get("annee") or 9999) if THINGS[thing].many else 0))
