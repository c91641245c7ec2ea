"""The paths of a source: which field a column fills, of which row, and what it is called where a fault is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import BY_PATH, FIELDS
from scolarite_desk.models.fields.fields import label_of as label_of_column
from scolarite_desk.models.fields.of_dossier import ARRIVEE, ETAT_VISITE
from scolarite_desk.models.fields.things import OF_PERSON, THINGS
from scolarite_desk.models.rows.imports import Endroit
from scolarite_desk.models.rules.identifiants import KINDS
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, verbatim

FORMATION, SESSION, NUMERO = "candidatures.formation", "candidatures.session", "dossier.numero"
ETIQUETTES, NOTES = "etiquettes", "notes"
_OF_FORMATION = {"formation.session_id": N_("Session"), "formation.centre_id": N_("Centre")}
_OWN = {  # what no form of a dossier shows, and an import reads
    FORMATION: N_("Formation"),
    SESSION: N_("Session"),
    NUMERO: N_("Numéro de dossier"),
    ETIQUETTES: N_("Étiquettes"),
    NOTES: NC_("remarque", "Note"),
}
CAMPAGNE = "campagne"  # which a line of formations says that it is of
# Of an appointment, read by its own reader.
_VISITE = {one.path: one.label for one in (*ARRIVEE, *ETAT_VISITE)} | {"visite.heure": N_("Heure")}
_THINGS = (*OF_PERSON, "dossier", "candidatures")


@dataclass(frozen=True, slots=True)
class Chemin:
    """One path: its thing, which row of it (from 1), its name there. `field`: what reads it; None for numbers of a
    person and what `_OWN` names.
    """

    texte: str
    thing: str
    rang: int
    nom: str
    field: Field | None = None

    @property
    def court(self) -> str:
        """Without its rank: what is remembered of one row holds for all."""
        return f"{self.thing}.{self.nom}" if self.nom else self.thing


@lru_cache(4096)
def chemin_of(path: str) -> Chemin | None:
    """What a path means; None of one that no dossier has."""
    thing, *middle, nom = path.split(".") if "." in path else (path, "")
    rang = int(middle[0]) if len(middle) == 1 and middle[0].isdecimal() else 0 if middle else 1
    if path == "ine.valeur":
        return Chemin(path, "identifiants", 1, "INE")
    if thing == "identifiants":
        return Chemin(path, thing, 1, nom) if nom in KINDS and not middle else None
    one = Chemin(path, thing, rang, nom, BY_PATH.get(f"{thing}.{nom}") if thing in _THINGS else None)
    single = rang > 1 and not (thing in THINGS and THINGS[thing].many)
    return None if not rang or single or (one.field is None and one.court not in _OWN) else one


def in_order(paths: Iterable[str]) -> list[Chemin]:
    """Those that mean something, in the order of forms: what narrows a list is read before it."""
    found = [one for one in map(chemin_of, paths) if one is not None]
    return sorted(found, key=lambda one: (one.thing, one.rang, _place(one)))


def _place(one: Chemin) -> int:
    return FIELDS[one.thing].index(one.field) if one.field is not None else -1


def label_of(path: str) -> Msg:
    """What a path is called where no form is around it."""
    one = chemin_of(path)
    if one is None:  # of a formation, of an appointment, or of nothing that is brought in
        thing, _, name = path.partition(".")
        if path == CAMPAGNE:
            return THINGS[thing].title
        table = THINGS[thing].cls.__tablename__ if thing in THINGS else thing
        return _VISITE.get(path) or (label_of_column(table, name) if name else verbatim(path))
    if one.thing == "identifiants":
        return KINDS[one.nom].label
    label = (one.field.alone or one.field.label) if one.field is not None else _OWN[one.court]
    if one.field is not None and THINGS[one.thing].many and one.thing != "candidatures":
        return N_("{chose} {rang}, {champ}", chose=THINGS[one.thing].title, rang=one.rang, champ=label)
    return label


def fault_of(lieu: Endroit, path: str, texte: str, raison: Msg) -> Msg:
    """« Ligne 14 – Né(e) le : « 31/02/2004 » n’est pas pris. Ce jour n’existe pas. »"""
    named = N_("{lieu} – {champ}", lieu=lieu.dit(), champ=label_of(path)) if path else lieu.dit()
    if not texte:
        return N_("{lieu}\u00a0: {raison}", lieu=named, raison=raison)
    return N_(
        "{lieu}\u00a0: «\u00a0{texte}\u00a0» n’est pas pris. {raison}",
        lieu=named,
        texte=texte,
        raison=raison or NOTHING,
    )
