"""The files that a command is given: where to write, and JSON to read, with one sentence for what is wrong with it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from scolarite_desk.cli.command import Argument, Arguments, argument
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_, Msg

LARGEST = 10_000_000  # bytes: no dossier comes near it

_FILE, _WHERE = N_("FICHIER"), N_("où l’écrire")
FORCE = argument("--force", action="store_true", help=N_("remplacer le fichier qui porte déjà ce nom"))


def to_write(*, required: bool = True, metavar: Msg = _FILE, help: Msg = _WHERE) -> list[Argument]:
    """`--out`, and what it takes to replace a file: a command cannot ask."""
    return [argument("--out", type=path_name, required=required, metavar=metavar, help=help), FORCE]


def path_name(text: str) -> str:
    """A path as it stands; a blank one, of a variable that was never set, would be the folder of the moment."""
    if not text.strip():
        raise ValueError("blank")
    return text


def out_of(args: Arguments) -> Path:
    """The file of `--out`. `Refused` when it is there already and nobody said to replace it."""
    return unless_there(Path(args.out), args)


def unless_there(path: Path, args: Arguments) -> Path:
    """This file or folder, if it is not there yet or `--force` says to replace it."""
    if not args.force and os.path.lexists(path):
        raise Refused(
            N_(
                "« {nom} » existe déjà : donnez un autre nom, ou ajoutez --force pour le remplacer.",
                nom=path.name,
            ),
            "sortie",
        )
    return path


def read_json(name: str) -> Any:
    """What the file holds, or the standard input for `-`. `Unavailable` or `Refused`, in words."""
    text = _typed(LARGEST + 1) if name == "-" else _text(Path(name))
    if len(text) > LARGEST:
        raise Refused(
            N_("«\u00a0{nom}\u00a0» est trop gros\u00a0: {nombre} Mo au plus.", nom=name, nombre=LARGEST // 1_000_000)
        )
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Refused(
            N_(
                "«\u00a0{nom}\u00a0» n’est pas du JSON lisible (ligne {ligne}, colonne {colonne})\u00a0: corrigez-le.",
                nom=name,
                ligne=error.lineno,
                colonne=error.colno,
            )
        ) from None
    except ValueError:
        raise Refused(N_("«\u00a0{nom}\u00a0» n’est pas du JSON lisible\u00a0: corrigez-le.", nom=name)) from None
    except RecursionError:
        raise Refused(N_("«\u00a0{nom}\u00a0» emboîte trop d’accolades\u00a0: corrigez-le.", nom=name)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. `Refused` when a key stands there twice: one of its values would be lost without a word."""
    read: dict[str, Any] = {}
    for key, value in pairs:
        if key in read:
            raise Refused(N_("«\u00a0{champ}\u00a0» est donné deux fois\u00a0: gardez-en un.", champ=key), key)
        read[key] = value
    return read


def given(value: str) -> str:
    """A value as it stands on the command line, or for `-` what the standard input holds, its last end of line aside:
    arguments show in the list of processes.
    """
    if value != "-":
        return value
    text = _typed(LARGEST + 1)
    if len(text) > LARGEST:
        raise Refused(N_("L’entrée est trop grosse pour une valeur."))
    return text.removesuffix("\n").removesuffix("\r")


def _typed(most: int) -> str:
    try:
        return sys.stdin.read(most)
    except UnicodeDecodeError:
        raise Refused(N_("L’entrée n’est pas écrite en UTF-8\u00a0: enregistrez-la ainsi.")) from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:  # some files never end
            octets = stream.read(LARGEST + 1)
        return " " * len(octets) if len(octets) > LARGEST else octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            N_("«\u00a0{chemin}\u00a0» n’est pas écrit en UTF-8\u00a0: enregistrez-le ainsi.", chemin=path)
        ) from None
    except OSError as error:
        raise Unavailable(
            N_("«\u00a0{chemin}\u00a0» ne peut pas être lu\u00a0: vérifiez le chemin et vos droits.", chemin=path)
        ) from error
