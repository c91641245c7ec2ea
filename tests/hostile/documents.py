"""Files that people bring or another desk sends: diaries, lists, workbooks, images, PDFs; and ours, of any text."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from functools import cache

from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.reconnaitre import reconnaitre
from scolarite_desk.exchange.papers import lettres, recu
from scolarite_desk.exchange.pdf.figures import readable
from scolarite_desk.exchange.pdf.join import Binding
from scolarite_desk.exchange.pdf.kept import Damaged
from scolarite_desk.exchange.tables.csv_rows import harmless
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.exchange.tables.valeurs import text_of
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.candidature_lue import PieceDue, PiecesLues
from scolarite_desk.models.rows.personne_lue import Coded
from scolarite_desk.msg import verbatim
from tests.exchange.imports.fabrique import fichiers, tableaux
from tests.exchange.papers.papiers_inventes import FRANCAIS, LETTRE, RECU
from tests.exchange.rendezvous import essais
from tests.exchange.tables.decisions_inventees import EXPORT, decision
from tests.exchange.word import documents as word
from tests.hostile.guard import progress

TODAY = date(2026, 9, 1)


def appointments(data: bytes) -> None:
    found = essais.read(data, TODAY, progress=progress())
    for one in found.rendezvous:
        assert len(one.cle) == 32
        assert len(one.nom) <= 200
    for fault in found.fautes:
        assert fault


def table(data: bytes) -> None:
    """Any table, with or without a password: sheets of cells, and remarks that are sentences."""
    tables = read_tables(data, "essai", progress=progress())
    for sheet in tables:
        for number, row in sheet.lignes:
            assert number >= 1
            assert all(not isinstance(text_of(cell), bytes) for cell in row)
    assert all(kept(one.dite()) for one in tables.remarques)


def tables() -> list[bytes]:
    from tests.exchange.tables.lus import bruts, test_classeurs

    page = b"<html><table><tr><td rowspan=2>Nom<td>Note</tr><tr><td colspan=3>1</tr></table>"
    rows = b'{"lignes": [{"Nom": "Ndiaye", "Note": 14.5}, {"Nom": null}]}'
    sheet = bruts.sheet(bruts.text("A1", "Nom") + '<c r="B1" t="e"><v>#N/A</v></c>', '<c r="A2"><f>1</f></c>')
    cells = '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/>'
    return [
        bruts.xlsx(sheet),
        bruts.ods(f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'),
        test_classeurs.OLD.read_bytes(),
        page,
        rows,
        b'Nom;Note\n"a" b;14,5\n' + "Né;le\n".encode("cp1252"),
        "Nom\tNé le\nA\t04/23/2004\n".encode("utf-16"),
    ]


def diaries() -> list[bytes]:
    event = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//essai//FR\nBEGIN:VEVENT\nUID:1@agenda\n"
        "DTSTART;TZID=Europe/Paris:20260914T093000\n{}\nSUMMARY:Inscription\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    more = (
        "DTEND;TZID=Europe/Paris:20260914T095000",
        "DURATION:PT15M\nATTENDEE;CN=Awa N’Guessan:mailto:awa@exemple.fr",
        r"DESCRIPTION:Nom : Kermarec\nPrénom : Maëlle\nDate de naissance : 07/03/2004",
        "RRULE:FREQ=DAILY;COUNT=10",
        "BEGIN:VALARM\nTRIGGER:-PT15M\nEND:VALARM",
        "RECURRENCE-ID;VALUE=DATE:20260914\nSTATUS:CANCELLED",
    )
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Chez nous\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\n"
        "TZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT"
    )
    texts = [event.format(one) for one in more]
    return [
        text.encode()
        for text in (*texts, texts[0].replace("BEGIN:VEVENT", zone, 1).replace("Europe/Paris", "Chez nous"))
    ]


def csvs() -> list[bytes]:
    one = "Date;Heure;Nom;Prénom;Né le;Motif;Durée\n14/09/2026;9h30;Ndiaye;Awa;7/3/04;CVEC;20 min\n"
    return [
        one.encode(),
        one.encode("utf-16"),
        one.replace(";", "\t").encode("cp1252"),
        b'Debut,Nom\n"2026-09-14T09:30:00Z","a\nb"\n',
    ]


def importables() -> tuple[bytes, ...]:
    """A file of each kind, as text and, the smallest, as a workbook."""
    kinds = (
        tableaux.ecandidat(), tableaux.mon_master(2), tableaux.admis(), tableaux.admis("parametrable"),
        tableaux.donnees(), tableaux.pegase(), tableaux.formations(), tableaux.calendrier(), tableaux.libre(),
    )  # fmt: skip
    return (*map(fichiers.csv, kinds), fichiers.xlsx(("Calendrier", tableaux.calendrier())))


def imported(data: bytes) -> None:
    """Whatever its kind is taken for, each line says where it stands, and its texts have a place and are not blank."""
    tables = read_tables(data)
    found = reconnaitre(tables)
    assert found.pourquoi
    for choix in ({}, {0: "identite.ne_le", 1: "adresse.code_postal", 2: "ine.valeur", 3: "bac.annee"}):
        source = lire(tables, found, choix=choix)
        for line in source.lignes:
            assert line.lieu.ligne >= 1
            assert all(path and text for path, text in line.valeurs.items())
            assert line.fautes.keys() <= line.valeurs.keys()
            assert len(line.brut) >= len(source.colonnes)


@cache
def a_book() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Date", "Heure", "Nom", "Motif"])
    sheet.append([date(2026, 9, 14), time(9, 30), "Ndiaye", "=1+1"])
    sheet.append(['=HYPERLINK("http://x")', 0.5, "'=1", "@SUM(A1)"])
    book.create_sheet("Deuxième").append(["rien"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbooks() -> list[bytes]:
    return [a_book(), repacked(a_book(), {}, zipfile.ZIP_STORED)]


def repacked(data: bytes, changed: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same workbook with parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", how) as target:
        parts = {name: source.read(name) for name in source.namelist()} | changed
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


@cache
def _names() -> list[str]:
    with zipfile.ZipFile(io.BytesIO(a_book())) as source:
        return sorted(source.namelist())


def workbook_part(data: bytes) -> None:
    """A whole archive around one part: its name is chosen by the first byte."""
    if data:
        appointments(repacked(a_book(), {_names()[data[0] % len(_names())]: data[1:]}))


def parts() -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(a_book())) as source:
        return [bytes([rank]) + source.read(name) for rank, name in enumerate(_names())]


def logo(data: bytes) -> None:
    """A letterhead: the image is printed, or said to be unreadable."""
    if readable(data):
        rendered = recu.render(replace(RECU, service=replace(RECU.service, logo=data)), FRANCAIS)
        assert rendered.octets.startswith(b"%PDF")


def drawing(data: bytes) -> None:
    """A logo in SVG: written anew, or refused."""
    from scolarite_desk.exchange.pdf.svg import cleaned

    cleaned(data)


def drawings() -> list[bytes]:
    from tests.exchange.pdf.test_svg import LOGO

    return [LOGO]


def logos() -> list[bytes]:
    from PIL import Image

    found = []
    for kind, mode in (("PNG", "RGBA"), ("PNG", "1"), ("JPEG", "RGB"), ("JPEG", "CMYK"), ("GIF", "P"), ("TIFF", "RGB")):
        out = io.BytesIO()
        Image.new(mode, (40, 20)).save(out, kind)
        found.append(out.getvalue())
    return [*found, png_of(4, 4)]


def png_of(width: int, height: int) -> bytes:
    """A PNG that says that size, and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(64))) + chunk(b"IEND", b"")
    )


