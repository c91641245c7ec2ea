"""Persons found to be one, and apart again."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument
from scolarite_desk.cli.opening import opened
from scolarite_desk.langue import kept
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.store.store import Store

if TYPE_CHECKING:
    from scolarite_desk.services.doublons import PairSide


def _owner(store: Store, numero: str) -> str:
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.store.queries.dossiers import dossier_view

    with store.reading() as session:
        return dossier_view(session, key_of(session, numero)).personne


def _suspects(args: Arguments) -> Answer:
    from scolarite_desk.services.acces import COMMAND, exported
    from scolarite_desk.services.doublons import suspects
    from scolarite_desk.services.droits import need

    with opened(args) as store:
        need(store, "fusion", write=False)
        with store.reading() as session:
            found = suspects(session)
        if found:
            exported(store, "doublons", len(found), kept(COMMAND))
    lines = [
        joined("\t", verbatim(str(one.score)), _who(one.une), _who(one.autre), joined(", ", *one.raisons))
        for one in found
    ]
    return Answer([asdict(one) for one in found], lines or [N_("Aucun doublon probable.")])


def _who(one: PairSide) -> Msg:
    return N_("{nom} ({dossiers})", nom=one.nom, dossiers=one.dossiers)


def _merge(args: Arguments) -> Answer:
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.fusions import merge_persons

    with opened(args) as store:
        garder, fondre = _owner(store, args.garder), _owner(store, args.fondre)
        do(store, None, merge_persons, garder, fondre, args.motif)
    value = {"garder": garder, "fondre": fondre}
    return Answer(
        value,
        [
            N_(
                "Les dossiers de la personne du {fondre} suivent celle du {garder}.",
                fondre=args.fondre,
                garder=args.garder,
            )
        ],
    )


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
            known = [N_("{nom} ({cle})", nom=one.nom, cle=one.cle) for one in found]
            raise Refused(
                N_("Dites quelle personne séparer, avec --personne\u00a0: {connues}.", connues=known or N_("aucune")),
                "personne",
            )
        do(store, None, unmerge_person, wanted[0].cle)
    return Answer({"separee": wanted[0].cle}, [N_("{nom} est de nouveau une personne à part.", nom=wanted[0].nom)])


COMMANDS = (
    Verb("suspects", N_("les personnes qui sont peut-être la même, et pourquoi"), _suspects),
    Verb("merge", N_("dire que deux personnes sont la même"), _merge,
            [argument("--garder", required=True, metavar=N_("NUMÉRO"), help=N_("un dossier de la personne à garder")),
             argument("--fondre", required=True, metavar=N_("NUMÉRO"), help=N_("un dossier de l’autre")),
             argument("--motif", default="", metavar=N_("TEXTE"), help=N_("pourquoi, quand chacune a son INE"))]),
    Verb("unmerge", N_("défaire une fusion, exactement"), _unmerge,
            [DOSSIER, argument("--personne", default="", metavar=N_("CLÉ"),
                               help=N_("laquelle, quand il y en a plusieurs"))]),
)  # fmt: skip
