"""The table of acts: everything the office can do, once. Rights, menus, the command line and tests read it.

An act is `act(work, ...)`: it may call other acts, never opens a work. `do` opens one work around one act. Works of the
services are opened here and nowhere else, and the right of what is done is checked inside, before anything else: an act
that calls others was allowed as a whole.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.fields import label_of as column_label
from scolarite_desk.models.fields.groups import GROUPS
from scolarite_desk.models.fields.reglages import labels_like
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.services.archive import refuse_archived
from scolarite_desk.services.droits import need_act
from scolarite_desk.services.parametres import read_given
from scolarite_desk.services.perimetre import NOMMEES, lead_somewhere, limited
from scolarite_desk.store.codec import columns_of, shared_classes
from scolarite_desk.store.store import Store, Work

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Act:
    """One act: its code (the function's name), its label without any personal value, the right it needs, and why it
    touches nobody's row, when it does not.
    """

    code: str
    label: Msg
    right: str
    undoable: bool
    function: Callable[..., Any]
    of_nobody: str = ""

    @cached_property
    def parameters(self) -> dict[str, inspect.Parameter]:
        """What it takes besides the work."""
        return dict(list(inspect.signature(self.function, eval_str=True).parameters.items())[1:])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of what it takes besides the work, in order."""
        return tuple(inspect.signature(self.function).parameters)[1:]


ACTS: dict[str, Act] = {}

# Works that the house itself opens, and their labels.
HOUSE = {
    "annuler": N_("Annuler"),
    "retablir": N_("Rétablir"),
    "fonder": N_("Créer la base"),
    "demo": N_("Remplir la base d’exercice"),
    "restaurer": N_("Restaurer une sauvegarde"),
    "recuperer": N_("Récupérer une base abîmée"),
}

# Former names of acts, by which works of the field still call them: {"enter_opinion": "enter_avis"}.
FORMER: dict[str, str] = {}


def act(
    label: Msg, right: str, undoable: bool = True, of_nobody: str = ""
) -> Callable[[Callable[Concatenate[Work, P], T]], Callable[Concatenate[Work, P], T]]:
    """Put a function in the table. `right` names the function of the office that opens it.

    `TypeError` when a perimeter limits that function and no parameter leads to what the act touches: it would escape
    every perimeter. Name one as the others do (`NOMMEES`), or say with `of_nobody` why it touches nobody's row.
    """

    def enter(function: Callable[Concatenate[Work, P], T]) -> Callable[Concatenate[Work, P], T]:
        one = Act(function.__name__, label, right, undoable, function, of_nobody)
        _refuse_unlimited(one)
        ACTS[one.code] = one
        return function

    return enter


def _refuse_unlimited(one: Act) -> None:
    found = lead_somewhere(one.names)
    if limited(one.right) and not found and not one.of_nobody:
        raise TypeError(
            f"@act {one.code}: a perimeter limits {one.right!r} and no parameter of {one.names} leads to one. Name what"
            f" it touches ({', '.join(NOMMEES)}; or fiche, valeurs with chose, champ, table), or say of_nobody."
        )
    if one.of_nobody and (found or not limited(one.right)):
        raise TypeError(f"@act {one.code}: of_nobody is for a limited act that names nothing; {one.names} says enough.")


def do(
    store: Store,
    source: object | None,
    function: Callable[Concatenate[Work, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """One work around one act. `source` is the view that acts, so that it ignores its own echo."""
    with working(store, function.__name__, source) as work:
        return checked(work, function, *args, **kwargs)


@contextmanager
def working(store: Store, acte: str, source: object | None = None, cible: str = "") -> Iterator[Work]:
    """A work of the house around several acts (a whole dossier from a file, an undo): each of them is `checked`."""
    with store.work(acte, source=source, cible=cible) as work:
        yield work


def checked(work: Work, function: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """An act asked for by the person, in a work that is open. `Refused` before anything when it is not allowed, when a
    parameter is missing, when the campaign is archived (`archive.py`), or when a value that it is given does not read
    (`parametres.py`).
    """
    act = ACTS[function.__name__]
    given = dict(zip(act.names, args, strict=False)) | kwargs
    need_act(work, act.right, given, of_nobody=bool(act.of_nobody))
    refuse_missing(act, given)
    refuse_archived(work.session, act.code, given)
    read, act_of = read_given(work.session, act.code, given), cast(Callable[..., T], function)
    return act_of(work, *(read[name] for name in act.names[: len(args)]), **{name: read[name] for name in kwargs})


def refuse_missing(act: Act, given: Mapping[str, Any]) -> None:
    """`Refused` names the first parameter that an act cannot do without: what is given may come from a file."""
    for name, one in act.parameters.items():
        if one.default is inspect.Parameter.empty and name not in given:
            raise Refused(
                N_(
                    "Il manque le paramètre «\u00a0{parametre}\u00a0» de l’acte «\u00a0{acte}\u00a0».",
                    parametre=name,
                    acte=act.code,
                ),
                name,
            )


def known(acte: str) -> Act | None:
    """The act of a code read in a journal, under its former name too; None when this version has no such act."""
    return ACTS.get(FORMER.get(acte, acte))


def label_of(acte: str, detail: str = "") -> Msg:
    """What the history and the undo menu say: « Corriger « Nom de naissance » »."""
    done, field = known(acte), BY_PATH.get(detail)
    label = done.label if done else HOUSE.get(acte) or verbatim(acte)
    if not detail:
        return label
    if field is not None or known(detail):
        of = field.label if field is not None else label_of(detail)
        return N_("{acte} «\u00a0{objet}\u00a0»", acte=label, objet=of)
    return N_("{acte} ({detail})", acte=label, detail=_titled(detail))


@cache
def _titled(detail: str) -> Msg:
    """What a work says that it is about, kept in French: the title of a thing or the label of a setting is said again,
    a group of columns by its first one, of the table that is named before it, if any; what had another name then is as
    it is.
    """
    titles = (*(thing.title for thing in THINGS.values()), *labels_like(detail))
    said = next((title for title in titles if kept(title) == detail), None)
    table, _, group = detail.rpartition(".")
    column = next((place for place, of in GROUPS.items() if of == group and table in ("", place[0])), None)
    if column is None and table in shared_classes() and group in columns_of(table):
        column = table, group
    return said or (column_label(*column) if column else verbatim(detail))


def undoable(acte: str) -> bool:
    """Whether Ctrl+Z may take it back."""
    done = known(acte)
    return done is not None and done.undoable
