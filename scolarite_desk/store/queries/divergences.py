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
        for name, owner in ({} if cls.REGISTRE else owners(genre)).items():
            rows = connection.exec_driver_sql(
                f'SELECT t.id, p.id FROM "{genre}" t JOIN "{owner}" p ON p.id = t."{name}"'
                f" WHERE t.retire_le IS NULL AND p.retire_le IS NOT NULL AND {where} ORDER BY t.id",
                given,
            )
            for key, whose in rows.all():
                yield Divergence("orpheline", name, _ORPHAN, ((genre, key.hex()), (owner, whose.hex())))


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

# --- Held candidatures: what keeps one out of decision exports and letters, and how a row leads to candidatures.

_OF_PERSON = (
    "SELECT c.id FROM {table} t JOIN dossier d ON d.personne_id = t.personne_id"
    " JOIN candidature c ON c.dossier_id = d.id WHERE t.id IN {{keys}}"
)
_OF_FORMATION = "SELECT c.id FROM formation f JOIN candidature c ON c.formation_id = f.id WHERE f.{column} IN {{keys}}"
_HOLDING: dict[str, tuple[str, frozenset[str] | None]] = {
    "candidature": ("SELECT c.id FROM candidature c WHERE c.id IN {keys}", None),
    "avis": ("SELECT t.candidature_id FROM avis t WHERE t.id IN {keys}", None),
    "dossier": ("SELECT c.id FROM candidature c WHERE c.dossier_id IN {keys}", None),
    "identifiant": (_OF_PERSON.format(table="identifiant"), None),
    "personne": (
        "SELECT c.id FROM dossier d JOIN candidature c ON c.dossier_id = d.id WHERE d.personne_id IN {keys}",
        frozenset({"nom_naissance", "prenom", "ne_le", RETRAIT, "personne_id", "dossier_id"}),
    ),
    "formation": ("SELECT c.id FROM candidature c WHERE c.formation_id IN {keys}", frozenset({"unique"})),
    "nomenclature": (
        "SELECT a.candidature_id FROM nomenclature t JOIN avis a ON a.motif = t.code"
        " WHERE t.liste = 'motif_avis' AND t.id IN {keys}",
        frozenset({"unique"}),
    ),
}
# The same for a value that does not read: the columns that a letter prints, those that an export of decisions adds
# (None: all of them). How the row leads to candidatures, where that is not said above.
_PRINTED: dict[str, tuple[str, frozenset[str], frozenset[str] | None]] = {
    "personne": ("", frozenset({"civilite", "nom_naissance", "nom_usage", "prenom", "prenom_usage"}), None),
    "adresse": (_OF_PERSON.format(table="adresse"), frozenset({"ligne", "complement1", "complement2", "code_postal",
                "commune", "ville", "pays"}), None),
    "identifiant": ("", frozenset(), None),
    "bac": (_OF_PERSON.format(table="bac"), frozenset(), None),
    "cursus_interne": (_OF_PERSON.format(table="cursus_interne"), frozenset(), frozenset({"annee", "code", "libelle"})),
    "cursus_externe": (_OF_PERSON.format(table="cursus_externe"), frozenset(), frozenset({
                       "annee", "etablissement", "etablissement_libre", "diplome", "libelle"})),
    "cvec": (_OF_PERSON.format(table="cvec"), frozenset(), frozenset({"numero", "situation", "annee"})),
    "note": (_OF_PERSON.format(table="note"), frozenset(), frozenset({"texte"})),
    "dossier": ("", frozenset(), frozenset({"profil", "regime"})),
    "candidature": ("", frozenset({"date_confirmation"}), None),
    "avis": ("", frozenset({"avis", "motif", "motif_texte", "rang", "convocation_le", "convocation_heure",
             "convocation_lieu"}), frozenset({"commentaire"})),
    "campagne": ("SELECT c.id FROM dossier d JOIN candidature c ON c.dossier_id = d.id WHERE d.campagne_id IN {keys}",
                 frozenset({"annee"}), frozenset({"libelle"})),
    "formation": ("", frozenset({"code", "libelle", "genre", "confirmation", "delai_confirmation"}),
                  frozenset({"retour"})),
    "session_depot": (_OF_FORMATION.format(column="session_id"), frozenset(), frozenset({"libelle"})),
    "centre": (_OF_FORMATION.format(column="centre_id"), frozenset({"libelle", "adresse", "telephone", "courriel"}),
               frozenset()),
    "signataire": ("SELECT c.id FROM signataire t JOIN formation f ON t.centre_id IS NULL OR t.centre_id = f.centre_id"
                   " JOIN candidature c ON c.formation_id = f.id WHERE t.id IN {keys}",
                   frozenset({"prenom", "nom", "qualite"}), frozenset()),
    "commission": ("SELECT c.id FROM commission_formation t JOIN candidature c ON c.formation_id = t.formation_id"
                   " WHERE t.retire_le IS NULL AND t.commission_id IN {keys}", frozenset(), frozenset({"libelle"})),
    "nomenclature": ("", frozenset({"code", "libelle"}), frozenset()),
}  # fmt: skip


