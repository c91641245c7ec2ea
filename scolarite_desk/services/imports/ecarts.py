"""What a line would change of a row that is there, field by field, and what stays of it, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.groups import group_of, groups_of
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import DEMANDER, VIDES, ChoixImport, Ecart, Endroit
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.ressaisie import differe, saisi
from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.imports.chemins import label_of
from scolarite_desk.services.imports.connus import IMPORTS, Rangee

Acts = Mapping[tuple[str, str], str]  # by row and group: `connus.written_here`

REMPLI, EDITE, VIDE, REFUSE, REDIT, ASK, RESSAISI = (
    N_("déjà rempli ici"),
    N_("modifié ici depuis le dernier import"),
    N_("vidé ici depuis le dernier import"),
    N_("gardé à votre demande"),
    N_("dit autrement par une ligne plus haut"),
    N_("à décider"),
    N_("ressaisi d’ici\u00a0: à corriger là où c’est faux"),
)
# A place in full → its code, which says it better.
_CODED = {"ville_naissance": "commune_naissance", "ville": "commune", "etablissement_libre": "etablissement"}


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


Shown = Callable[[Difference, Any], str]  # a value of a difference, in words


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


def beside_a_code(found: Sequence[Difference], lists: Lists, why: Msg) -> tuple[list[Difference], list[Ecart]]:
    """Without the places written in full where ours has its code: the same place, nothing; another, told and kept."""
    left, told = list[Difference](), list[Ecart]()
    for one in found:
        coded = _CODED.get(one.nom, "")
        if one.avant or not one.rangee.valeurs.get(coded):
            left.append(one)
            continue
        path = f"{one.chemin.rpartition('.')[0]}.{coded}"
        ours = BY_PATH[f"{one.thing}.{coded}"].show(one.rangee.valeurs[coded], lists)
        if fold(ours) != fold(one.valeur or ""):
            told.append(Ecart(path, ours, one.valeur, why))
    return left, told


def beyond_typing(found: Sequence[Difference], shown: Shown) -> list[Difference]:
    """Of a dossier that was typed again in eCandidat: without what its boxes only cut, or put in capitals."""
    return [
        one
        for one in found
        if not one.avant or not saisi(one.chemin) or differe(one.chemin, shown(one, one.avant), shown(one, one.valeur))
    ]


def retyped_told(typed: Ressaisie, ecarts: Sequence[Ecart], valeurs: Mapping[str, str]) -> Iterator[Msg]:
    """What the workbook of eCandidat says of a dossier that was to be typed there."""
    numero = valeurs.get("identifiants.ECANDIDAT")
    if typed.faite_le is None and numero:
        yield N_("eCandidat lui a donné le numéro {numero}\u00a0: notez ce dossier ressaisi.", numero=numero)
    for one in ecarts:
        if one.garde == RESSAISI:
            yield N_(
                "{champ}\u00a0: eCandidat a «\u00a0{apres}\u00a0», ce dossier «\u00a0{avant}\u00a0».",
                champ=label_of(one.chemin), apres=one.apres, avant=one.avant,
            )  # fmt: skip


def judged(
    found: Sequence[Difference], lieu: Endroit, choix: ChoixImport, acts: Acts, shown: Shown, *, ressaisi: bool = False
) -> tuple[Ecart, ...]:
    """Each difference, with why what is there stays. Columns that merge together stay together: half of an address is
    nobody's. `shown`: a value of one, in words. `ressaisi`: the file holds what was typed from here, so that ours
    stays whatever the policy.
    """
    typed = {id(one) for one in found if ressaisi and one.avant and saisi(one.chemin)}
    why = {id(one): _kept(one, lieu, choix, acts, typed=id(one) in typed) for one in found}
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


def _kept(one: Difference, lieu: Endroit, choix: ChoixImport, acts: Acts, *, typed: bool) -> Msg:
    told = choix.tranchees.get((lieu, one.chemin))
    if told is not None:
        return NOTHING if told else REFUSE
    if one.redit or typed:
        return REDIT if one.redit else RESSAISI
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
