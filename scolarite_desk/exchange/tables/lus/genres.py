"""What a file is, told by its first bytes and never by its name; and in words, what to do of one that is no table."""

from __future__ import annotations

import re
from enum import Enum

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_, Msg


class Forme(Enum):
    """A kind of file that holds tables, with how it is named."""

    XLSX = N_("Classeur Excel (.xlsx)")
    XLS = N_("Ancien classeur Excel (.xls)")
    ODS = N_("Classeur OpenDocument (.ods)")
    PAGE = N_("Page HTML")
    JSON = N_("Fichier JSON")
    TEXTE = N_("Fichier texte")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_PICTURE = N_("C’est une image, dont le texte ne peut pas être lu\u00a0: demandez la liste en .xlsx, .ods ou .csv.")
_PACKED = N_("C’est une archive\u00a0: sortez-en d’abord la liste, puis donnez-la.")
_NO_TABLE: dict[bytes, Msg] = {
    b"%PDF": N_("Un PDF ne peut pas être lu comme une liste\u00a0: demandez-la en .xlsx, .ods ou .csv."),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"Rar!": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"\x1f\x8b": _PACKED,
    b"{\\rtf": N_("C’est un document RTF\u00a0: demandez la liste en .xlsx, .ods ou .csv."),
    b"SQLite format 3": N_("C’est une base de données\u00a0: exportez-en la liste en .xlsx, .ods ou .csv."),
    b"\xff\x00\x02\x00": N_("C’est un tableau de Works\u00a0: ouvrez-le dans LibreOffice, enregistrez-le en .xlsx."),
    b"\x00\x00\x02\x00": N_("C’est un tableau de Lotus\u00a0: ouvrez-le dans LibreOffice, enregistrez-le en .xlsx."),
    b"\x00\x00\x1a\x00": N_("C’est un tableau de Lotus\u00a0: ouvrez-le dans LibreOffice, enregistrez-le en .xlsx."),
    b"MZ": N_("C’est un programme\u00a0: il n’a pas été ouvert."),
}  # fmt: skip
# Excel before 97, a worksheet without a container: its first record says so.
_BIFF_ALONE = re.compile(rb"\x09[\x00\x02\x04]\x04\x00|\x09[\x02\x04]\x06\x00")
_OF_ZIP: tuple[tuple[str, Msg], ...] = (
    ("word/", N_("C’est un document Word\u00a0: copiez son tableau dans un tableur, enregistrez-le en .xlsx.")),
    ("ppt/", N_("C’est un diaporama\u00a0: demandez la liste en .xlsx, .ods ou .csv.")),
    ("xl/workbook.bin", N_("C’est un classeur binaire (.xlsb)\u00a0: enregistrez-le en .xlsx.")),
    ("Index/", N_("C’est un tableau de Numbers\u00a0: exportez-le en .xlsx depuis Numbers.")),
)
_OF_OLE: tuple[tuple[str, Msg], ...] = (
    ("WordDocument", N_("C’est un ancien document Word\u00a0: copiez son tableau dans un tableur.")),
    ("PowerPoint Document", N_("C’est un diaporama\u00a0: demandez la liste en .xlsx, .ods ou .csv.")),
    ("__nameid_version1.0", N_("C’est un message\u00a0: enregistrez d’abord la liste qui y est jointe.")),
)
_SHEET_2003 = N_(
    "C’est un classeur «\u00a0XML 2003\u00a0»\u00a0: ouvrez-le dans votre tableur, enregistrez-le en .xlsx."
)
_FLAT = N_(
    "C’est un classeur «\u00a0.fods\u00a0»\u00a0: ouvrez-le dans LibreOffice, enregistrez-le en .ods ou en .xlsx."
)
_XML = N_("C’est un fichier XML\u00a0: demandez la liste en .xlsx, .ods ou .csv.")
_DIARY = N_("C’est un agenda (.ics)\u00a0: il se donne à l’import des rendez-vous.")
_CARDS = N_("Ce sont des contacts (.vcf)\u00a0: demandez la liste en .xlsx, .ods ou .csv.")


def form_of(data: bytes) -> Forme:
    """What this file is. `Refused` for what is no table: it is named, with what to do."""
    for signature, why in _NO_TABLE.items():
        if data.startswith(signature):
            raise Refused(why)
    if data[4:12] in {b"ftypheic", b"ftypavif", b"ftypmif1"} or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise Refused(_PICTURE)
    if _BIFF_ALONE.match(data):
        raise Refused(N_("C’est un classeur d’avant Excel 97\u00a0: enregistrez-le en .xlsx avec LibreOffice."))
    if data.startswith(_ZIP):
        return _of_archive(data)
    return Forme.XLS if data.startswith(OLE) else _of_text(data)


def refuse_other_ole(data: bytes) -> None:
    """`Refused` for a container of Microsoft that holds no workbook: the names of its parts are in clear."""
    for name, why in _OF_OLE:
        if name.encode("utf-16-le") in data:
            raise Refused(why)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise Refused(N_("Ce fichier n’est pas un classeur\u00a0: demandez la liste en .xlsx, .ods ou .csv."))


def _of_archive(data: bytes) -> Forme:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                return Forme.XLSX
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception as error:  # whatever a damaged archive makes the reader do
        raise damaged() from error
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Forme.ODS
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise Refused(N_("C’est un document texte\u00a0: copiez son tableau dans un tableur, enregistrez-le en .ods."))
    for beginning, why in _OF_ZIP:
        if any(name.startswith(beginning) for name in names):
            raise Refused(why)
    raise Refused(_PACKED)


def damaged() -> Refused:
    """What is said of a workbook that its reader cannot follow."""
    return Refused(N_("Ce classeur est abîmé\u00a0: ouvrez-le dans votre tableur et enregistrez-le de nouveau."))


def _of_text(data: bytes) -> Forme:
    head = data[:4_000].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n").lower()
    if head.startswith((b"begin:vcalendar", b"begin:vcard")):
        raise Refused(_DIARY if b"vcalendar" in head[:20] else _CARDS)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        raise Refused(_SHEET_2003)
    if head.startswith(b"<") and b"<html" not in head and b"<table" not in head and b"<!doctype html" not in head:
        raise Refused(_FLAT if b"office:document" in head else _XML)
    if head.startswith(b"<"):
        return Forme.PAGE
    return Forme.JSON if re.match(rb"\{\s*[\"}]|\[\s*[\[{\]]", head) else Forme.TEXTE
