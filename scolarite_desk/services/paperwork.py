"""What every paper says: who gives it, who signs, to whom. Nothing here is numbered or written; what no paper leaves
without is in `vides.py`.
"""

from __future__ import annotations

from base64 import b64decode

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rows.documents import (
    Service,
    Signature,
)
from scolarite_desk.models.rules.contact import show_phone
from scolarite_desk.models.rules.enveloppe import last_line
from scolarite_desk.models.rules.papiers import DECISION
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


_OF_CENTRE = {
    "service": "libelle",
    **{name: name for name in ("adresse", "telephone", "courriel", "orientation")},
}


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
        logo=b64decode(said["logo"]) or None,
        couleur=said["accent"],
        marges=_margins(said),
        exercice=bool(practice and practice.valeur),
    )


def _margins(said: dict[str, str]) -> tuple[float, float, float, float]:
    return int(said["marge_gauche"]), int(said["marge_droite"]), int(said["marge_haut"]), int(said["marge_bas"])


def civility(personne: Personne) -> Msg:
    """How a letter calls the person; blank when nobody said."""
    return _CALLED.get(personne.civilite or "", NOTHING)


def signatures_of(session: Session, centre: str | None, papier: str = DECISION) -> tuple[Signature, ...]:
    """Who signs a paper for a centre, by the most precise of what the office says: of that centre before of all, of
    that paper before of all. A row that a window only began signs nothing (CRPA L. 212-1).
    """
    every = session.scalars(living(Signataire).order_by(Signataire.id))
    rows = [row for row in every if row.prenom and row.nom and row.qualite and _signs(row, centre, papier)]
    best = max(((bool(row.centre_id), bool(row.papiers)) for row in rows), default=None)
    return tuple(
        Signature(
            row.prenom or "",
            row.nom or "",
            row.qualite or "",
            row.delegant or "",
            row.delegation or "",
            row.qualite_anglais or "",
        )
        for row in rows
        if (bool(row.centre_id), bool(row.papiers)) == best
    )


def _signs(row: Signataire, centre: str | None, papier: str) -> bool:
    return row.centre_id in (None, "", centre) and (not row.papiers or papier in row.papiers.split())


def named(personne: Personne, *, civil: bool = False) -> str:
    """The name of a person as papers have it: that of use on an envelope, the civil one on a receipt."""
    surname = personne.nom_naissance if civil else personne.nom_usage or personne.nom_naissance
    first = personne.prenom if civil else personne.prenom_usage or personne.prenom
    return f"{first or ''} {(surname or '').upper()}".strip()


def addressee(session: Session, personne: Personne, codes: Referentiel) -> tuple[Msg, ...]:
    """The lines of the envelope: civility and name, then the postal lines; the last one in capitals, without accents
    nor punctuation (NF Z 10-011), which is the country abroad.
    """
    lines = [joined(" ", civility(personne), verbatim(named(personne)))]
    row = session.scalars(living(Adresse).where(Adresse.personne_id == personne.id)).first()
    if row is not None:
        town = row.ville or (codes.label("commune", row.commune) if row.commune else "")
        abroad = last_line(codes.label("pays", row.pays)) if row.pays and row.pays != FRANCE else ""
        town = f"{row.code_postal or ''} {town}".strip()
        town = town if abroad else last_line(town)
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
