"""What every paper says: who gives it, who signs, to whom; and what no paper leaves without. Nothing here is numbered
or written.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.reglages import SETTINGS
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rows.documents import (
    Service,
    Signature,
)
from scolarite_desk.models.rules.contact import show_phone
from scolarite_desk.models.rules.enveloppe import LIGNES, SIGNES, fits, folded, last_line
from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.models.tables.journal import Local
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.models.tables.reglage import Compte, Signataire
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries.rows import living

_CALLED = {"M.": N_("Monsieur"), "Mme": N_("Madame")}


_OF_CENTRE = {"service": "libelle", "adresse": "adresse", "telephone": "telephone", "courriel": "courriel"}


def _said(session: Session, centre: str | None) -> dict[str, str]:
    """The settings, with a centre's own words where it has some."""
    row = session.get(Centre, centre) if centre else None
    own = {cle: getattr(row, column, None) or "" for cle, column in _OF_CENTRE.items()}
    return settings(session) | {cle: text for cle, text in own.items() if text.strip()}


def service_of(session: Session, centre: str | None = None) -> Service:
    """Who writes: the establishment, and the centre's own address and numbers when it has them."""
    said, practice = _said(session, centre), session.get(Local, "exercice")
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


def refuse_unnamed(session: Session, paper: str, centre: str | None) -> None:
    """A paper does not leave while it would not say who decides, where to write, which court to go to (CRPA R. 112-5,
    L. 211-2): what a centre says itself counts. `Refused` names what to fill.
    """
    said = _said(session, centre)
    blank = [one for one in SETTINGS if paper in one.papers and not said[one.key].strip()]
    if blank:
        raise Refused(
            N_(
                "Le service n’est pas nommé en entier\u00a0: renseignez {reglages} dans Réglages.",
                reglages=[one.label for one in blank],
            ),
            f"reglage.{blank[0].key}",
        )


def refuse_unprintable(lines: Iterable[str]) -> None:
    """Nor does a numbered paper leave to somebody whom it could not name: its letters are not all in the font."""
    from scolarite_desk.exchange.pdf.fonts import printable

    for line in lines:
        if printable(line)[1]:
            raise Refused(
                N_("«\u00a0{texte}\u00a0» ne s’imprime pas\u00a0: écrivez-le d’abord en lettres latines.", texte=line)
            )


def civility(personne: Personne) -> Msg:
    """How a letter calls the person; blank when nobody said."""
    return _CALLED.get(personne.civilite or "", NOTHING)


def signature(session: Session, centre: str | None, papier: str = DECISION) -> Signature:
    """Who signs a paper for a centre. `Refused` when nobody can."""
    signed = signatures_of(session, centre, papier)
    if not signed:
        raise Refused(
            N_(
                "Aucun signataire de ce courrier pour ce centre, avec prénom, nom et qualité\u00a0: ajoutez-le dans "
                "Réglages › Signataires."
            ),
            "signataire",
        )
    return signed[0]


def signatures_of(session: Session, centre: str | None, papier: str = DECISION) -> tuple[Signature, ...]:
    """Who signs a paper for a centre, by the most precise of what the office says: of that centre before of all, of
    that paper before of all. A row that a window only began signs nothing (CRPA L. 212-1).
    """
    every = session.scalars(living(Signataire).order_by(Signataire.id))
    rows = [row for row in every if row.prenom and row.nom and row.qualite and _signs(row, centre, papier)]
    best = max(((bool(row.centre_id), bool(row.papiers)) for row in rows), default=None)
    return tuple(
        Signature(row.prenom or "", row.nom or "", row.qualite or "", row.delegant or "", row.delegation or "")
        for row in rows
        if (bool(row.centre_id), bool(row.papiers)) == best
    )


def _signs(row: Signataire, centre: str | None, papier: str) -> bool:
    return row.centre_id in (None, "", centre) and (not row.papiers or papier in row.papiers.split())


def handled_by(session: Session, account: str) -> str:
    """Who a paper says handles the file: first name, surname and capacity that the account gives (CRPA L. 111-2);
    blank while it gives none.
    """
    row = session.scalars(living(Compte).where(Compte.nom == account)).first()
    if row is None or not row.agent_nom:
        return ""
    name = " ".join(part for part in (row.agent_prenom, row.agent_nom) if part)
    return ", ".join(part for part in (name, row.agent_qualite) if part)


def refuse_unfit(lines: Iterable[str]) -> None:
    """A letter does not leave with an address that its envelope would not show (NF Z 10-011)."""
    cut = folded(lines)
    if not fits(cut):
        raise Refused(
            N_(
                "L’adresse ne tient pas sur l’enveloppe ({lignes} lignes de {signes} signes)\u00a0: abrégez-la.",
                lignes=LIGNES,
                signes=SIGNES,
            ),
            "adresse.ligne",
        )


def addressee(session: Session, personne: Personne, codes: Referentiel) -> tuple[Msg, ...]:
    """The lines of the envelope: civility and name, then the postal lines; the last one in capitals, without accents
    nor punctuation (NF Z 10-011), which is the country abroad.
    """
    surname = (personne.nom_usage or personne.nom_naissance or "").upper()
    first = personne.prenom_usage or personne.prenom or ""
    lines = [joined(" ", civility(personne), verbatim(first), verbatim(surname))]
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
