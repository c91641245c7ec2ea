"""What ends a divergence, in words: keep a version, put back, withdraw, say that two persons are one, go and see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.rows.differend import DivergenceCase, DivergenceSide, SidesCompared
from scolarite_desk.models.rules.droits import function_of
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.services.cvec import withdraw_cvec
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.dossiers import restore_item, withdraw_item
from scolarite_desk.services.fusions import merge_persons, unmerge_person
from scolarite_desk.services.identifiants import withdraw_identifier
from scolarite_desk.services.requetes import withdraw_requete
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.detenu import title_of
from scolarite_desk.store.queries.divergences import LECTURE
from scolarite_desk.ui.look.texts import say, small, tr, trn


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
# The path of the tab that shows a row, where it is not that of its thing nor of its table.
_TABS = {
    **dict.fromkeys(("avis", "requete", "reponse", "transmission"), "candidatures"),
    **dict.fromkeys(("exigence", "piece_recue"), "pieces"),
    **dict.fromkeys(("identifiant", "ine_emis"), "ine"),
    **dict.fromkeys(("document_emis", "etape_document", "delai_dit"), "documents"),
    "pose_etiquette": "pose",
}
# Where a row of the office that is nobody's is corrected.
_ROOMS = {
    **dict.fromkeys(("campagne", "session_depot", "centre", "commission", "piece", "piece_demandee", "nomenclature",
                     "type_decision", "signataire", "etiquette", "tarif", "reglage"),
                    ("reglages", N_("Ouvrir les réglages"), "settings")),
    **dict.fromkeys(("formation", "ouverture", "commission_formation", "question"),
                    ("formations", N_("Ouvrir les formations"), "graduation-cap")),
}  # fmt: skip
_SETTLED_IN = frozenset(
    {
        "avis",
        "rang",
        "reponse",
        "acces_direct",
        "type_avis",
        "valide_vu",
        "vapp_decision",
        "proposition",
        "candidature_session",
        "exigence",
        "document",
        "numero",
        "ine_emis",
    }
)


def gestures(cas: DivergenceCase, face: SidesCompared) -> list[Geste]:
    """The ways to end one, the likeliest first."""
    kind = cas.divergence.genre
    if kind in ("valeur", "retrait"):
        return [_keep(cas, rank, one) for rank, one in enumerate(face.cotes, 1)] + list(_see(cas, face))
    if kind == "orpheline":
        return [*_orphan(face), *_see(cas, face)]
    if kind == LECTURE:
        return [*_see(cas, face), *_room(cas)]
    return [*_merge(cas, face), *_withdraw(cas, face), *_apart(cas, face), *_see(cas, face), *_room(cas)]


def _keep(cas: DivergenceCase, rank: int, one: DivergenceSide) -> Geste:
    division = cas.divergence
    withdrawn = division.genre == "retrait"
    which = one.table, one.cle, division.groupe, one.code
    if withdrawn:
        icon, said = "trash-2" if one.retiree else "undo-2", tr("Tranché\u00a0: {choix}", choix=small(say(one.titre)))
        return Geste(say(one.titre), icon, "divergences", settle, which, fait=said)
    label, said = tr("Garder la version de {titre}", titre=one.titre), tr("Gardé\u00a0: {titre}", titre=one.titre)
    return Geste(label, "check", "divergences", settle, which, fait=said)


def _orphan(face: SidesCompared) -> Iterator[Geste]:
    row, *owners = face.cotes
    for owner in owners:
        name = _thing(owner.table)
        if name and owner.retiree:
            put_back = tr("Remettre\u00a0: {titre}", titre=owner.titre)
            yield Geste(put_back, "undo-2", "dossiers", restore_item, (name, owner.cle),
                        fait=tr("Remis\u00a0: {titre}", titre=owner.titre))  # fmt: skip
    yield from _out(row)


def _merge(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    persons = list(dict.fromkeys((one.qui.personne, _who(one)) for one in face.cotes if one.qui.personne))
    if cas.divergence.regle in _SAME and len(persons) == 2:
        for (kept, name), (other, _) in (persons, persons[::-1]):
            merge = tr("C’est la même personne\u00a0: garder {nom}", nom=name)
            yield Geste(merge, "users", "fusion", merge_persons, (kept, other),
                        fait=tr("Fusionnées\u00a0: {nom} est gardée", nom=name))  # fmt: skip


def _who(one: DivergenceSide) -> str:
    return say(joined(", ", one.qui.nom, verbatim(one.qui.numero)))


def _withdraw(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    if cas.divergence.regle not in _SETTLED_IN:
        for one in face.cotes:
            yield from _out(one)


# Tables that have their own act to take a row out of sight: words (to whom), right, act.
_OUT: Mapping[str, tuple[Callable[[str], Msg], str, Callable[..., Any]]] = {
    "identifiant": (lambda qui: N_("Retirer ce numéro à {qui}", qui=qui), "dossiers", withdraw_identifier),
    "requete": (lambda qui: N_("Retirer cette demande de {qui}", qui=qui), "candidatures", withdraw_requete),
    "cvec": (lambda qui: N_("Retirer cette CVEC à {qui}", qui=qui), "cvec", withdraw_cvec),
}


def _out(one: DivergenceSide) -> Iterator[Geste]:
    """Take a row out of sight."""
    said, thing = tr("Retiré\u00a0: {titre}", titre=one.titre), _thing(one.table)
    if one.table in _OUT:
        words, right, act = _OUT[one.table]
        yield Geste(say(words(_who(one))), "trash-2", right, act, (one.cle,), fait=said)
    elif one.table != "personne" and thing:
        right = function_of(thing)
        yield Geste(
            tr("Retirer\u00a0: {titre}", titre=one.titre), "trash-2", right, withdraw_item, (thing, one.cle), fait=said
        )


def _apart(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    if cas.divergence.regle == "fusion":
        for one in face.cotes:
            apart = tr("Défaire la fusion de {nom}", nom=one.qui.nom)
            yield Geste(apart, "undo-2", "fusion", unmerge_person, (one.cle,),
                        fait=tr("Fusion défaite"))  # fmt: skip
    if cas.divergence.regle == "compte":
        yield Geste(tr("Ouvrir les comptes"), "users", "comptes:lire", salle="comptes")


def _see(cas: DivergenceCase, face: SidesCompared) -> Iterator[Geste]:
    found = {one.qui.dossier: one for one in face.cotes if one.qui.dossier}
    for dossier, one in found.items():
        tab = leads_to(cas.divergence.fiches[0][0])
        yield Geste(tr("Ouvrir le dossier {numero}", numero=one.qui.numero), "folder-open", ouvre=(dossier, tab))


def leads_to(table: str) -> str:
    """The path of the tab that shows the rows of a table."""
    return _TABS.get(table) or _thing(table) or table


def _room(cas: DivergenceCase) -> Iterator[Geste]:
    if cas.divergence.fiches[0][0] in _ROOMS:
        salle, words, icon = _ROOMS[cas.divergence.fiches[0][0]]
        yield Geste(say(words), icon, f"{salle}:lire", salle=salle)


def _thing(table: str) -> str:
    cls = shared_classes().get(table)
    return BY_CLASS[cls].name if cls in BY_CLASS else ""


# What to do of a rule that the union of the desks broke.
WHAT_TO_DO = {
    "ine": N_(
        "Souvent, c’est la même personne, créée à deux postes. Sinon, retirez-le à celle dont ce n’est pas l’INE."
    ),
    "ine_personne": N_("Deux postes lui en ont noté un. Gardez celui du relevé de notes, retirez l’autre."),
    "identifiant": N_("Souvent, c’est la même personne, créée à deux postes. Sinon, retirez-le à l’une des deux."),
    "ine_emis": N_("Ouvrez les dossiers, et attribuez un autre INE à l’une des personnes."),
    "cvec": N_("Une attestation est d’une personne et d’une année. Retirez-la là où elle n’est pas la bonne."),
    "cvec_annee": N_("Deux postes en ont enregistré une. Gardez la bonne, retirez l’autre."),
    "fusion": N_("Elle n’est plus réunie à personne. Défaire la fusion la rend à elle-même."),
    "numero": N_("Ouvrez les deux dossiers. Celui qui fait double emploi se met à la corbeille."),
    "dossier": N_("Deux postes en ont ouvert un. Gardez celui qui a les candidatures, retirez l’autre."),
    "candidature": N_("Deux postes l’ont ajoutée. Gardez celle qui a les pièces et l’avis, retirez l’autre."),
    "exigence": N_("Ouvrez le dossier, et jugez la pièce une fois pour toutes."),
    "document": N_("Les deux documents restent au registre. Ouvrez les dossiers, et remettez-en un autre."),
    "compte": N_("Deux postes l’ont créé. Retirez-en un dans Comptes."),
    "avis": N_(
        "Deux postes en ont donné un. Ouvrez le dossier\u00a0: retirez celui qui n’est pas validé, ou rectifiez."
    ),
    "rang": N_("Ouvrez les dossiers, et donnez un autre rang à l’une des candidatures."),
    "reponse": N_("Ouvrez le dossier\u00a0: validez l’avis favorable, ou retirez la réponse."),
    "acces_direct": N_("Ouvrez le dossier\u00a0: validez l’avis, ou revenez sur le traitement."),
    "requete": N_("Deux postes l’ont enregistrée. Gardez celle qui est bien datée, retirez l’autre."),
    "saisine": N_("Elle est de personnes qui n’en font qu’une. Gardez celle qui est bien datée, retirez l’autre."),
    "proposition": N_("Ouvrez le dossier\u00a0: corrigez la réponse à l’une des propositions."),
    "proposition_rang": N_(
        "Deux postes en ont noté une. Retirez l’une des deux\u00a0; si c’est bien la suivante, ajoutez-la de nouveau."
    ),
    "inscrites": N_("Ouvrez le dossier\u00a0: annulez l’une des inscriptions, ou recommencez-la en second diplôme."),
    "inscription": N_("Ouvrez le dossier\u00a0: annulez l’inscription, ou rétablissez la réponse."),
    "type_avis": N_("Ouvrez le dossier\u00a0: choisissez un type de cet avis, ou rectifiez s’il est validé."),
    "valide_vu": N_(
        "Un poste l’a changé, un autre l’a validé. Ouvrez le dossier\u00a0: retirez la validation et validez ce qui "
        "est écrit, ou rectifiez si la lettre est partie."
    ),
    "vapp_decision": N_(
        "L’avis de la commission a changé depuis. Ouvrez le dossier\u00a0: reprenez la décision, avec sa raison si "
        "elle est validée."
    ),
    "candidature_session": N_("Ouvrez le dossier\u00a0: changez la session de cette candidature."),
    "ouverture_campagne": N_("Retirez cette ouverture dans Formations, et ouvrez-la dans une session de sa campagne."),
    "unique": N_("Deux postes l’ont créé. Gardez celui qui sert, donnez un autre nom à l’autre ou retirez-le."),
    "ordre": N_("Corrigez l’un des deux jours."),
    "vide": N_("Remplissez-le\u00a0: ce qui s’imprime en a besoin."),
    "ine_provisoire": N_("Ouvrez le dossier, et tapez l’INE lu sur un document. Jusque-là, il sort comme provisoire."),
    LECTURE: N_("Un autre poste ou une version plus ancienne l’a écrit ainsi. Rien ne l’a changé\u00a0: corrigez-le."),
}


def why(cas: DivergenceCase) -> str:
    """What happened, and what to do."""
    one = cas.divergence
    fixed = {
        "valeur": N_(
            "Deux postes l’ont écrit sans se connaître. La version la plus récente se montre, pour l’instant."
        ),
        "retrait": N_(
            "Mis à la corbeille à un poste, modifié à un autre. L’élément reste visible tant que ce n’est pas dit."
        ),
        "orpheline": N_(
            "{chose}\u00a0: ajout à un poste, alors que l’élément d’origine était retiré à un "
            "autre. Remettez l’un, ou retirez l’autre.",
            chose=title_of(one.fiches[0][0]),
        ),
    }
    return say(fixed.get(one.genre) or WHAT_TO_DO.get(one.regle, one.phrase))


def held_words(count: int) -> str:
    """What it keeps out of the exports."""
    if not count:
        return ""
    return trn(
        "{n} candidature laissée de côté\u00a0: absente des exports de décisions et des lettres tant que ce n’est pas "
        "tranché.",
        "{n} candidatures laissées de côté\u00a0: absentes des exports de décisions et des lettres tant que ce n’est "
        "pas tranché.",
        count,
    )
