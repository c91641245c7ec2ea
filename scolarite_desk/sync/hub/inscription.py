"""A station enrols at a hub, once: its own password, its block of dossier numbers, its range of INE orders.

The password is random, known to nobody, and kept in the encrypted base only.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.journal import Compteur, Local
from scolarite_desk.msg import N_
from scolarite_desk.store.journal.journal import station
from scolarite_desk.store.store import Store
from scolarite_desk.sync.hub.fondation import require_version
from scolarite_desk.sync.hub.hub_url import HubUrl, connected, read_hub_url
from scolarite_desk.sync.hub.invitations import InvitationCode, read_code, scram
from scolarite_desk.sync.hub.pannes import PasswordRefused

_HUB, _PENDING = "hub", "hub_en_cours"  # facts of this file


@dataclass(frozen=True)
class Inscription:
    """How this desk reaches its hub. `nom`: the hub's own name, so that two hubs are never mixed."""

    adresse: str
    autorite: str
    compte: str
    password: str
    nom: str

    @property
    def place(self) -> HubUrl:
        """The address by which the hub is reached, with the authority that signs its certificate."""
        return read_hub_url(self.adresse, self.autorite)


def inscription(session: Session) -> Inscription | None:
    """The hub of this desk, None while it has none."""
    kept = session.get(Local, _HUB)
    return Inscription(**json.loads(kept.valeur)) if kept is not None and kept.valeur else None


def enrol(store: Store, adresse: HubUrl, text: str) -> Inscription:
    """Let this desk in at a hub by its one-time code. Tried again after a cut, it goes on where it was."""
    with store.reading() as session:
        if session.get_one(Local, "exercice").valeur:
            raise Refused(N_("Une base d’exercice ne se synchronise pas."))
        here = station(session.connection())
        known, atteint = inscription(session), _reached(session)
    code = read_code(adresse, text)
    password = _prepared(store, code)
    with _let_in(adresse, code, password) as connection:
        require_version(connection)
        nom = connection.execute("SELECT valeur FROM fait WHERE cle = 'nom'").fetchone()[0]
        if known is not None and known.nom != nom:
            raise Refused(N_("Ce poste est déjà inscrit à un autre serveur commun. Une base n’en sert qu’un."))
        given = connection.execute(
            "SELECT bloc_code, ine_debut, ine_fin FROM enroler(%s, %s, %s)",
            (bytes.fromhex(here.uuid), here.nom, atteint),
        ).fetchone()
        _change_password(connection, code.compte, password)
    found = Inscription(str(adresse), adresse.autorite, code.compte, password, nom)
    _keep(store, found, given)
    return found


def forget(store: Store) -> None:
    """This desk no longer reaches a hub; what it holds stays."""
    with store.side() as session:
        for name in (_HUB, _PENDING):
            if (kept := session.get(Local, name)) is not None:
                session.delete(kept)


def _prepared(store: Store, code: InvitationCode) -> str:
    """The password to be, kept before the hub hears of it: a cut then loses nothing."""
    with store.side() as session:
        kept = session.get(Local, _PENDING)
        pending = json.loads(kept.valeur) if kept is not None else {}
        if pending.get("compte") == code.compte:
            return str(pending["password"])
        password = secrets.token_urlsafe(32)
        session.merge(Local(cle=_PENDING, valeur=json.dumps({"compte": code.compte, "password": password})))
        return password


@contextmanager
def _let_in(adresse: HubUrl, code: InvitationCode, password: str) -> Iterator[Any]:
    """Connected with the code's secret; or with the new password, when a cut came after it was changed."""
    try:
        first = connected(adresse, code.compte, code.secret)
        connection = first.__enter__()
    except PasswordRefused as error:
        try:
            first = connected(adresse, code.compte, password)
            connection = first.__enter__()
        except Unavailable:
            raise Refused(
                N_("Cette invitation a déjà servi, ou elle a été retirée. Demandez-en une nouvelle.")
            ) from error
    try:
        yield connection
    except BaseException as error:
        first.__exit__(type(error), error, error.__traceback__)
        raise
    first.__exit__(None, None, None)


def _change_password(connection: Any, compte: str, password: str) -> None:
    from psycopg import sql

    verifier = scram(connection, compte, password)
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(compte), sql.Literal(verifier)))


def _reached(session: Session) -> int:
    """The greatest INE order that this desk gave while it was alone."""
    counters = session.scalars(select(Compteur).where(Compteur.nom.startswith("ine ")))
    return max((one.valeur for one in counters if one.nom.count(" ") == 2), default=0)


def _keep(store: Store, found: Inscription, given: tuple[str, int, int]) -> None:
    bloc, debut, fin = given
    with store.side() as session:
        session.merge(Local(cle=_HUB, valeur=json.dumps(asdict(found))))
        session.get_one(Local, "bloc").valeur = bloc
        session.get_one(Local, "plage_ine").valeur = f"{debut}-{fin}"
        if (pending := session.get(Local, _PENDING)) is not None:
            session.delete(pending)
