"""What a line would change of a row that is there, field by field, and what stays of it, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scolarite_desk.models.fields.groups import group_of, groups_of
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import DEMANDER, VIDES, ChoixImport, Ecart, Endroit
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.imports.connus import IMPORTS, Rangee

Acts = Mapping[tuple[str, str], str]  # by row and group: `connus.written_here`

REMPLI, EDITE, VIDE, REFUSE, REDIT, ASK = (
    N_("déjà rempli ici"),
    N_("modifié ici depuis le dernier import"),
    N_("vidé ici depuis le dernier import"),
    N_("gardé à votre demande"),
    N_("dit autrement par une ligne plus haut"),
    N_("à décider"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row that is there, and what a line says of it. `chemin`: the path, rank included."""

    chemin: str
    thing: str
    nom: str
    rangee: Rangee
    valeur: Any
    redit: bool = False  # a line before said this field of this row: of two, the first one holds

    @property
    def avant(self) -> Any:
        """What the base has."""
        return self.rangee.valeurs.get(self.nom)

    @property
    def groupe(self) -> str:
        """The columns that it merges with."""
        return group_of(THINGS[self.thing].cls.__tablename__, self.nom)


def differences(
    thing: str, rang: int, rangee: Rangee, given: Mapping[str, Any], dits: Mapping[str, Any]
) -> list[Difference]:
    """What a line says otherwise than a row; `dits`: what lines before said of it."""
    many = THINGS[thing].many and thing != "candidatures"
    return [
        Difference(f"{thing}.{rang}.{nom}" if many else f"{thing}.{nom}", thing, nom, rangee, value, nom in dits)
        for nom, value in given.items()
        if dits.get(nom, rangee.valeurs.get(nom)) != value
    ]


def judged(
    found: Sequence[Difference], lieu: Endroit, choix: ChoixImport, acts: Acts, shown: Callable[[Difference, Any], str]
) -> tuple[Ecart, ...]:
    """Each difference, with why what is there stays. Columns that merge together stay together: half of an address is
    nobody's. `shown`: a value of one, in words.
    """
    why = {id(one): _kept(one, lieu, choix, acts) for one in found}
    held = {(one.rangee.cle, one.groupe): why[id(one)] for one in found if why[id(one)]}
    return tuple(
        Ecart(
            one.chemin,
            shown(one, one.avant),
            shown(one, one.valeur),
            why[id(one)] or held.get((one.rangee.cle, one.groupe), NOTHING),
        )
        for one in found
    )


def _kept(one: Difference, lieu: Endroit, choix: ChoixImport, acts: Acts) -> Msg:
    told = choix.tranchees.get((lieu, one.chemin))
    if told is not None:
        return NOTHING if told else REFUSE
    if one.redit:
        return REDIT
    last = acts.get((one.rangee.cle, one.groupe))
    policy = choix.par_champ.get(one.chemin) or choix.par_champ.get(f"{one.thing}.{one.nom}") or choix.politique
    if one.avant in (None, ""):
        alone = len(groups_of(THINGS[one.thing].cls.__tablename__)[one.groupe]) == 1
        return VIDE if alone and last not in (None, *IMPORTS) else NOTHING
    if policy == VIDES:
        return REMPLI
    if policy == DEMANDER:
        return ASK
    made = last if last is not None else acts.get((one.rangee.cle, ""), "")
    return NOTHING if made in IMPORTS else EDITE
