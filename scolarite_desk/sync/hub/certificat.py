"""Why a certificate was not accepted: libpq only says that it was not, and a person must know what to do."""

from __future__ import annotations

import socket
import ssl

_SSL_REQUEST = bytes.fromhex("0000000804d2162f")  # PostgreSQL, frontend protocol: the client asks for TLS


def fault(hote: str, port: int, autorite: str, patience: int) -> str:
    """What is wrong, in OpenSSL's words; blank when it cannot be told. `autorite`: a file, blank for the system's."""
    try:
        context = ssl.create_default_context(cafile=autorite or None)
        context.check_hostname = False  # libpq says it well by itself
        with socket.create_connection((hote, port), patience) as plain:
            plain.sendall(_SSL_REQUEST)
            if plain.recv(1) == b"S":
                context.wrap_socket(plain).close()
    except ssl.SSLCertVerificationError as error:
        return str(error.verify_message)
    except (OSError, ValueError):
        return ""
    return ""