def pdf(data: bytes) -> None:
    """A document that another desk kept: drawn as the preview draws it."""
    from scolarite_desk.ui.desk.leaves import Pages

    pages = Pages(data)
    try:
        for number in range(min(len(pages), 3)):
            pages.draw(number, 900 / max(pages.sizes[number][0], 1))
    finally:
        pages.close()


def pdfs() -> list[bytes]:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    canvas.drawString(40, 700, "Ndiaye")
    canvas.showPage()
    canvas.save()
    return [out.getvalue()]


def kept_letter(data: bytes) -> None:
    """A letter of the register, bound in one file with others: whole or not at all."""
    binding = Binding()
    with suppress(Damaged):
        binding.add("L01-2026-00001", data)
        assert binding.pages
        return
    assert not binding.pages


def kept_letters() -> list[bytes]:
    return [lettres.render(LETTRE, FRANCAIS).octets]


def printed(data: bytes) -> None:
    """Any text of a dossier on a receipt."""
    text = data.decode("utf-8", "surrogateescape")
    pieces = tuple(replace(piece, motif=text[:500]) for piece in RECU.pieces)
    rendered = recu.render(replace(RECU, nom=text[:200], pieces=pieces), FRANCAIS)
    assert rendered.octets.startswith(b"%PDF")


