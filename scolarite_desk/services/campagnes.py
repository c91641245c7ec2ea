"""The life of a campaign: it is prepared, opened, closed, archived; opened again with a reason. What each state keeps
out is the table of `services/archive.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.campagne import ARCHIVEE, FERMEE, OUVERTE, PREPARATION
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.bureau import check_named
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.restes import left_open
from scolarite_desk.store.store import Work


@dataclass(frozen=True)
class Jalon:
    """One act of a campaign: the states that it leaves from, the one that it leads to, what is said elsewhere."""

    depuis: tuple[str, ...]
    vers: str
    phrase: Msg


ETAPES = {
    "open_campaign": Jalon(
        (PREPARATION,), OUVERTE, N_("Seule une campagne en préparation s’ouvre\u00a0: rouvrez celle-ci.")
    ),
    "close_campaign": Jalon((OUVERTE,), FERMEE, N_("Seule une campagne ouverte se ferme.")),
    "archive_campaign": Jalon((FERMEE,), ARCHIVEE, N_("Seule une campagne fermée s’archive\u00a0: fermez-la d’abord.")),
    "reopen_campaign": Jalon((FERMEE, ARCHIVEE), OUVERTE, N_("Seule une campagne fermée ou archivée se rouvre.")),
}


def offered(code: str, etat: str | None) -> bool:
    """Whether an act leads somewhere from the state of a campaign."""
    return (etat or PREPARATION) in ETAPES[code].depuis


@act(N_("Ouvrir la campagne"), right="campagnes")
def open_campaign(work: Work, campagne: str) -> None:
    """From then on it takes dossiers. It has a name and a year, that papers print."""
    check_named("campagne", work.get(Campagne, campagne))
    _lead(work, campagne, "open_campaign")


@act(N_("Fermer la campagne"), right="campagnes")
def close_campaign(work: Work, campagne: str, motif: str = "") -> None:
    """Nobody comes any more, but with a reason; what is begun goes on. Refused while something is left to do there,
    unless `motif` says why: it is kept.
    """
    _lead(work, campagne, "close_campaign")
    _refuse_left(work, campagne, motif)


@act(N_("Archiver la campagne"), right="campagnes")
def archive_campaign(work: Work, campagne: str, motif: str = "") -> None:
    """Nothing is written there any more but what `STILL_OPEN` names. Refused as for closing."""
    _lead(work, campagne, "archive_campaign")
    _refuse_left(work, campagne, motif)


@act(N_("Rouvrir la campagne"), right="campagnes")
def reopen_campaign(work: Work, campagne: str, motif: str) -> None:
    """It takes everything again; why is kept."""
    if not motif.strip():
        raise Refused(N_("Dites pourquoi cette campagne est rouverte."), "campagne.motif")
    _lead(work, campagne, "reopen_campaign")
    keep_reason(work, campagne, "reouverture", motif.strip())


def _lead(work: Work, campagne: str, code: str) -> None:
    row, etape = work.get(Campagne, campagne), ETAPES[code]
    if not offered(code, row.etat):
        raise Refused(etape.phrase, "campagne.etat")
    work.detail = kept(N_("Campagne"))
    row.etat = etape.vers


def _refuse_left(work: Work, campagne: str, motif: str) -> None:
    left = left_open(work.session, campagne, work.now)
    if left and not motif.strip():
        said = [one.phrase for one in left]
        raise Refused(
            joined(" ", N_("Il reste {restes}.", restes=said), N_("Donnez le motif pour continuer.")), "campagne.motif"
        )
    if motif.strip():
        keep_reason(work, campagne, "fermeture", motif.strip())
