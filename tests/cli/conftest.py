"""A practice base for each test, and the command line called as a person calls it."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk import practice as exercice
from scolarite_desk.__main__ import main
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.store.file import location
from scolarite_desk.store.vault.vault import Cost, vault_path

TODAY = date.today()  # the command line has the clock of the machine: the open campaign must be around it


def _parser(make: Callable[..., Any], visit: Callable[[str], int]) -> Any:
    """A command makes it once in each language: a quarter of what a thousand of them cost."""
    return _made(_RUN.spoken(), make, visit)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its answer to a program."""
        return json.loads(self.out)


Desk = Callable[..., Said]
_RUN = import_module("scolarite_desk.cli.run")
_made = functools.cache(lambda _langue, make, visit: make(visit))
Written = Callable[[Any], str]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A practice base of 40 dossiers, and its station."""
    path = tmp_path_factory.mktemp("exercice") / "exercice.sdesk"
    store = exercice.make(path, 40, 1, TODAY, cost=Cost(64, 1))
    with store.reading() as session:
        station = session.scalars(select(Poste.uuid).where(Poste.ici)).one()
    store.close()
    return path, station


@pytest.fixture
def base(tmp_path: Path, made: tuple[Path, str]) -> Path:
    """That base, this test's own."""
    path = tmp_path / "exercice.sdesk"
    shutil.copy(made[0], path)
    shutil.copy(vault_path(made[0]), vault_path(path))
    location.remember(made[1], path)
    return path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """`command("ine", "check", VALUE)`: no base, unless the words name one."""
    monkeypatch.setenv("SCOLARITE_DESK_PASSWORD", exercice.PASSWORD)
    monkeypatch.setattr(_RUN, "_parser", functools.partial(_parser, _RUN._parser))

    def call(*words: str) -> Said:
        code = main(words)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def desk(command: Desk, base: Path) -> Desk:
    """`desk("show", "--dossier", NUMBER)` on the practice base."""
    return lambda *words: command(*words, "--base", str(base))


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """The path of a file that holds this as JSON, or this text."""

    def write(value: Any) -> str:
        path = tmp_path / f"donnees-{len(list(tmp_path.iterdir()))}.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return str(path)

    return write
