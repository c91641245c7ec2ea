"""What ends a divergence, in words: keep a version, put back, withdraw, say that two persons are one, go and see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.rows.differend import DivergenceCase, DivergenceSide, SidesCompared
from scolarite_desk.models.rules.french import counted, plural
from scolarite_desk.services.cvec import withdraw_cvec
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.dossiers import restore_item, withdraw_item
from scolarite_desk.services.fusions import merge_persons, unmerge_person
from scolarite_desk.services.identifiants import withdraw_identifier
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.detenu import title_of
from scolarite_desk.ui.look.texts import NBSP


@dataclass(frozen=True)
class Geste:
    """One way to end it: an act and what it takes, or a dossier to open (`ouvre`, at a tab), or a room (`salle`)."""

    label: str
    icon: str
    right: str = ""
    act: Callable[..., Any] | None = None
    args: tuple[str, ...] = ()
    ouvre: tuple[str, str] = ("", "")
    salle: str = ""
    fait: str = ""  # what is said once it is done


# Rules that the same person, made twice, explains.
_SAME = frozenset({"ine", "identifiant", "cvec"})
_TABS = {"avis": "candidatures", "candidature": "candidatures", "exigence": "pieces", "identifiant": "ine",
         "cvec": "cvec", "ine_emis": "ine"}  # fmt: skip
_SETTLED_IN = frozenset({"avis", "rang", "reponse", "acces_direct", "exigence", "document", "numero", "ine_emis"})


def gestures(cas: DivergenceCase, face: SidesCompared) -> list[Geste]:
    """The ways to end one, the likeliest first."""
    kind = cas.divergence.genre
    if kind in ("valeur", "retrait"):
        return [_keep(cas, rank, one) for rank, one in enumerate(face.cotes, 1)] + list(_see(cas, face))
    if kind == "orpheline":
        return [*_orphan(face), *_see(cas, face)]
    return [*_merge(cas, face), *_withdraw(cas, face), *_apart(cas, face), *_see(cas, face)]


def _keep(cas: DivergenceCase, rank: int, one: DivergenceSide) -> Geste:
    division = cas.divergence
    withdrawn = division.genre == "retrait"
    label = one.titre if withdrawn else f"Garder la version de {one.titre}"
    icon = ("trash-2" if one.retiree else "undo-2") if withdrawn else "check"
    said = f"Tranché{NBSP}: {one.titre[:1].lower()}{one.titre[1:]}" if withdrawn else f"Gardé{NBSP}: {one.titre}"
    return Geste(label, icon, "divergences", settle, (one.table, one.cle, division.groupe, one.code), fait=said)


def _orphan(face: SidesCompared) -> Iterator[Geste]:
    row, *owners = face.cotes
    for owner in owners:
        name = _thing(owner.table)
        if name and owner.retiree:
            yield Geste(f"Remettre{NBSP}: {owner.titre}", "undo-2", "dossiers", restore_item, (name, owner.cle),
                        fait=f"Remis{NBSP}: {owner.titre}")  # fmt: skip
    yield from _out(row)


def _merge(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    persons = list(dict.fromkeys((one.qui.personne, _who(one)) for one in face.cotes if one.qui.personne))
    if cas.divergence.regle in _SAME and len(persons) == 2:
        for (kept, name), (other, _) in (persons, persons[::-1]):
            yield Geste(f"C’est la même personne{NBSP}: garder {name}", "users", "fusion", merge_persons, (kept, other),
                        fait=f"Fusionnées{NBSP}: {name} est gardée")  # fmt: skip


def _who(one: DivergenceSide) -> str:
    return f"{one.qui.nom}, {one.qui.numero}" if one.qui.numero else one.qui.nom


def _withdraw(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    if cas.divergence.regle not in _SETTLED_IN:
        for one in face.cotes:
            yield from _out(one)


# Tables that have their own act to take a row out of sight: words, right, act.
_OUT: dict[str, tuple[str, str, Callable[..., Any]]] = {
    "identifiant": ("Retirer ce numéro à", "dossiers", withdraw_identifier),
    "cvec": ("Retirer cette CVEC à", "cvec", withdraw_cvec),
}


def _out(one: DivergenceSide) -> Iterator[Geste]:
    """Take a row out of sight."""
    said, thing = f"Retiré{NBSP}: {one.titre}", _thing(one.table)
    if one.table in _OUT:
        words, right, act = _OUT[one.table]
        yield Geste(f"{words} {_who(one)}", "trash-2", right, act, (one.cle,), fait=said)
    elif one.table != "personne" and thing:
        right = "candidatures" if one.table == "candidature" else "dossiers"
        yield Geste(f"Retirer{NBSP}: {one.titre}", "trash-2", right, withdraw_item, (thing, one.cle), fait=said)


def _apart(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    if cas.divergence.regle == "fusion":
        for one in face.cotes:
            yield Geste(f"Défaire la fusion de {one.qui.nom}", "undo-2", "fusion", unmerge_person, (one.cle,),
                        fait="Fusion défaite")  # fmt: skip
    if cas.divergence.regle == "compte":
        yield Geste("Ouvrir les comptes", "users", "comptes:lire", salle="comptes")


def _see(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    found = {one.qui.dossier: one for one in face.cotes if one.qui.dossier}
    for dossier, one in found.items():
        tab = _TABS.get(cas.divergence.fiches[0][0], "")
        yield Geste(f"Ouvrir le dossier {one.qui.numero}", "folder-open", ouvre=(dossier, tab))


def _thing(table: str) -> str:
    cls = shared_classes().get(table)
    return BY_CLASS[cls].name if cls in BY_CLASS else ""


# What to do of a rule that the union of the desks broke.
WHAT_TO_DO = {
    "ine": "Souvent, c’est la même personne, créée à deux postes. Sinon, retirez-le à celle dont ce n’est pas l’INE.",
    "ine_personne": "Deux postes lui en ont noté un. Gardez celui du relevé de notes, retirez l’autre.",
    "identifiant": "Souvent, c’est la même personne, créée à deux postes. Sinon, retirez-le à l’une des deux.",
    "ine_emis": "Ouvrez les dossiers, et attribuez un autre INE à l’une des personnes.",
    "cvec": "Une attestation est d’une personne et d’une année. Retirez-la là où elle n’est pas la bonne.",
    "cvec_annee": "Deux postes en ont enregistré une. Gardez la bonne, retirez l’autre.",
    "fusion": "Elle n’est plus réunie à personne. Défaire la fusion la rend à elle-même.",
    "numero": "Ouvrez les deux dossiers. Celui qui fait double emploi se met à la corbeille.",
    "dossier": "Deux postes en ont ouvert un. Gardez celui qui a les candidatures, retirez l’autre.",
    "candidature": "Deux postes l’ont ajoutée. Gardez celle qui a les pièces et l’avis, retirez l’autre.",
    "exigence": "Ouvrez le dossier, et jugez la pièce une fois pour toutes.",
    "document": "Les deux documents restent au registre. Ouvrez les dossiers, et remettez-en un autre.",
    "compte": "Deux postes l’ont créé. Retirez-en un dans Comptes.",
    "avis": "Deux postes en ont donné un. Ouvrez le dossier\u00a0: retirez celui qui n’est pas validé, ou rectifiez.",
    "rang": "Ouvrez les dossiers, et donnez un autre rang à l’une des candidatures.",
    "reponse": "Ouvrez le dossier\u00a0: validez l’avis favorable, ou retirez la réponse.",
    "acces_direct": "Ouvrez le dossier\u00a0: validez l’avis, ou revenez sur le traitement.",
}


def why(cas: DivergenceCase) -> str:
    """What happened, and what to do."""
    one = cas.divergence
    fixed = {
        "valeur": "Deux postes l’ont écrit sans se connaître. La version la plus récente se montre, pour l’instant.",
        "retrait": "Mis à la corbeille à un poste, modifié à un autre. L’élément reste visible tant que ce n’est "
        "pas dit.",
        "orpheline": f"{title_of(one.fiches[0][0])}\u00a0: ajout à un poste, alors que l’élément d’origine était "
        "retiré à un autre. Remettez l’un, ou retirez l’autre.",
    }
    return fixed.get(one.genre) or WHAT_TO_DO.get(one.regle, one.phrase)


def held_words(count: int) -> str:
    """What it keeps out of the exports."""
    if not count:
        return ""
    held = counted(count, "candidature laissée de côté", "candidatures laissées de côté")
    absent = plural(count, "absente", "absentes")
    return f"{held}{NBSP}: {absent} des exports de décisions et des lettres tant que ce n’est pas tranché."
