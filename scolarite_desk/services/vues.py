"""Saved views: whom a list shows, with which columns, in which order; of one person or of the whole office.

Those that are shipped are code, locked: one copies them. A view has one name among those of its list and its owner,
which is its key, so that it never changes: another name is a copy.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import (
    Condition,
    as_mapping,
    read,
    read_columns,
    read_order,
    write_columns,
    write_order,
    written,
)
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.inscriptions import INSCRITE
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.msg import N_, joined, verbatim
from scolarite_desk.services.acts import act
from scolarite_desk.store.perimetre import ACCOUNT
from scolarite_desk.store.queries import vues as queries
from scolarite_desk.store.queries.conditions import SORTES
from scolarite_desk.store.queries.queue_views import VUES
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.vues import DECISIONS, FILE, SALLES
from scolarite_desk.store.store import Work

_QUEUE = ("nom", "ne_le", "etat", "ine", "numero")  # what the queue can show of a person
# Who is enrolled, as the service that teaches, or counts, asks for them.
INSCRITS = Vue(
    "inscrits",
    DECISIONS,
    N_("Inscrits"),
    Condition("inscription", (INSCRITE,)),
    (
        "dossier", "numero_etudiant", "ine", "nom_naissance", "nom_usage", "prenom", "ne_le", "courriel", "portable",
        "formation_code", "formation", "inscription", "inscription_le", "inscription_seconde", "inscription_situation",
        "inscription_du", "inscription_percue_le", "inscription_mode", "inscription_preuves", "cvec",
    ),
    livree=True,
)  # fmt: skip
_SPACE = uuid.UUID("3d1e6d0a-52a4-4b1f-9a7c-8c5f0b7e6a43")  # one view is one row on every desk


def columns_known(salle: str) -> Collection[str]:
    """The codes of the columns of a list: those of decisions are those of their export."""
    if salle == FILE:
        return _QUEUE
    from scolarite_desk.exchange.tables.decisions import COLONNES  # what writes workbooks is not there at the start

    return [one.cle for one in COLONNES]


def views_of(session: Session, salle: str) -> tuple[Vue, ...]:
    """The views of a list that the account of this session has: shipped ones, its own, then those of the office."""
    found = session.scalars(living(VueEnregistree).where(VueEnregistree.salle == salle))
    rows = [one for one in found if one.compte in (None, session.info.get(ACCOUNT))]
    rows.sort(key=lambda one: (one.compte is None, fold(one.libelle or ""), one.id))
    return (*shipped(salle), *map(view_of, rows))


def shipped(salle: str) -> tuple[Vue, ...]:
    """The views that the house ships for a list."""
    return tuple(_shipped(code) for code in VUES) if salle == FILE else (INSCRITS,)


def _shipped(code: str) -> Vue:
    known = Vue(code, FILE, VUES[code].label, livree=True)
    return known if code == "tous" else Vue(code, FILE, VUES[code].label, Condition(f"vue_{code}"), livree=True)


def view_of(row: VueEnregistree) -> Vue:
    """A row as it is read here: what this version does not know of it is passed over, and said."""
    salle = row.salle or ""
    lu, colonnes, tri = read(row.filtre, SORTES), read_columns(row.colonnes), read_order(row.tri)
    known, sorts = columns_known(salle) if salle in SALLES else (), queries.TRIS.get(salle, {})
    passed = [one for one in colonnes if one not in known]
    passed += [one.colonne for one in tri if one.colonne not in sorts and one.colonne not in passed]
    return Vue(
        key=row.id,
        salle=salle,
        libelle=verbatim(row.libelle or "") if fold(row.libelle or "") else N_("sans nom"),
        filtre=lu.arbre,
        colonnes=tuple(one for one in colonnes if one in known),
        tri=tuple(one for one in tri if one.colonne in sorts),
        compte=row.compte or "",
        partielle=bool(lu.passes),
        passes=(*lu.passes, *(_UNKNOWN.given(colonne=one) for one in passed)),
    )


_UNKNOWN = N_("La colonne «\u00a0{colonne}\u00a0» n’est pas connue de cette version\u00a0: elle est passée.")


def view_named(session: Session, text: str) -> Vue:
    """The view that somebody names: theirs, else the office's, else a shipped one; of decisions before the queue's."""
    wanted = fold(text)
    for salle in (DECISIONS, FILE):
        known = views_of(session, salle)
        for one in sorted(known, key=lambda one: one.livree):
            if text == one.key or (wanted and wanted == fold(kept(one.libelle))):
                return one
    raise Refused(
        N_("La vue «\u00a0{nom}\u00a0» n’existe pas\u00a0: «\u00a0list vues\u00a0» les donne.", nom=text), "vue"
    )


def to_save(vue: Vue, libelle: str) -> dict[str, Any]:
    """What `save_view` and `save_shared_view` take to copy a view, a shipped one too, under a name."""
    return {
        "salle": vue.salle,
        "libelle": libelle,
        "filtre": as_mapping(vue.filtre),
        "colonnes": list(vue.colonnes),
        "tri": [[one.colonne, "desc" if one.descendant else "asc"] for one in vue.tri],
    }


def refuse_partial(vue: Vue) -> None:
    """`Refused` when something of the filter is not known here: a file, or an act on many, would take others than
    those that were meant.
    """
    if vue.partielle:
        raise Refused(
            N_(
                "La vue «\u00a0{vue}\u00a0» ne se lit pas entière dans cette version. {pourquoi}",
                vue=vue.libelle,
                pourquoi=joined(" ", *vue.passes),
            ),
            "vue",
        )


def columns_of(vue: Vue) -> tuple[str, ...] | None:
    """The columns of a view that an export of decisions takes; None: those that it shows by itself."""
    return vue.colonnes or None if vue.salle == DECISIONS else None


@act(N_("Enregistrer une vue"), right="vues")
def save_view(
    work: Work,
    salle: str,
    libelle: str,
    filtre: Mapping[str, Any],
    colonnes: Sequence[str] = (),
    tri: Sequence[Sequence[str]] = (),
    remplacer: bool = False,
) -> str:
    """Save a view for oneself; returns its key. `remplacer`: the one of that name becomes this one."""
    return _save(work, salle, work.auteur, libelle, _read(salle, filtre, colonnes, tri), remplacer)


@act(N_("Enregistrer une vue partagée"), right="vues_partagees")
def save_shared_view(
    work: Work,
    salle: str,
    libelle: str,
    filtre: Mapping[str, Any],
    colonnes: Sequence[str] = (),
    tri: Sequence[Sequence[str]] = (),
    remplacer: bool = False,
) -> str:
    """The same, for the whole office."""
    return _save(work, salle, None, libelle, _read(salle, filtre, colonnes, tri), remplacer)


@act(N_("Retirer une vue"), right="vues")
def withdraw_view(work: Work, vue: str) -> None:
    """Take one's own view out of sight."""
    work.withdraw(_mine(work, vue))


