"""The keyring of the session: the first that encrypts, and nothing at all where there is none or it fails."""

from __future__ import annotations

from typing import Any

import keyring.backend
import pytest

from scolarite_desk.langue import kept
from scolarite_desk.store.vault import trousseau


class Drawer:
    """A keyring that keeps what it is given, as well as it can."""

    def __init__(self, priority: float = 1) -> None:
        self.priority, self.kept = priority, dict[tuple[str, str], str]()

    def set_password(self, service: str, name: str, secret: str) -> None:
        self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


class Broken(Drawer):
    """One that is known, and says only when it is asked that it cannot serve."""

    def __init__(self) -> None:
        self.kept = {}

    @property
    def priority(self) -> float:
        raise RuntimeError("D-Bus")


Broken.__module__ = "keyring.backends.SecretService"
Wallet = type("Wallet", (Drawer,), {"__module__": "keyring.backends.kwallet"})
Plain = type("Plain", (Drawer,), {"__module__": "keyrings.alt.file"})


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The keyrings of this session."""
    found = list[Any]()
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: found)
    return found


def test_a_secret_is_kept_given_back_and_forgotten(session: list[Any]) -> None:
    session.append(Wallet())
    assert not trousseau.why_not()
    assert trousseau.keep("base", "secret")
    assert trousseau.take("base") == "secret"
    trousseau.forget("base")
    assert trousseau.take("base") is None
    trousseau.forget("base")


def test_the_best_of_those_that_encrypt_is_chosen_and_one_that_writes_in_clear_never(session: list[Any]) -> None:
    session += [Plain(9), Wallet(1), Wallet(5)]
    assert trousseau.keep("base", "secret")
    assert [len(one.kept) for one in session] == [0, 0, 1]


def test_without_any_or_with_one_that_fails_the_password_is_asked(session: list[Any]) -> None:
    for found in ([], [Plain()], [Broken()]):
        session[:] = found
        assert kept(trousseau.why_not()).startswith("Aucun trousseau dans cette session")
        assert not trousseau.keep("base", "secret")
        assert trousseau.take("base") is None
        trousseau.forget("base")
