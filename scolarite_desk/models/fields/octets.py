"""Values that are whole files, in base 64: an image, a Word document. Their first bytes say what they are; whether they
can be printed, their acts look.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg

LOGO_OCTETS = 200_000  # a logo is printed at 46 mm: more only makes each letter heavier
WORD_OCTETS = 500_000  # it travels with the works of the office, and each letter is as large


@dataclass(frozen=True)
class _Fichier64:
    """A file in base 64: str."""

    gives: ClassVar[type] = str
    longest: ClassVar[int]
    begins: ClassVar[tuple[bytes, ...]]
    too_long: ClassVar[Msg]
    other: ClassVar[Msg]

    def read(self, text: str, lists: Lists, row: Mapping[str, Any]) -> str | None:
        text = "".join(text.split())
        if not text:
            return None
        if len(text) > 4 * self.longest / 3 + 4:
            raise Fault(self.too_long)
        try:
            octets = b64decode(text, validate=True)
        except ValueError:
            octets = b""
        if not octets.startswith(self.begins):
            raise Fault(self.other)
        return text

    def show(self, value: str | None, lists: Lists) -> str:
        return value or ""


@dataclass(frozen=True)
class Image64(_Fichier64):
    """A PNG or JPEG image."""

    kind: ClassVar[str] = "image"
    longest: ClassVar[int] = LOGO_OCTETS
    begins: ClassVar[tuple[bytes, ...]] = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
    too_long: ClassVar[Msg] = N_("200\u00a0ko au plus\u00a0: réduisez l’image.")
    other: ClassVar[Msg] = N_("Ce n’est pas une image PNG ou JPEG\u00a0: choisissez-en une.")


@dataclass(frozen=True)
class Word64(_Fichier64):
    """A .docx."""

    kind: ClassVar[str] = "document"
    longest: ClassVar[int] = WORD_OCTETS
    begins: ClassVar[tuple[bytes, ...]] = (b"PK",)
    too_long: ClassVar[Msg] = N_("500\u00a0ko au plus\u00a0: réduisez les images de ce document Word.")
    other: ClassVar[Msg] = N_(
        "Ce n’est pas un document Word\u00a0: dans votre traitement de texte, enregistrez-le en .docx."
    )
