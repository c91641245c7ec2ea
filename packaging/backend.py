"""How the project is built: as setuptools does, with the catalogues of languages compiled first (`pyproject.toml`)."""

from __future__ import annotations

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


def build_wheel(*arguments: Any, **options: Any) -> str:
    """The wheel, its catalogues compiled."""
    catalogues.main(["compile"])
    return build_meta.build_wheel(*arguments, **options)


def build_editable(*arguments: Any, **options: Any) -> str:
    """What set-up installs: the tree itself, its catalogues compiled."""
    catalogues.main(["compile"])
    return build_meta.build_editable(*arguments, **options)


def build_sdist(*arguments: Any, **options: Any) -> str:
    """The source: catalogues are compiled where it is built."""
    return build_meta.build_sdist(*arguments, **options)
