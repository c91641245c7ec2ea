"""Empty for now."""

from scolarite_desk.cli.command import Command

COMMANDS: tuple[Command, ...] = ()
