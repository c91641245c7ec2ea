"""What a file says of itself, whatever its table: where from, when, by whom, what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from scolarite_desk.exchange.tables.colonne import Colonne
from scolarite_desk.exchange.tables.gabarit import Classeur, Fact
from scolarite_desk.msg import N_, NOTHING, Msg

CONTROLE = N_("À garder le temps du contrôle, puis à détruire. Ne pas transférer.")
AGENTS = N_(
    "Ce fichier contient des données personnelles (règlement européen 2016/679, loi du 6 janvier 1978). "
    "Il est réservé aux agents du service\u00a0: ne l’envoyez pas sans protection, "
    "ne le gardez pas plus longtemps que nécessaire, puis supprimez-le."
)


@dataclass(frozen=True)
class FileStatement:
    """What the file says of itself. `notice`: what becomes of the persons whom it tells of; nothing when of none."""

    titre: Msg
    filtre: Msg
    par: str
    le: datetime  # UTC
    fuseau: tzinfo  # of the instants that it shows
    etablissement: Msg
    exercice: bool = False
    notice: Msg = CONTROLE


def book(dit: FileStatement, colonnes: Sequence[Colonne[Any]], count: int) -> Classeur:
    """The workbook of a table, its second sheet said."""
    facts: list[tuple[Msg, Fact]] = [
        (N_("Établissement"), dit.etablissement),
        (N_("Exporté le"), dit.le),
        (N_("Fuseau horaire"), str(dit.fuseau)),
        (N_("Exporté par"), dit.par),
        (N_("Ce qui a été demandé"), dit.filtre),
        (N_("Lignes"), count),
        (N_("Données personnelles"), dit.notice),
    ]
    return Classeur(
        titre=dit.titre,
        fuseau=dit.fuseau,
        colonnes=colonnes,
        apropos=facts if dit.notice != NOTHING else facts[:-1],
        apropos_titre=N_("À propos"),
        sujet=dit.filtre,
        par=dit.par,
        le=dit.le,
        bandeau=N_("BASE D’EXERCICE – données fictives") if dit.exercice else dit.etablissement,
    )
