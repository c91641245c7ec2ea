"""Large inputs made to exhaust a reader: each within the size limits, or just refused by them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.hostile.documents import a_book, png_of, repacked

_LARGE = 9_900_000  # bytes: what is read at most
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET, _WORKBOOK, _STRINGS, _STYLES = (
    f"xl/{name}.xml" for name in ("worksheets/sheet1", "workbook", "sharedStrings", "styles")
)


def workbooks() -> Iterator[bytes]:
    """Zip bombs, endless rows and columns, entities, links outside, DDE, macros, a size that lies."""
    for many in ("<row/>" * 99_000, "<c/>" * 290_000, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'):
        yield _with(_SHEET, "worksheet", f"<sheetData>{many}</sheetData>")
    yield _with(_SHEET, "worksheet", f"<sheetData>{('<row>' + '<c><v>1</v></c>' * 190 + '</row>') * 380}</sheetData>")
    yield _with(_SHEET, "worksheet", "<a>" * 90_000)
    yield _with(_SHEET, "worksheet", "<c/>" * 5_000_000)
    yield _with(_STRINGS, "sst", f"<si><t>{'a' * 30_000_000}</t></si>")
    yield _with(_STYLES, "styleSheet", f"<cellXfs>{'<xf/>' * 49_000}</cellXfs>")
    yield repacked(a_book(), {"xl/media/image1.png": bytes(80_000_000)})
    for entity in ('<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">'):
        for encoding in ("utf-8", "utf-16"):
            text = f'<?xml version="1.0"?><!DOCTYPE w [{entity}]><worksheet {_NS}>&a;</worksheet>'
            yield repacked(a_book(), {_SHEET: text.encode(encoding)})
    yield repacked(a_book(), {"xl/vbaProject.bin": b"macro"})
    yield repacked(a_book(), {"../../../tmp/dehors.xml": b"<a/>", "/etc/dehors": b"", "xl\\..\\dehors": b""})
    dde = f'<externalLink {_NS}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    yield repacked(a_book(), {"xl/externalLinks/externalLink1.xml": dde.encode()})
    name = b"<definedNames><definedName name=\"_xlnm.Auto_Open\">cmd|'/c calc'!A0</definedName></definedNames>"
    yield repacked(a_book(), {_WORKBOOK: _part(_WORKBOOK).replace(b"</sheets>", b"</sheets>" + name)})
    yield _lying()


def tables() -> Iterator[bytes]:
    """What an import may be given: squares without end, endless blank rows, numbers that lie, deep nests."""
    cell = '<c r="{}"><v>1</v></c>'
    for many in (
        "".join(f'<row r="{n}"/>' for n in range(1, 300_001)),  # blank rows
        "<row/>" * 300_000 + '<row><c t="str"><v>a</v></c></row>',
        f'<row r="1">{cell.format("A1")}</row><row r="400000">{cell.format("GR400000")}</row>',
        f'<row r="1">{cell.format("A1")}</row><row r="2"><c s="0" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1">' + "<c><v>1</v></c>" * 60_000 + "</row>" + "<row><c><v>1</v></c></row>" * 10_000,
        '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "a" * 6_000_000 + "</t></is></c></row>",
        "<c/>" * 300_000,
    ):
        yield _with(_SHEET, "worksheet", f"<sheetData>{many}</sheetData>")
    yield _with(_SHEET, "worksheet", "<a>" * 100_000)
    merged = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 5_000))
    yield _with(
        _SHEET,
        "worksheet",
        f"<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData><mergeCells>{merged}</mergeCells>",
    )
    yield repacked(a_book(), {"xl/embeddings/classeur.xlsx": a_book(), "xl/zero.bin": bytes(30_000_000)})
    yield b'"a" b;"' + b'""' * 1_000_000 + b"\n"
    yield b"a;b\n" + b'"' * 300_000
    yield (b'"' + b"a" * 40 + b"\n") * 60_000
    yield b'"a"b;' * 300_000
    yield "é;à\n".encode("cp1252") * 300_000
    yield b";".join(b"a" for _ in range(200_000)) + b"\n"
    yield b"<html>" + b"<table><tr><td>" * 100_000
    yield b"<html><table>" + b"<tr><td rowspan=99999 colspan=99999>a" * 1_000 + b"</table>"
    yield b"<html><p " + b"a=1 " * 100_000 + b">"
    yield b'[{"a":' * 100_000
    yield b"[" + b"{}," * 20_000 + b'{"a": ' + b"9" * 500_000 + b"}]"


def _with(part: str, root: str, inside: str) -> bytes:
    return repacked(a_book(), {part: f'<?xml version="1.0"?><{root} {_NS}>{inside}</{root}>'.encode()})


def _part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(a_book())) as source:
        return source.read(name)


def _lying() -> bytes:
    """A part that says it takes ten bytes and takes twenty million."""
    book = bytearray(repacked(a_book(), {"xl/zzz.bin": bytes(20_000_000)}))
    at = book.rindex(b"PK\x01\x02")
    book[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(book)


def csvs() -> Iterator[bytes]:
    """Ten megabytes of nothing but separators, lines, titles, one cell, and lists of as many lines as are read."""
    yield b";" * _LARGE
    yield b"a;b\n" * (_LARGE // 4)
    yield b"Date;Nom;" + b"aaaaaa;" * 1_000_000 + b"\n"
    yield b'"' + b"a\n" * (_LARGE // 2)
    yield b"Date;Heure;Nom\n" + (b"14/09/2026 " * 40 + b";9h30;Ndiaye\n") * 4_000


def diaries() -> Iterator[bytes]:
    """Nests, folded lines, parameters without end, a zone that changes its hour every second since 1900."""
    event = "BEGIN:VEVENT\nUID:1\nDTSTART:20260914T073000Z\n{}\nEND:VEVENT\n"
    wholes = (
        "BEGIN:A\n" * 500_000,
        "BEGIN:VEVENT\n" * 5_000 + "END:VEVENT\n" * 5_000,
        event.format("SUMMARY:" + "a" * _LARGE),
        event.format("SUMMARY:" + "a\n " * 1_000_000),
        event.format("SUMMARY" + ";A=b" * 1_000_000 + ":x"),
        event.format("SUMMARY:" + "\\" * _LARGE),
        event.format("X-A:b\n" * 500_000),
        event.format("EXDATE:" + ",".join(["20260914T073000Z"] * 300_000)),
        event.format("ATTENDEE:mailto:a@b.fr\n" * 200_000),
        event.format("DESCRIPTION:" + "Nom : " * 500_000),
        *(
            _zone(rule) + event.format("").replace("DTSTART:", "DTSTART;TZID=Z:").replace("00Z", "00")
            for rule in _RULES
        ),
        "".join(event.format(f"SUMMARY:{number}") for number in range(3_000)),
    )
    for whole in wholes:
        yield f"BEGIN:VCALENDAR\nVERSION:2.0\n{whole}END:VCALENDAR\n".encode()


_RULES = (
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;UNTIL=99991231T000000Z",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=0",
)


def _zone(rule: str) -> str:
    return (
        "BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:19000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        f"RRULE:{rule}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


def images() -> Iterator[bytes]:
    """Images that say they are immense, or that would run a program to be drawn."""
    for size in ((20_000, 20_000), (60_000, 60_000), (2**31 - 1, 1), (1, 19_000_000)):
        yield png_of(*size)
    yield b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n%%EOF\n"
    yield b"GIF89a" + bytes([255] * 4) + bytes(10)
    yield b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"


def pdfs() -> Iterator[bytes]:
    """Pages larger than any sheet, trees that turn in circles, scripts."""
    for box in ("0 0 14400 14400", "0 0 1 1000000", "0 0 0 0", "0 0 1e30 1e30", "-1e9 -1e9 1e9 1e9"):
        yield _pdf(f"/MediaBox [{box}]".encode())
    yield _pdf(b"/MediaBox [0 0 600 800]", pages=b"/Kids [2 0 R 2 0 R]")
    yield _pdf(b"/MediaBox [0 0 600 800]", root=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
    yield _pdf(b"/MediaBox [0 0 600 800]", root=b"/OpenAction << /S /Launch /F (/bin/sh) >>")


def _pdf(page: bytes, root: bytes = b"", pages: bytes = b"/Kids [3 0 R]") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + root + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 " + pages + b" >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R " + page + b" >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )
