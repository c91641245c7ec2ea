"""How the project is built: as setuptools does, with the catalogues of languages compiled first (`pyproject.toml`), and
`resources/` inside the package of a wheel.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import catalogues
from setuptools import build_meta
from setuptools.build_meta import (
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def _compiled() -> None:
    if catalogues.main(["compile"]):
        raise SystemExit("a catalogue of languages cannot be read: the line above says which")


@contextmanager
def _inside() -> Iterator[None]:
    """The resources in the package, where an installed application looks for them (`places.py`)."""
    there = catalogues.ROOT / "scolarite_desk" / "resources"
    shutil.copytree(catalogues.ROOT / "resources", there, dirs_exist_ok=True)
    try:
        yield
    finally:
        shutil.rmtree(there)


def build_wheel(*arguments: Any, **options: Any) -> str:
    """The wheel, its catalogues compiled, its resources in it."""
    _compiled()
    with _inside():
        return build_meta.build_wheel(*arguments, **options)


def build_editable(*arguments: Any, **options: Any) -> str:
    """What set-up installs: the tree itself, its catalogues compiled."""
    _compiled()
    return build_meta.build_editable(*arguments, **options)


def build_sdist(*arguments: Any, **options: Any) -> str:
    """The source: catalogues are compiled where it is built."""
    return build_meta.build_sdist(*arguments, **options)
