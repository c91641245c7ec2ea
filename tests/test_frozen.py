"""What is written for ever does not change by mistake: names kept in bases of the field, and the bytes of a work."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from scolarite_desk.services.acts import FORMER, known
from scolarite_desk.services.table import ACTS
from scolarite_desk.store import acces
from scolarite_desk.store.codec import dumps, encode
from scolarite_desk.store.journal.journal import Header
from scolarite_desk.store.journal.lignes import SALT, content
from scolarite_desk.sync import wire
from tests.frozen import FROZEN, Frozen


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: frozen.name)
def test_a_name_that_is_kept_for_ever_is_still_there(frozen: Frozen) -> None:
    assert not frozen.gone(), frozen.why()


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: frozen.name)
def test_a_new_name_is_written_down(frozen: Frozen) -> None:
    new = frozen.new()
    assert not new, f"New for ever, look at its name once more, then `python -m tests.frozen`: {', '.join(new)}"
    assert frozen.kept() == sorted(set(frozen.kept())), f"{frozen.path.name} is not sorted, or says a line twice."


def test_a_name_that_goes_says_what_is_lost_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.frozen.HERE", tmp_path)
    frozen = Frozen("actes", lambda: {"enter_opinion"}, "undo.", "`FORMER`.")
    frozen.path.write_text("enter_avis\n", "utf-8")
    assert frozen.why() == "enter_avis (actes.txt)\n  Lost: undo.\n  Instead: `FORMER`."
    assert frozen.new() == ["enter_opinion"]


def test_former_names_of_acts_lead_to_acts() -> None:
    assert {code: known(code) for code in FORMER} == {code: ACTS[name] for code, name in FORMER.items()}
    assert not FORMER.keys() & ACTS.keys()


# --- The bytes of a work: what its chain value covers, how it travels.

_AT = datetime(2026, 7, 6, 7, 0, 0, 123456, tzinfo=UTC)
_HEADER = Header("0a" * 16, 42, 7_300_000_000_000_000, _AT, "Zoé", "correct", "identite.nom_usage", "0b" * 16 + ":7")
_BODY = (
    bytes(range(SALT))
    + (
        '{"nom_usage":[{"nom_usage":null},{"nom_usage":"Le Goff"},["' + "0c" * 16 + ':3"]],"retire_le":'
        '[{"retire_le":null},{"retire_le":1783321200123456},[]]}'
    ).encode()
)
_DIGEST = hashlib.sha256(_BODY).digest()
_CHAIN = "ff7df38d1098d2a4e94c06d342a519585b6d30638c957c2a8eecbaac0764a0f9"
_WIRE = "b4e463a6d47bd381c639760f74949e6549ee7e924cd72979400a5c082edcab67"
_ACCESS = "7bbbe1d8a4f3618db9a0242de9ccab92f825c6c8cf7abb7a20f185980c28ca1e"
_VALUES = '{"a":[null,true,3],"at":1783321200123456,"euros":"178.50","jour":"2026-07-06","é":"Ça «\u00a0œ\u00a0»"}'
_SAID = "These bytes are in every base: computed otherwise, every journal is found broken and no other desk is read."


def test_the_chain_value_of_a_known_work_is_what_it_was() -> None:
    lines = [("0d" * 16, _DIGEST), ("0e" * 16, bytes(32))]
    assert _HEADER.chain(bytes(range(32)), lines).hex() == _CHAIN, _SAID


def test_the_bytes_of_a_known_work_are_what_they_were() -> None:
    lines = (wire.Line("0d" * 16, "personne", _DIGEST, _BODY), wire.Line("0e" * 16, "adresse", bytes(32), None))
    sent = wire.Sent(_HEADER, lines, bytes(range(32)), "01")
    octets = wire.encode(sent)
    assert wire.VERSION == octets[0] == 1, _SAID
    assert hashlib.sha256(octets).hexdigest() == _WIRE, _SAID
    assert wire.decode(octets) == sent


def test_the_body_of_a_known_line_says_what_it_said() -> None:
    said = content("personne", _BODY)
    assert not said.made
    assert {name: (group.before, group.after, group.replaces) for name, group in said.groups.items()} == {
        "nom_usage": ({"nom_usage": None}, {"nom_usage": "Le Goff"}, {("0c" * 16, 3)}),
        "retire_le": ({"retire_le": None}, {"retire_le": 1783321200123456}, frozenset()),
    }, _SAID


def test_values_are_written_as_they_were() -> None:
    values = {"é": "Ça «\u00a0œ\u00a0»", "a": [None, True, 3], "jour": encode(_AT.date()), "at": encode(_AT)}
    assert dumps(values | {"euros": encode(Decimal("178.5"))}).decode() == _VALUES, _SAID


def test_the_chain_value_of_a_known_access_is_what_it_was() -> None:
    assert acces.chain(bytes(32), 1, 1783321200123456, "Zoé", "consultation", "0d" * 16, 1, "").hex() == _ACCESS, _SAID