@act(N_("Retirer une vue partagée"), right="vues_partagees")
def withdraw_shared_view(work: Work, vue: str) -> None:
    """Take a view of the office out of sight of everybody."""
    work.withdraw(_shared(work, vue))


@act(N_("Remettre une vue"), right="vues")
def restore_view(work: Work, vue: str) -> None:
    """Bring one's own view back."""
    _mine(work, vue).retire_le = None


@act(N_("Remettre une vue partagée"), right="vues_partagees")
def restore_shared_view(work: Work, vue: str) -> None:
    """Bring a view of the office back."""
    _shared(work, vue).retire_le = None


@act(N_("Partager une vue"), right="vues_partagees")
def share_view(work: Work, vue: str) -> str:
    """One's own view becomes one of the office, under the same name; returns its key."""
    row = _mine(work, vue)
    return _moved(work, row, None)


@act(N_("Garder une vue pour soi"), right="vues_partagees")
def keep_view(work: Work, vue: str) -> str:
    """A view of the office becomes one's own: nobody else has it any more."""
    row = _shared(work, vue)
    return _moved(work, row, work.auteur)


def _moved(work: Work, row: VueEnregistree, compte: str | None) -> str:
    """The same view, whatever of it this version knows, under another owner: the former one goes to the trash."""
    values = {"filtre": row.filtre or "", "colonnes": row.colonnes or "", "tri": row.tri or ""}
    key = _save(work, row.salle or "", compte, row.libelle or "", values, remplacer=False)
    work.withdraw(row)
    return key


