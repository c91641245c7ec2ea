"""The catalogues of languages, with Babel: what the code and the short lists say, and each language's sentences.

    python packaging/catalogues.py            write `resources/catalogues/*.po` anew from the source
    python packaging/catalogues.py compile    make the `.mo` that the application reads (`backend.py`, at each build)
    python packaging/catalogues.py check      fail, and say where, when a `.po` is behind the source or changes a value

French is the source: its catalogue says each sentence as it is written, for its plural (0 is singular) and for whoever
reads all the words at once. A new language: an empty file `resources/catalogues/CODE.po`, then the first command.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "catalogues"
SOURCE = "fr"
KEYWORDS = {
    "N_": None, "NN_": (1, 2), "NC_": ((1, "c"), 2),
    "tr": None, "trn": (1, 2), "trc": ((1, "c"), 2),
}  # fmt: skip
LISTS = ROOT / "resources" / "referentiels"
# What has one name in every language.
PROPER = {"academie", "commune", "commune_ancienne", "departement", "departement_ancien", "lycee", "universite"}
_THEN = datetime(2026, 1, 1, tzinfo=UTC)
# The same source gives the same file, and nobody's address is made up.
_LEFT = re.compile(r'"(Generated-By|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid).*\n')


def main(argv: list[str]) -> int:
    """Exit code: 1 when a catalogue is behind."""
    command = argv[0] if argv else "write"
    languages = [path.stem for path in sorted(FOLDER.glob("*.po"))]
    if command == "compile":
        for code in languages:
            with (FOLDER / f"{code}.mo").open("wb") as file:
                write_mo(file, _read(code))
        return 0
    with redirect_stderr(io.StringIO()):  # Babel minds an f-string among the values too, where it is welcome
        template = _extracted()
    faults = list[str]()
    for code in languages:
        path, text = FOLDER / f"{code}.po", _text(_updated(code, template))
        if command == "write":
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            faults.append(f"{path.relative_to(ROOT)} is behind the source: python packaging/catalogues.py")
        faults += _faults(code)
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def _extracted() -> Catalog:
    template = _catalogue(None)
    for path in sorted((ROOT / "scolarite_desk").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
            template.add(message, locations=[(place, 0)], context=context)
    for name, label in _labels():
        template.add(label, locations=[(f"referentiels/{name}.csv", 0)], context=name)
    return template


def _labels() -> Iterator[tuple[str, str]]:
    """(list, label) of each short list that does not carry its English itself."""
    for path in sorted(LISTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if path.stem not in PROPER and not {"anglais", "libelle_anglais"} & set(rows.fieldnames or ()):
                yield from ((path.stem, row["libelle"]) for row in rows)


def _catalogue(code: str | None) -> Catalog:
    made = Catalog(
        locale=code, project="Scolarité Desk", version="1", charset="utf-8", fuzzy=False, creation_date=_THEN,
        header_comment="# Written by packaging/catalogues.py from the source; only msgstr is written by hand.",
    )  # fmt: skip
    if code == SOURCE:
        made.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]  # the millions of CLDR are no dossiers
    return made


def _read(code: str) -> Catalog:
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def _updated(code: str, template: Catalog) -> Catalog:
    """The catalogue of a language with the sentences of the source, each as it was translated."""
    kept, made = _read(code), _catalogue(code)
    for message in template:
        if not message.id:
            continue
        known = kept.get(message.id, message.context)
        itself = list(message.id) if isinstance(message.id, tuple) else message.id
        blank = ["" for _ in range(made.num_plurals)] if isinstance(message.id, tuple) else ""
        said = itself if code == SOURCE else known.string if known is not None else blank
        made.add(message.id, said, locations=message.locations, context=message.context)
    return made


def _text(catalogue: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return _LEFT.sub("", out.getvalue().decode())


def _faults(code: str) -> Iterator[str]:
    """Sentences whose translation names other values than the source."""
    for message in _read(code):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, list | tuple) else (message.string,)
        known = {name for one in ids for name in _values(one)}
        for one in filter(None, said if message.id else ()):
            if known != set(_values(one)) | (known & {"n"}):
                yield f"{code}.po: « {one} » does not name the values of « {ids[0]} »"


def _values(text: str) -> list[str]:
    return re.findall(r"(?<!{){(\w+\??)}", text)  # {motif?}: a slot of a letter


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
