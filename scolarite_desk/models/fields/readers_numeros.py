"""Readers of numbers: the INE, that of a CVEC certificate, any number with its decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.readers import THOUSANDS, Row, Shown, no_control
from scolarite_desk.models.rules import cvec, ine
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import plain, visible
from scolarite_desk.msg import N_


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
