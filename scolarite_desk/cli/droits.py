"""The table of rights, as `docs/droits.md` holds it: that page is what this command prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from scolarite_desk.cli.command import Answer, Arguments, Verb
from scolarite_desk.cli.markdown import held, notes, table
from scolarite_desk.models.rules.droits import FONCTIONS, PROFILS, SANS_OBJET, Fonction
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim

_LEVELS = {"E": N_("écriture"), "L": N_("lecture"), "-": verbatim("–")}
_OF_RIGHTS, _OF_PERIMETER = "tests/services/test_droits.py::test_", "tests/services/test_perimetre.py::test_"
# What the page promises, and the tests that keep it: a footnote by name, as `tests/test_docs.py` asks of every page.
_NOTES = {
    "page": ("tests/cli/test_droits.py::test_the_page_of_rights_is_what_the_code_says",),
    "profils": (
        f"{_OF_RIGHTS}every_act_as_every_profile_is_what_the_table_says",
        "tests/ui/forms/test_droits.py::test_menus_and_palette_hold_what_the_table_allows_and_nothing_else",
    ),
    "perimetre": (
        f"{_OF_RIGHTS}a_centre_or_a_commission_is_a_perimeter_too",
        "tests/services/test_comptes.py::test_an_administrator_has_no_perimeter",
    ),
    "portee": (f"{_OF_RIGHTS}every_act_in_and_out_of_the_perimeter_is_what_the_table_says",),
    "dossier": (
        f"{_OF_RIGHTS}a_person_without_candidature_is_everybodys_until_a_formation_is_asked_for",
        f"{_OF_RIGHTS}a_person_of_a_campaign_that_is_over_is_everybodys_again",
    ),
    "lignes": (
        f"{_OF_PERIMETER}nothing_outside_the_perimeter_leaves",
        f"{_OF_PERIMETER}decisions_are_those_of_the_perimeter",
    ),
    "ecrire": (
        f"{_OF_PERIMETER}who_may_make_a_dossier_finds_everybody_and_sees_what_is_outside_marked",
        "tests/ui/forms/test_droits.py::test_a_dossier_outside_the_perimeter_is_read_and_a_candidature_can_be_added",
    ),
    "lire": (
        f"{_OF_PERIMETER}who_only_reads_finds_the_persons_of_the_perimeter_alone",
        f"{_OF_PERIMETER}who_only_reads_does_not_see_what_else_a_person_applied_to",
    ),
    "annuler": (
        f"{_OF_RIGHTS}taking_back_asks_for_the_right_of_what_is_taken_back",
        f"{_OF_RIGHTS}taking_back_what_was_only_said_of_somebody_asks_where_they_are",
        f"{_OF_RIGHTS}a_lot_names_what_is_outside_and_does_the_rest",
        f"{_OF_RIGHTS}in_a_base_without_accounts_whoever_opens_it_administers_it",
    ),
    "touche": (
        f"{_OF_RIGHTS}who_may_correct_a_person_may_not_correct_the_office",
        f"{_OF_RIGHTS}things_of_forms_have_a_function",
        "tests/models/rules/test_droits.py::test_a_thing_and_a_field_have_their_function",
    ),
    "commandes": ("tests/cli/test_droits.py::test_the_commands_about_a_whole_base_have_a_function_too",),
    "ecandidat": (
        "tests/models/rules/test_droits.py::test_every_function_of_ecandidat_is_here_or_said_to_have_no_object",
    ),
}


# Paragraphs are cut where the page cuts them: `docs/droits.md` holds its lines.
_INTRODUCTION = held(
    N_("Cette page est écrite par «\u00a0scolarite-desk rights\u00a0», d’après le tableau que les services suivent."),
    "page",
)
_PERIMETRE = (
    held(
        N_(
            "Un compte peut être limité à des centres, des commissions ou des formations. Sont dans son périmètre les\n"
            "formations nommées, celles des centres nommés, et celles qu’examinent les commissions "
            "nommées ou celles de "
            "ces\ncentres. Un administrateur n’a jamais de périmètre. La colonne «\u00a0Périmètre\u00a0» dit ce qu’il "
            "limite\u00a0:"
        ),
        "perimetre",
        "portee",
    ),
    NOTHING,
    held(
        N_(
            "- **candidature**, **formation**\u00a0: la candidature ou la formation touchée doit "
            "être dedans, et tout ce "
            "que l’acte\n  nomme avec elle\u00a0: ajouter une candidature demande aussi le dossier."
        ),
        "portee",
        "dossier",
    ),
    held(
        N_(
            "- **dossier**\u00a0: l’une de ses candidatures doit être dedans. Sans candidature (une "
            "personne\u00a0: sans\n"
            "  candidature dans une campagne ouverte), il est à tout le monde\u00a0: qui se présente est reçu."
        ),
        "portee",
        "dossier",
    ),
    held(
        N_(
            "- **lignes du périmètre**\u00a0: ce qui est dehors n’est ni exporté, ni listé dans Décisions, "
            "ni mis en lettres."
        ),
        "lignes",
    ),
    held(N_("- **toute la base**\u00a0: la fonction est fermée à qui a un périmètre."), "portee"),
    held(N_("- **sans effet**\u00a0: l’accueil reçoit tout le monde."), "portee"),
    NOTHING,
    held(
        N_(
            "Qui peut créer un dossier trouve toute personne de la base (sinon il créerait des doublons) et lit son\n"
            "dossier\u00a0; ce qui est hors du périmètre y est montré sans aucun acte. Qui ne fait "
            "que lire les dossiers\n"
            "(commission, lecture) ne trouve que les personnes de son périmètre, et ne voit de leur dossier que les\n"
            "candidatures de son périmètre. L’état civil, le parcours et les numéros sont montrés en entier."
        ),
        "ecrire",
        "lire",
    ),
    NOTHING,
    held(
        N_(
            "Annuler ou rétablir demande le droit de l’acte repris, dans le périmètre. Un lot fait "
            "ce qui est permis et "
            "nomme\nle reste. Dans une base qui n’a encore aucun compte, qui l’ouvre en est l’administrateur."
        ),
        "annuler",
    ),
)
_WHAT_DECIDES = held(
    N_(
        "correct, add_item, withdraw_item, restore_item et attach demandent la fonction de ce qu’ils touchent\u00a0:\n"
        "corriger une formation est de «\u00a0Formations\u00a0», un montant de «\u00a0Situation des droits\u00a0»."
    ),
    "touche",
)


def page(verbs: Iterable[Verb]) -> Iterator[Msg]:
    """The lines of the page."""
    heads = (
        held(N_("Fonction"), "profils", "portee"),
        *PROFILS.values(),
        N_("Périmètre"),
        N_("Code"),
        N_("Dans eCandidat"),
    )
    yield from (N_("# Qui peut quoi"), NOTHING, _INTRODUCTION, NOTHING, N_("## Fonctions et profils"), NOTHING)
    yield from table(heads, map(_row, FONCTIONS.values()))
    yield from (NOTHING, N_("## Le périmètre"), NOTHING, *_PERIMETRE, NOTHING, N_("## Actes"), NOTHING)
    acts = ((FONCTIONS[code].label, verbatim(", ".join(acts))) for code, acts in _acts().items())
    yield from table((held(N_("Fonction"), "page"), N_("Actes (codes de «\u00a0act\u00a0»)")), acts)
    yield from (NOTHING, _WHAT_DECIDES, NOTHING, N_("## Commandes qui ne sont pas des actes"), NOTHING)
    commands = ((FONCTIONS[code].label, level, verbatim(named)) for code, level, named in _commands(verbs))
    yield from table((held(N_("Fonction"), "commandes"), N_("Niveau"), N_("Commandes")), commands)
    yield from (NOTHING, N_("## Fonctions d’eCandidat sans objet ici"), NOTHING)
    nothing = (N_("- {fonction}\u00a0: {pourquoi}.", fonction=name, pourquoi=why) for name, why in SANS_OBJET.items())
    yield from (held(one, "ecandidat") for one in nothing)
    yield from notes(_NOTES)


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
