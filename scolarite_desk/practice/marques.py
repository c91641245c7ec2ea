"""The tags of the practice office, who bears them, and tasks that wait for somebody. Drawn from the rank alone, with
keys made of what they are, so that nothing drawn before them moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from scolarite_desk.models.rules.exercice import COMPTE
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.etiquette import EtiquetteService, PoseEtiquette
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Rows
from scolarite_desk.practice.universite import ETIQUETTES
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.services.comptes import account_key

_ON_A_CANDIDATURE = ("Cas particulier", "À rappeler", "Visa en cours")
_TASKS = (
    ("Vérifier l’équivalence du diplôme avec le jury.", "Le jury se réunit bientôt."),
    ("Rappeler\u00a0: une pièce était illisible.", "Plutôt l’après-midi."),
)


def tag_key(libelle: str) -> str:
    """The key of a tag of the practice office."""
    return fixed_key("exercice", "etiquette", libelle)


def office_tags() -> Rows:
    """The tags themselves."""
    return [
        (EtiquetteService, {"id": tag_key(nom), "libelle": nom, "couleur": couleur, "ordre": rang, "en_service": True})
        for rang, (nom, couleur) in enumerate(ETIQUETTES.items(), 1)
    ]


def marks(monde: Monde, rank: int) -> Rows:
    """What the person of this rank and their first candidature bear, of the rows that are ready to go."""
    dossier = _first(monde, Dossier)
    if dossier is None:
        return []
    personne, candidature = dossier["personne_id"], _first(monde, Candidature)
    rows = [_put("Sportif de haut niveau", personne)] if monde.share(rank, 30, 71) else []
    if candidature is None:
        return rows
    key = candidature["id"]
    rows += [
        _put(nom, personne, key) for salt, nom in enumerate(_ON_A_CANDIDATURE) if monde.share(rank, 60, 83 + 97 * salt)
    ]
    return [*rows, *_task(monde, rank, personne, key)]


def _first(monde: Monde, cls: type[Partagee]) -> Mapping[str, Any] | None:
    return next((values for one, values in monde.rows if one is cls), None)


def _put(nom: str, personne: str, candidature: str | None = None) -> tuple[type[Partagee], Mapping[str, Any]]:
    key, tag = fixed_key("pose_etiquette", candidature or personne, tag_key(nom)), tag_key(nom)
    return PoseEtiquette, {"id": key, "personne_id": personne, "candidature_id": candidature, "etiquette_id": tag}


def _task(monde: Monde, rank: int, personne: str, candidature: str) -> Iterator[tuple[type[Partagee], Any]]:
    """A note about the candidature, handed to who practises or to a colleague; some are late."""
    if not monde.share(rank, 40, 29):
        return
    texte, mot = _TASKS[rank % len(_TASKS)]
    pour, par = (COMPTE, "Nadia R.") if rank % 3 else ("Nadia R.", COMPTE)
    moment = datetime.combine(monde.today - timedelta(rank % 6 + 1), time(9, 30), UTC)
    yield Note, {
        "id": fixed_key("exercice", "note", candidature), "personne_id": personne, "candidature_id": candidature,
        "texte": texte, "ecrite_le": moment, "ecrite_par": par, "suivi_le": monde.today + timedelta(rank % 9 - 3),
        "pour": account_key(pour), "remise_mot": mot, "remise_le": moment, "remise_par": par,
    }  # fmt: skip
