"""What a command loads before it works, for the processes that tests fork: every family of commands, and the papers."""

from __future__ import annotations

import argon2
import openpyxl
import reportlab.platypus

from scolarite_desk import cli, practice
from scolarite_desk.cli.run import commands

LOADED = (argon2, cli, openpyxl, practice, reportlab, tuple(commands()))
