"""A new desk joins an office: its base begins with what the hub holds, and its accounts are the office's."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services import entree, synchro
from scolarite_desk.services.comptes import account_name
from scolarite_desk.store import base
from scolarite_desk.store.file.naissance import born
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from scolarite_desk.sync.hub import instantanes
from scolarite_desk.sync.hub.fondation import require_version
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from scolarite_desk.sync.hub.inscription import enrol
from scolarite_desk.sync.hub.invitations import read_code
from scolarite_desk.sync.hub.pannes import spoken


def join(
    path: Path,
    compte: str,
    password: str,
    adresse: HubUrl,
    code: str,
    *,
    poste: str,
    cost: vault.Cost | None = None,
    progress: Progress | None = None,
) -> Store:
    """A base for this desk, begun from the hub, open. An administrator may make its recovery key afterwards; without
    one a forgotten password costs nothing that the hub has: the desk joins again.

    `compte` is a name that the office knows; the password is chosen for this desk. `Refused` before the invitation is
    spent when the hub is empty or does not know the account; nothing is left of a base that could not begin.
    """
    steps, name = progress or Progress(), account_name(compte)
    invited = read_code(adresse, code)
    with connected(adresse, invited.compte, invited.secret) as connection, spoken(adresse.hote):
        require_version(connection)
        _refuse_stranger(connection, name)
    with born(path) as half, closing(base.create(half, name, password, poste=poste, cost=cost)) as store:
        known = enrol(store, adresse, code)
        with connected(known.place, known.compte, known.password) as connection, spoken(adresse.hote):
            instantanes.take(connection, store, steps)
        synchro.synchronise(store, steps)
        store.path = path  # where it is remembered when it closes
    return entree.open_base(path, name, password)


def _refuse_stranger(connection: Any, name: str) -> None:
    names = {nom for (nom,) in connection.execute(_ACCOUNTS)}
    if not names:
        raise Refused(N_("Ce serveur commun est encore vide\u00a0: inscrivez d’abord le poste qui tient les dossiers."))
    if name not in names:
        raise Refused(
            N_(
                "Ce serveur commun ne connaît pas de compte «\u00a0{compte}\u00a0». Écrivez le nom "
                "comme il l’est sur les autres postes, ou demandez à un administrateur de le créer, "
                "puis de synchroniser.",
                compte=name,
            ),
            "compte.nom",
        )


_ACCOUNTS = """SELECT DISTINCT g.contenu -> 1 ->> 'nom' FROM ligne l, LATERAL jsonb_each(lu(l.corps)) g(nom, contenu)
    WHERE l.genre = 'compte' AND l.corps IS NOT NULL AND g.contenu -> 1 ? 'nom'"""
