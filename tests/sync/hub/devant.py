"""A door with TLS before a server: PostgreSQL's own negotiation, whether or not the server was built with TLS."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from pathlib import Path
from threading import Thread

_ASKS_FOR_TLS = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")


class Front:
    """Listens on this machine with that certificate; what comes deciphered goes on to the server."""

    def __init__(self, server: int, certificate: Path, key: Path) -> None:
        self._server = server
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._inside: list[Thread] = []
        self._listening = Thread(target=self._listen)
        self._listening.start()

    def close(self) -> None:
        """Let nobody in any more, and wait until everybody is out."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)  # closing alone would not wake who waits at the door
        self._door.close()
        self._listening.join()
        for one in self._inside:
            one.join()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                came, _from = self._door.accept()
                self._inside.append(Thread(target=self._serve, args=(came,)))
                self._inside[-1].start()

    def _serve(self, came: socket.socket) -> None:
        with suppress(OSError), came:
            if came.recv(8, socket.MSG_WAITALL) != _ASKS_FOR_TLS:
                return
            came.sendall(b"S")
            with (
                self._context.wrap_socket(came, server_side=True) as inside,
                socket.create_connection(("127.0.0.1", self._server)) as beyond,
            ):
                back = Thread(target=_pour, args=(beyond, inside))
                back.start()
                _pour(inside, beyond)
                back.join()


def _pour(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while some := one.recv(65_536):
            other.sendall(some)
        other.shutdown(socket.SHUT_WR)
