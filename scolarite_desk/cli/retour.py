"""Commands that bring a base back: a backup put in its place, what is left of a damaged one saved in another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import path_name
from scolarite_desk.cli.opening import PASSWORD, Usage, account_of, base_of, reachable, secret
from scolarite_desk.errors import Unavailable
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.store.safety.armoire import fuseau_known

if TYPE_CHECKING:
    from scolarite_desk.models.rows.restore import RestorePreview, WorksLost
    from scolarite_desk.models.rows.salvage import SalvageReport

_SHOWN = 20  # numbers of a list; programs are given them all


def _restore(args: Arguments) -> Answer:
    """Put a backup back, or take a base where there is none; `--preview` only says what would change."""
    from scolarite_desk.services import restore

    base, dossier = base_of(args), Path(args.origin)
    if not base.exists() and not args.preview:
        restore.take(dossier, base, _account_in(dossier, args), secret(PASSWORD, N_("Mot de passe")), progress())
        return Answer(
            {"base": str(base), "avant": None},
            [N_("{base}\u00a0: la base est reprise. C’est un autre poste.", base=base)],
        )
    who, password = _account_for(base, dossier, args), secret(PASSWORD, N_("Mot de passe"))
    seen = restore.preview(base, dossier, who, password)
    if args.preview:
        return Answer(_preview(seen), list(_preview_lines(seen, fuseau_known(base))))
    aside = restore.restore(base, dossier, who, password, progress())
    value = {"base": str(base), "avant": str(aside) if aside else None, **_preview(seen)}
    return Answer(
        value,
        [
            N_("{base}\u00a0: la sauvegarde est en place.", base=base),
            N_("L’ancienne base est gardée\u00a0: {chemin}.", chemin=aside),
        ],
    )


def _salvage(args: Arguments) -> Answer:
    """What can be read of a damaged base, in a new one; exit 1 when something is known to be missing."""
    from scolarite_desk.services import restore

    base = base_of(args)
    newest = next((one.dossier for one in restore.choices(base)), base.parent)
    who, password = _account_for(base, newest, args), secret(PASSWORD, N_("Mot de passe"))
    told = restore.rescue(base, who, password, progress(), reachable(Path(args.out)) if args.out else None)
    return Answer(_report(told), list(_report_lines(told)), code=0 if told.entier else 1)


def _account_for(base: Path, dossier: Path, args: Arguments) -> str:
    """The only account of the base's vault, or of the backup's when that one does not read."""
    with suppress(Unavailable):
        if base.exists():
            return account_of(base, args)
    return _account_in(dossier, args)


def _account_in(dossier: Path, args: Arguments) -> str:
    from scolarite_desk.services.restore import bundles

    found = bundles(dossier)
    if not found:
        raise Usage(N_("«\u00a0{chemin}\u00a0» n’est pas une sauvegarde de Scolarité Desk.", chemin=dossier))
    return account_of(found[0].fichier, args)


def _preview(seen: RestorePreview) -> dict[str, Any]:
    return {
        "pareil": seen.pareil,
        "perdus": [_works(one) for one in seen.perdus],
        "rendus": [_works(one) for one in seen.rendus],
        "fiches": dict(seen.fiches),
        "dossiers": list(seen.dossiers),
        "papiers": list(seen.papiers),
        "effaces": seen.effaces,
        "illisible": seen.illisible or None,
    }


def _works(one: WorksLost) -> dict[str, Any]:
    return {
        "poste": one.poste,
        "auteur": one.auteur,
        "nombre": one.nombre,
        "depuis": one.depuis.isoformat(),
        "jusqu": one.jusqu.isoformat(),
    }


def _preview_lines(seen: RestorePreview, zone: tzinfo) -> Iterator[Msg]:
    if seen.illisible:
        yield N_("La base actuelle ne peut être comparée\u00a0: {pourquoi}", pourquoi=seen.illisible)
        return
    if seen.pareil:
        yield N_("Rien ne changerait\u00a0: la base et la sauvegarde contiennent les mêmes modifications.")
    for one in seen.perdus:
        yield N_("Serait perdu\u00a0: {modifications}", modifications=_span(one, zone))
    for one in seen.rendus:
        yield N_("Serait rendu\u00a0: {modifications}", modifications=_span(one, zone))
    if seen.dossiers:
        more = "…" if len(seen.dossiers) > _SHOWN else ""
        yield N_("Dossiers concernés\u00a0: {liste}{suite}", liste=seen.dossiers[:_SHOWN], suite=more)
    if seen.papiers:
        yield N_("Papiers remis depuis, leurs numéros restent donnés\u00a0: {liste}", liste=seen.papiers[:_SHOWN])
    if seen.effaces:
        yield NN_(
            "{n} élément effacé depuis le serait de nouveau.",
            "{n} éléments effacés depuis le seraient de nouveau.",
            seen.effaces,
        )


def _span(one: WorksLost, zone: tzinfo) -> Msg:
    return NN_(
        "{n} modification de {auteur} (poste {poste}), du {debut} au {fin}",
        "{n} modifications de {auteur} (poste {poste}), du {debut} au {fin}",
        one.nombre,
        auteur=one.auteur,
        poste=one.poste,
        debut=show_instant(one.depuis, zone),
        fin=show_instant(one.jusqu, zone),
    )


def _report(told: SalvageReport) -> dict[str, Any]:
    return {
        "base": str(told.fichier),
        "entier": told.entier,
        "pages": told.pages,
        "pages_abimees": list(told.abimees),
        "tables": {
            one.nom: {"lues": one.lues, "refaites": one.refaites, "perdues": one.perdues} for one in told.tables
        },
        "dossiers_incomplets": list(told.dossiers),
        "journal": list(told.journal),
    }


def _report_lines(told: SalvageReport) -> Iterator[Msg]:
    saved = sum(one.lues + one.refaites for one in told.tables)
    yield NN_("{base}\u00a0: {n} ligne sauvée.", "{base}\u00a0: {n} lignes sauvées.", saved, base=told.fichier)
    if told.abimees:
        yield NN_(
            "{n} page abîmée sur {pages}.",
            "{n} pages abîmées sur {pages}.",
            len(told.abimees),
            pages=told.pages,
        )
    for one in told.tables:
        if one.refaites or one.perdues:
            read, lost = (
                NN_("{n} ligne lue", "{n} lignes lues", one.lues),
                NN_("{n} perdue", "{n} perdues", one.perdues),
            )
            remade = NN_("{n} refaite d’après le journal", "{n} refaites d’après le journal", one.refaites)
            yield N_(
                "  {table}\u00a0: {lues}, {refaites}, {perdues}",
                table=one.nom,
                lues=read,
                refaites=remade,
                perdues=lost,
            )
    if told.dossiers:
        yield N_("Dossiers incomplets\u00a0: {liste}", liste=told.dossiers)
    yield from told.journal
    yield N_("Rien ne manque.") if told.entier else N_("La base abîmée n’a pas été touchée\u00a0: gardez-la.")


COMMANDS = (
    Verb(
        "restore",
        N_("remettre une sauvegarde, ou reprendre une base venue d’ailleurs"),
        _restore,
        [
            argument(
                "--from", dest="origin", required=True, metavar=N_("SAUVEGARDE"), help=N_("le dossier de la sauvegarde")
            ),
            argument("--preview", action="store_true", help=N_("dire seulement ce qui changerait")),
        ],
    ),
    Verb(
        "salvage",
        N_("récupérer ce qui se lit encore d’une base abîmée, dans une nouvelle"),
        _salvage,
        [
            argument(
                "--out",
                type=path_name,
                metavar=N_("FICHIER"),
                help=N_("la nouvelle base (par défaut, à côté de l’ancienne)"),
            )
        ],
        right="restauration",
    ),
)
