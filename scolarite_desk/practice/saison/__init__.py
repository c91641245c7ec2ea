"""A whole season, from an empty base to the next year opened: played by the acts of the desk and by nothing else, and
what it tells. It is a witness: whatever the plan does not name is a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.practice.saison.jeu import Montre, Saison
from scolarite_desk.practice.saison.jours import premier
from scolarite_desk.practice.saison.plan import ETAPES
from scolarite_desk.practice.saison.rapport import Bilan
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.store.store import Store

__all__ = ["Bilan", "Interrompue", "Montre", "play", "premier"]


class Interrompue(Cancelled):
    """A season that was asked to stop, and the sentence that says how far it was."""

    def __init__(self, message: Msg) -> None:
        super().__init__()
        self.message = message


def _refuse_used(store: Store) -> None:
    """`Refused` for a base where somebody works: a season invents people, and takes the clock back a year."""
    with store.reading() as session:
        known = [session.scalar(select(func.count()).select_from(cls)) for cls in (Personne, Dossier, Campagne)]
        alone = session.scalar(select(func.count()).select_from(Poste)) == 1
    if any(known) or not alone:
        raise Refused(
            N_("Cette base sert déjà\u00a0: une saison invente des personnes, donnez-lui une base neuve."), "base"
        )


def play(
    store: Store,
    horloge: Montre,
    fin: date,
    dossiers: int,
    graine: int,
    out: Path,
    progress: Progress,
    ecrit: Callable[[Bilan], object],
) -> Bilan:
    """The season of so many dossiers that ends on `fin`, its papers in `out`. `store` is empty, and has `horloge` for
    its clock. Its report is given to `ecrit` however it ends; asked to stop, it raises `Interrompue`.
    """
    _refuse_used(store)
    saison = Saison(store, horloge, premier(fin), graine, dossiers, out, progress, len(ETAPES))
    ended = False
    try:
        for one in ETAPES:
            with saison.etape(one.code, one.libelle, one.jour, one.essais, one.possibles):
                one.joue(saison)
        ended = True
    except Cancelled as error:
        raise Interrompue(_how_far(saison, error)) from error
    finally:
        told = Bilan(
            dossiers, graine, saison.premier.isoformat(), fin.isoformat(), tuple(saison.comptes), saison.etat,
            arret="" if ended else saison.compte.code,
        )  # fmt: skip
        ecrit(told)
    return told


def _how_far(saison: Saison, error: Cancelled) -> Msg:
    done = N_(
        "Saison arrêtée à l’étape {rang} sur {total}, «\u00a0{etape}\u00a0», après {dossiers} dossiers.",
        rang=len(saison.comptes),
        total=saison.etapes,
        etape=saison.compte.libelle,
        dossiers=len({one.dossier for one in saison.suivies}),
    )
    return joined(" ", done, getattr(error, "message", N_("Ce qui était fait reste fait.")))
