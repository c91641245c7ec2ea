"""The table of rights, as `docs/droits.md` holds it: that page is what this command prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from scolarite_desk.cli.command import Answer, Arguments, Verb
from scolarite_desk.models.rules.droits import FONCTIONS, PROFILS, SANS_OBJET, Fonction
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim

_LEVELS = {"E": N_("écriture"), "L": N_("lecture"), "-": verbatim("–")}
# Paragraphs are cut where the page cuts them: `docs/droits.md` holds its lines.
_INTRODUCTION = N_(
    "Cette page est écrite par «\u00a0scolarite-desk rights\u00a0», d’après le tableau que les services suivent."
)
_PERIMETRE = (
    N_(
        "Un compte peut être limité à des centres, des commissions ou des formations. Sont dans son périmètre les\n"
        "formations nommées, celles des centres nommés, et celles qu’examinent les commissions nommées ou celles de "
        "ces\ncentres. Un administrateur n’a jamais de périmètre. La colonne «\u00a0Périmètre\u00a0» dit ce qu’il "
        "limite\u00a0:"
    ),
    NOTHING,
    N_(
        "- **candidature**, **formation**\u00a0: la candidature ou la formation touchée doit être dedans, et tout ce "
        "que l’acte\n  nomme avec elle\u00a0: ajouter une candidature demande aussi le dossier."
    ),
    N_(
        "- **dossier**\u00a0: l’une de ses candidatures doit être dedans. Sans candidature (une personne\u00a0: sans\n"
        "  candidature dans une campagne ouverte), il est à tout le monde\u00a0: qui se présente est reçu."
    ),
    N_(
        "- **lignes du périmètre**\u00a0: ce qui est dehors n’est ni exporté, ni listé dans Décisions, "
        "ni mis en lettres."
    ),
    N_("- **toute la base**\u00a0: la fonction est fermée à qui a un périmètre."),
    N_("- **sans effet**\u00a0: l’accueil reçoit tout le monde."),
    NOTHING,
    N_(
        "Qui peut créer un dossier trouve toute personne de la base (sinon il créerait des doublons) et lit son\n"
        "dossier\u00a0; ce qui est hors du périmètre y est montré sans aucun acte. Qui ne fait que lire les dossiers\n"
        "(commission, lecture) ne trouve que les personnes de son périmètre, et ne voit de leur dossier que les\n"
        "candidatures de son périmètre. L’état civil, le parcours et les numéros sont montrés en entier."
    ),
    NOTHING,
    N_(
        "Annuler ou rétablir demande le droit de l’acte repris, dans le périmètre. Un lot fait ce qui est permis et "
        "nomme\nle reste. Dans une base qui n’a encore aucun compte, qui l’ouvre en est l’administrateur."
    ),
)
_WHAT_DECIDES = N_(
    "correct, add_item, withdraw_item, restore_item et attach demandent la fonction de ce qu’ils touchent\u00a0:\n"
    "corriger une formation est de «\u00a0Formations\u00a0», un montant de «\u00a0Situation des droits\u00a0»."
)


def page(verbs: Iterable[Verb]) -> Iterator[Msg]:
    """The lines of the page."""
    heads = (N_("Fonction"), *PROFILS.values(), N_("Périmètre"), N_("Code"), N_("Dans eCandidat"))
    yield from (N_("# Qui peut quoi"), NOTHING, _INTRODUCTION, NOTHING, N_("## Fonctions et profils"), NOTHING)
    yield from _table(heads, map(_row, FONCTIONS.values()))
    yield from (NOTHING, N_("## Le périmètre"), NOTHING, *_PERIMETRE, NOTHING, N_("## Actes"), NOTHING)
    acts = ((FONCTIONS[code].label, verbatim(", ".join(acts))) for code, acts in _acts().items())
    yield from _table((N_("Fonction"), N_("Actes (codes de «\u00a0act\u00a0»)")), acts)
    yield from (NOTHING, _WHAT_DECIDES, NOTHING, N_("## Commandes qui ne sont pas des actes"), NOTHING)
    commands = ((FONCTIONS[code].label, level, verbatim(named)) for code, level, named in _commands(verbs))
    yield from _table((N_("Fonction"), N_("Niveau"), N_("Commandes")), commands)
    yield from (NOTHING, N_("## Fonctions d’eCandidat sans objet ici"), NOTHING)
    yield from (N_("- {fonction}\u00a0: {pourquoi}.", fonction=name, pourquoi=why) for name, why in SANS_OBJET.items())


def _table(heads: Sequence[Msg], rows: Iterable[Sequence[Msg]]) -> Iterator[Msg]:
    """A table as Markdown writes it."""
    yield _line(heads)
    yield verbatim(f"|{'---|' * len(heads)}")
    yield from map(_line, rows)


def _line(cells: Sequence[Msg]) -> Msg:
    return joined("", verbatim("| "), joined(" | ", *cells), verbatim(" |"))


def _row(one: Fonction) -> Sequence[Msg]:
    levels = (_LEVELS[level] for level in one.niveaux)
    return one.label, *levels, one.portee, verbatim(one.code), verbatim(one.ecandidat or "–")


def _acts() -> dict[str, list[str]]:
    """Codes of acts by function, in the order of the table."""
    from scolarite_desk.services.table import ACTS

    found = {code: sorted(act.code for act in ACTS.values() if act.right == code) for code in FONCTIONS}
    return {code: acts for code, acts in found.items() if acts}


def _commands(verbs: Iterable[Verb]) -> Iterator[tuple[str, Msg, str]]:
    """(function, level, commands) of those that ask for their function themselves."""
    asked: dict[str, list[str]] = {}
    for one in verbs:
        if one.right:
            asked.setdefault(one.right, []).append(one.words)
    for right in sorted(asked, key=lambda one: list(FONCTIONS).index(one.partition(":")[0])):
        code, _, level = right.partition(":")
        yield code, _LEVELS["L" if level else "E"], ", ".join(asked[right])


def _rights(commands: Callable[[], Iterable[Verb]], _args: Arguments) -> Answer:
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
    return Answer(value, list(page(commands())))


def rights(commands: Callable[[], Iterable[Verb]]) -> Verb:
    """The command that tells them. `commands`: every command, this one too, for those that ask for a right."""
    return Verb("rights", N_("qui peut quoi\u00a0: fonctions, profils, périmètre, actes"), partial(_rights, commands))
