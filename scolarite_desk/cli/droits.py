"""The table of rights, as `docs/droits.md` holds it: that page is what this command prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scolarite_desk.cli.command import Answer, Arguments, Verb
from scolarite_desk.models.rules.droits import FONCTIONS, PROFILS, SANS_OBJET, Fonction

_LEVELS = {"E": "écriture", "L": "lecture", "-": "–"}
_PERIMETRE = (
    "## Le périmètre",
    "",
    "Un compte peut être limité à des centres, des commissions ou des formations. Sont dans son périmètre les",
    "formations nommées, celles des centres nommés, et celles qu’examinent les commissions nommées ou celles de ces",
    "centres. Un administrateur n’a jamais de périmètre. La colonne «\u00a0Périmètre\u00a0» dit ce qu’il limite\u00a0:",
    "",
    "- **candidature**, **formation**\u00a0: la candidature ou la formation touchée doit être dedans.",
    "- **dossier**\u00a0: l’une de ses candidatures doit être dedans. Sans candidature (une personne\u00a0: sans",
    "  candidature dans une campagne ouverte), il est à tout le monde\u00a0: qui se présente est reçu.",
    "- **lignes du périmètre**\u00a0: ce qui est dehors n’est ni exporté, ni listé dans Décisions, ni mis en lettres.",
    "- **toute la base**\u00a0: la fonction est fermée à qui a un périmètre.",
    "- **sans effet**\u00a0: l’accueil reçoit tout le monde.",
    "",
    "Qui peut créer un dossier trouve toute personne de la base (sinon il créerait des doublons) et lit son",
    "dossier\u00a0; ce qui est hors du périmètre y est montré sans aucun acte. Qui ne fait que lire les dossiers",
    "(commission, lecture) ne trouve que les personnes de son périmètre, et ne voit de leur dossier que les",
    "candidatures de son périmètre. L’état civil, le parcours et les numéros sont montrés en entier.",
    "",
    "Annuler ou rétablir demande le droit de l’acte repris, dans le périmètre. Un lot fait ce qui est permis et nomme",
    "le reste. Dans une base qui n’a encore aucun compte, qui l’ouvre en est l’administrateur.",
)


def page() -> Iterator[str]:
    """The lines of the page."""
    yield from (
        "# Qui peut quoi",
        "",
        "Cette page est écrite par «\u00a0scolarite-desk rights\u00a0», d’après le tableau que les services suivent.",
        "",
        "## Fonctions et profils",
        "",
        f"| Fonction | {' | '.join(PROFILS.values())} | Périmètre | Code | Dans eCandidat |",
        f"|---|{'---|' * len(PROFILS)}---|---|---|",
    )
    yield from map(_row, FONCTIONS.values())
    yield from ("", *_PERIMETRE, "", "## Actes", "", "| Fonction | Actes (codes de «\u00a0act\u00a0») |", "|---|---|")
    for code, acts in _acts().items():
        yield f"| {FONCTIONS[code].label} | {', '.join(acts)} |"
    yield from (
        "",
        "correct, add_item, withdraw_item, restore_item et attach demandent la fonction de ce qu’ils touchent\u00a0:",
        "corriger une formation est de «\u00a0Formations\u00a0», un montant de «\u00a0Situation des droits\u00a0».",
        "",
        "## Fonctions d’eCandidat sans objet ici",
        "",
    )
    yield from (f"- {name}\u00a0: {why}." for name, why in SANS_OBJET.items())


def _row(one: Fonction) -> str:
    levels = " | ".join(_LEVELS[level] for level in one.niveaux)
    return f"| {one.label} | {levels} | {one.portee} | {one.code} | {one.ecandidat or '–'} |"


def _acts() -> dict[str, list[str]]:
    """Codes of acts by function, in the order of the table."""
    from scolarite_desk.services.table import ACTS

    found = {code: sorted(act.code for act in ACTS.values() if act.right == code) for code in FONCTIONS}
    return {code: acts for code, acts in found.items() if acts}


def _rights(_args: Arguments) -> Answer:
    """Who may do what."""
    value: list[dict[str, Any]] = [
        {
            "fonction": one.code,
            "libelle": one.label,
            "profils": dict(zip(PROFILS, (_LEVELS[level] for level in one.niveaux), strict=True)),
            "perimetre": one.portee,
            "actes": _acts().get(one.code, []),
            "ecandidat": one.ecandidat,
        }
        for one in FONCTIONS.values()
    ]
    return Answer(value, list(page()))


COMMANDS = (Verb("rights", "qui peut quoi\u00a0: fonctions, profils, périmètre, actes", _rights),)
