"""Tables that people bring: workbooks, text, JSON, read without trusting them. The content says what a file is."""

from __future__ import annotations

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import IMPORT, Bornes
from scolarite_desk.exchange.tables.lus.classeur_lu import read_workbook
from scolarite_desk.exchange.tables.lus.codage import decode
from scolarite_desk.exchange.tables.lus.genres import SorteDeFichier, form_of
from scolarite_desk.exchange.tables.lus.lu import Remarques, TablesLues
from scolarite_desk.exchange.tables.lus.objets import read_json
from scolarite_desk.exchange.tables.lus.page import read_page
from scolarite_desk.exchange.tables.lus.serrure import is_protected, unlocked
from scolarite_desk.exchange.tables.lus.texte import read_text
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress


def read_tables(
    data: bytes, password: str | None = None, *, bornes: Bornes = IMPORT, progress: Progress | None = None
) -> TablesLues:
    """The visible sheets of a workbook, or the one table of a text, a page, a JSON; and what was told while reading.

    Raises `Refused`, in words: no table, damaged, beyond `bornes`; at the field `mot_de_passe`, when it lacks.
    """
    if len(data) > bornes.octets:
        raise Refused(
            N_("Ce fichier dépasse {limite} Mo\u00a0: partagez-le en plusieurs.", limite=bornes.octets // 1_000_000)
        )
    notes, progress = Remarques(), progress or Progress()
    if is_protected(data):
        data = unlocked(data, password)
    forme = form_of(data)
    if forme in {SorteDeFichier.XLSX, SorteDeFichier.XLS, SorteDeFichier.ODS}:
        sheets = read_workbook(data, forme, bornes, notes, progress)
    else:
        sheets = [_READERS[forme](decode(data, notes), bornes, notes)]
    return TablesLues(forme.value, tuple(sheets), notes.all())


_READERS = {SorteDeFichier.PAGE: read_page, SorteDeFichier.JSON: read_json, SorteDeFichier.TEXTE: read_text}
