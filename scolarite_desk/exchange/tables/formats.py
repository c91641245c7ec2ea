"""The formats that a table leaves in, one line each: a new one is a line here."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO, Any, Protocol

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.chiffre import encrypt
from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.classeur_ods import write_ods
from scolarite_desk.exchange.tables.csv_rows import write_book
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.exchange.tables.json_rows import write_json
from scolarite_desk.langue import Langue
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress


class TableWriter(Protocol):
    """What writes a table of that format."""

    def __call__(
        self, stream: IO[bytes], classeur: Classeur, rows: Collection[Any], progress: Progress, *, langue: Langue
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class FormatTable:
    """One format: what it is called, what its files end with, who writes it, what it holds or lacks.

    `sans_mot_de_passe`: why a password cannot close it; none where one can.
    """

    libelle: Msg
    suffixe: str
    ecrire: TableWriter
    dit: Msg
    sans_mot_de_passe: Msg | None


_NOT_ODS = N_("Aucun outil entretenu ne protège un classeur LibreOffice\u00a0: choisissez Excel.")
_NOT_TEXT = N_("Un fichier texte n’a pas de mot de passe\u00a0: choisissez Excel.")

FORMATS: dict[str, FormatTable] = {
    "xlsx": FormatTable(
        N_("Excel"), ".xlsx", write_workbook,
        N_("Vraies dates, filtre, et une seconde feuille qui dit d’où viennent les lignes."), None,
    ),
    "ods": FormatTable(
        N_("LibreOffice"), ".ods", write_ods, N_("La même chose pour LibreOffice, jusqu’à 5 millions de cellules."),
        _NOT_ODS,
    ),
    "csv": FormatTable(
        N_("Texte (CSV)"), ".csv", write_book,
        N_("Les lignes seules, séparées par des points-virgules\u00a0: rien n’y dit d’où elles viennent."), _NOT_TEXT,
    ),
    "json": FormatTable(
        N_("JSON"), ".json", write_json, N_("Pour un programme\u00a0: de vrais nombres, et d’où viennent les lignes."),
        _NOT_TEXT,
    ),
}  # fmt: skip


def check_password(fmt: str, password: str) -> None:
    """`Refused` for a password that this format cannot bear, and why."""
    why = FORMATS[fmt].sans_mot_de_passe
    if password and why is not None:
        raise Refused(why, "mot_de_passe")


def write_table(
    fmt: str,
    stream: IO[bytes],
    classeur: Classeur,
    rows: Collection[Any],
    progress: Progress,
    *,
    langue: Langue,
    password: str = "",
) -> None:
    """Write a table in a format; with a password, made in memory first: its plain text is never on the disk."""
    check_password(fmt, password)
    made = io.BytesIO() if password else stream
    FORMATS[fmt].ecrire(made, classeur, rows, progress, langue=langue)
    if isinstance(made, io.BytesIO) and password:
        encrypt(made, stream, password)
