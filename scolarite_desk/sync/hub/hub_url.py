"""Where a hub is, and the one way to connect to it: TLS checked unless it is this very machine, failures in words."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from scolarite_desk.errors import Refused
from scolarite_desk.interruption import lasting
from scolarite_desk.msg import N_, Msg
from scolarite_desk.sync.hub.certificat import fault
from scolarite_desk.sync.hub.pannes import spoken, told

PATIENCE = 10  # seconds to reach the server; a cable pulled out shows within three times that
_KNOWN = {"sslmode", "sslrootcert", "host"}
_WEAK = {"disable", "allow", "prefer", "require", "verify-ca"}


@dataclass(frozen=True)
class HubUrl:
    """A hub without any secret. `autorite`: file of the authority's certificate, blank for those of the system."""

    hote: str
    port: int
    base: str
    autorite: str = ""

    @property
    def ici(self) -> bool:
        """Whether it is this very machine: a socket, or the loop."""
        if self.hote.startswith("/") or self.hote == "localhost":
            return True
        with suppress(ValueError):
            return ipaddress.ip_address(self.hote).is_loopback
        return False

    def __str__(self) -> str:
        if self.hote.startswith("/"):
            return f"postgresql:///{self.base}?host={self.hote}&port={self.port}"
        hote = f"[{self.hote}]" if ":" in self.hote else self.hote
        return f"postgresql://{hote}:{self.port}/{self.base}"


def read_hub_url(text: str, autorite: str = "") -> HubUrl:
    """The address of `postgresql://host:port/base?sslrootcert=file`. `Refused` with a password, without TLS afar.

    `autorite`: the authority's certificate when it is given apart; it counts more than the one of the address.
    """
    try:
        parts = urlsplit(text.strip())
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = int(query.pop("port", parts.port or 5432))
    except ValueError as error:
        raise _wrong(
            N_(
                "Cette adresse de serveur commun ne se lit pas. "
                "Exemple\u00a0: postgresql://serveur.exemple.fr/scolarite"
            )
        ) from error
    if parts.scheme not in ("postgresql", "postgres"):
        raise _wrong(
            N_(
                "Une adresse de serveur commun commence par postgresql://. "
                "Exemple\u00a0: postgresql://serveur.exemple.fr/scolarite"
            )
        )
    if parts.password is not None or "password" in query:
        raise _wrong(
            N_(
                "N’écrivez pas de mot de passe dans l’adresse\u00a0: il resterait lisible. Il est demandé à part, "
                "et gardé dans la base chiffrée."
            )
        )
    if parts.username is not None:
        raise _wrong(
            N_("L’adresse du serveur commun ne nomme pas de compte\u00a0: retirez ce qui précède «\u00a0@\u00a0».")
        )
    if unknown := set(query) - _KNOWN:
        raise _wrong(
            N_("L’adresse du serveur commun a un réglage inconnu\u00a0: «\u00a0{nom}\u00a0».", nom=min(unknown))
        )
    base = unquote(parts.path.lstrip("/"))
    if not base:
        raise _wrong(
            N_(
                "L’adresse du serveur commun ne dit pas le nom de la base. "
                "Exemple\u00a0: postgresql://serveur.exemple.fr/scolarite"
            )
        )
    adresse = HubUrl(
        query.get("host") or parts.hostname or "localhost", port, base, autorite or query.get("sslrootcert", "")
    )
    if not adresse.ici and query.get("sslmode") in _WEAK:
        raise _wrong(
            N_(
                "La liaison avec «\u00a0{hote}\u00a0» doit être chiffrée et vérifiée\u00a0: retirez "
                "«\u00a0sslmode\u00a0» de l’adresse.",
                hote=adresse.hote,
            )
        )
    return adresse


def _wrong(message: Msg) -> Refused:
    return Refused(message, "adresse")


@contextmanager
def connected(adresse: HubUrl, compte: str, password: str, *, patience: int = PATIENCE, **more: Any) -> Iterator[Any]:
    """A psycopg connection, closed at the end; one transaction unless `autocommit`. Failures are `Unavailable`.

    `patience`: seconds to reach the server, at least 2.
    """
    import psycopg

    with spoken(adresse.hote):
        try:
            connection = psycopg.connect(
                host=adresse.hote,
                port=adresse.port,
                dbname=adresse.base,
                user=compte,
                password=password,
                connect_timeout=patience,
                application_name="Scolarité Desk",
                gssencmode="disable",
                options="-c search_path=scolarite -c timezone=UTC -c client_min_messages=warning",
                **_alive(patience),
                **_tls(adresse),
                **more,
            )
        except psycopg.OperationalError as error:
            if "certificate verify failed" not in str(error):
                raise
            said = fault(adresse.hote, adresse.port, adresse.autorite, patience)
            raise told(f"{said} {error}", adresse.hote) from error
        try:
            yield connection
            with lasting():
                connection.commit()
        finally:
            connection.close()


def _alive(patience: int) -> dict[str, Any]:
    """How a cable that was pulled out is noticed."""
    often = max(1, patience // 2)
    return {
        "keepalives_idle": patience,
        "keepalives_interval": often,
        "keepalives_count": 3,
        "tcp_user_timeout": 3_000 * patience,
    }


def _tls(adresse: HubUrl) -> dict[str, Any]:
    if adresse.ici and not adresse.autorite:
        return {"sslmode": "prefer"}
    autorite = adresse.autorite or "system"
    if autorite != "system" and not Path(autorite).is_file():
        raise Refused(N_("Le certificat d’autorité «\u00a0{autorite}\u00a0» n’existe pas.", autorite=autorite))
    return {"sslmode": "verify-full", "sslrootcert": autorite}
