"""The practice base: who opens it, and with what. It protects nothing, so every screen may say its password."""

from __future__ import annotations

COMPTE = "Claire M."
PASSWORD = "exercice-2026"
FICHIER = "exercice.sdesk"  # in the person's own folder
