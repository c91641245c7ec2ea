"""Colleagues of the small office: the same base, opened as someone else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.services.agents import name_agent
from scolarite_desk.services.comptes import first_account
from scolarite_desk.store.store import Store


def colleague(store: Store, profil: str, perimetre: Mapping[str, Sequence[str]] | None = None) -> Store:
    """The base as a new account of that profile sees it. Who opened it first stays its administrator."""
    nom = " ".join([profil, *(key for keys in (perimetre or {}).values() for key in keys)])
    with store.work("fonder") as work:
        first_account(work, store.auteur)
        work.add(Compte(nom=nom, profil=profil, perimetre=None if perimetre is None else json.dumps(perimetre)))
        for one in (store.auteur, nom):
            name_agent(work, one, "Claire", "MARTIN", "gestionnaire")
    return Store(store.engine, store.path, nom, store.clock)
