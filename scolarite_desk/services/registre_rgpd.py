"""The sheet of the register of processing (RGPD, article 30, 1): what the settings say, the rest to be completed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.rapport import Partie, Rapport, couples
from scolarite_desk.models.rules.conservation import SORTS
from scolarite_desk.models.rules.dates import local
from scolarite_desk.services import droits, paperwork
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.rgpd import DPO
from scolarite_desk.store.store import Store

TO_FILL = "………… (à compléter)"
FINALITES = (
    "Recevoir, compléter et instruire les demandes d’admission, de validation des acquis (VAPP), de reprise d’études "
    "et de transfert\u00a0; recevoir les personnes au guichet\u00a0; notifier les décisions\u00a0; transmettre les "
    "admis au service des inscriptions."
)
PERSONNES = "Candidats et étudiants, personnes qui les représentent, agents du service."
DONNEES = (
    "État civil, adresse et moyens de contact, identifiants d’étudiant (INE, numéros de plateformes), parcours et "
    "diplômes, CVEC, pièces présentées (leur copie n’est pas gardée), avis et décisions, visites et notes. Ni numéro "
    "de sécurité sociale, ni donnée de santé, ni copie de pièce d’identité."
)
SECURITE = (
    "Base chiffrée (AES-256) ouverte par un mot de passe par agent, profils et périmètres, verrouillage après "
    "inactivité, sauvegardes chiffrées, journal des changements et journal des accès."
)
TRANSFERTS = "Aucun transfert hors de l’Union européenne par cette application."


def sheet(session: Session, at: datetime, par: str) -> Rapport:
    """The sheet, filled with the settings."""
    chosen = settings(session)
    kept = tuple((one.label[0].upper() + one.label[1:], _months(chosen[one.reglage])) for one in SORTS.values())
    who = (
        ("Organisme", chosen["etablissement"]),
        ("Adresse", ", ".join(chosen["adresse"].splitlines())),
        ("Représentant légal", chosen["rgpd_responsable"]),
        ("Délégué à la protection des données", chosen["dpo"].removeprefix(DPO)),
        ("Service chargé de la mise en œuvre", chosen["service"]),
        ("Demandes des personnes", chosen["rgpd_contact"]),
    )
    what = (
        ("Finalités", FINALITES),
        ("Base légale", chosen["rgpd_base_legale"]),
        ("Personnes concernées", PERSONNES),
        ("Catégories de données", DONNEES),
        ("Destinataires", chosen["rgpd_destinataires"]),
        ("Transferts hors de l’Union européenne", TRANSFERTS),
        ("Information des personnes", chosen["mention_rgpd"]),
    )
    return Rapport(
        service=paperwork.service_of(session),
        titre="Fiche de registre des traitements",
        objet="Gestion des candidatures et accueil de la scolarité",
        texte=("Règlement (UE) 2016/679, article 30. À vérifier avec le délégué à la protection des données.",),
        parties=(
            Partie("Responsable du traitement", (), couples(_filled(who))),
            Partie("Traitement", (), couples(_filled(what))),
            Partie("Durées de conservation, après la fin de la campagne", (), couples(kept)),
            Partie("Mesures de sécurité", (SECURITE,)),
        ),
        fait_le=local(at),
        fait_par=par,
        pied="Registre des traitements",
    )


def _filled(lines: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value or TO_FILL) for name, value in lines)


def _months(text: str) -> str:
    return f"{text} mois" if text else TO_FILL


def write_sheet(store: Store, out: Path) -> None:
    """The sheet as a tagged PDF, or as text (.txt) to be pasted in the establishment's own register."""
    from scolarite_desk.exchange.fichier import writing
    from scolarite_desk.exchange.papers import rapport

    droits.need(store, "rgpd", write=False)
    if out.suffix.lower() not in (".pdf", ".txt"):
        raise Refused("Donnez un nom qui finit par .pdf ou par .txt.", "sortie")
    with store.reading() as session:
        told = sheet(session, store.clock(), store.auteur)
    octets = rapport.render(told).octets if out.suffix.lower() == ".pdf" else rapport.text(told).encode()
    with writing(out) as stream:
        stream.write(octets)
