"""A workbook in OpenDocument: odfdo makes the document and its second sheet, our own rows fill the data sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from scolarite_desk.exchange.fichier import language_tag
from scolarite_desk.exchange.tables.classeur import check_size
from scolarite_desk.exchange.tables.colonne import Genre, batches, plain
from scolarite_desk.exchange.tables.gabarit import ACCENT, ACROSS, HAIRLINE, MUTED, Classeur, Fact, pages_wide
from scolarite_desk.exchange.tables.ods_rows import rows_writer, text_cell
from scolarite_desk.exchange.tables.xlsx_rows import column_letter
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rules import dates
from scolarite_desk.msg import Msg
from scolarite_desk.progress import Progress

CELLS_LIMIT = 5_000_000  # LibreOffice opens more with great pain: its sheet is one text, read whole

_CHARACTER = 0.21  # centimetres
_HERE = '<table:table-row table:style-name="ici"/>'  # where our rows go
_ALIGNED = {"left": "start", "center": "center", "right": "end"}
_DAY = '<number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/>' \
       '<number:text>/</number:text><number:year number:style="long"/>'  # fmt: skip
_HOUR = '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>' \
        '<number:minutes number:style="long"/>'  # fmt: skip
_NUMBERS = {
    Genre.JOUR: f'<number:date-style style:name="n_jour">{_DAY}</number:date-style>',
    Genre.INSTANT: f'<number:date-style style:name="n_instant">{_DAY}{_HOUR}</number:date-style>',
    Genre.ENTIER: '<number:number-style style:name="n_entier"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>',
    Genre.MONTANT: '<number:number-style style:name="n_montant"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1" number:grouping="true"/><number:text> €</number:text></number:number-style>',
}


def write_ods(
    stream: IO[bytes], classeur: Classeur, rows: Collection[Any], progress: Progress, *, langue: Langue
) -> None:
    """Write the whole workbook, saying every 500 rows how far it is. Raises `Refused` beyond `CELLS_LIMIT`."""
    check_size(len(rows), len(classeur.colonnes), CELLS_LIMIT)
    write_rows = rows_writer(classeur.colonnes, classeur.fuseau, langue)
    with (
        zipfile.ZipFile(_made(classeur, len(rows), langue)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
    ):
        for part in made.infolist():  # its type first and not compressed, as they stand
            if part.filename != "content.xml":
                archive.writestr(part, made.read(part))
        before, after = made.read("content.xml").split(_HERE.encode())
        with archive.open("content.xml", "w") as sheet:
            sheet.write(before)
            for _done, batch in batches(rows, progress):
                sheet.write(write_rows(batch))
            sheet.write(after)


def _made(classeur: Classeur, rows: int, langue: Langue) -> IO[bytes]:
    """The document with its two sheets, in a language; the first has no row yet."""
    from odfdo import Document, Element

    made = Document("spreadsheet")
    made.meta.title, made.meta.creator = plain(said(classeur.titre, langue)), plain(classeur.par)
    made.meta.language = language_tag(langue)
    made.meta.set_creation_date(dates.utc(classeur.le, classeur.fuseau).replace(tzinfo=None))
    content: Any = made.get_part("content.xml")
    for style in _styles(classeur):
        content.get_element("//office:automatic-styles").append(Element.from_tag(style))
    styles: Any = made.get_part("styles.xml")
    styles.get_element("//office:automatic-styles").append(Element.from_tag(_LAYOUT.format(pages_wide(classeur))))
    styles.get_element("//office:master-styles").append(Element.from_tag(_MASTER))
    made.body.clear()
    for sheet in (_data(classeur, langue), _about(classeur, langue), _filter(classeur, rows, langue)):
        made.body.append(Element.from_tag(sheet))
    saved = io.BytesIO()
    made.save(saved)
    return saved


_LAYOUT = (
    '<style:page-layout style:name="paysage"><style:page-layout-properties fo:page-width="29.7cm" '
    'fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1cm" style:scale-to-X="{}" '
    'style:scale-to-Y="0"/></style:page-layout>'
)
_MASTER = '<style:master-page style:name="Paysage" style:page-layout-name="paysage"/>'


def _styles(classeur: Classeur) -> Iterator[str]:
    """Of numbers, then of the cells, columns and rows that name them."""
    yield from _NUMBERS.values()
    for genre in Genre:
        data = f' style:data-style-name="n_{genre.value}"' if genre in _NUMBERS else ""
        yield _cell(genre.value, genre, f'fo:border-bottom="0.5pt solid #{HAIRLINE}"', data=data)
        yield _cell(
            f"tete_{genre.value}", genre, f'fo:background-color="#{ACCENT}"', f'fo:color="#FFFFFF" {_BOLD}', wrap=True
        )
    yield _cell("titre", None, "", f'fo:color="#{ACCENT}" {_BOLD}', size=16)
    yield _cell("nom", None, f'fo:border-bottom="0.5pt solid #{HAIRLINE}"', f'fo:color="#{MUTED}"', wrap=True)
    yield _cell("dit", None, f'fo:border-bottom="0.5pt solid #{HAIRLINE}"', wrap=True)
    for width in sorted({one.largeur for one in classeur.colonnes} | set(_ABOUT)):
        yield (
            f'<style:style style:name="l{width}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * _CHARACTER:.2f}cm"/></style:style>'
        )
    yield (
        '<style:style style:name="ligne" style:family="table-row"><style:table-row-properties '
        'style:use-optimal-row-height="true"/></style:style>'
    )
    yield '<style:style style:name="feuille" style:family="table" style:master-page-name="Paysage"/>'


_BOLD = 'fo:font-weight="bold"'
_ABOUT = (26, 78)  # characters


def _cell(
    name: str,
    genre: Genre | None,
    properties: str,
    text: str = "",
    *,
    data: str = "",
    wrap: bool = False,
    size: int = 10,
) -> str:
    wrapped = ' fo:wrap-option="wrap"' if wrap or genre is Genre.LONG else ""
    across = _ALIGNED[ACROSS.get(genre, "left")] if genre else "start"
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}>'
        f'<style:table-cell-properties {properties} style:vertical-align="middle" style:text-align-source="fix" '
        f'fo:padding="0.08cm"{wrapped}/><style:paragraph-properties fo:text-align="{across}"/>'
        f'<style:text-properties fo:font-family="Liberation Sans" fo:font-size="{size}pt" {text}/>'
        "</style:style>"
    )  # fmt: skip


def _data(classeur: Classeur, langue: Langue) -> str:
    columns = "".join(_column(one.largeur) for one in classeur.colonnes)
    heads = "".join(_told(f"tete_{one.genre.value}", said(one.entete, langue)) for one in classeur.colonnes)
    header = f'<table:table-header-rows><table:table-row table:style-name="ligne">{heads}</table:table-row>'
    return _sheet(classeur.titre, langue, f"{columns}{header}</table:table-header-rows>{_HERE}")


def _about(classeur: Classeur, langue: Langue) -> str:
    lines = "".join(
        f'<table:table-row table:style-name="ligne">{_told("nom", said(name, langue))}'
        f"{_told('dit', _fact(fact, classeur, langue))}</table:table-row>"
        for name, fact in classeur.apropos
    )
    title = _told("titre", said(classeur.apropos_titre, langue))
    return _sheet(
        classeur.apropos_titre,
        langue,
        f'{"".join(map(_column, _ABOUT))}<table:table-row table:style-name="ligne">{title}</table:table-row>{lines}',
    )


def _fact(fact: Fact, classeur: Classeur, langue: Langue) -> str:
    if isinstance(fact, datetime):
        return said(dates.show_instant(fact, classeur.fuseau), langue)
    return said(fact, langue) if isinstance(fact, Msg) else str(fact)


def _column(width: int) -> str:
    return f'<table:table-column table:style-name="l{width}"/>'


def _told(style: str, text: str) -> str:
    return f'<table:table-cell table:style-name="{style}"{text_cell(text)}'


def _sheet(title: Msg, langue: Langue, inside: str) -> str:
    name = quoteattr(plain(said(title, langue)))
    return f'<table:table table:name={name} table:style-name="feuille">{inside}</table:table>'


def _filter(classeur: Classeur, rows: int, langue: Langue) -> str:
    """The buttons that narrow the list, on its first row."""
    name = escape(plain(said(classeur.titre, langue)).replace("'", "''"))
    last = f"{column_letter(len(classeur.colonnes))}{rows + 1}"
    return (
        '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" '
        f"table:target-range-address=\"'{name}'.A1:'{name}'.{last}\" table:display-filter-buttons=\"true\"/>"
        "</table:database-ranges>"
    )
