"""One-time codes by which a station is let in, and how it is put out again. For the administrator of the server.

An invitation is an account of PostgreSQL whose password is in the code: the desk changes it when it enrols, so that
the code serves once. Only a SCRAM verifier is ever sent.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.numeros import ALPHABET, check_letter
from scolarite_desk.msg import N_
from scolarite_desk.sync.hub.fondation import require_version
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from scolarite_desk.sync.hub.names import roles_of

_ID, _SECRET = 6, 24  # characters of 5 bits: 120 bits are not guessed
DAYS = 7
_NONE = N_("Aucun poste inscrit ne porte ce nom.")
_SEVERAL = N_("Plusieurs postes portent ce nom\u00a0: donnez l’identifiant que montre «\u00a0hub status\u00a0».")


@dataclass(frozen=True)
class InvitationCode:
    """What a code says: which account, and its first password."""

    compte: str
    secret: str


@dataclass(frozen=True)
class StationAtHub:
    """A station as the hub knows it. `numero`: works held there; `vu_le`: its last exchange."""

    uuid: str
    nom: str
    numero: int
    enrole_le: datetime | None
    vu_le: datetime | None
    retire: bool


def invite(adresse: HubUrl, compte: str, password: str, poste: str, days: int = DAYS) -> str:
    """A code for one station, good for `days`; to be handed over by another way than the address."""
    from psycopg import sql

    ident = "".join(secrets.choice(ALPHABET) for _ in range(_ID))
    secret = "".join(secrets.choice(ALPHABET) for _ in range(_SECRET))
    name = _account(adresse, ident)
    with connected(adresse, compte, password) as connection:
        require_version(connection)
        role = sql.Identifier(name)
        verifier = scram(connection, name, secret)
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(verifier)))
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(roles_of(adresse.base).postes), role))
        connection.execute(
            "INSERT INTO scolarite.invitation (compte, poste, fin) VALUES (%s, %s, now() + %s * interval '1 day')",
            (name, poste, days),
        )
    body = ident + secret
    whole = body + check_letter(body) + "2"  # the last one only fills the last group
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def read_code(adresse: HubUrl, text: str) -> InvitationCode:
    """The account and password in a typed code. `Refused` when it was miscopied."""
    plain = "".join(text.split()).replace("-", "").upper()
    body = plain[: _ID + _SECRET]
    if len(plain) != _ID + _SECRET + 2 or set(plain) - set(ALPHABET) or check_letter(body) != plain[_ID + _SECRET]:
        raise Refused(N_("Cette invitation est mal recopiée\u00a0: relisez-la groupe par groupe."), "code")
    return InvitationCode(_account(adresse, body[:_ID]), body[_ID:])


def withdraw(adresse: HubUrl, compte: str, password: str, station: str) -> None:
    """Put a station out: it can no longer connect. What it sent stays. `station`: its identifier or its name."""
    from psycopg import sql

    with connected(adresse, compte, password) as connection:
        require_version(connection)
        found = connection.execute(
            "SELECT compte FROM scolarite.poste WHERE compte IS NOT NULL AND (encode(uuid, 'hex') = %s OR nom = %s)",
            (station, station),
        ).fetchall()
        if len(found) != 1:
            raise Refused(_NONE if not found else _SEVERAL, "poste")
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(found[0][0])))
        connection.execute("UPDATE scolarite.invitation SET retiree_le = now() WHERE compte = %s", (found[0][0],))


def stations(connection: Any) -> list[StationAtHub]:
    """Every station that the hub knows, by name."""
    rows = connection.execute(
        "SELECT encode(p.uuid, 'hex'), p.nom, p.numero, p.enrole_le, p.vu_le,"
        " NOT coalesce((SELECT rolcanlogin FROM pg_roles WHERE rolname = p.compte), true)"
        " FROM scolarite.poste p ORDER BY p.nom, p.enrole_le"
    )
    return [StationAtHub(*row) for row in rows]


def scram(connection: Any, compte: str, password: str) -> str:
    """The verifier of a password, made here so that the server never reads it, nor its logs."""
    return str(connection.pgconn.encrypt_password(password.encode(), compte.encode(), b"scram-sha-256").decode())


def _account(adresse: HubUrl, ident: str) -> str:
    return f"{roles_of(adresse.base).postes.removesuffix('s')}_{ident.lower()}"
