"""Calling any act of the table with parameters that came as JSON: each is read by the annotation of the act.

A dossier's number stands for what the act wants of it (its key, its person, its only candidature), the code of a
formation (« 2026-2027/L3INFO » where several campaigns have it) or of a piece, and the label of a campaign, a session,
a centre or a commission, for their keys, « NUMÉRO/CODE » for the candidature of a dossier in a formation. So do they in
`fiche` and `cible`, where `chose`, `champ` or `lien` says of what, and in a perimeter.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime, tzinfo
from functools import reduce, wraps
from inspect import Parameter
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import FIELDS, TIES
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.dates import read_day, utc
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import do, refuse_missing
from scolarite_desk.services.doutes import of_act
from scolarite_desk.services.lookup import NAMED, row_named
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.services.parametres import PARAMETERS, refuse_senseless
from scolarite_desk.services.perimetre import thing_named
from scolarite_desk.services.table import ACTS, Act
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store, Work


@dataclass(frozen=True)
class Called:
    """What an act gave, as JSON can say it, and what is doubtful in what it was given."""

    resultat: Any
    doutes: list[Msg]


def call(store: Store, code: str, given: Any) -> Called:
    """One work around one act. `Refused` for an unknown act or parameter."""
    act = _act(code)
    return do(store, None, _played(act), **_values(store, act, given))


def call_each(store: Store, code: str, items: Sequence[Any], progress: Progress) -> LotOutcome[Any, Called]:
    """The same act for each of the parameters given, a lot: one work each, undone as one gesture. `Refused` for an
    unknown act or a list of anything else; what is wrong with one item is told of it, and the others go on.
    """
    act = _act(code)
    if any(not isinstance(one, Mapping) for one in items):
        raise Refused(_BRACES)
    return do_each(store, None, _played(act), items, lambda given, _: _values(store, act, given), progress)


def _played(act: Act) -> Callable[..., Called]:
    @wraps(act.function)
    def played(work: Work, **values: Any) -> Called:
        try:
            done = act.function(work, **values)
            work.session.flush()
        except StatementError as error:
            raise _unfit(error) from error
        return Called(as_json(done), of_act(work.session, act.code, values))

    return played


def over(code: str, cibles: Sequence[str], given: Any) -> list[dict[str, Any]]:
    """The parameters of an act for each of its targets: what is named first among what the act takes (`NAMED`)."""
    act = _act(code)
    name = next((one for one in act.names if one in NAMED), None)
    if name is None:
        raise Refused(N_("L’acte «\u00a0{acte}\u00a0» ne se fait pas sur une liste de cibles.", acte=code))
    if not isinstance(given, Mapping):
        raise Refused(_BRACES)
    return [{**given, name: one} for one in cibles]


def takes(code: str, name: str) -> bool:
    """Whether an act takes a parameter of that name."""
    return name in _act(code).names


def _act(code: str) -> Act:
    act = ACTS.get(code)
    if act is None:
        raise Refused(
            N_("L’acte «\u00a0{acte}\u00a0» n’existe pas\u00a0: «\u00a0acts\u00a0» les donne tous.", acte=code)
        )
    return act


_BRACES = N_("Les paramètres d’un acte sont attendus entre accolades.")


def _values(store: Store, act: Act, given: Any) -> dict[str, Any]:
    """What the act takes, read from what came as JSON."""
    if not isinstance(given, Mapping):
        raise Refused(_BRACES)
    refuse_senseless(given.values())
    _check_names(act, given)
    with store.reading() as session:
        values = {name: _read(session, act, name, value) for name, value in given.items()}
        _name_ties(session, act.code, values)
        _name_rows(session, values)
    return values


def _unfit(error: StatementError) -> Exception:
    """A key that names nothing, or a value of another kind than its column, is the caller's fault; the rest is ours."""
    if isinstance(error, IntegrityError) or isinstance(error.orig, ValueError | TypeError | AttributeError):
        return Refused(N_("Un paramètre ne désigne rien de cette base, ou n’a pas la forme attendue."))
    return error


def catalogue() -> list[dict[str, Any]]:
    """Every act: code, label, right, whether it can be undone, parameters with their type."""
    return [
        {
            "acte": act.code,
            "libelle": act.label,
            "droit": act.right,
            "annulable": act.undoable,
            "parametres": {name: _type(one) for name, one in act.parameters.items()},
        }
        for act in sorted(ACTS.values(), key=lambda one: one.code)
    ]


def _type(parameter: Parameter) -> Msg:
    names = (verbatim(getattr(kind, "__name__", str(kind))) for kind in _kinds(parameter.annotation))
    kinds = reduce(lambda one, other: N_("{un} ou {autre}", un=one, autre=other), names)
    return kinds if parameter.default is Parameter.empty else N_("{types}, facultatif", types=kinds)


