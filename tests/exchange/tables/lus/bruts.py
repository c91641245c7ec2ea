"""Files made byte by byte, by nothing that reads them: workbooks as zips of XML, and what surrounds them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>'
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs>"
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/>'
    '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_MAC = '<workbookPr date1904="1"/>'
DAY, HOUR, MOMENT = 1, 2, 3  # styles of cells


def text(place: str, words: str) -> str:
    """A cell of an .xlsx that holds words."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def number(place: str, value: object, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """A sheet whose rows are the cells given, from the first line."""
    lines = "".join(f'<row r="{rank}">{cells}</row>' for rank, cells in enumerate(rows, 1))
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{lines}</sheetData>{after}</worksheet>'


def xlsx(*sheets: str, states: tuple[str, ...] = (), mac: bool = False, extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook of these sheets, « F1 », « F2 »...; `states`: « hidden », one a sheet."""
    many = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="F{n}" sheetId="{n}" {f"state={quoteattr(states[n - 1])}" if states and states[n - 1] else ""} '
        f'r:id="r{n}"/>'
        for n in many
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in many
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in many
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"{_MAC if mac else ''}<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{n}.xml": one for n, one in zip(many, sheets, strict=True)},
    }
    return packed({name: part.encode() for name, part in parts.items()} | (extra or {}))


def ods(rows: str, name: str = "Liste", hidden: bool = False) -> bytes:
    """A workbook of OpenDocument with one sheet, or a hidden one too."""
    other = '<table:table table:name="Masquée" table:style-name="m"><table:table-row/></table:table>' if hidden else ""
    spaces = "".join(f' xmlns:{one}="{_ODF}:{one}:1.0"' for one in ("office", "table", "text", "style"))
    content = (
        f'<office:document-content{spaces} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:'
        'calcext:1.0"><office:automatic-styles><style:style style:name="m" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table>{other}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"/>'.encode()
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content.encode()})


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()
