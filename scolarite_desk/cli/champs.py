"""Commands about what can be typed: every field, and the checks of INE and CVEC numbers."""

from __future__ import annotations

from typing import Any

from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import given
from scolarite_desk.cli.opening import opened
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field
from scolarite_desk.models.fields.fields import BY_COLUMN, every_field
from scolarite_desk.models.fields.groups import group_of
from scolarite_desk.models.fields.readers import Lien
from scolarite_desk.models.rules import cvec, ine
from scolarite_desk.msg import N_, NOTHING, Msg, joined


def _fields(_args: Arguments) -> Answer:
    """Every field: those of forms in their order, then what acts take, then what rooms ask for."""
    groups = {field: group_of(*place) for place, field in BY_COLUMN.items()}
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for of, title, field in every_field():  # a lot asks again what the act asks of one
        told.setdefault((of, field.path), _described(of, title, field, groups.get(field, field.unit)))
    return Answer(list(told.values()), [_line(one) for one in told.values()])


def _line(one: dict[str, Any]) -> Msg:
    if one["required"] == NEVER.words:
        return N_("{champ}\u00a0: {label} ({genre})", champ=one["name"], label=one["label"], genre=one["type"])
    return N_(
        "{champ}\u00a0: {label} ({genre}, obligatoire {quand})",
        champ=one["name"],
        label=one["label"],
        genre=one["type"],
        quand=one["required"],
    )


def _described(of: str, title: Msg, field: Field, group: str) -> dict[str, Any]:
    shown = N_("Montré {quand}.", quand=field.visible.words) if field.visible is not ALWAYS else NOTHING
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
        "rule": joined(" ", field.rule, shown, field.hint),
        "example": field.example,
    }


def _check_ine(args: Arguments) -> Answer:
    """Exit 0 when valid or doubtful, 1 when a proven rule refuses it."""
    found = ine.check_ine(given(args.valeur))
    words = found.message or N_("Cet INE est juste.")
    told = N_("{ine} ({forme})\u00a0: {verdict}", ine=found.ine, forme=found.format, verdict=words)
    return Answer(found.as_json(), [told], code=0 if found.valide else 1)


def _check_cvec(args: Arguments) -> Answer:
    found = cvec.check_cvec(given(args.valeur))
    value = {"cvec": found.numero, "affiche": found.affiche, "niveau": found.niveau, "message": found.message}
    words = found.message or N_("Forme habituelle.")
    return Answer(
        value, [N_("{numero}\u00a0: {verdict}", numero=found.affiche, verdict=words)], code=0 if found.valide else 1
    )


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
        [N_("{nom}\u00a0: INE provisoire {valeur}, à régulariser.", nom=view.nom, valeur=valeur)],
    )


_VALUE = argument("valeur", metavar=N_("VALEUR"), help=N_("le numéro, comme il est écrit, ou - pour l’entrée"))

COMMANDS = (
    Verb("fields", N_("tous les champs, avec leurs règles"), _fields),
    Verb("ine check", N_("vérifier un INE"), _check_ine, [_VALUE]),
    Verb("ine provisional", N_("donner un INE provisoire à la personne d’un dossier"), _provisional, [DOSSIER]),
    Verb("cvec check", N_("vérifier un numéro d’attestation CVEC"), _check_cvec, [_VALUE]),
)
