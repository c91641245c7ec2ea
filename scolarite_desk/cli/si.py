"""Commands that write files for the student records, Pégase or Apogée, and say before what they would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import Answer, Argument, Arguments, Verb, argument, typed
from scolarite_desk.cli.fichiers import path_name
from scolarite_desk.cli.filtre import FILTERS, filter_of
from scolarite_desk.cli.opening import opened
from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.si import A_EXPORTER, APOGEE, DESISTE, ETATS, EXPORTE, PEGASE
from scolarite_desk.msg import N_, NN_, Msg

if TYPE_CHECKING:
    from scolarite_desk.models.rows.si import ARegler, ControleSi

_V28, _AVANT = "v28", "avant"


def _export(si: str, args: Arguments) -> Answer:
    from scolarite_desk.services.acces import COMMAND, exported
    from scolarite_desk.services.si import export_si, look

    if not args.preflight and not args.out:
        raise Refused(N_("Dites où écrire, avec --out, ou demandez --preflight."), "sortie")
    with opened(args) as store:
        with store.reading() as session:
            chosen = filter_of(session, args)
        found = look(store, si, chosen)
        if args.preflight:
            if found.lignes:
                exported(store, f"si {si}", len(found.lignes), kept(COMMAND))
            return Answer(_value(found), [*_lines(found)], code=1 if found.empeche else 0)
        version = getattr(args, "version", None)  # Pégase alone has several
        v28 = None if version is None else version == _V28
        made = export_si(store, si, Path(args.out), progress(), chosen, v28)
    value = {
        "dossier": str(args.out),
        "fichiers": [{"fichier": name, "lignes": lines} for name, lines in made.fichiers],
        "voeux": made.voeux,
    }
    told = [
        NN_("{sortie}\u00a0: {n} ligne.", "{sortie}\u00a0: {n} lignes.", lines, sortie=Path(args.out) / name)
        for name, lines in made.fichiers
    ]
    return Answer(value, told, doubts=[*_waiting(found)])


def _value(found: ControleSi) -> dict[str, object]:
    """What `--preflight --json` prints."""

    def seen(one: ARegler) -> dict[str, object]:
        said = one.remarque
        return {"qui": one.nom, "precision": one.precision, "champ": said.champ, "pourquoi": said.message,
                "bloque": said.bloque}  # fmt: skip

    return {
        "si": found.si,
        "empeche": found.empeche or None,
        "partent": [
            {"dossier": one.numero, "voeux": [voeu.libelle for voeu in one.voeux]} for one in found.candidats
        ],
        "lignes": [
            {"candidature": one.candidature, "dossier": one.numero, "formation": one.libelle, "etat": one.etat,
             "bloque": one.bloque}
            for one in found.lignes
        ],
        "personnes": [seen(one) for one in found.personnes],
        "formations": [seen(one) for one in found.formations],
    }  # fmt: skip


def _lines(found: ControleSi) -> Iterator[Msg]:
    """The same, in words."""
    if found.empeche:
        yield found.empeche
    for etat in (A_EXPORTER, EXPORTE, DESISTE):
        yield N_("{etat}\u00a0: {nombre}", etat=ETATS[etat].label, nombre=found.compte(etat))
    yield NN_("{n} candidat prêt à partir.", "{n} candidats prêts à partir.", len(found.candidats))
    for one in (*found.formations, *found.personnes):
        yield _seen(one)
    yield from _waiting(found)


def _seen(one: ARegler) -> Msg:
    said = one.remarque.message
    held = N_(
        "  à corriger\u00a0: {qui} ({precision}), {pourquoi}", qui=one.nom, precision=one.precision, pourquoi=said
    )
    doubt = N_(
        "  à vérifier\u00a0: {qui} ({precision}), {pourquoi}", qui=one.nom, precision=one.precision, pourquoi=said
    )
    return held if one.remarque.bloque else doubt


def _waiting(found: ControleSi) -> Iterator[Msg]:
    """Whoever gave the place up since it left."""
    for one in found.lignes:
        if one.etat == DESISTE:
            yield N_("  à ôter à la main\u00a0: {qui} ({numero}), {formation}", qui=one.nom, numero=one.numero,
                     formation=one.libelle)  # fmt: skip


def _asked(*more: Argument) -> list[Argument]:
    return [
        argument("--out", type=path_name, metavar=N_("DOSSIER"),
                 help=N_("où l’écrire\u00a0; les fichiers du même jour y sont remplacés")),
        argument("--preflight", action="store_true", help=N_("dire ce qui partirait et ce qui est à corriger")),
        *more,
        *FILTERS,
    ]  # fmt: skip


def _verb(si: str, help: Msg, *more: Argument) -> Verb:
    answer: Callable[[Arguments], Answer] = partial(_export, si)
    return Verb(
        f"export-si {si}",
        help,
        answer,
        _asked(*more),
        exemples=typed("--preflight", "--formation M1-DROIT --out envois"),
    )


COMMANDS = (
    _verb(
        PEGASE, N_("écrire les admis qui ont confirmé, pour Pégase"),
        argument("--version", choices=(_V28, _AVANT),
                 help=N_("v28\u00a0: un fichier\u00a0; avant\u00a0: deux et leur archive (le réglage)")),
    ),
    _verb(APOGEE, N_("écrire les admis qui ont confirmé, pour qui les charge dans Apogée")),
)  # fmt: skip
