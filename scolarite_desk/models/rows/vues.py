"""A saved view, shipped or not, as lists, exports and commands take it."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.rules.filtre import TOUS, Arbre, Tri
from scolarite_desk.msg import Msg


@dataclass(frozen=True)
class Vue:
    """Whom a list shows (`filtre`), with which columns, in which order; without columns or order, those of the list.

    `key`: that of its row, a code of ours when it is shipped, which is locked: one copies it. `compte`: the account
    that it is of, blank when it is of the office. `passes`: what of it this version does not know, in words;
    `partielle`: something of its filter is among that.
    """

    key: str
    salle: str
    libelle: Msg
    filtre: Arbre = TOUS
    colonnes: tuple[str, ...] = ()
    tri: tuple[Tri, ...] = ()
    compte: str = ""
    livree: bool = False
    passes: tuple[Msg, ...] = ()
    partielle: bool = False

    @property
    def partagee(self) -> bool:
        """Whether the whole office has it."""
        return not self.compte and not self.livree
