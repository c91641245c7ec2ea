"""A file taken in: within the rights of who asks, told to whoever looks, merged with another desk, resumed once cut."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import REMPLACER, ChoixImport
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.echange import TableConnue
from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.personne import CursusInterne, Identifiant, Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.appels import call
from scolarite_desk.services.campagnes import archive_campaign, close_campaign, prepare_campaign
from scolarite_desk.services.dossiers import add_item, open_dossier
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etiquettes import put_tag, take_off_tag
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.imports import apply_import, appliquer, plan_import
from scolarite_desk.services.passages import reading_of
from scolarite_desk.services.rgpd import person_data
from scolarite_desk.services.undo import undo
from scolarite_desk.store import search
from scolarite_desk.store.check import check
from scolarite_desk.store.store import Changed, Store
from tests.services.comptes import colleague
from tests.services.conftest import MORNING, Desk, desk, founded
from tests.services.imports.conftest import MAELLE, YANN, actions, planned, source, taken
from tests.services.imports.test_comportements import many
from tests.sync.conftest import abc, share

__all__ = ["abc", "desk", "founded"]
