"""Commands that act: any act of the table by its name, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import read_json
from scolarite_desk.cli.opening import opened

if TYPE_CHECKING:
    from scolarite_desk.services.undo import Reversal


def _act(args: Arguments) -> Answer:
    """One act of the office, its parameters in a JSON file, its result in JSON."""
    from scolarite_desk.services.appels import call

    given = read_json(args.fichier) if args.fichier else {}
    with opened(args) as store:
        result = call(store, args.acte, given)
    return Answer({"acte": args.acte, "resultat": result})


def _list(_args: Arguments) -> Answer:
    """Every act, with what it takes."""
    from scolarite_desk.services.appels import catalogue

    found = catalogue()
    return Answer(found, [f"{one['acte']}({', '.join(one['parametres'])})\u00a0: {one['libelle']}" for one in found])


def _undo(args: Arguments) -> Answer:
    from scolarite_desk.services import table, undo

    assert table.ACTS  # only an act that the table knows can be undone
    with opened(args) as store:
        back = undo.undo(store) if args.work is None else undo.Reversal(undo.undo_work(store, args.work))
    return _reversed("annule", "Annulé", back)


def _redo(args: Arguments) -> Answer:
    from scolarite_desk.services import table, undo

    assert table.ACTS
    with opened(args) as store:
        back = undo.redo(store)
    return _reversed("retabli", "Rétabli", back)


def _reversed(key: str, word: str, back: Reversal) -> Answer:
    refused = [{"qui": who, "pourquoi": why} for who, why in back.refused]
    lines = [f"{word}\u00a0: {back.label}.", *(f"  refusé\u00a0: {one['qui']}, {one['pourquoi']}" for one in refused)]
    return Answer({key: back.label, "refus": refused}, lines)


COMMANDS = (
    Verb(
        "act",
        "faire un acte de la scolarité (voir «\u00a0acts\u00a0»)",
        _act,
        [
            argument("acte", metavar="NOM", help="par exemple validate_avis"),
            argument("--json", dest="fichier", metavar="FICHIER", help="ses paramètres (- pour l’entrée)"),
        ],
        json_flag=False,
    ),
    Verb("acts", "tous les actes et leurs paramètres", _list),
    Verb(
        "undo",
        "annuler la dernière modification, ou tout le lot dont elle est",
        _undo,
        [argument("--work", type=int, metavar="N", help="celui-ci, par son numéro d’historique")],
    ),
    Verb("redo", "rétablir ce qui vient d’être annulé", _redo),
)  # fmt: skip
