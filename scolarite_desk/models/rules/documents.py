"""The documents that the office issues and numbers. Registers on screen and the access log are made from this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GenreDocument:
    """One kind; its code is `DocumentEmis.genre`, kept for ever.

    `registre`: what its register is called on screen, blank for what is given to nobody.
    """

    code: str
    label: str
    registre: str
    icon: str


DOCUMENTS = {
    one.code: one
    for one in (
        GenreDocument("recu", "Reçu", "Reçus", "printer"),
        GenreDocument("lettre", "Lettre de décision", "Lettres", "mail"),
        GenreDocument("sceau", "Preuve d’intégrité du journal", "", "stamp"),
    )
}
