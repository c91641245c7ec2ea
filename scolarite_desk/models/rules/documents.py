"""The documents that the office issues and numbers. Registers on screen and the access log are made from this table."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.msg import N_, NOTHING, Msg


@dataclass(frozen=True)
class GenreDocument:
    """One kind; its code is `DocumentEmis.genre`, kept for ever.

    `registre`: what its register is called on screen, nothing for what is given to nobody.
    """

    code: str
    label: Msg
    registre: Msg
    icon: str


DOCUMENTS = {
    one.code: one
    for one in (
        GenreDocument("recu", N_("Reçu"), N_("Reçus"), "printer"),
        GenreDocument("lettre", N_("Lettre de décision"), N_("Lettres"), "mail"),
        GenreDocument("sceau", N_("Preuve d’intégrité du journal"), NOTHING, "stamp"),
    )
}
