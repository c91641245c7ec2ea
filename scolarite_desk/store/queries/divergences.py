"""Divergences, derived each time: what desks wrote apart, rows without their owner, rules broken by the union."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.fields.groups import RETRAIT, groups_of
from scolarite_desk.models.fields.lineage import owners
from scolarite_desk.models.rows.divergence import DeskVersion, Divergence
from scolarite_desk.models.tables.base import moment
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.store.codec import shared_classes, stored_row
from scolarite_desk.store.queries.illisibles import unread
from scolarite_desk.store.queries.regles import broken
from scolarite_desk.store.sense import sense, traces
from scolarite_desk.store.sql import KEYS, as_json

_NAMED = 3  # columns that the label of a group names
LECTURE = "lecture"  # the kind, and the rule, of a value that no longer reads
GARDER = "garder"  # the choice that brings back a row withdrawn elsewhere


def divergences(session: Session, among: Collection[str] | None = None) -> tuple[Divergence, ...]:
    """Everything that a person must settle; `among`: only what concerns these rows (keys). A few seconds on a large
    base, whatever `among`: a job.
    """
    connection = session.connection()
    return (
        *_values(connection, among),
        *_orphans(connection, among),
        *_rules(session, among),
        *_unread(session, among),
    )


def present(session: Session) -> Iterator[Divergence]:
    """Everything, or what a base that never met another may hold: owners withdrawn, what an older version let in."""
    if not _alone(session):
        yield from divergences(session)
        return
    yield from _orphans(session.connection(), None)
    yield from _rules(session, None, alone=True)
    yield from _unread(session, None)


def _alone(session: Session) -> bool:
    """Whether nothing was ever put together here: no work of another station, no person merged. Then what desks break
    together is not looked for.
    """
    met = "SELECT EXISTS (SELECT 1 FROM poste WHERE NOT ici AND numero > 0) OR EXISTS (SELECT 1 FROM fusion)"
    return not session.connection().exec_driver_sql(met).scalar_one()


def apart(session: Session) -> bool:
    """Whether desks wrote anything apart that waits."""
    return session.connection().exec_driver_sql("SELECT 1 FROM rivale LIMIT 1").first() is not None


def written_apart(session: Session, among: Collection[str]) -> tuple[Divergence, ...]:
    """What desks wrote apart in these rows (keys), without the rules: as quick as reading a row."""
    return tuple(_values(session.connection(), among))


def _values(connection: Connection, among: Collection[str] | None) -> Iterator[Divergence]:
    where, given = ("1", ()) if among is None else (f"o.uuid IN {KEYS}", (as_json(among),))
    found = connection.exec_driver_sql(_RIVALS.format(where=where), given).all()
    for (genre, key, groupe), _rows in groupby(found, key=itemgetter(0, 1, 2)):
        versions = versions_of(connection, genre, key.hex(), groupe)
        told = [sense(genre, one.valeurs) for one in versions]
        if any(one != told[0] for one in told):
            kind, phrase = "valeur", _APART.given(champs=group_label(genre, groupe, versions))
            if groupe == RETRAIT:
                kind, phrase = "retrait", _WITHDRAWN
            yield Divergence(kind, groupe, phrase, ((genre, key.hex()),), groupe, versions)


_APART = N_("Deux postes ont écrit autre chose dans «\u00a0{champs}\u00a0».")
_WITHDRAWN = N_("Retiré à un poste, modifié à un autre.")


def versions_of(connection: Connection, genre: str, key: str, groupe: str) -> tuple[DeskVersion, ...]:
    """The heads of a group, each with its value, the one shown first."""
    row = stored_row(connection, genre, key)
    shown = {name: row[name] for name in groups_of(genre)[groupe] if name in row}
    found = connection.exec_driver_sql(_HEADS, (bytes.fromhex(key), groupe)).all()
    told = [
        DeskVersion(
            f"{uuid.hex()}:{numero}",
            nom,
            numero,
            auteur or "",
            moment(at if at is not None else (hlc >> 12) * 1000),
            shown if valeur is None else json.loads(valeur),
            valeur is None,
        )
        for uuid, numero, nom, hlc, at, auteur, valeur in found
    ]
    if groupe == RETRAIT and not any(one.montree for one in told) and told:
        told.append(DeskVersion(GARDER, "", 0, "", told[0].at, {}, montree=True))
    return tuple(sorted(told, key=lambda one: not one.montree))


def group_label(genre: str, groupe: str, versions: Collection[DeskVersion] = ()) -> Msg:
    """What differs between versions of a group, as forms call it; when and by whom are said beside, not here."""
    moments, people = traces(genre)
    names = groups_of(genre)[groupe]
    meant = [name for name in names if name not in moments | people] or list(names)
    apart = [name for name in meant if len({str(one.valeurs.get(name)) for one in versions}) > 1] or meant
    labels = joined(", ", *dict.fromkeys(label_of(genre, name) for name in apart[:_NAMED]))
    return joined("", labels, verbatim("…")) if len(apart) > _NAMED else labels


def _orphans(connection: Connection, among: Collection[str] | None) -> Iterator[Divergence]:
    where, given = ("1", ()) if among is None else (f"(t.id IN {KEYS} OR p.id IN {KEYS})", (as_json(among),) * 2)
    for genre, cls in shared_classes().items():
        for name, owner in ({} if cls.REGISTRE else {**owners(genre), **_WORTH.get(genre, {})}).items():
            rows = connection.exec_driver_sql(
                f'SELECT t.id, p.id FROM "{genre}" t JOIN "{owner}" p ON p.id = t."{name}"'
                f" WHERE t.retire_le IS NULL AND p.retire_le IS NOT NULL AND {where} ORDER BY t.id",
                given,
            )
            for key, whose in rows.all():
                yield Divergence("orpheline", name, _ORPHAN, ((genre, key.hex()), (owner, whose.hex())))


_WORTH = {"pose_etiquette": {"etiquette_id": "etiquette"}}  # what shows nowhere without what it only names
_ORPHAN = N_("L’élément auquel celui-ci appartient a été retiré ou effacé.")


def _rules(session: Session, among: Collection[str] | None, *, alone: bool = False) -> Iterator[Divergence]:
    for one in broken(session, among, alone=alone):
        yield Divergence(one.regle.genre, one.regle.code, one.phrase, one.fiches, one.regle.colonne)


def _unread(session: Session, among: Collection[str] | None) -> Iterator[Divergence]:
    for one in unread(session, among):
        yield Divergence(LECTURE, LECTURE, one.phrase, ((one.table, one.cle),), one.colonne)


_RIVALS = """SELECT DISTINCT o.genre, o.uuid, r.groupe FROM rivale r JOIN objet o ON o.id = r.objet
    WHERE {where} ORDER BY 1, 2, 3"""
_HEADS = """SELECT p.uuid, v.numero, p.nom, coalesce(t.hlc, h.hlc), t.at, t.auteur, r.valeur
    FROM objet o JOIN version v ON v.objet = o.id JOIN poste p ON p.id = v.poste
    LEFT JOIN travail t ON t.poste = v.poste AND t.numero = v.numero
    LEFT JOIN horloge h ON h.poste = v.poste AND h.numero = v.numero
    LEFT JOIN rivale r ON r.objet = v.objet AND r.groupe = v.groupe AND r.poste = v.poste AND r.numero = v.numero
    WHERE o.uuid = ? AND v.groupe = ? ORDER BY coalesce(t.hlc, h.hlc) DESC, p.uuid DESC"""
