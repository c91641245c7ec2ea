"""Readers of the numbers of a student: the INE, that of a CVEC certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.readers import Row, Shown, no_control
from scolarite_desk.models.rules import cvec, ine
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import plain, visible


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