def _check_names(act: Act, given: Mapping[str, Any]) -> None:
    for name in given:
        if name not in act.parameters:
            raise Refused(
                N_(
                    "L’acte «\u00a0{acte}\u00a0» n’a pas de paramètre «\u00a0{parametre}\u00a0».",
                    acte=act.code,
                    parametre=name,
                ),
                str(name),
            )
    refuse_missing(act, given)


def _name_ties(session: Session, code: str, values: dict[str, Any]) -> None:
    """What a new thing, or formations, are tied to is named by keys or codes: texts; the act reads the rest."""
    ties = {name: values["valeurs"][name] for name in _ties(code, values)}
    if any(not isinstance(value, str | None) for value in ties.values()):
        raise Refused(N_("Un lien est la clé d’un élément, entre guillemets."), next(iter(ties)))
    if ties:
        keys = {name: row_named(session, name, value) for name, value in ties.items() if value is not None}
        values["valeurs"] = values["valeurs"] | keys


def _ties(code: str, values: Mapping[str, Any]) -> list[str]:
    if code == "add_item" and values["chose"] in THINGS:
        known = {field.name for field in FIELDS[values["chose"]]}
        return [name for name in values["valeurs"] if name not in known]
    return [name for name in values["valeurs"] if f"formation.{name}" in TIES] if code == "set_formation" else []


def _name_rows(session: Session, values: dict[str, Any]) -> None:
    """The row that `chose` or `champ` speaks of, the one that `lien` leads to, those of a list or of a perimeter."""
    for name, of in (("fiche", thing_named(values)), ("cible", str(values.get("lien", "")))):
        if isinstance(given := values.get(name), str):
            values[name] = row_named(session, of, given)
    values |= {name: _each_named(session, name, values[name]) for name in _LISTS if name in values}
    if isinstance(limits := values.get("perimetre"), Mapping):
        values["perimetre"] = {of: _each_named(session, of, named) for of, named in limits.items()}


_LISTS = ("candidatures",)  # parameters that name several rows, in an order


def _each_named(session: Session, of: str, named: Any) -> Any:
    if not isinstance(named, list):
        return named
    return [row_named(session, of, one) if isinstance(one, str) else one for one in named]


def _kinds(annotation: Any) -> tuple[Any, ...]:
    """The types of an annotation, None aside."""
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(kind for kind in get_args(annotation) if kind is not type(None))
    return (annotation,)


def _read(session: Session, act: Act, name: str, value: Any) -> Any:
    parameter = act.parameters[name]
    kinds = _kinds(parameter.annotation)
    if value is None:
        if kinds != (parameter.annotation,) or Any in kinds:
            return None
        raise Refused(N_("Le paramètre «\u00a0{parametre}\u00a0» ne peut être vide.", parametre=name), name)
    if name in PARAMETERS.get(act.code, {}) and isinstance(value, str | int | float) and not isinstance(value, bool):
        return value  # of a field, which reads it as it is typed, whatever row goes by that name elsewhere
    if isinstance(value, str) and name in NAMED:
        return NAMED[name](session, value)
    zone = fuseau(session)
    for kind in kinds:
        if (read := _as(kind, value, zone)) is not None:
            return read
    raise Refused(
        N_(
            "Le paramètre «\u00a0{parametre}\u00a0» ne convient pas\u00a0: {type} attendu.",
            parametre=name,
            type=_type(parameter),
        ),
        name,
    )


def _as(kind: Any, value: Any, zone: tzinfo) -> Any:
    """The value as that type, None when it is not."""
    if kind is Any:
        return value
    if kind in (date, datetime):
        return _moment(kind, value, zone) if isinstance(value, str) else None
    plain = get_origin(kind) or kind
    if plain is Sequence:
        return _several(get_args(kind)[0], value, zone) if isinstance(value, list) else None
    if plain is bool or isinstance(value, bool):
        return value if plain is bool and isinstance(value, bool) else None
    return value if isinstance(plain, type) and isinstance(value, plain) else None


def _several(kind: Any, values: list[Any], zone: tzinfo) -> list[Any] | None:
    """A list of rows that the act takes whole, each an object with the names of its fields."""
    if not is_dataclass(kind):
        return values
    try:
        hints = get_type_hints(kind)
        return [
            cast(Any, kind)(
                **{name: next(_as(one, value, zone) for one in _kinds(hints[name])) for name, value in row.items()}
            )
            for row in values
        ]
    except (TypeError, KeyError, AttributeError):
        return None


def _moment(kind: type[date], text: str, zone: tzinfo) -> date | None:
    """A day in any usual writing; an instant in ISO, at the establishment's time when it names no zone."""
    try:
        if kind is datetime:
            return utc(datetime.fromisoformat(text), zone)
        return date.fromisoformat(read_day(text, datetime.now(zone).date(), naissance=False))
    except (Fault, ValueError):
        return None


def as_json(value: Any) -> Any:
    """What an act returns, as JSON can say it: a document is told by its number, never by its bytes. A sentence stays
    one, said by whoever prints it.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return as_json(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): as_json(one) for name, one in value.items() if not isinstance(one, bytes)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | Msg) else str(value)
