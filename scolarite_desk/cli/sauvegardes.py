"""Commands about backups: make, list, read again, take to another computer."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import path_name
from scolarite_desk.cli.opening import Usage, opened
from scolarite_desk.errors import Unavailable
from scolarite_desk.models.rows.backup import GENRES
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, joined, verbatim

if TYPE_CHECKING:
    pass


def _backup(args: Arguments) -> Answer:
    """A backup now, in this desk's folder or in another."""
    from scolarite_desk.services import backup

    with opened(args) as store:
        if args.to:
            made, second = backup.back_up_to(store, Path(args.to), progress()), NOTHING
        else:
            done = backup.back_up(store, progress())
            made, second = done.sauvegarde, done.second
    value = {"sauvegarde": str(made.dossier), "octets": made.manifeste.taille, "second": second or None}
    return Answer(
        value,
        [
            N_("{dossier}\u00a0: {taille}, relue et bonne.", dossier=made.dossier, taille=_size(made.manifeste.taille)),
            *([second] if second else []),
        ],
    )


def _backups(args: Arguments) -> Answer:
    """The backups of the base; with `--verify`, each is read through."""
    from scolarite_desk.services import backup

    with opened(args) as store:
        zone = store.fuseau
        if chosen := _decided(args):
            backup.choose(store, **chosen)
        rows = backup.listed(store)
        wrong = {}
        for row in rows if args.verify else ():
            try:
                backup.verify(store, row.dossier, progress())
            except Unavailable as error:
                wrong[row.dossier] = error.message
    value = [_told(row) | ({"bonne": row.dossier not in wrong} if args.verify else {}) for row in rows]
    lines = [joined("\n  ✗ ", _line(row, zone), wrong.get(row.dossier, NOTHING)) for row in rows]
    return Answer(value, lines or [N_("Aucune sauvegarde.")], code=1 if wrong else 0)


def _move(args: Arguments) -> Answer:
    """A whole base in a folder, for another computer."""
    from scolarite_desk.services import backup

    with opened(args) as store:
        made = backup.move(store, Path(args.to), progress())
    lines = [
        N_(
            "{dossier}\u00a0: la base et son coffre, {taille}.",
            dossier=made.dossier,
            taille=_size(made.manifeste.taille),
        ),
        N_("Sur l’autre ordinateur\u00a0: restore --from CE_DOSSIER --base FICHIER. Ne travaillez plus ici ensuite."),
    ]
    return Answer({"sauvegarde": str(made.dossier), "octets": made.manifeste.taille}, lines)


def _decided(args: Arguments) -> dict[str, object]:
    """What the arguments change of where backups go, and how often."""
    folder = {"dossier": Path(args.folder)} if args.folder else {}
    second = {"second": None if args.second == "-" else Path(args.second)} if args.second else {}
    return {**folder, **second, **({"heures": _hours(args.hours)} if args.hours else {})}


def _hours(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 24:
        raise Usage(N_("«\u00a0{saisie}\u00a0» n’est pas un nombre d’heures, de 1 à 24.", saisie=text))
    return int(text)


def _size(count: int) -> Msg:
    return N_("{taille}\u00a0Mo", taille=f"{count / 1_000_000:.1f}".replace(".", ","))


def _told(row: Any) -> dict[str, Any]:
    return {
        "sauvegarde": str(row.dossier),
        "quand": row.quand.isoformat(),
        "genre": row.genre,
        "octets": row.taille,
        "second": row.second,
        "entiere": row.entiere,
        "expire": row.expire.isoformat() if row.expire else None,
        "effaces": row.effaces,
        "travaux": row.travaux,
    }


def _line(row: Any, zone: tzinfo) -> Msg:
    parts = [show_instant(row.quand, zone), GENRES.get(row.genre) or verbatim(row.genre), _size(row.taille)]
    parts += [] if row.entiere else [N_("incomplète")]
    if row.effaces and row.expire:
        parts.append(N_("contient encore une personne effacée, jusqu’au {jour}", jour=f"{row.expire:%d/%m/%Y}"))
    elif row.effaces:
        parts.append(N_("contient encore une personne effacée, à supprimer"))
    return joined("\n  ", joined(", ", *parts), verbatim(str(row.dossier)))


COMMANDS = (
    Verb(
        "backup",
        N_("sauvegarder la base, et relire la sauvegarde"),
        _backup,
        [
            argument(
                "--to",
                type=path_name,
                metavar=NC_("répertoire", "DOSSIER"),
                help=N_("ailleurs que dans le dossier de ce poste"),
            )
        ],
    ),
    Verb(
        "backups",
        N_("les sauvegardes de la base, et où ce poste les range"),
        _backups,
        [
            argument("--verify", action="store_true", help=N_("les relire toutes")),
            argument("--folder", metavar=NC_("répertoire", "DOSSIER"), help=N_("les ranger désormais dans ce dossier")),
            argument(
                "--second",
                metavar=NC_("répertoire", "DOSSIER"),
                help=N_("et dans celui-ci, une clé par exemple (- pour aucun)"),
            ),
            argument("--hours", metavar="N", help=N_("une sauvegarde toutes les N heures")),
        ],
    ),
    Verb(
        "move",
        N_("copier la base dans un dossier, pour un autre ordinateur"),
        _move,
        [
            argument(
                "--to",
                type=path_name,
                required=True,
                metavar=NC_("répertoire", "DOSSIER"),
                help=N_("une clé par exemple"),
            )
        ],
    ),
)
