"""Settling what desks disagree on: one act names every version, so that none comes back."""

from __future__ import annotations

from scolarite_desk.errors import Refused
from scolarite_desk.models.base import Partagee
from scolarite_desk.services.acts import act
from scolarite_desk.store.codec import columns_of, decode, shared_classes
from scolarite_desk.store.groupes import groups_of
from scolarite_desk.store.queries.divergences import versions_of
from scolarite_desk.store.store import Work


@act("Trancher", right="divergences")
def settle(work: Work, table: str, fiche: str, groupe: str, version: str) -> None:
    """Keep one version of a group of a row, `version` being its code ("station:number"), or "garder" for a row that
    another desk withdrew. `Refused` when the group does not diverge, or has no such version.
    """
    cls = shared_classes().get(table)
    if cls is None or groupe not in groups_of(table):
        raise Refused("Cette divergence n’existe pas.")
    row: Partagee = work.get(cls, fiche)
    versions = versions_of(work.session.connection(), table, fiche, groupe)
    if len(versions) < 2:
        raise Refused("Cette divergence est déjà tranchée.")
    chosen = next((one for one in versions if one.code == version), None)
    if chosen is None:
        raise Refused(f"Choisissez parmi\u00a0: {', '.join(one.code for one in versions)}.", "version")
    work.detail = groupe
    for name in groups_of(table)[groupe]:
        column = columns_of(table)[name]
        if column.nullable or name in chosen.valeurs:
            setattr(row, name, decode(column, chosen.valeurs.get(name)))
    work.decide(row, groupe)
