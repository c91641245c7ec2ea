"""The table of passages, as `docs/passages.md` holds it: that page is what this command prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from scolarite_desk.cli.command import Answer, Arguments, Verb
from scolarite_desk.cli.markdown import held, notes, table
from scolarite_desk.models.rules.droits import FONCTIONS
from scolarite_desk.models.rules.gardes import SANS_LETTRE, SANS_REPONSE, SANS_VERBAL, Garde, Stade
from scolarite_desk.models.rules.inscriptions import A_FAIRE, ANNULEE, ATTENTE, ETATS, INSCRITE
from scolarite_desk.models.rules.passages import AXES, EN_COURS, PASSAGES, Transition
from scolarite_desk.models.rules.states import CONFIRMATION, STATUT, TRAITEMENT
from scolarite_desk.models.rules.vapp import ETAPES
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, joined, verbatim

_NOTES = {
    "page": ("tests/cli/test_passages.py::test_the_page_of_passages_is_what_the_code_says",),
    "seul": (
        "tests/models/rules/test_passages.py::test_each_sentence_of_a_refusal_is_in_one_place",
        "tests/models/rules/test_passages.py::test_every_act_that_moves_a_candidature_has_its_line_and_its_right",
    ),
    "saison": (
        "tests/services/test_passages.py::test_an_act_is_refused_exactly_where_its_line_says_and_in_its_words",
        "tests/services/test_passages.py::test_a_season_goes_as_the_table_says",
    ),
    "bouton": ("tests/ui/dossier/test_passages.py::test_a_button_is_offered_exactly_when_its_act_would_be_allowed",),
    "annuler": ("tests/services/test_passages.py::test_what_undoing_refuses_the_act_refuses_in_the_same_words",),
}
_TO_FILL = ("campagne", "avant", "rang", "formation", "auteur")  # what a sentence says that the page cannot know

_ADMITTED = Stade(avis="FA", definitif=True, valide=True, reponse="confirmee")

# Each state of an axis, and a candidature that stands there.
_STATIONS: dict[str, tuple[tuple[str, Msg, Stade], ...]] = {
    "statut": tuple((code, one.label, Stade(statut=code)) for code, one in STATUT.items()),
    "traitement": tuple((code, one.label, Stade(traitement=code)) for code, one in TRAITEMENT.items()),
    "avis": (
        ("aucun", N_("aucun avis"), Stade()),
        ("saisi", N_("à valider"), Stade(avis="FA", definitif=True)),
        ("valide", N_("validé\u00a0: favorable, défavorable"), Stade(avis="FA", definitif=True, valide=True)),
        ("valide", N_("validé\u00a0: liste, attente, présélection"), Stade(avis="LC", valide=True)),
    ),
    "reponse": (
        ("", N_("aucune réponse"), Stade(avis="FA", definitif=True, valide=True)),
        *(
            (code, one.label, Stade(avis="FA", definitif=True, valide=True, reponse=code))
            for code, one in CONFIRMATION.items()
        ),
    ),
    "vie": (
        ("vivante", NC_("candidature", "en cours"), Stade()),
        ("annulee", NC_("candidature", "annulée"), Stade(annulee=True)),
    ),
    "vapp": (
        ("avis_attendu", ETAPES["avis_attendu"], Stade(vapp=True)),
        ("decision_attendue", ETAPES["decision_attendue"], Stade(vapp=True, opinion="favorable")),
        ("decidee", ETAPES["decidee"], Stade(vapp=True, opinion="favorable", decision="FA", avis="FA")),
    ),
    "inscription": (
        ("aucune", N_("pas commencée"), _ADMITTED),
        (A_FAIRE, ETATS[A_FAIRE].label, replace(_ADMITTED, inscription=A_FAIRE)),
        (ATTENTE, ETATS[ATTENTE].label, replace(_ADMITTED, inscription=ATTENTE)),
        (INSCRITE, ETATS[INSCRITE].label, replace(_ADMITTED, inscription=INSCRITE)),
        (INSCRITE, N_("inscrit(e), droits payés"), replace(_ADMITTED, inscription=INSCRITE, percu=True)),
        (ANNULEE, ETATS[ANNULEE].label, replace(_ADMITTED, inscription=ANNULEE)),
    ),
}
_INTRODUCTION = (
    held(
        N_(
            "Cette page est écrite par «\u00a0scolarite-desk passages\u00a0», d’après le tableau que suivent les actes."
        ),
        "page",
    ),
    NOTHING,
    held(
        N_(
            "Une ligne est un acte sur une candidature\u00a0: d’où il part, où il mène, la fonction qu’il demande "
            "(voir [Rights](droits.md)),\nce qui est dit quand il est refusé, ce qu’il demande, ce qu’il change "
            "d’autre. Chaque phrase n’est écrite qu’une fois."
        ),
        "seul",
        "saison",
    ),
    NOTHING,
    held(N_("Une fenêtre offre un bouton quand l’acte serait permis, et seulement alors."), "bouton"),
    NOTHING,
    held(
        N_("Tous les actes, sauf celui qui reprend une candidature annulée, sont d’abord refusés par\u00a0:"), "saison"
    ),
)
_UNDOING = held(
    N_("Annuler ou rétablir ce qui touche un avis est refusé dans les mêmes mots que l’acte\u00a0:"), "annuler"
)


def page() -> Iterator[Msg]:
    """The lines of the page."""
    yield from (N_("# Ce qui peut suivre quoi"), NOTHING, *_INTRODUCTION, NOTHING, *_items(EN_COURS, "saison"))
    heads = (
        held(NC_("passage", "Acte"), "saison"), NC_("passage", "De"), NC_("passage", "Vers"), N_("Fonction"),
        N_("Refusé, en disant"), NC_("passage", "Demande"), NC_("passage", "Change aussi"),
    )  # fmt: skip
    for axe, lines in groupby(PASSAGES, lambda one: one.axe):
        yield from (NOTHING, joined("", verbatim("## "), AXES[axe]), NOTHING)
        yield from table(heads, map(_row, lines))
    yield from (NOTHING, N_("## Annuler, rétablir"), NOTHING, _UNDOING, NOTHING)
    yield from _items((SANS_LETTRE, SANS_VERBAL, SANS_REPONSE), "annuler")
    yield from notes(_NOTES)


def _items(gardes: Iterable[Garde], note: str) -> Iterator[Msg]:
    return (held(joined("", verbatim("- "), _said(garde)), note) for garde in gardes)


def _said(garde: Garde) -> Msg:
    """The sentence of a guard, with a gap where it names something."""
    return garde.phrase.given(**dict.fromkeys(_TO_FILL, "…")) if garde.phrase else NOTHING


def _row(one: Transition) -> tuple[Msg, ...]:
    from scolarite_desk.services.table import ACTS

    refused = (_said(garde) for garde in one.gardes if garde not in EN_COURS)
    return (
        joined(" ", ACTS[one.acte].label, verbatim(f"`{one.acte}`")),
        _listed(label for _, label, stade in _STATIONS[one.axe] if one.refus(stade) is None),
        _listed(label for code, label, _ in _STATIONS[one.axe] if code == one.vers),
        FONCTIONS[one.droit].label,
        joined("<br>", *refused) or verbatim("–"),
        joined("<br>", *one.valeurs) or verbatim("–"),
        joined("<br>", *(effet.phrase for effet in one.effets)) or verbatim("–"),
    )


def _listed(labels: Iterable[Msg]) -> Msg:
    return joined("<br>", *labels) or verbatim("–")


def _passages(_args: Arguments) -> Answer:
    """What may follow what, of a candidature."""
    value: list[dict[str, Any]] = [
        {
            "axe": one.axe,
            "acte": one.acte,
            "depuis": [code for code, _, stade in _STATIONS[one.axe] if one.refus(stade) is None],
            "vers": one.vers,
            "fonction": one.droit,
            "refus": [_said(garde) for garde in one.gardes if garde.phrase],
            "demande": list(one.valeurs),
            "effets": [effet.phrase for effet in one.effets],
        }
        for one in PASSAGES
    ]
    return Answer(value, list(page()))


COMMANDS = (Verb("passages", N_("ce qui peut suivre quoi, d’une candidature"), _passages),)
