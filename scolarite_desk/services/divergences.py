"""Settling what desks disagree on: one act names every version, so that none comes back."""

from __future__ import annotations

from collections.abc import Sequence

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.groups import groups_of
from scolarite_desk.models.rows.divergence import Divergence
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act
from scolarite_desk.services.lots import LotOutcome, do_each
from scolarite_desk.services.passages import looked_at
from scolarite_desk.store.codec import columns_of, decode, shared_classes
from scolarite_desk.store.queries.divergences import versions_of
from scolarite_desk.store.store import Store, Work

Choice = tuple[Divergence, str]  # a divergence of value, and the code of the version kept


@act(N_("Trancher"), right="divergences")
def settle(work: Work, table: str, fiche: str, groupe: str, version: str) -> None:
    """Keep one version of a group of a row, `version` being its code ("station:number"), or "garder" for a row that
    another desk withdrew. `Refused` when the group does not diverge, or has no such version.
    """
    cls = shared_classes().get(table)
    if cls is None or groupe not in groups_of(table):
        raise Refused(N_("Ce désaccord n’existe pas."))
    row: Partagee = work.get(cls, fiche)
    versions = versions_of(work.session.connection(), table, fiche, groupe)
    if len(versions) < 2:
        raise Refused(N_("Ce désaccord est déjà tranché."))
    chosen = next((one for one in versions if one.code == version), None)
    if chosen is None:
        raise Refused(N_("Choisissez parmi\u00a0: {versions}.", versions=[one.code for one in versions]), "version")
    work.detail = f"{table}.{groupe}"  # a group alone is of several tables
    with looked_at(work, [(table, fiche)]):
        for name in groups_of(table)[groupe]:
            column = columns_of(table)[name]
            if column.nullable or name in chosen.valeurs:
                setattr(row, name, decode(column, chosen.valeurs.get(name)))
    work.decide(row, groupe)


def settle_all(store: Store, source: object, chosen: Sequence[Choice], progress: Progress) -> LotOutcome[Choice, None]:
    """Settle several divergences of value. Cancelling keeps what is settled."""
    return do_each(store, source, settle, chosen, lambda one, _: _settling(*one), progress)


def _settling(one: Divergence, version: str) -> dict[str, str]:
    table, fiche = one.fiches[0]
    return {"table": table, "fiche": fiche, "groupe": one.groupe, "version": version}
