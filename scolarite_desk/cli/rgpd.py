"""Commands about what is held of persons: access, erasure, purge, the sheet of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import out_of, to_write, unless_there
from scolarite_desk.cli.opening import opened
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.msg import N_, NN_, Msg, verbatim

if TYPE_CHECKING:
    from scolarite_desk.services.effacements import PurgeProposal


def _export(args: Arguments) -> Answer:
    from scolarite_desk.services.communication import documents_beside, export_access
    from scolarite_desk.services.lookup import key_of

    out = out_of(args)
    if args.documents:
        unless_there(documents_beside(out), args)
    with opened(args) as store:
        with store.reading() as session:
            key = key_of(session, args.dossier)
        written = export_access(store, key, out, args.documents, langue=langue(SOURCE))
    return Answer({"fichiers": [str(one) for one in written]}, [verbatim(str(one)) for one in written])


def _erase(args: Arguments) -> Answer:
    from scolarite_desk.services.acts import do
    from scolarite_desk.services.effacements import erase_person
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.store import effacement

    with opened(args) as store:
        with store.reading() as session:
            key = key_of(session, args.dossier)
        do(store, None, erase_person, key, args.confirmer, args.motif)
        rewritten = effacement.rewrite(store.engine)
    return Answer(
        {"dossier": args.dossier, "reecrit": rewritten},
        [N_("La personne du dossier {dossier} est effacée.", dossier=args.dossier)],
    )


def _purge(args: Arguments) -> Answer:
    from scolarite_desk.exchange.fichier import try_place
    from scolarite_desk.services import droits
    from scolarite_desk.services.effacements import propositions
    from scolarite_desk.services.purge import purge, refuse_name, write_report

    out = out_of(args) if args.out else None
    if out is not None:
        refuse_name(out)
        try_place(out)
    with opened(args) as store:
        droits.need(store, "rgpd", write=False)
        with store.reading() as session:
            found = propositions(session, store.today(), progress())
        ready = [one for one in found if not one.retenu]
        if not args.effacer:
            value = [{"dossier": one.numero, "regle": one.conservation.pourquoi, "retenu": one.retenu} for one in found]
            return Answer({"proposes": value}, [_line(one) for one in found])
        done = purge(store, ready, progress())
        if out is not None:
            write_report(store, done, out, langue=langue(SOURCE))
    refused = [{"dossier": one.numero, "pourquoi": why} for one, why in done.refusees]
    return Answer(
        {"effaces": [one.numero for one in done.faites], "refuses": refused},
        [
            NN_("{n} dossier effacé.", "{n} dossiers effacés.", len(done.faites)),
            *(N_("  gardé\u00a0: {dossier}, {pourquoi}", **one) for one in refused),
        ],
    )


def _line(one: PurgeProposal) -> Msg:
    if not one.retenu:
        return N_("{dossier}\u00a0: {regle}", dossier=one.numero, regle=one.conservation.pourquoi)
    return N_(
        "{dossier}\u00a0: {regle} — à garder\u00a0: {motif}",
        dossier=one.numero,
        regle=one.conservation.pourquoi,
        motif=one.retenu,
    )


def _sheet(args: Arguments) -> Answer:
    from scolarite_desk.services.registre_rgpd import write_sheet

    out = out_of(args)
    with opened(args) as store:
        write_sheet(store, out, langue=langue(SOURCE))
    return Answer({"fichier": args.out}, [verbatim(args.out)])


COMMANDS = (
    Verb(
        "rgpd export",
        N_("écrire tout ce qui est gardé d’une personne, en PDF ou en JSON"),
        _export,
        [
            DOSSIER,
            *to_write(),
            argument("--documents", action="store_true", help=N_("avec les documents remis, dans un dossier")),
        ],
    ),
    Verb(
        "rgpd erase",
        N_("effacer une personne\u00a0: rien ne la fait revenir"),
        _erase,
        [
            DOSSIER,
            argument(
                "--confirmer", required=True, metavar=N_("NUMÉRO"), help=N_("le numéro du dossier, une seconde fois")
            ),
            argument(
                "--motif",
                required=True,
                metavar=N_("TEXTE"),
                help=N_("pourquoi, sans nom\u00a0: cela reste au registre"),
            ),
        ],
    ),
    Verb(
        "rgpd purge",
        N_("proposer les dossiers dont la durée de conservation est dépassée, ou les effacer"),
        _purge,
        [
            argument("--effacer", action="store_true", help=N_("les effacer, et non seulement les proposer")),
            *to_write(required=False, help=N_("où écrire le rapport, en .pdf ou .csv")),
        ],
    ),
    Verb("rgpd register", N_("écrire la fiche de registre des traitements, en PDF ou en texte"), _sheet, to_write()),
)
