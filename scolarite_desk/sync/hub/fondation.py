"""`hub init`: schema, roles and grants in a PostgreSQL database, or its upgrade. Played twice, it changes nothing."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.interruption import lasting
from scolarite_desk.msg import N_
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from scolarite_desk.sync.hub.names import HEAD, Roles, roles_of
from scolarite_desk.sync.hub.pannes import spoken

OLDEST = 150000  # PostgreSQL 15
_SCRIPTS = Path(__file__).parent / "migrations"


def found(adresse: HubUrl, compte: str, password: str, *, taille_ine: int = 100) -> str:
    """Make the hub, or bring it to this version; returns its name. `compte` may create roles and owns the database.

    `taille_ine`: how many provisional INE orders a desk is given at once (1 to 9 999).
    """
    if not 1 <= taille_ine <= 9999:
        raise Refused(N_("Une plage d’INE compte de 1 à 9\u00a0999 numéros."), "taille_ine")
    with connected(adresse, compte, password) as connection:
        if connection.info.server_version < OLDEST:
            raise Unavailable(
                N_("Ce serveur PostgreSQL est trop ancien\u00a0: il faut la version 15 ou une plus récente.")
            )
        roles = roles_of(adresse.base)
        _make_roles(connection, roles)
        connection.commit()  # roles belong to the server, and Alembic's own connection begins anew
        _upgrade(connection, adresse, roles)
        connection.execute(
            "INSERT INTO scolarite.fait VALUES ('nom', %s), ('taille_ine', %s) ON CONFLICT (cle) DO NOTHING",
            (secrets.token_hex(16), str(taille_ine)),
        )
        connection.execute(
            "INSERT INTO scolarite.secret VALUES ('pseudonymes', %s) ON CONFLICT (nom) DO NOTHING",
            (secrets.token_hex(32),),
        )
        return str(connection.execute("SELECT valeur FROM scolarite.fait WHERE cle = 'nom'").fetchone()[0])


def _make_roles(connection: Any, roles: Roles) -> None:
    from psycopg import sql

    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role in roles.filled().values():
        if role not in known:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    owner, base = sql.Identifier(roles.proprietaire), sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
    connection.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(base, owner))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(base))
    for role in (roles.postes, roles.lecture, roles.nominatif):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(base, sql.Identifier(role)))


def _upgrade(connection: Any, adresse: HubUrl, roles: Roles) -> None:
    """Alembic's scripts, on this very connection: all of them or none."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    version = version_of(connection)
    if version == HEAD:
        return
    if version > HEAD:
        raise Unavailable(
            N_(
                "Le serveur commun vient d’une version plus récente de Scolarité Desk. "
                "Mettez ce poste à jour\u00a0: rien n’a été modifié."
            )
        )
    engine = create_engine("postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool)
    scripts = ScriptDirectory(str(_SCRIPTS))
    with spoken(adresse.hote), engine.connect() as bound:
        bound.exec_driver_sql(f'SET LOCAL ROLE "{roles.proprietaire}"')
        context = MigrationContext.configure(bound, opts={"roles": roles.filled()})
        with Operations.context(context):
            for script in reversed(list(scripts.iterate_revisions(HEAD, version or "base"))):
                script.module.upgrade()
        bound.exec_driver_sql("INSERT INTO scolarite.version (numero) VALUES (%s)", (HEAD,))
        with lasting():
            bound.commit()


def version_of(connection: Any) -> str:
    """The version of the hub's schema, blank where there is no hub yet."""
    if connection.execute("SELECT to_regclass('scolarite.version')").fetchone()[0] is None:
        return ""
    row = connection.execute("SELECT max(numero) FROM scolarite.version").fetchone()
    return str(row[0] or "")


def require_version(connection: Any) -> None:
    """`Unavailable` unless the hub speaks this application's version."""
    version = version_of(connection)
    if not version:
        raise Unavailable(
            N_(
                "Cette base PostgreSQL n’est pas un serveur commun\u00a0: "
                "«\u00a0scolarite-desk hub init\u00a0» en fait un."
            )
        )
    if version < HEAD:
        raise Unavailable(
            N_(
                "Le serveur commun attend une mise à niveau\u00a0: son administrateur lance "
                "«\u00a0scolarite-desk hub init\u00a0»."
            )
        )
    if version > HEAD:
        raise Unavailable(
            N_("Le serveur commun est plus récent que ce poste. Mettez Scolarité Desk à jour\u00a0: rien n’est perdu.")
        )
