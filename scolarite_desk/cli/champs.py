"""Commands about what can be typed: every field, and the checks of INE and CVEC numbers."""

from __future__ import annotations

from typing import Any

from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument
from scolarite_desk.cli.opening import opened
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field
from scolarite_desk.models.fields.fields import BY_COLUMN, every_field
from scolarite_desk.models.fields.groups import group_of
from scolarite_desk.models.fields.readers import Lien
from scolarite_desk.models.rules import cvec, ine


def _fields(_args: Arguments) -> Answer:
    """Every field: those of forms in their order, then what acts take, then what rooms ask for."""
    groups = {field: group_of(*place) for place, field in BY_COLUMN.items()}
    found = [_described(of, title, field, groups.get(field, field.unit)) for of, title, field in every_field()]
    lines = [f"{one['name']}\u00a0: {one['label']} ({one['type']}{_asked(one['required'])})" for one in found]
    return Answer(found, lines)


def _asked(required: str) -> str:
    return "" if required == NEVER.words else f", obligatoire {required}"


def _described(of: str, title: str, field: Field, group: str) -> dict[str, Any]:
    rules = [field.rule, f"Montré {field.visible.words}." if field.visible is not ALWAYS else "", field.hint]
    return {
        "name": field.path,
        "label": field.label,
        "of": of,
        "section": title,
        "part": field.part,
        "group": group,
        "type": "lien" if isinstance(field.reader, Lien) else field.reader.kind,
        "list": getattr(field.reader, "liste", None),
        "length": field.length,
        "required": field.required.words,
        "rule": " ".join(rule for rule in rules if rule),
        "example": field.example,
    }


def _check_ine(args: Arguments) -> Answer:
    """Exit 0 when valid or doubtful, 1 when a proven rule refuses it."""
    found = ine.check_ine(args.valeur)
    words = found.message or "Cet INE est juste."
    return Answer(found.as_json(), [f"{found.ine} ({found.format})\u00a0: {words}"], code=0 if found.valide else 1)


def _check_cvec(args: Arguments) -> Answer:
    found = cvec.check_cvec(args.valeur)
    value = {"cvec": found.numero, "affiche": found.affiche, "niveau": found.niveau, "message": found.message}
    words = found.message or "Forme habituelle."
    return Answer(value, [f"{found.affiche}\u00a0: {words}"], code=0 if found.valide else 1)


def _provisional(args: Arguments) -> Answer:
    """Draw the next provisional INE for the person of a dossier."""
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.identifiants import draw_provisional_ine
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.store.queries.dossiers import dossier_view

    with opened(args) as store:
        with store.reading() as session:
            view = dossier_view(session, key_of(session, args.dossier))
        valeur = do(store, None, draw_provisional_ine, view.personne)
    return Answer(
        {"dossier": view.numero, "ine": valeur, "nature": "provisoire"},
        [f"{view.nom}\u00a0: INE provisoire {valeur}, à régulariser."],
    )


_VALUE = argument("valeur", metavar="VALEUR", help="le numéro, comme il est écrit")

COMMANDS = (
    Verb("fields", "tous les champs, avec leurs règles", _fields),
    Verb("ine check", "vérifier un INE", _check_ine, [_VALUE]),
    Verb("ine provisional", "donner un INE provisoire à la personne d’un dossier", _provisional, [DOSSIER]),
    Verb("cvec check", "vérifier un numéro d’attestation CVEC", _check_cvec, [_VALUE]),
)
