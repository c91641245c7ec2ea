"""The states of a campaign, by their codes."""

from __future__ import annotations

PREPARATION, OUVERTE, FERMEE, ARCHIVEE = "preparation", "ouverte", "fermee", "archivee"
# Its dossiers are worked on: a closed one takes nobody more, and what was asked there is still decided and told.
EN_COURS = (OUVERTE, FERMEE)