def _save(work: Work, salle: str, compte: str | None, libelle: str, values: dict[str, str], remplacer: bool) -> str:
    if not fold(libelle or ""):
        raise Refused(N_("Donnez un nom à cette vue."), "vue.libelle")
    key = view_key(salle, compte, libelle)
    row = work.session.get(VueEnregistree, key)
    if row is None:
        return work.add(VueEnregistree(id=key, salle=salle, compte=compte, libelle=libelle, **values)).id
    if row.retire_le is None and not remplacer:
        raise Refused(
            N_(
                "La vue «\u00a0{vue}\u00a0» existe déjà\u00a0: remplacez-la, ou donnez un autre nom.",
                vue=row.libelle or "",
            ),
            "vue.libelle",
        )
    row.retire_le = None
    for name, value in values.items():
        setattr(row, name, value)
    return row.id


def _read(
    salle: str, filtre: Mapping[str, Any], colonnes: Sequence[str], tri: Sequence[Sequence[str]]
) -> dict[str, str]:
    """What is kept of a view. `Refused` for a list, a condition, a column or an order that does not exist."""
    if salle not in SALLES:
        raise Refused(N_("Cette liste n’a pas de vues\u00a0: {listes} seulement.", listes=list(SALLES)), "vue.salle")
    lu = read(filtre, SORTES)
    if lu.passes:
        raise Refused(lu.passes[0], "vue.filtre")
    chosen, order = read_columns(list(colonnes)), read_order(list(tri))
    _refuse_unknown(colonnes, chosen, columns_known(salle), "vue.colonnes")
    _refuse_unknown(tri, [one.colonne for one in order], queries.TRIS[salle], "vue.tri")
    return {"filtre": written(lu.arbre), "colonnes": write_columns(chosen), "tri": write_order(order)}


def _refuse_unknown(given: Sequence[object], read: Sequence[str], known: Collection[str], champ: str) -> None:
    """What was given is read, each once, and is of the list."""
    wrong = [one for one in read if one not in known]
    if wrong or len(read) != len(given):
        raise Refused(
            N_("Colonne inconnue ou donnée deux fois\u00a0: choisissez parmi {colonnes}.", colonnes=list(known)), champ
        )


def view_key(salle: str, compte: str | None, libelle: str) -> str:
    """The key of a view, the same on every desk and for ever."""
    return uuid.uuid5(_SPACE, "\x1f".join((salle, compte or "", fold(libelle)))).hex


def _mine(work: Work, vue: str) -> VueEnregistree:
    row = work.get(VueEnregistree, vue)
    if row.compte != work.auteur:
        raise Refused(
            N_("Cette vue est partagée par le service\u00a0: copiez-la pour en faire la vôtre.")
            if row.compte is None
            else N_("Cette vue est celle de {compte}.", compte=row.compte)
        )
    return row


def _shared(work: Work, vue: str) -> VueEnregistree:
    row = work.get(VueEnregistree, vue)
    if row.compte is not None:
        raise Refused(N_("Cette vue n’est pas partagée\u00a0: elle est à {compte}.", compte=row.compte))
    return row
