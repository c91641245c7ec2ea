"""The journal, read back: history of rows and fields, last works, the trash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import BY_COLUMN, TIES
from scolarite_desk.models.fields.of_office import LISTES
from scolarite_desk.models.fields.reglages import named
from scolarite_desk.models.fields.things import BY_CLASS, THINGS
from scolarite_desk.models.rows.dossier_views import HistoryRow, TrashRow
from scolarite_desk.models.rules.conservation import ORIGINES
from scolarite_desk.models.rules.dates import show_day, show_instant
from scolarite_desk.models.rules.documents import DOCUMENTS, ETAPES
from scolarite_desk.models.rules.droits import PROFILS
from scolarite_desk.models.rules.echeances import DEPARTS
from scolarite_desk.models.rules.filtre import Tri, read_columns, read_order
from scolarite_desk.models.rules.mesures import MESURES
from scolarite_desk.models.rules.papiers import PAPIERS
from scolarite_desk.models.rules.procedures import PROCEDURES
from scolarite_desk.models.rules.questions import told_alone
from scolarite_desk.models.rules.requetes import nommee
from scolarite_desk.models.rules.silence import DITS
from scolarite_desk.models.tables.base import moment
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.document import DocumentEmis, EtapeDocument
from scolarite_desk.models.tables.etiquette import EtiquetteService
from scolarite_desk.models.tables.formation import SessionDepot
from scolarite_desk.models.tables.journal import Ligne, Objet, Poste, Travail
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.store.codec import columns_of, decode
from scolarite_desk.store.perimetre import ACCOUNT
from scolarite_desk.store.queries.conditions import told
from scolarite_desk.store.queries.taches import named as named_there
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.queries.vues import SALLES
from scolarite_desk.store.replay import body, changed


def history_of(session: Session, keys: Iterable[str], lists: Lists, champ: str | None = None) -> tuple[HistoryRow, ...]:
    """Every change of these rows (of one column of theirs: `champ`), newest first."""
    found = session.execute(_works().where(Objet.uuid.in_(list(keys))).order_by(Travail.hlc.desc(), Ligne.rang))
    rows = [row for line in found for row in _changes(line, lists) if champ is None or row.champ == champ]
    papers = _papers(session, {row.fiche for row in rows if row.genre == _STEP})
    return tuple(_in_words(session, _of_paper(row, papers, lists), lists) for row in rows)


def _in_words(session: Session, row: HistoryRow, lists: Lists) -> HistoryRow:
    """A kind of avis, an appeal, another avis, a session, by what they are called; the key of what is not here."""
    called = _CALLED.get(row.champ)
    if called is None:
        return row
    return replace(row, avant=_said(session, called, row.avant, lists), apres=_said(session, called, row.apres, lists))


def _said(session: Session, called: Callable[[Session, str], Msg | None], key: str, lists: Lists) -> str:
    told = called(session, key) if key else None
    return lists.say(told) if told else key


def _request(session: Session, key: str) -> Msg | None:
    row = session.get(Requete, key)
    return nommee(row.genre or "", row.recue_le) if row is not None else None


def _kind(session: Session, key: str) -> Msg | None:
    return types(session).label("", key)


def _decision(session: Session, key: str) -> Msg | None:
    row = session.get(Avis, key)
    if row is None:
        return None
    label = types(session).label(row.avis, row.type_id)
    return N_("{avis}, rang {rang}", avis=label, rang=row.rang) if row.rang else label


def _depot(session: Session, key: str) -> Msg | None:
    row = session.get(SessionDepot, key)
    return verbatim(row.libelle or "") if row is not None else None


def _tag(session: Session, key: str) -> Msg | None:
    row = session.get(EtiquetteService, key)
    return verbatim(row.libelle or "") if row is not None else None


_CALLED = {
    "etiquette_id": _tag,
    "pour": named_there,
    "type_id": _kind,
    "requete_id": _request,
    "session_id": _depot,
    **dict.fromkeys(("promu_id", "corrige_id", "avis_id"), _decision),
}


_STEP = EtapeDocument.__tablename__


def _papers(session: Session, steps: set[str]) -> dict[str, str]:
    """The number of the document that each of these steps is of."""
    of = select(EtapeDocument.id, DocumentEmis.numero).join(DocumentEmis, DocumentEmis.id == EtapeDocument.document_id)
    return {row.id: row.numero for row in session.execute(of.where(EtapeDocument.id.in_(steps)))} if steps else {}


def _of_paper(row: HistoryRow, papers: Mapping[str, str], lists: Lists) -> HistoryRow:
    """A step with the number of its paper: « Posté (L01-2026-00012) »."""
    if row.genre != _STEP or row.champ != "etape" or row.fiche not in papers:
        return row
    return replace(row, apres=lists.say(N_("{etape} ({numero})", etape=row.apres, numero=papers[row.fiche])))


def _works() -> Any:
    return (
        select(
            Poste.nom,
            Travail.numero,
            Travail.at,
            Travail.auteur,
            Travail.acte,
            Travail.detail,
            Objet.genre,
            Objet.uuid,
            Ligne.corps,
        )
        .select_from(Ligne)
        .join(Travail, (Travail.poste == Ligne.poste) & (Travail.numero == Ligne.numero))
        .join(Objet, Objet.id == Ligne.objet)
        .join(Poste, Poste.id == Travail.poste)
    )


def _changes(line: Row[Any], lists: Lists) -> Iterator[HistoryRow]:
    if line.corps is None:
        return
    for before, after, _replaces in body(line.corps).values():
        for name, value in changed(before, after):
            yield HistoryRow(
                line.nom,
                line.numero,
                line.at,
                line.auteur,
                line.acte,
                line.detail,
                line.genre,
                line.uuid,
                name,
                shown(line.genre, name, (before or {}).get(name), lists),
                shown(line.genre, name, value, lists),
            )


def shown(genre: str, name: str, value: Any, lists: Lists) -> str:
    """A journalled value as the office reads it."""
    if value is None:
        return ""
    decoded, field = decode(columns_of(genre)[name], value), BY_COLUMN.get((genre, name))
    if (genre, name) == ("modele", "version_id") and (made := _made(decoded)) is not None:
        return lists.say(N_("texte du {moment}", moment=show_instant(made, lists.fuseau)))
    if (genre, name) in _CODES:
        return lists.say(_CODES[genre, name](decoded) or verbatim(decoded))
    return _plain(decoded, lists) if field is None or field.path in TIES else field.show(decoded, lists)


def _made(key: str) -> datetime | None:
    """When a key was made: it begins with its milliseconds since 1970 (UUIDv7); None of one that was made otherwise."""
    with suppress(ValueError, OverflowError):
        return moment(int(key[:12], 16) * 1000)
    return None


def _way(one: Tri) -> str:
    return f"{one.colonne} {'↓' if one.descendant else '↑'}"


# Codes that no form shows, and how they are said.
_CODES: Mapping[tuple[str, str], Callable[[str], Msg | None]] = {
    ("compte", "profil"): PROFILS.get,
    ("document_emis", "genre"): lambda code: DOCUMENTS[code].label if code in DOCUMENTS else None,
    ("etape_document", "etape"): lambda code: ETAPES[code].label if code in ETAPES else None,
    ("delai_dit", "procedure"): lambda code: PROCEDURES[code].label if code in PROCEDURES else None,
    ("delai_dit", "effet"): DITS.get,
    ("delai_dit", "depart"): DEPARTS.get,
    ("effacement", "origine"): ORIGINES.get,
    ("mesure", "genre"): lambda code: MESURES[code].label if code in MESURES else None,
    ("modele", "papier"): lambda code: PAPIERS[code].label if code in PAPIERS else None,
    ("nomenclature", "liste"): LISTES.get,
    ("reponse", "valeur"): told_alone,
    ("vue", "salle"): SALLES.get,
    ("vue", "filtre"): told,
    ("vue", "colonnes"): lambda text: verbatim(", ".join(read_columns(text))),
    ("vue", "tri"): lambda text: verbatim(", ".join(map(_way, read_order(text)))),
    ("reglage", "cle"): lambda key: one.label if (one := named(key)) else None,
}


_SHOWN = 2000  # signs of a value that no form shows: an image is a hundred times that, and says nothing


def _plain(value: Any, lists: Lists) -> str:
    """A value that no form shows."""
    if isinstance(value, datetime):
        return lists.say(show_instant(value, lists.fuseau))
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, bool):
        return lists.say(N_("oui") if value else N_("non"))
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _views(session: Session) -> Iterator[TrashRow]:
    """The saved views in the trash: one's own, and those of the office."""
    whose = VueEnregistree.compte.is_(None) | (VueEnregistree.compte == session.info.get(ACCOUNT))
    for row in session.scalars(select(VueEnregistree).where(VueEnregistree.retire_le.is_not(None), whose)):
        thing, titre = ("vue", N_("Vue")) if row.compte else ("vue_partagee", N_("Vue partagée"))
        yield TrashRow(thing, row.id, titre, row.libelle or "", row.retire_le)  # type: ignore[arg-type]


def trash(session: Session) -> tuple[TrashRow, ...]:
    """What was withdrawn, newest first; the label is the first text of the row."""
    rows = []
    for thing in THINGS.values():
        for row in session.scalars(select(thing.cls).where(thing.cls.retire_le.is_not(None))):
            label = next(
                (
                    v
                    for n in columns_of(row.__tablename__)
                    if isinstance(v := getattr(row, n), str) and not n.endswith("_id")
                ),
                "",
            )
            rows.append(TrashRow(thing.name, row.id, BY_CLASS[thing.cls].title, label, row.retire_le))  # type: ignore[arg-type]
    rows += _views(session)
    return tuple(sorted(rows, key=lambda one: one.retire_le, reverse=True))
