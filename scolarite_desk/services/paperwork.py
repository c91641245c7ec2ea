"""What every paper says: who gives it, who signs, to whom. Nothing here is numbered or written; what no paper leaves
without is in `vides.py`.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rows.documents import (
    Service,
    Signature,
)
from scolarite_desk.models.rules.contact import show_phone
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.models.tables.journal import Local
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries.rows import living

_CALLED = {"M.": N_("Monsieur"), "Mme": N_("Madame")}


_OF_CENTRE = {"service": "libelle", "adresse": "adresse", "telephone": "telephone", "courriel": "courriel"}


def said_by(session: Session, centre: str | None) -> dict[str, str]:
    """The settings, with a centre's own words where it has some."""
    row = session.get(Centre, centre) if centre else None
    own = {cle: getattr(row, column, None) or "" for cle, column in _OF_CENTRE.items()}
    return settings(session) | {cle: text for cle, text in own.items() if text.strip()}


def service_of(session: Session, centre: str | None = None) -> Service:
    """Who writes: the establishment, and the centre's own address and numbers when it has them."""
    said, practice = said_by(session, centre), session.get(Local, "exercice")
    return Service(
        etablissement=verbatim(said["etablissement"]) or N_("Établissement à renseigner"),
        service=verbatim(said["service"]) or N_("Service de la scolarité"),
        adresse=tuple(said["adresse"].splitlines()),
        telephone=show_phone(said["telephone"]),
        courriel=said["courriel"],
        ville=said["ville"],
        couleur=said["accent"],
        exercice=bool(practice and practice.valeur),
    )


def civility(personne: Personne) -> Msg:
    """How a letter calls the person; blank when nobody said."""
    return _CALLED.get(personne.civilite or "", NOTHING)


def signatures_of(session: Session, centre: str | None) -> tuple[Signature, ...]:
    """Who signs for a centre, else the first of all: a row that a window only began signs nothing (CRPA L. 212-1)."""
    every = session.scalars(living(Signataire).order_by(Signataire.id))
    rows = [row for row in every if row.prenom and row.nom and row.qualite]
    chosen = [row for row in rows if row.centre_id and row.centre_id == centre] or rows[:1]
    return tuple(Signature(row.prenom or "", row.nom or "", row.qualite or "") for row in chosen)


def named(personne: Personne, *, civil: bool = False) -> str:
    """The name of a person as papers have it: that of use on an envelope, the civil one on a receipt."""
    surname = personne.nom_naissance if civil else personne.nom_usage or personne.nom_naissance
    first = personne.prenom if civil else personne.prenom_usage or personne.prenom
    return f"{first or ''} {(surname or '').upper()}".strip()


def addressee(session: Session, personne: Personne, codes: Referentiel) -> tuple[Msg, ...]:
    """The lines of the envelope: civility and name, then the postal lines; abroad the country last, in capitals."""
    lines = [joined(" ", civility(personne), verbatim(named(personne)))]
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
