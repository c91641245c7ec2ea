"""A document played before it is given: what whoever prints it must know comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acts import checked
from scolarite_desk.services.documents.registre import Issued
from scolarite_desk.store.store import Store


class Doubtful(Refused):
    """A paper has a sign that would not be printed: whoever asks for it may want it all the same."""


def refuse_doubtful(doubts: Sequence[Msg], malgre: bool = False) -> None:
    """`Doubtful` while a paper has a sign that would not be printed, unless it is wanted in spite of that."""
    if doubts and not malgre:
        said = joined(" ", *dict.fromkeys(doubts))
        raise Doubtful(N_("{doutes} Aucun numéro n’a été donné\u00a0: corrigez, ou éditez malgré tout.", doutes=said))


def try_document(store: Store, act: Callable[..., Issued], *args: Any, malgre: bool = False, **named: Any) -> Issued:
    """A document played, then forgotten, as it would be issued but for its number, which it has not: `refuse_doubtful`
    has nothing to say of it, or is not asked.
    """
    with store.rehearsal() as work:
        work.looked = True
        played = checked(work, act, *args, **named)
        refuse_doubtful(played.rendu.avertissements, malgre)
    return played
