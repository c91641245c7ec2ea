"""Persons found to be one, and apart again."""

from __future__ import annotations

from dataclasses import asdict

from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument
from scolarite_desk.cli.dossiers import COMMAND
from scolarite_desk.cli.opening import opened
from scolarite_desk.store.store import Store


def _owner(store: Store, numero: str) -> str:
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.store.queries.dossiers import dossier_view

    with store.reading() as session:
        return dossier_view(session, key_of(session, numero)).personne


def _suspects(args: Arguments) -> Answer:
    from scolarite_desk.services.acces import exported
    from scolarite_desk.services.doublons import suspects
    from scolarite_desk.services.droits import need

    with opened(args) as store:
        need(store, "fusion", write=False)
        with store.reading() as session:
            found = suspects(session)
        if found:
            exported(store, "doublons", len(found), COMMAND)
    lines = [
        f"{one.score}\t{one.une.nom} ({', '.join(one.une.dossiers)})\t{one.autre.nom} ({', '.join(one.autre.dossiers)})"
        f"\t{', '.join(one.raisons)}"
        for one in found
    ]
    return Answer([asdict(one) for one in found], lines or ["Aucun doublon probable."])


def _merge(args: Arguments) -> Answer:
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.fusions import merge_persons

    with opened(args) as store:
        garder, fondre = _owner(store, args.garder), _owner(store, args.fondre)
        do(store, None, merge_persons, garder, fondre, args.motif)
    value = {"garder": garder, "fondre": fondre}
    return Answer(value, [f"Les dossiers de la personne du {args.fondre} suivent celle du {args.garder}."])


def _unmerge(args: Arguments) -> Answer:
    from scolarite_desk.errors import Refused
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.doublons import merged_into
    from scolarite_desk.services.droits import need
    from scolarite_desk.services.fusions import unmerge_person

    with opened(args) as store:
        need(store, "fusion")
        with store.reading() as session:
            found = merged_into(session, _owner(store, args.dossier))
        wanted = [one for one in found if args.personne in ("", one.cle)]
        if len(wanted) != 1:
            known = ", ".join(f"{one.nom} ({one.cle})" for one in found)
            raise Refused(f"Dites quelle personne séparer, avec --personne\u00a0: {known or 'aucune'}.", "personne")
        do(store, None, unmerge_person, wanted[0].cle)
    return Answer({"separee": wanted[0].cle}, [f"{wanted[0].nom} est de nouveau une personne à part."])


COMMANDS = (
    Verb("suspects", "les personnes qui sont peut-être la même, et pourquoi", _suspects),
    Verb("merge", "dire que deux personnes sont la même", _merge,
            [argument("--garder", required=True, metavar="NUMÉRO", help="un dossier de la personne à garder"),
             argument("--fondre", required=True, metavar="NUMÉRO", help="un dossier de l’autre"),
             argument("--motif", default="", metavar="TEXTE", help="pourquoi, quand chacune a son INE")]),
    Verb("unmerge", "défaire une fusion, exactement", _unmerge,
            [DOSSIER, argument("--personne", default="", metavar="CLÉ", help="laquelle, quand il y en a plusieurs")]),
)  # fmt: skip
