"""The access log: who looked at which dossier, what left the office, how many rows, where to. Keys, never names.

It is this desk's own, apart from the history of dossiers, and kept for a set time (setting `acces_mois`; CNIL,
deliberation 2021-122: six months to a year).
"""

from __future__ import annotations

from datetime import datetime, time

from scolarite_desk.models.rules.dates import add_months, local, show_day, utc
from scolarite_desk.models.rules.documents import DOCUMENTS
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.services.reglages import setting
from scolarite_desk.store import acces
from scolarite_desk.store.store import Store

# What may leave, as the journal room says it; a code that is not here is shown as it is.
LABELS = {
    acces.CONSULTATION: "Dossier consulté",
    acces.PURGE: "Journal des accès purgé",
    "doublons": "Liste des doublons probables",
    "recherche": "Liste d’une recherche",
    "historique": "Historique d’un dossier",
    "decisions xlsx": "Décisions en classeur",
    "decisions csv": "Décisions en fichier texte",
    "decisions pdf": "Liste à signer",
    "lettres": "Lettres de décision",
    "journal xlsx": "Journal en classeur",
    "journal csv": "Journal en fichier texte",
    "acces xlsx": "Journal des accès en classeur",
    "acces csv": "Journal des accès en fichier texte",
    "divergences": "Ce que des postes ont écrit de différent",
    "acces_rgpd": "Tout ce qui est gardé d’une personne",
    "paquet": "Fichier d’échange pour un autre poste",
    "sauvegarde": "Sauvegarde",
    "demenagement": "Base portée vers une autre machine",
    "restauration": "Retour à une sauvegarde",
    "poste_ouvert": "Poste ouvert à un compte",
    "poste_ferme": "Poste fermé à un compte",
    "cle_secours": "Nouvelle clé de secours",
    "secours": "Base rouverte par la clé de secours",
    **{one.code: one.label for one in DOCUMENTS.values()},
}
SCREEN = "écran"


def consulted(store: Store, dossier: str) -> None:
    """`dossier` (its key) was shown to the current account. Shown again within `acces.AGAIN`, it is one line."""
    acces.write(store, acces.CONSULTATION, dossier, 1, SCREEN, once=True)


def exported(store: Store, quoi: str, lignes: int, ou: str, cible: str = "") -> None:
    """So many rows of personal data left: what (a code), where to (a path, a printer), about which row (its key)."""
    acces.write(store, quoi, cible, lignes, ou)


def opened(store: Store, quoi: str, compte: str = "") -> None:
    """The vault of this desk is about to change, for an account: nothing of it travels, so that it is told here."""
    acces.write(store, quoi, "", 0, compte)


def label_of(quoi: str) -> str:
    """What the journal room says of a code."""
    return LABELS.get(quoi, quoi)


def purge(store: Store) -> int:
    """Take out the whole months that are older than `acces_mois`; how many lines. A line says that it was done."""
    with store.reading() as session:
        months = int(setting(session, "acces_mois") or "12")
    today = local(store.clock()).date()
    first = add_months(today.replace(day=1), -months)
    return acces.purge(store, microseconds(utc(datetime.combine(first, time()))), f"avant le {show_day(first)}")
