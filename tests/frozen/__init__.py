"""What is written for ever, one word a line: a name here is in bases of the field, and a rename breaks them silently.

`python -m tests.frozen` adds what is new. It never takes a line out: see `Frozen.loses` for what would be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.groups import groups_of
from scolarite_desk.models.fields.reglages import every
from scolarite_desk.services.acts import HOUSE
from scolarite_desk.services.perimetre import NOMMEES
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.vues import columns_known
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.conditions import CONDITIONS
from scolarite_desk.store.queries.vues import SALLES, TRIS

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Frozen:
    """A kind of name that is kept for ever, in `<name>.txt`, sorted.

    loses: what breaks in the field when a line goes; instead: what to do.
    """

    name: str
    now: Callable[[], set[str]]
    loses: str
    instead: str

    @property
    def path(self) -> Path:
        """Its file."""
        return HERE / f"{self.name}.txt"

    def kept(self) -> list[str]:
        """Its lines, as they stand in the file."""
        return self.path.read_text("utf-8").splitlines() if self.path.exists() else []

    def gone(self) -> list[str]:
        """The lines that the code no longer has."""
        return sorted(set(self.kept()) - self.now())

    def new(self) -> list[str]:
        """What the code has and the file does not."""
        return sorted(self.now() - set(self.kept()))

    def why(self) -> str:
        """What to tell who took a line away."""
        return f"{', '.join(self.gone())} ({self.path.name})\n  Lost: {self.loses}\n  Instead: {self.instead}"


def _groups() -> set[str]:
    return {
        f"{genre}.{column} {group}"
        for genre in shared_classes()
        for group, columns in groups_of(genre).items()
        for column in columns
    }


def _views() -> set[str]:
    columns = {f"{salle} colonne {one}" for salle in SALLES for one in columns_known(salle)}
    return (
        {f"condition {one}" for one in CONDITIONS}
        | columns
        | {f"{salle} tri {one}" for salle, known in TRIS.items() for one in known}
    )


FROZEN = (
    Frozen(
        "actes",
        lambda: {*ACTS, *HOUSE},
        "the code of an act is the name of its function, in the header of every work it did. Under another name, these "
        "works are no longer undone nor redone, and history shows the bare code.",
        "put the former name in `FORMER` (services/acts.py), by its new name; take the line out by hand. An act "
        "that goes altogether stays refused in words; say so in the commit that takes the line out.",
    ),
    Frozen(
        "champs",
        lambda: set(BY_PATH),
        "the path of a field is the detail of the works that corrected it: their label in history, and the right that "
        "undoing them asks for.",
        "change the label, keep the path.",
    ),
    Frozen(
        "groupes",
        _groups,
        "a group merges as one value and its name is in every body of the journal. A column that changes group merges "
        "one way on a desk that was updated, another way on one that was not: the same works give two bases.",
        "leave the column where it is; make a new column, in the group that is wanted, with a migration.",
    ),
    Frozen(
        "parametres",
        lambda: {f"{act.code} {name}" for act in ACTS.values() for name in act.names},
        "the name of a parameter says what the act touches, hence whether it is inside the perimeter of the account; "
        "files and scripts given to the command line use it too.",
        "keep the name. If what it names is no longer taken, look at `NOMMEES` (services/perimetre.py), then take the "
        "line out by hand.",
    ),
    Frozen(
        "perimetre",
        lambda: {f"{name} {cls.__tablename__}" for name, cls in NOMMEES.items()},
        "a parameter of that name is no longer looked at: an act that takes another too is judged by that one alone, "
        "and one that takes no other is not imported.",
        "keep the name in `NOMMEES` (services/perimetre.py) as long as an act takes it.",
    ),
    Frozen(
        "reglages",
        lambda: {setting.key for setting in every(["2025-2026", "2026-2027"])},
        "a setting is a row whose key is made from its name: under another name, what was chosen is forgotten.",
        "change the label, keep the key.",
    ),
    Frozen(
        "vues",
        _views,
        "saved views name their conditions, their columns and what orders them: one that has another name is passed "
        "over, and the view shows other people than those it was made for.",
        "keep the name, change the label or the SQL.",
    ),
)
