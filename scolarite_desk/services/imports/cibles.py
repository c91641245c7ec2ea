"""What plans and applies a file, by what its profile brings in: one line a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scolarite_desk.exchange.imports.profil import CANDIDATURES, FORMATIONS, RENDEZVOUS
from scolarite_desk.exchange.imports.profils.tous import PROFILS
from scolarite_desk.models.rows.imports import ChoixImport, PlanImport, RapportImport, SourceLue
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports.appliquer import apply_import
from scolarite_desk.services.imports.formations import apply_formations, plan_formations
from scolarite_desk.services.imports.plan import plan_import
from scolarite_desk.services.imports.rendezvous import apply_list, plan_list
from scolarite_desk.store.store import Store


@dataclass(frozen=True)
class Cible:
    """How one kind of thing is planned, then applied."""

    plan: Callable[[Store, SourceLue, ChoixImport, Progress], PlanImport]
    applique: Callable[[Store, PlanImport, Progress, object | None], RapportImport]


CIBLES = {
    CANDIDATURES: Cible(plan_import, apply_import),
    FORMATIONS: Cible(plan_formations, apply_formations),
    RENDEZVOUS: Cible(plan_list, apply_list),
}


def cible_of(source: SourceLue) -> Cible:
    """What takes a file of that kind."""
    return CIBLES[PROFILS[source.profil].cible]
