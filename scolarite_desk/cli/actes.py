"""Commands that act: any act of the table by its name, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import Answer, Arguments, Verb, argument, order
from scolarite_desk.cli.fichiers import read_json
from scolarite_desk.cli.filtre import FILTERS, filter_of, filtered
from scolarite_desk.cli.opening import opened
from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_, Msg

if TYPE_CHECKING:
    from scolarite_desk.services.undo import Reversal
    from scolarite_desk.store.store import Store


def _act(args: Arguments) -> Answer:
    """One act of the office, its parameters in a JSON file, its result in JSON; or the same for each of several."""
    from scolarite_desk.services.appels import call

    given = read_json(args.fichier) if args.fichier else {}
    several = isinstance(given, list) or args.cibles is not None or any(filtered(args))
    with opened(args) as store:
        if several:
            return _each(store, args, given)
        done = call(store, args.acte, given)
    return Answer({"acte": args.acte, "resultat": done.resultat, "doutes": done.doutes})


def _each(store: Store, args: Arguments, given: Any) -> Answer:
    """An act over a list of parameters, of targets, or over the candidatures of a filter: a lot, in one opening."""
    from scolarite_desk.services.appels import call_each

    items = given if isinstance(given, list) else _over(store, args, given)
    if not items:
        raise Refused(N_("Rien ne correspond\u00a0: rien n’a été fait."))
    done = call_each(store, args.acte, items, progress())
    value = {
        "acte": args.acte,
        "faits": len(done.faites),
        "resultats": [
            {"donne": one, "resultat": called.resultat, "doutes": called.doutes}
            for one, called in zip(done.faites, done.rendus, strict=True)
        ],
        "refus": [{"donne": one, "pourquoi": why} for one, why in done.refusees],
    }
    return Answer(value, code=0 if done.faites else 1)


def _over(store: Store, args: Arguments, given: Any) -> list[dict[str, Any]]:
    from scolarite_desk.services.appels import over, takes
    from scolarite_desk.store.queries.decisions import candidature_keys

    if args.cibles is not None:
        cibles = read_json(args.cibles)
        if not isinstance(cibles, list) or any(not isinstance(one, str) for one in cibles):
            raise Refused(N_("Les cibles sont attendues entre crochets, chacune entre guillemets."))
        return over(args.acte, cibles, given)
    if not takes(args.acte, "candidature"):
        raise Refused(N_("L’acte «\u00a0{acte}\u00a0» ne se fait pas sur des candidatures.", acte=args.acte))
    with store.reading() as session:
        keys = candidature_keys(session, filter_of(session, args))
    return over(args.acte, keys, given)


def _list(_args: Arguments) -> Answer:
    """Every act, with what it takes."""
    from scolarite_desk.services.appels import catalogue

    found = catalogue()
    return Answer(found, [_line(one) for one in found])


def _line(one: dict[str, Any]) -> Msg:
    return N_(
        "{acte}({parametres})\u00a0: {libelle}",
        acte=one["acte"],
        parametres=list(one["parametres"]),
        libelle=one["libelle"],
    )


def _undo(args: Arguments) -> Answer:
    from scolarite_desk.services import table, undo

    assert table.ACTS  # only an act that the table knows can be undone
    with opened(args) as store:
        back = undo.undo(store) if args.work is None else undo.Reversal(undo.undo_work(store, args.work))
    return _reversed("annule", N_("Annulé\u00a0: {acte}.", acte=back.label), back)


def _redo(args: Arguments) -> Answer:
    from scolarite_desk.services import table, undo

    assert table.ACTS
    with opened(args) as store:
        back = undo.redo(store)
    return _reversed("retabli", N_("Rétabli\u00a0: {acte}.", acte=back.label), back)


def _reversed(key: str, told: Msg, back: Reversal) -> Answer:
    refused = [{"qui": who, "pourquoi": why} for who, why in back.refused]
    lines = [told, *(N_("  refusé\u00a0: {qui}, {pourquoi}", qui=who, pourquoi=why) for who, why in back.refused)]
    return Answer({key: back.label, "refus": refused}, lines)


COMMANDS = (
    Verb(
        "act",
        N_("faire un acte de la scolarité (voir «\u00a0acts\u00a0»)"),
        _act,
        [
            argument("acte", metavar=N_("NOM"), help=N_("par exemple validate_avis")),
            argument(
                "--json",
                dest="fichier",
                metavar=N_("FICHIER"),
                help=N_("ses paramètres (- pour l’entrée)\u00a0; plusieurs fois s’ils sont en liste"),
            ),
            argument("--cibles", metavar=N_("FICHIER"), help=N_("le faire pour chaque cible d’une liste JSON")),
            *FILTERS,
        ],
        json_flag=False,
    ),
    Verb("acts", N_("tous les actes et leurs paramètres"), _list),
    Verb(
        "undo",
        N_("annuler la dernière modification, ou tout le lot dont elle est"),
        _undo,
        [argument("--work", type=order, metavar="N", help=N_("celui-ci, par son numéro d’historique"))],
    ),
    Verb("redo", N_("rétablir ce qui vient d’être annulé"), _redo),
)  # fmt: skip
