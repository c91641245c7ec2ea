"""Desks and their hub die at any moment of an exchange: then everyone ends with everything; nothing told is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from time import sleep

import pytest

from scolarite_desk.services import synchro
from scolarite_desk.store.check.digest import digest, digest_registers
from scolarite_desk.sync.hub import echange
from scolarite_desk.sync.hub.hub_url import HubUrl, connected
from scolarite_desk.sync.hub.invitations import invite
from scolarite_desk.sync.send import works_since
from scolarite_desk.sync.wire import Sent, verified
from tests import enfants, postgres
from tests.services.conftest import Desk, Founded
from tests.store.damage import faults
from tests.sync.conftest import opened, reopened
from tests.torture import reseau
from tests.torture.bourreau import Killer, Message

ADMIN = postgres.ADMIN, postgres.PASSWORD
Record = Callable[[str, object], None]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`serie`: sows what happens; few here, many under `--torture`."""
    if "serie" in metafunc.fixturenames:
        metafunc.parametrize("serie", range(40 if metafunc.config.getoption("--torture") else 1))


@pytest.fixture
def paths(hub: HubUrl, tmp_path: Path, founded: Founded) -> list[Path]:
    """Three enrolled desks, closed."""
    found = [tmp_path / f"{name}.sdesk" for name in "abc"]
    for rank, path in enumerate(found):
        desk = opened(path, founded, rank)
        desk.store.auteur = "Claire"
        synchro.enrol_desk(desk.store, hub, invite(hub, *ADMIN, "accueil"))
        desk.store.close()
    return found


def test_desks_killed_at_any_moment_of_an_exchange_end_equal(
    paths: list[Path], hub: HubUrl, founded: Founded, serie: int, record_property: Record
) -> None:
    killer, told = Killer(reseau.play, reseau.PHASES, serie), {path: list[Message]() for path in paths}
    for death in range(3 * len(reseau.PHASES)):
        path = paths[death % 3 if death < 6 else 2 - death % 3]  # each desk dies in each phase
        told[path] += killer.kill(path)
    _agree(told, hub, founded)
    record_property("desks killed during sync", dict(killer.kills))


def test_a_hub_killed_at_any_moment_of_an_exchange_and_started_again_loses_nothing(
    paths: list[Path], hub: HubUrl, founded: Founded, server: postgres.Server, serie: int, record_property: Record
) -> None:
    random, told = Random(serie), {path: list[Message]() for path in paths}
    deaths = 0
    for path in paths:
        with closing(_Beside(path, random.randrange(2**32))) as desk:
            for _ in range(2):
                desk.until("echange", random.randrange(1, 4))
                sleep(random.random() * 0.15)
                server.kill()
                server.start()
                deaths += 1
            desk.until("atteint", 1)
        told[path] = desk.told
    cuts = sum(message[0] == "coupure" for messages in told.values() for message in messages)
    _agree(told, hub, founded)
    record_property("hubs killed during sync", {"morts": deaths, "échanges coupés": cuts})


class _Beside:
    """A desk in another process."""

    def __init__(self, base: Path, seed: int) -> None:
        self.told: list[Message] = []
        context = enfants.context()
        self._pipe, its = context.Pipe(duplex=False)
        self._child = context.Process(target=reseau.play, args=(its, base, seed), daemon=True)
        self._child.start()
        its.close()

    def until(self, kind: str, times: int) -> None:
        """Wait until that was told so many times more."""
        while times:
            assert self._pipe.poll(60), f"nothing told after {self.told[-3:]}"
            self.told.append(self._pipe.recv())
            times -= self.told[-1][0] == kind

    def close(self) -> None:
        """Kill it."""
        self._child.kill()
        self._child.join()
        self._child.close()
        while self._pipe.poll():
            try:
                self.told.append(self._pipe.recv())
            except (EOFError, OSError):
                break
        self._pipe.close()


def _agree(told: dict[Path, list[Message]], hub: HubUrl, founded: Founded) -> None:
    """After exchanging everything: equal desks that check green, and a hub that holds all that was ever told."""
    desks = [reopened(path, founded, rank) for rank, path in enumerate(told)]
    try:
        for desk in desks * 2:
            desk.store.auteur = "Claire"
            synchro.synchronise(desk.store)
        assert [faults(desk.store) for desk in desks] == [[]] * len(desks)
        for what in (digest, digest_registers):
            assert len({str(desk.read(what)) for desk in desks}) == 1
        with connected(hub, *ADMIN) as connection:
            works = [verified(sent) for sent in echange.pull(connection, {})]
            tips = {tip.poste: tip for tip in echange.tips(connection)}
        _follow(works, tips)
        there = {(sent.dot, sent.empreinte) for sent in works}
        for desk, messages in zip(desks, told.values(), strict=True):
            assert {(sent.dot, sent.empreinte) for sent in _works(desk)} == there
            mine = desk.read(_mine)
            numbers = [message[1] for message in messages if message[0] in ("fait", "atteint")]
            assert tips[mine].numero >= max(numbers, default=0), "a work that was told is not at the hub"
    finally:
        for desk in desks:
            desk.store.close()


def _follow(works: list[Sent], tips: dict[str, echange.Tip]) -> None:
    """Each station's works follow one another at the hub, without a hole, up to the tip that it tells."""
    for poste, tip in tips.items():
        previous, numero = bytes(32), 0
        for sent in sorted((one for one in works if one.dot[0] == poste), key=lambda one: one.dot[1]):
            assert sent.dot[1] == numero + 1
            assert sent.chained(previous)
            previous, numero = sent.empreinte, sent.dot[1]
        assert (numero, previous.hex()) == (tip.numero, tip.empreinte)


def _works(desk: Desk) -> Iterator[Sent]:
    with desk.store.reading() as session:
        yield from list(works_since(session, {}))


def _mine(session: object) -> str:
    found: str = session.connection().exec_driver_sql("SELECT lower(hex(uuid)) FROM poste WHERE ici").scalar_one()  # type: ignore[attr-defined]
    return found
