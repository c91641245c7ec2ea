"""The access log: who looked at which dossier, what left the office, how many rows, where to. Keys, never names.

It is this desk's own, apart from the history of dossiers, and kept for a set time (setting `acces_mois`; CNIL,
deliberation 2021-122: six months to a year).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from typing import IO

from scolarite_desk.errors import Unavailable
from scolarite_desk.exchange.fichier import writing
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.dates import add_months, show_day, utc
from scolarite_desk.models.rules.documents import DOCUMENTS
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.services.reglages import count_of
from scolarite_desk.store import acces
from scolarite_desk.store.store import Store

# What may leave, as the journal room says it; a code that is not here is shown as it is.
LABELS: dict[str, Msg] = {
    acces.CONSULTATION: N_("Dossier consulté"),
    acces.PURGE: N_("Journal des accès purgé"),
    "ecrit": N_("Écrit en entier"),
    "abandon": N_("Fichier annoncé, jamais écrit"),
    "partiel": N_("Interrompu avant la fin"),
    "doublons": N_("Liste des doublons probables"),
    "recherche": N_("Liste d’une recherche"),
    "liste candidatures": N_("Liste de candidatures"),
    "liste suivi": N_("Une liste du jour"),
    "liste pieces": N_("Pièces d’un dossier"),
    "liste visites": N_("Visites d’un jour"),
    "historique": N_("Historique d’un dossier"),
    "decisions xlsx": N_("Décisions en classeur"),
    "decisions csv": N_("Décisions en fichier texte"),
    "decisions ods": N_("Décisions en classeur LibreOffice"),
    "decisions json": N_("Décisions en JSON"),
    "decisions pdf": N_("Liste des décisions"),
    "decisions attente": N_("Personnes sans avis"),
    "si pegase": N_("Candidats admis, pour Pégase"),
    "si apogee": N_("Candidats admis, pour Apogée"),
    "extrait commissions": N_("Commissions et leurs membres"),
    "extrait seances": N_("Séances des commissions"),
    "extrait registre": N_("Registre des numéros"),
    "extrait ine": N_("INE provisoires"),
    "extrait cvec": N_("CVEC à déclarer"),
    "extrait cvec-manquantes": N_("CVEC manquantes"),
    "extrait inscrits": N_("Inscrits"),
    "extrait rendezvous": N_("Rendez-vous d’un jour"),
    "lettres": N_("Lettres de décision"),
    "dossiers": N_("Dossiers de candidature"),
    "ressaisie": N_("Fiche de ressaisie"),
    "journal xlsx": N_("Journal en classeur"),
    "journal csv": N_("Journal en fichier texte"),
    "acces xlsx": N_("Journal des accès en classeur"),
    "acces csv": N_("Journal des accès en fichier texte"),
    "verification": N_("Vérification de la base, avec des valeurs"),
    "divergences": N_("Ce que des postes ont écrit de différent"),
    "acces_rgpd": N_("Tout ce qui est gardé d’une personne"),
    "paquet": N_("Fichier d’échange pour un autre poste"),
    "sauvegarde": N_("Sauvegarde"),
    "demenagement": N_("Base portée vers une autre machine"),
    "restauration": N_("Retour à une sauvegarde"),
    "poste_ouvert": N_("Poste ouvert à un compte"),
    "poste_ferme": N_("Poste fermé à un compte"),
    "cle_secours": N_("Nouvelle clé de secours"),
    "secours": N_("Base rouverte par la clé de secours"),
    **{one.code: one.label for one in DOCUMENTS.values()},
}
# What closes a line: all of it left, nothing did, or some of it (a folder of letters).
WHOLE, ABANDON, PARTIAL = "ecrit", "abandon", "partiel"
# Where something was shown or went, when it is no file: kept in the log in French, as every word of ours there.
SCREEN, COMMAND, READER = N_("écran"), N_("sortie d’une commande"), N_("lecteur de documents")
_PLACES = {one.source: one for one in (SCREEN, COMMAND, READER)}


def consulted(store: Store, dossier: str) -> None:
    """`dossier` (its key) was shown to the current account. Shown again within `acces.AGAIN`, it is one line."""
    acces.write(store, acces.CONSULTATION, dossier, 1, kept(SCREEN), once=True)


def exported(store: Store, quoi: str, lignes: int, ou: str, cible: str = "") -> None:
    """So many rows of personal data left: what (a code), where to (a path, a printer), about which row (its key)."""
    acces.write(store, quoi, cible, lignes, ou)


@contextmanager
def announced(
    store: Store, quoi: str, lignes: int, ou: str, cible: str = "", *, otherwise: str = ABANDON
) -> Iterator[None]:
    """Around what leaves: its line is written before, and closed after by a second one, whole or `otherwise`.

    A kill in between leaves the first alone: the log never says less than what left, and tells what it does not know.
    """
    exported(store, quoi, lignes, ou, cible)
    try:
        yield
    except BaseException:
        with suppress(Unavailable):
            exported(store, otherwise, 0, ou, cible)
        raise
    with suppress(Unavailable):  # it left: a line that cannot be written now is no reason to say otherwise
        exported(store, WHOLE, lignes, ou, cible)


@contextmanager
def leaving(store: Store, quoi: str, lignes: int, out: Path, cible: str = "") -> Iterator[IO[bytes]]:
    """A file of personal data: announced before its first byte, without a name before it is whole, closed once named.

    Raises `Refused`, `Unavailable`.
    """
    with ExitStack() as line, writing(out) as stream:
        line.enter_context(announced(store, quoi, lignes, str(out), cible))
        yield stream


def opened(store: Store, quoi: str, compte: str = "") -> None:
    """The vault of this desk is about to change, for an account: nothing of it travels, so that it is told here."""
    acces.write(store, quoi, "", 0, compte)


def label_of(quoi: str) -> Msg:
    """What the journal room says of a code."""
    return LABELS.get(quoi) or verbatim(quoi)


def place_of(ou: str) -> Msg:
    """Where it was shown or went: a word of ours is said, a path or a printer is as it is."""
    return _PLACES.get(ou) or verbatim(ou)


def purge(store: Store) -> int:
    """Take out the whole months that are older than `acces_mois`; how many lines. A line says that it was done."""
    with store.reading() as session:
        months = count_of(session, "acces_mois")
    today = store.today()
    first = add_months(today.replace(day=1), -months)
    before = microseconds(utc(datetime.combine(first, time()), store.fuseau))
    return acces.purge(store, before, kept(N_("avant le {jour}", jour=show_day(first))))
