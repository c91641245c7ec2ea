"""The hub is who it says, or nothing is sent: each fault of a certificate is said in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from tests import postgres
from tests.sync.hub.certificats import Authority, authority
from tests.sync.hub.devant import Front

Serve = Callable[[Authority, str, int, int], int]


@pytest.fixture
def serve(server: postgres.Server, tmp_path: Path) -> Iterator[Serve]:
    """A port that presents a certificate of that authority, for that host, good between those days from now."""
    doors: list[Front] = []

    def given(signer: Authority, host: str, since: int, until: int) -> int:
        paths = tmp_path / "serveur.crt", tmp_path / "serveur.key"
        for path, octets in zip(paths, signer.sign(host, since, until), strict=True):
            path.write_bytes(octets)
        doors.append(Front(server.port, *paths))
        return doors[-1].port

    yield given
    for door in doors:
        door.close()


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    """The authority that the desk was given."""
    return authority(tmp_path / "autorite.pem")


def _met(hub: HubUrl, port: int, autorite: Path) -> bool:
    place = HubUrl("localhost", port, hub.base, str(autorite))
    with connected(place, postgres.ADMIN, postgres.PASSWORD) as connection:
        connection.execute("SELECT 1")
        return bool(connection.pgconn.ssl_in_use)


def test_a_hub_of_the_authority_that_the_desk_was_given_is_met_by_tls(
    hub: HubUrl, ours: Authority, serve: Serve
) -> None:
    assert _met(hub, serve(ours, "localhost", -1, 1), ours.path)


@pytest.mark.parametrize(
    ("host", "since", "until", "words"),
    [
        ("localhost", -20, -10, "a expiré"),
        ("localhost", 10, 20, "n’est pas encore valable"),
        ("autre.exemple.fr", -1, 1, "n’est pas celui de"),
    ],
)
def test_a_certificate_out_of_date_or_of_another_host_is_said_and_nothing_is_sent(
    hub: HubUrl, ours: Authority, serve: Serve, host: str, since: int, until: int, words: str
) -> None:
    port = serve(ours, host, since, until)
    with pytest.raises(Unavailable, match=words) as told:
        _met(hub, port, ours.path)
    assert "Tout reste enregistré sur ce poste" in str(told.value)


def test_a_certificate_of_an_unknown_authority_is_said(
    hub: HubUrl, ours: Authority, serve: Serve, tmp_path: Path
) -> None:
    port = serve(authority(tmp_path / "inconnue.pem"), "localhost", -1, 1)
    with pytest.raises(Unavailable, match="n’est pas reconnu"):
        _met(hub, port, ours.path)


def test_a_hub_without_tls_is_never_spoken_to_in_clear(hub: HubUrl, ours: Authority) -> None:
    with pytest.raises(Unavailable, match="n’accepte pas de liaison chiffrée"):
        _met(hub, hub.port, ours.path)


def test_an_authority_whose_file_is_not_there_or_is_something_else_is_said(
    hub: HubUrl, tmp_path: Path, ours: Authority, serve: Serve
) -> None:
    with pytest.raises(Refused, match="n’existe pas"):
        _met(hub, hub.port, tmp_path / "absente.pem")
    port = serve(ours, "localhost", -1, 1)
    other = tmp_path / "autre.pem"
    other.write_text("ce n’est pas un certificat")
    with pytest.raises(Unavailable, match="ne se lit pas"):
        _met(hub, port, other)