def held(session: Session, *, letter: bool = False) -> dict[str, Msg]:
    """Candidatures kept out of decision exports until someone settles: key to why, as the export says it. `letter`: out
    of letters, which print less.
    """
    found: dict[str, Msg] = {}
    for one in _ever(session) if _alone(session) else divergences(session):
        found |= {key: reason(one) for key in held_by(session, one, letter=letter) if key not in found}
    return found


def _ever(session: Session) -> Iterator[Divergence]:
    """What a base that never met another may hold: owners withdrawn, what an older version let in."""
    yield from _orphans(session.connection(), None)
    yield from _rules(session, None, alone=True)
    yield from _unread(session, None)


def _alone(session: Session) -> bool:
    """Whether nothing was ever put together here: no work of another station, no person merged. Then what desks break
    together is not looked for.
    """
    met = "SELECT EXISTS (SELECT 1 FROM poste WHERE NOT ici AND numero > 0) OR EXISTS (SELECT 1 FROM fusion)"
    return not session.connection().exec_driver_sql(met).scalar_one()


def held_by(session: Session, one: Divergence, *, letter: bool = False) -> list[str]:
    """The candidatures that one divergence keeps out of decision exports, or of letters."""
    found: list[str] = []
    for table, keys in _by_table(one).items():
        sql = _way(one, table, letter=letter)
        if sql:
            rows = session.connection().exec_driver_sql(sql.format(keys=KEYS), (as_json(keys),))
            found += [key.hex() for (key,) in rows]
    return found


def _way(one: Divergence, table: str, *, letter: bool) -> str:
    """The statement that leads to what it holds; blank when it holds nothing."""
    sql, groups = _HOLDING.get(table, ("", frozenset()))
    if one.genre != LECTURE:
        return sql if groups is None or one.regle in groups else ""
    own, printed, more = _PRINTED.get(table, ("", frozenset(), frozenset()))
    told = one.groupe in printed or (not letter and (more is None or one.groupe in more))
    return own or sql if told else ""


def _by_table(one: Divergence) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, key in one.fiches:
        found.setdefault(table, []).append(key)
    return found


def reason(one: Divergence) -> Msg:
    """Why an export holds what this concerns, without any personal value: people are counted by reason."""
    return _REASONS[one.genre]


_REASONS = {
    "valeur": N_("deux postes ont écrit autre chose\u00a0: à trancher"),
    "retrait": N_("retirée à un poste, modifiée à un autre\u00a0: à trancher"),
    "orpheline": N_("la personne ou le dossier a été retiré ou effacé"),
    "unicite": N_("un numéro, un code, un rang ou un avis est donné deux fois"),
    LECTURE: N_("une valeur ne se lit pas, ou va contre les règles\u00a0: à corriger"),
    "etats": N_("la réponse ou le traitement ne va pas avec l’avis"),
}


def count(session: Session) -> dict[str, int]:
    """How many of each kind."""
    kinds: dict[str, int] = {}
    for one in divergences(session):
        kinds[one.genre] = kinds.get(one.genre, 0) + 1
    return kinds


def held_among(session: Session, keys: Collection[str]) -> tuple[list[str], tuple[tuple[Msg, int], ...]]:
    """Of candidatures (keys), those that may be exported, in their order, and (reason, how many) of the others."""
    why = held(session)
    reasons: dict[Msg, int] = {}
    for key in keys:
        if key in why:
            reasons[why[key]] = reasons.get(why[key], 0) + 1
    return [key for key in keys if key not in why], tuple(reasons.items())
