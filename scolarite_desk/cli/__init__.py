"""The same services without a window: one small module for each family of commands."""

from __future__ import annotations

from scolarite_desk.cli.run import run

__all__ = ["run"]
