"""Readers of numbers: an academic year, the INE, that of a CVEC certificate, a mark, any number with its decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.readers import THOUSANDS, Row, Shown, no_control
from scolarite_desk.models.rules import cvec, ine, notes
from scolarite_desk.models.rules.dates import is_academic_year
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import plain, visible
from scolarite_desk.msg import N_


@dataclass(frozen=True)
class AnneeUniversitaire(Shown):
    """An academic year, two years in a row: str, « 2026-2027 »."""

    kind: ClassVar[str] = "code"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        year = "".join(plain(text).split())
        if year and not is_academic_year(year):
            raise Fault(N_("Écrivez l’année universitaire comme 2026-2027."))
        return year or None


@dataclass(frozen=True)
class NumeroIne(Shown):
    """An INE: str of 11 characters. A false key is read: keeping such a number or not is the service's business."""

    kind: ClassVar[str] = "ine"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        if not visible(text).strip():
            return None
        checked = ine.check_ine(text)
        if checked.format == "inconnu":
            raise Fault(checked.message)
        return checked.ine


@dataclass(frozen=True)
class NumeroCvec(Shown):
    """A CVEC certificate number: str, as typed. No shape is refused; a doubt is the field's `warn`."""

    kind: ClassVar[str] = "cvec"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        no_control(text)
        if not plain(text).strip():
            return None
        checked = cvec.check_cvec(text)
        if not checked.valide:
            raise Fault(checked.message)
        return checked.affiche


@dataclass(frozen=True)
class NoteLue(Shown):
    """A mark that compares, out of twenty or with its scale: str as typed, its comma French, « /20 » left out."""

    kind: ClassVar[str] = "note"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        typed = "".join(visible(text).split()).replace(".", ",")
        if not typed:
            return None
        if notes.parts(typed) is None:
            raise Fault(N_("Écrivez une moyenne, par exemple 14,5 ou 3,4/4."))
        return typed.removesuffix(f"/{notes.SUR}")


@dataclass(frozen=True)
class Decimale:
    """A number, with decimals or not: Decimal, without the zeros that say nothing."""

    kind: ClassVar[str] = "nombre"
    gives: ClassVar[type] = Decimal

    def read(self, text: str, lists: Lists, row: Row) -> Decimal | None:
        figures = THOUSANDS.sub("", plain(text).strip()).replace(",", ".")
        if not figures:
            return None
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", figures):
            raise Fault(N_("Nombre illisible\u00a0: écrivez par exemple 14,5."))
        number = Decimal(figures)
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()

    def show(self, value: Decimal | None, lists: Lists) -> str:
        return "" if value is None else f"{value:f}".replace(".", ",")
