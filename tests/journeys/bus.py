"""The bus of accessibility as a screen reader sees it: things with a role, a name, states and actions."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

_AT = "org.a11y.atspi."
_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = DBusAddress("/org/a11y/atspi/registry", _AT + "Registry", _AT + "Registry")
_PATIENCE = 30.0  # seconds for a window to do what it was asked
_LABELLED_BY = 2
STATES = {7: "editable", 8: "enabled", 11: "focusable", 12: "focused", 23: "selected", 24: "sensitive", 25: "showing"}
STATES |= {1: "active", 4: "checked", 16: "modal", 30: "visible", 43: "read-only"}


@contextmanager
def desktop() -> Iterator[tuple[dict[str, str], str]]:
    """A screen and a session of nobody else: the variables of its programs, and the address of its bus."""
    with ExitStack() as ending:
        screen = _told("Xvfb", "-displayfd", "{}", "-screen", "0", "1280x800x24", "-nolisten", "tcp", ending=ending)
        bus = _told("dbus-daemon", "--session", "--nofork", "--print-address={}", ending=ending, DISPLAY=f":{screen}")
        yield {"DISPLAY": f":{screen}", "DBUS_SESSION_BUS_ADDRESS": bus}, bus


def _told(*words: str, ending: ExitStack, **more: str) -> str:
    """Start a program that says where it is on the descriptor of `{}`; it ends with the rest."""
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        [word.format(theirs) for word in words],
        pass_fds=(theirs,), stderr=subprocess.DEVNULL, env={**os.environ, **more},
    )  # fmt: skip
    ending.callback(process.wait)
    ending.callback(process.terminate)
    os.close(theirs)
    with os.fdopen(ours) as said:
        return said.readline().strip()


class Bus:
    """One connection, that hears what is announced."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as first:
            asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
            [address] = unwrap_msg(first.send_and_get_reply(asked, timeout=_PATIENCE))
        self._connection: DBusConnection = open_dbus_connection(address)
        spoken = MatchRule(type="signal", interface=_AT + "Event.Object", member="Announcement")
        self.call(message_bus.AddMatch(spoken))
        self.call(new_method_call(_REGISTRY, "RegisterEvent", "sass", ("object:announcement", [], "")))
        self._heard = self._connection.filter(spoken, bufsize=1000).__enter__()

    def call(self, message: Any) -> Any:
        """What is answered. Raises `DBusErrorResponse`."""
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=_PATIENCE))

    def heard(self) -> list[str]:
        """What was announced since it was last asked."""
        self.call(message_bus.GetId())  # reads what came before the answer
        said = [message.body[3][1] for message in self._heard]
        self._heard.clear()
        return said

    def windows(self) -> list[Node]:
        """Those of every program that is there."""
        root = Node(self, _AT + "Registry", _ROOT)
        return [window for program in root.children() for window in program.children()]

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True)
class Node:
    """One thing of a window, asked anew each time."""

    bus: Bus
    owner: str
    path: str

    def _ask(self, interface: str, method: str, signature: str = "", *body: Any) -> Any:
        address = DBusAddress(self.path, self.owner, _AT + interface)
        return self.bus.call(new_method_call(address, method, signature or None, body))

    def _property(self, interface: str, name: str) -> Any:
        [(_, value)] = self.bus.call(Properties(DBusAddress(self.path, self.owner, _AT + interface)).get(name))
        return value

    @property
    def name(self) -> str:
        return str(self._property("Accessible", "Name"))

    @property
    def description(self) -> str:
        return str(self._property("Accessible", "Description"))

    @property
    def role(self) -> str:
        return str(self._ask("Accessible", "GetRoleName")[0])

    @property
    def states(self) -> set[str]:
        low, high = self._ask("Accessible", "GetState")[0]
        bits = low | high << 32
        return {name for number, name in STATES.items() if bits >> number & 1}

    @property
    def text(self) -> str:
        return str(self._ask("Text", "GetText", "ii", 0, -1)[0])

    def offers(self, interface: str) -> bool:
        return _AT + interface in self._ask("Accessible", "GetInterfaces")[0]

    def labels(self) -> list[Node]:
        """What labels it."""
        relations = self._ask("Accessible", "GetRelationSet")[0]
        return [Node(self.bus, *one) for kind, ends in relations if kind == _LABELLED_BY for one in ends]

    def children(self) -> list[Node]:
        return [Node(self.bus, *one) for one in self._ask("Accessible", "GetChildren")[0]]

    def actions(self) -> list[str]:
        return [one[0] for one in self._ask("Action", "GetActions")[0]] if self.offers("Action") else []

    def act(self, number: int = 0) -> None:
        """Its default action, or another one."""
        assert self._ask("Action", "DoAction", "i", number)[0], f"{self.name}: nothing done"

    def focus(self) -> None:
        self._ask("Component", "GrabFocus")

    def write(self, text: str) -> None:
        assert self._ask("EditableText", "SetTextContents", "s", text)[0], f"{self.name}: nothing written"

    def walk(self) -> Iterator[Node]:
        """Itself and all that is under it and shown."""
        yield self
        for child in self.children():
            if child.path.endswith("/null"):
                continue
            if "showing" in child.states:
                yield from child.walk()


def wait(found: Callable[[], Any]) -> Any:
    """What is there in the end."""
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last:
        try:
            if answer := found():
                return answer
        except (DBusErrorResponse, TimeoutError):  # it went away while it was asked
            pass
        time.sleep(0.05)
    raise AssertionError(f"waited {_PATIENCE:.0f} s in vain")
