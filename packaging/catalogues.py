"""The catalogues of languages, with Babel: what the code and the short lists say, and each language's sentences.

    python packaging/catalogues.py            write `resources/catalogues/*.po` anew from the source
    python packaging/catalogues.py compile    make the `.mo` that the application reads (`backend.py`, at each build)
    python packaging/catalogues.py check      fail, and say where, when a `.po` is behind the source or changes a value

French is the source: its catalogue says each sentence as it is written, for its plural (0 is singular) and for whoever
reads all the words at once. A new language: an empty file `resources/catalogues/CODE.po`, then the first command; a
sentence that the source no longer says is kept at its end, and is back with it (`docs/langues.md`).
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "catalogues"
SOURCE = "fr"
BRACES = re.compile(r"{{|}}|{[^{}]*}|[{}]")  # as `langue.said` reads them: values, slots of letters, lone braces
KEYWORDS = {
    "N_": None, "NN_": (1, 2), "NC_": ((1, "c"), 2),
    "tr": None, "trn": (1, 2), "trc": ((1, "c"), 2),
}  # fmt: skip
LISTS = ROOT / "resources" / "referentiels"
# What has one name in every language.
PROPER = {
    *("academie", "commune", "commune_ancienne", "condition_avis", "departement", "departement_ancien", "lycee"),
    *("universite", "piece"),  # pieces are rows of the office, which carry their English
}
# What a comment above a sentence begins with when it is for who translates it.
TO_TRANSLATORS = "Translators:"
_THEN = datetime(2026, 1, 1, tzinfo=UTC)
# The same source gives the same file, and nobody's address is made up.
_LEFT = re.compile(r'"(Generated-By|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid).*\n')


def main(argv: list[str]) -> int:
    """Exit code: 1 when a catalogue is behind, cannot be read, or holds a sentence that would not be said."""
    command, read = argv[0] if argv else "write", dict[str, Catalog]()
    for path in sorted(FOLDER.glob("*.po")):
        try:
            read[path.stem] = _read(path)
        except (PoFileError, ValueError) as error:
            sys.stderr.write(f"{path.name} cannot be read: {error}\n")
            return 1
    if command == "compile":
        _compile(read)
        return 0
    faults = [*_updating(read, write=command == "write"), *(one for code in read for one in _faults(code, read[code]))]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def _compile(read: Mapping[str, Catalog]) -> None:
    for path in FOLDER.glob("*.mo"):
        if path.stem not in read:  # a language that is no more would still be offered
            path.unlink()
    for code, catalogue in read.items():
        with (FOLDER / f"{code}.mo").open("wb") as file:
            write_mo(file, catalogue)


def _updating(read: Mapping[str, Catalog], *, write: bool) -> Iterator[str]:
    """Bring each catalogue up to the source, or tell those that are not."""
    with redirect_stderr(io.StringIO()):  # Babel minds an f-string among the values too, where it is welcome
        template = _extracted()
    for code, catalogue in read.items():
        path = FOLDER / f"{code}.po"
        now = _source(template) if code == SOURCE else _updated(code, catalogue, template)
        if write:
            path.write_text(_text(now), encoding="utf-8")
            sys.stdout.write(f"{path.name}: {_said(now)} of {len(now)} sentences\n")
        elif path.read_text(encoding="utf-8") != _text(now):
            yield f"{path.name} is behind the source: python packaging/catalogues.py"


def _extracted() -> Catalog:
    template = _catalogue(None)
    for path in sorted((ROOT / "scolarite_desk").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        found = extract_from_file(
            "python", path, keywords=KEYWORDS, comment_tags=[TO_TRANSLATORS], strip_comment_tags=True
        )
        for _line, message, comments, context in found:
            template.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for name, label in _labels():
        template.add(label, locations=[(f"referentiels/{name}.csv", 0)], context=name)
    return template


def _labels() -> Iterator[tuple[str, str]]:
    """(list, label) of each short list that is not of names, nor too long to be a catalogue's."""
    for path in sorted(LISTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if path.stem not in PROPER and "anglais" not in (rows.fieldnames or ()):
                yield from ((path.stem, row["libelle"]) for row in rows)


def _catalogue(code: str | None) -> Catalog:
    made = Catalog(
        locale=code, project="Scolarité Desk", version="1", charset="utf-8", fuzzy=False, creation_date=_THEN,
        header_comment="# Written by packaging/catalogues.py from the source; only msgstr is written by hand.",
    )  # fmt: skip
    if code == SOURCE:
        made.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]  # the millions of CLDR are no dossiers
    return made


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def _source(template: Catalog) -> Catalog:
    """French: each sentence is its own translation."""
    made = _catalogue(SOURCE)
    for one in filter(lambda one: one.id, template):
        itself = list(one.id) if isinstance(one.id, tuple) else one.id
        made.add(one.id, itself, one.locations, auto_comments=one.auto_comments, context=one.context)
    return made


def _updated(code: str, kept: Catalog, template: Catalog) -> Catalog:
    """The catalogue of another language with the sentences of the source, each as it was translated.

    What the source no longer says is obsolete; what it says again is no longer. A sentence that has a plural now, or
    none any more, is marked as to be read again, and is French meanwhile.
    """
    made = _catalogue(code)
    made.mime_headers = [(name, value) for name, value in kept.mime_headers if name == "Plural-Forms"]
    for one in (*kept.obsolete.values(), *filter(lambda one: one.id, kept)):
        made[one.id] = one
    made.update(template, no_fuzzy_matching=True, update_creation_date=False)
    made.obsolete = type(made.obsolete)((key, one) for key, one in made.obsolete.items() if _is_said(one))
    return made


def _said(catalogue: Catalog) -> int:
    return sum(1 for one in catalogue if one.id and _is_said(one) and not one.fuzzy)


def _is_said(one: Message) -> bool:
    return all(one.string) if isinstance(one.string, list | tuple) else bool(one.string)


def _text(catalogue: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, include_lineno=False, sort_by_file=True)
    return _LEFT.sub("", out.getvalue().decode())


def _faults(code: str, catalogue: Catalog) -> Iterator[str]:
    """Translations whose values are not those of the source: one more, and the window would say the French sentence."""
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, list | tuple) else (message.string,)
        known = {one for text in ids for one in BRACES.findall(text)}
        for text in filter(None, said if message.id else ()):
            found = set(BRACES.findall(text))
            if found | (known & {"{n}"}) != known:
                yield f"{code}.po: « {text} » does not name the values of « {ids[0]} »"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
