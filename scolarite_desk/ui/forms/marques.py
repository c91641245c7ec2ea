"""The column of tags: their words, always, beside the colour of the first one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.columns import Column
from scolarite_desk.ui.look.colours import TAGS

R = TypeVar("R")


def tagged(borne: Callable[[R], Sequence[Marque]]) -> Column[R]:
    """What a row bears."""

    def tone(row: R) -> str:
        return f"icon:{TAGS[borne(row)[0].couleur]}" if borne(row) else ""

    return Column(
        N_("Étiquettes"),
        lambda row: ", ".join(one.libelle for one in borne(row)),
        icon=lambda row: "tag" if borne(row) else "",
        tone=tone,
        chars=16,
        worth=1,
        vue=("etiquettes",),
    )
