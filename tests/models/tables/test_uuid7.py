"""Keys of rows: unique, in order, and the same again for the practice base."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta

from scolarite_desk.models.tables.uuid7 import KeyMaker, new_key

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


def test_keys_are_uuid7_of_now_in_order() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    keys = [new_key() for _ in range(5_000)]
    assert keys == sorted(set(keys))
    assert all(len(key) == 32 and uuid.UUID(key).hex == key for key in keys)
    assert all(uuid.UUID(key).version == 7 and uuid.UUID(key).variant == uuid.RFC_4122 for key in keys)
    assert before.timestamp() * 1000 <= int(keys[0][:12], 16) <= datetime.now(UTC).timestamp() * 1000


def test_threads_never_share_a_key() -> None:
    made: list[list[str]] = [[] for _ in range(4)]
    threads = [threading.Thread(target=lambda keys=keys: keys.extend(new_key() for _ in range(1_000))) for keys in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key for keys in made for key in keys}) == 4_000


def test_the_practice_base_has_the_same_keys_again() -> None:
    one, same, other = KeyMaker(1, NOON), KeyMaker(1, NOON), KeyMaker(2, NOON)
    keys = [one.new_key() for _ in range(100)]
    assert keys == [same.new_key() for _ in range(100)] == sorted(keys)
    assert keys[0] != other.new_key()
    assert int(keys[0][:12], 16) == NOON.timestamp() * 1000


def test_the_clock_of_the_practice_base_moves_on_and_never_back() -> None:
    maker = KeyMaker(1, NOON)
    first = maker.new_key()
    maker.instant = NOON + timedelta(days=1)
    second = maker.new_key()
    maker.instant = NOON
    assert first < second < maker.new_key()
    assert int(second[:12], 16) == (NOON + timedelta(days=1)).timestamp() * 1000
