"""A numbered document is looked at first, and given when it leaves: a number is used by a paper, never by a look.

    preview_act(desk, page, issue_receipt, dossier, title="Reçu", genre="recu")

What is looked at was played, then forgotten (`try_document`). Printed, saved or opened elsewhere, it is given by its
act, once, and shown again: the register then says what left. Until then a tick gives this paper
its English or takes it away, played again; nothing remembers it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import ending
from scolarite_desk.models.rules.numeros import APERCU
from scolarite_desk.services.documents import Doubtful, Issued, try_document
from scolarite_desk.services.vides import PapierVide
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.printing import Looked, Preview, Printable, Spoken, preview
from scolarite_desk.ui.look.texts import say, tr


def preview_act(
    desk: Desk, origin: QWidget, act: Callable[..., Issued], *args: Any, title: str, genre: str, malgre: bool = False
) -> Preview | None:
    """Look at what an act would give, and have it given once it leaves. A failure is told; a sign that would not be
    printed is asked about first, unless it is wanted in spite of that (`malgre`).
    """

    def ask(refused: Refused) -> bool:
        if isinstance(refused, PapierVide) and refused.du_bureau:
            desk.reprise = partial(preview_act, desk, origin, act, *args, title=title, genre=genre)
        if isinstance(refused, Doubtful):
            again = partial(preview_act, desk, origin, act, *args, title=title, genre=genre, malgre=True)
            desk.messages.say(say(refused.message), "warn", [(tr("Éditer malgré tout"), again)])
        return isinstance(refused, Doubtful)

    played = desk.obtain(lambda: try_document(desk.store, act, *args, malgre=malgre), ask)
    if not played:
        return None

    def paper(issued: Issued) -> Printable:
        octets, told = issued.rendu.octets, (genre, issued.document)
        if issued.numero == APERCU:
            return Printable(octets, tr("{document}, aperçu", document=title), f"{genre}{ending(octets)}", told)
        called = tr("{document} {numero}", document=title, numero=issued.numero)
        return Printable(octets, called, f"{genre}-{issued.numero}{ending(octets)}", told)

    def looked(issued: Issued, **chosen: bool) -> Looked:
        give = None if issued.connu else lambda: paper(desk.do(origin, act, *args, **chosen))
        return Looked(paper(issued), give, issued.rendu.avertissements + issued.rendu.remarques)

    def spoken(anglais: bool) -> Looked:
        return looked(try_document(desk.store, act, *args, malgre=True, anglais=anglais), anglais=anglais)

    shown, english = looked(played.answer), played.answer.anglais
    paper_, said = shown.paper, shown.warnings
    return preview(
        desk, origin, paper_.octets, paper_.title, paper_.name, said, paper_.told, shown.give,
        None if english is None else Spoken(english, spoken),
    )  # fmt: skip
