"""What the base holds, thing by thing, with the keys and the codes that acts take: one line of `LISTES` each.

Codes stand as acts read them: « 2026-2027/L3INFO » for a formation, « AAK7P2M9/L3INFO » for a candidature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.msg import N_
from scolarite_desk.services.acces import exported
from scolarite_desk.services.droits import need
from scolarite_desk.services.listes.choix import Chosen, Line
from scolarite_desk.services.listes.examens import (
    lignes_candidatures,
    lignes_commissions,
    lignes_inscrits,
    lignes_reponses,
    lignes_requetes,
    lignes_saisines,
    lignes_seances,
    lignes_si,
    lignes_vapps,
)
from scolarite_desk.services.listes.guichet import lignes_suivi, lignes_taches, lignes_visites
from scolarite_desk.services.listes.offre import (
    lignes_campagnes,
    lignes_centres,
    lignes_formations,
    lignes_ouvertures,
    lignes_pieces,
    lignes_places,
    lignes_questions,
    lignes_restes,
    lignes_sessions,
)
from scolarite_desk.services.listes.service import (
    lignes_colonnes,
    lignes_comptes,
    lignes_etiquettes,
    lignes_modeles,
    lignes_types,
    lignes_vues,
)
from scolarite_desk.store.store import Store


@dataclass(frozen=True)
class Inventaire:
    """One list: the function of the office that may read it, how it is read, whether it tells of persons."""

    droit: str
    lire: Callable[[Session, Store, Chosen], Iterator[Line]]
    personnes: bool = False


def listing(store: Store, name: str, chosen: Chosen) -> list[Line]:
    """The lines of a list of `LISTES`. What tells of persons leaves its line in the access log."""
    one = LISTES.get(name)
    if one is None:
        raise Refused(N_("La liste «\u00a0{nom}\u00a0» n’existe pas\u00a0: {connues}.", nom=name, connues=list(LISTES)))
    need(store, one.droit, write=False)
    with store.reading() as session:
        found = list(one.lire(session, store, chosen))
    if found and (one.personnes or chosen.dossier or (chosen.liste and name != "colonnes")):
        exported(store, f"liste {name}", len(found), kept(COMMAND))
    return found


COMMAND = N_("sortie d’une commande")

LISTES = {
    "campagnes": Inventaire("formations", lignes_campagnes),
    "sessions": Inventaire("formations", lignes_sessions),
    "ouvertures": Inventaire("formations", lignes_ouvertures),
    "reste": Inventaire("campagnes", lignes_restes, personnes=True),
    "formations": Inventaire("formations", lignes_formations),
    "centres": Inventaire("formations", lignes_centres),
    "commissions": Inventaire("formations", lignes_commissions),
    "candidatures": Inventaire("candidatures", lignes_candidatures, personnes=True),
    "places": Inventaire("candidatures", lignes_places),
    "suivi": Inventaire("candidatures", lignes_suivi),
    "taches": Inventaire("notes", lignes_taches, personnes=True),
    "etiquettes": Inventaire("notes", lignes_etiquettes),
    "seances": Inventaire("avis", lignes_seances),
    "pieces": Inventaire("formations", lignes_pieces),
    "comptes": Inventaire("comptes", lignes_comptes),
    "visites": Inventaire("visites", lignes_visites, personnes=True),
    "vues": Inventaire("vues", lignes_vues),
    "colonnes": Inventaire("exports", lignes_colonnes),
    "modeles": Inventaire("modeles", lignes_modeles),
    "types": Inventaire("avis", lignes_types),
    "questions": Inventaire("formations", lignes_questions),
    "reponses": Inventaire("candidatures", lignes_reponses, personnes=True),
    "inscrits": Inventaire("inscriptions", lignes_inscrits, personnes=True),
    "requetes": Inventaire("candidatures", lignes_requetes, personnes=True),
    "saisines": Inventaire("candidatures", lignes_saisines, personnes=True),
    "si": Inventaire("exports", lignes_si, personnes=True),
    "vapp": Inventaire("candidatures", lignes_vapps, personnes=True),
}
