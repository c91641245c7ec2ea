"""Lists that leave as tables, besides decisions."""

from __future__ import annotations

from functools import partial

from scolarite_desk.cli.bases import day, progress
from scolarite_desk.cli.colonnes import COLUMNS, TABLES, names, password_of
from scolarite_desk.cli.command import Answer, Argument, Arguments, Verb, argument, typed
from scolarite_desk.cli.fichiers import out_of, to_write
from scolarite_desk.cli.filtre import FILTERS, filter_of
from scolarite_desk.cli.opening import opened
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.msg import N_, NN_, Msg


def _export(code: str, args: Arguments) -> Answer:
    from scolarite_desk.services.extraits import EXTRAITS, export_extrait
    from scolarite_desk.services.listes.choix import Chosen
    from scolarite_desk.services.lookup import campaign_key
    from scolarite_desk.store.queries.decisions import Filter

    out, password = out_of(args), password_of(args)
    with opened(args) as store:
        with store.reading() as session:
            named = getattr(args, "campagne", None)
            whole = EXTRAITS[code].candidatures
            chosen = (
                filter_of(session, args) if whole else Filter(campagne=campaign_key(session, named) if named else None)
            )
        jour = getattr(args, "jour", None)
        asked = Chosen(chosen, jour=day(jour, store.today()) if jour else None)
        count = export_extrait(
            store, code, args.format, out, progress(), asked, names(args.colonnes),
            langue=langue(SOURCE), password=password,
        )  # fmt: skip
    told = NN_("{sortie}\u00a0: {n} ligne.", "{sortie}\u00a0: {n} lignes.", count, sortie=out)
    return Answer({"fichier": str(out), "lignes": count}, [told])


# Which candidatures, by what they are or by a saved view: of those who apply. A register, a meeting, a day of visits
# are of none.
_CANDIDATURES = tuple(FILTERS)
_CAMPAGNE = (FILTERS[2],)
_JOUR = (argument("--jour", metavar=N_("JOUR"), help=N_("ce jour-là (aujourd’hui)")),)
_EXTRAITS: tuple[tuple[str, Msg, tuple[Argument, ...]], ...] = (
    ("formations", N_("écrire les formations, leurs jours et leurs codes"), _CAMPAGNE),
    ("commissions", N_("écrire les commissions, leurs membres, ce qu’elles examinent"), ()),
    ("seances", N_("écrire les séances des commissions"), ()),
    ("registre", N_("écrire le registre des numéros donnés"), ()),
    ("ine", N_("écrire le registre des INE provisoires"), ()),
    ("cvec", N_("écrire qui a fourni une CVEC, avec ce qu’il faut pour la déclarer"), _CANDIDATURES),
    ("cvec-manquantes", N_("écrire à qui il manque une CVEC, et comment les joindre"), _CANDIDATURES),
    ("inscrits", N_("écrire les inscrits"), _CANDIDATURES),
    ("rendezvous", N_("écrire les rendez-vous d’un jour"), _JOUR),
)
_FORMAT = argument("--format", required=True, choices=TABLES, help=N_("xlsx, ods, csv ou json"))

COMMANDS = tuple(
    Verb(
        f"export {code}", told, partial(_export, code), [_FORMAT, *COLUMNS, *to_write(), *taken],
        exemples=typed(f"--format xlsx --out {code}.xlsx", f"--format csv --out {code}.csv --force"),
    )
    for code, told, taken in _EXTRAITS
)  # fmt: skip