def texts() -> list[bytes]:
    found = (
        "Ndiaye <b>Awa</b> &amp;",
        "=1+1",
        "@SUM(A1)",
        "+33",
        "-1",
        "\t=1",
        "\uff1d1+1",
        "<para>",
        "_x0041_",
        "مرحبا",
        "𝔘",
    )
    return [text.encode() for text in found]


def exported(data: bytes) -> None:
    """Any text of a dossier in the workbook and in the text file: a spreadsheet finds text, and nothing to compute."""
    import openpyxl

    text = data.decode("utf-8", "surrogateescape")
    known = decision(1)
    personne = replace(known.personne, nom_naissance=text, prenom=text[:100], notes=(text[:50],))
    pieces = PiecesLues(dues=(PieceDue("X", text[:50], refusee=True),))
    row = replace(known, personne=personne, pieces=pieces, avis=replace(known.avis, motif=Coded(None, text)))
    meta = replace(EXPORT, par=text[:60], filtre=verbatim(text[:100]), etablissement=verbatim(text[:60]))
    columns = [colonne.cle for colonne in COLONNES]
    book, lines = io.BytesIO(), io.BytesIO()
    write_decisions([row], meta, "xlsx", book, columns, langue=FRANCAIS)
    write_decisions([row], meta, "csv", lines, columns, langue=FRANCAIS)
    for sheet in openpyxl.load_workbook(book).worksheets:
        for cell in (cell for cells in sheet.iter_rows() for cell in cells):
            assert cell.data_type != "f", cell.value
    for cells in csv.reader(io.StringIO(lines.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in cells:
            assert cell == "-" or not cell.startswith(("=", "+", "@", "\t", "\r", "-")) or cell == harmless(cell)


def word_model(content: bytes) -> object:
    """A model that is brought, then a letter of it."""
    from scolarite_desk.exchange.word.fusion import merged, read
    from scolarite_desk.models.rules.champs import CHAMPS

    read(content)
    return merged(content, {name: f"valeur de {name}" for name in CHAMPS})


def word_models() -> Sequence[bytes]:
    """Whole ones, packed or not: what spoils the bytes then meets the words."""
    return [word.LETTRE, word.loose(word.LETTRE)]


def word_attacks() -> Iterator[bytes]:
    """An archive that unpacks without end, a part that is one long text, a thousand fields."""
    yield word.document(word.paragraph(), word__media__a_DOT_png=bytes(1 << 28))
    yield word.document(word.paragraph(word.run("a" * 30_000_000)))
    yield word.document(*[word.paragraph(word.merge("nom")) for _ in range(3_000)])
    yield word.document("<w:p>" * 5_000 + "</w:p>" * 5_000)
