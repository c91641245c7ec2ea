"""What is typed or pasted: fields, settings, days, numbers, arguments."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FIELDS, every_field
from scolarite_desk.models.fields.reglages import SETTINGS
from scolarite_desk.models.rules import cvec, dates, identifiants, ine, tape, uai
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.modeles import ecrire, lire
from scolarite_desk.services.modeles import of_the_house, shipped
from tests.hostile import office

TODAY = date(2026, 9, 1)
_ALL = [
    *(field for fields in FIELDS.values() for field in fields),
    *(field for of, _title, field in every_field() if of != "form" and field.reader.kind not in ("choix", "plusieurs")),
]
KINDS = sorted({field.reader.kind for field in _ALL})
_GOOD = {
    "nom": ("N’Guessan-Le Goff", "Œuvrard"),
    "jour": ("07/03/2026", "7 mars 2026", "2026-03-07"),
    "naissance": ("7/3/04", "03/2004", "2004"),
    "montant": ("1 234,50 €",),
    "entier": ("1 234",),
    "courriel": ("maelle@exemple.fr",),
    "telephone": ("06 12 34 56 78", "+32 2 555 12 34", "0262 12 34 56"),
    "code_postal": ("35000", "B-1000"),
    "choix": ("35238", "Rennes", "France", "M"),
    "heure": ("9h30",),
    "ine": ("0123456789A",),
    "cvec": ("VER6-ABCDEF-42",),
}


def said(data: bytes) -> str:
    """What Qt or a terminal may hand over: any text, half characters too."""
    return data.decode("utf-8", "surrogateescape")


def good(kind: str) -> Callable[[], list[bytes]]:
    examples = [field.example for field in _ALL if field.reader.kind == kind and field.example]
    return lambda: [text.encode() for text in (*_GOOD.get(kind, ()), *examples, "oui", "2026")]


def field(kind: str) -> Callable[[bytes], None]:
    return partial(_every, [one for one in _ALL if one.reader.kind == kind])


def _every(fields: Sequence[Field], data: bytes) -> None:
    """Each field of the kind takes it or says why not, and shows what it took."""
    lists = office.lists()
    for one in fields:
        with contextlib.suppress(Fault):
            value = one.reader.read(said(data), lists, {})
            one.reader.show(value, lists)
            said_so = one.warn(value, lists, {}) if one.warn and value is not None else None
            assert said_so is None or said_so


def setting(data: bytes) -> None:
    lists = office.lists()
    for one in SETTINGS:
        with contextlib.suppress(Fault):
            one.kept(said(data), lists)


def settings() -> list[bytes]:
    return [(one.default or "105,00").encode() for one in SETTINGS]


def model(data: bytes) -> None:
    read = lire(said(data), "DE").passages
    assert lire(ecrire(read)).passages == read


def models() -> list[bytes]:
    found = map(shipped, of_the_house())
    return [f"{one.corps}\n{one.recours}".encode() for one in found if one]


def day(data: bytes) -> None:
    text = said(data)
    found = dates.read_day(text, TODAY)
    dates.whole_day(found)
    dates.age_at(found, TODAY)
    dates.show_birth(found)


def days() -> list[bytes]:
    return [text.encode() for text in ("07/03/2004", "7 mars 2004", "070304", "2004-03", "février 2004", "29/02/2004")]


def numbers(data: bytes) -> None:
    text = said(data)
    ine.beginning(text)
    uai.check_uai(text)
    cvec.check_cvec(cvec.check_cvec(text).affiche)
    for code in identifiants.KINDS:
        identifiants.check_identifiant(code, text)
        identifiants.searched(text)


def some_numbers() -> list[bytes]:
    return [b"0123456789A", b"130012345DK", b"VER6-ABCDEF-42", b"0352341F", b"CAND00012345", b"M3123456789", b"2AAAA"]


def tape_of(data: bytes) -> None:
    tape.civil_of(said(data), TODAY)


def names() -> list[bytes]:
    return ["de la Tour Maëlle 07/03/2004".encode(), b"LE GOFF jean-luc 7 mars 2004 0612345678"]


def arguments(data: bytes) -> None:
    """A command as typed: answered, or refused with what to write; never a fault of ours."""
    from scolarite_desk.cli.run import OURS, run

    words = said(data).split("\n")
    if words[0] == "demo":  # it writes where it is told: that is its work
        return
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
        try:
            code = run(words, lambda out: 0)
        except SystemExit:  # --help
            return
    assert code != OURS, told.getvalue()


@cache
def _families() -> tuple[str, ...]:
    from scolarite_desk.cli.run import commands

    return tuple(one.words for one in commands())


def commands() -> list[bytes]:
    spoken = ["ine\ncheck\n0123456789A", "fields\n--json", "show\n--base\nabsente.sdesk\n--dossier\nAAK7P2M9", "acts"]
    return [
        *(text.encode() for text in spoken),
        *(text.replace(" ", "\n").encode() for text in _families() if text != "demo"),
    ]
