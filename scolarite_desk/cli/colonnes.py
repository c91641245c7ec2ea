"""What a command says of the table that it writes: its columns, its password."""

from __future__ import annotations

from scolarite_desk.cli.command import Arguments, argument
from scolarite_desk.cli.opening import FILE_PASSWORD, secret
from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_

TABLES = ("xlsx", "ods", "csv", "json")  # formats of tables
COLUMNS = (
    argument("--colonnes", metavar=N_("A,B,C"),
             help=N_("ces colonnes, dans cet ordre (voir «\u00a0list colonnes\u00a0»)")),
    argument("--mot-de-passe", action="store_true",
             help=N_("protéger le classeur xlsx par un mot de passe, qui est demandé")),
)  # fmt: skip


def names(text: str | None) -> list[str] | None:
    """« a,b,c » as a list; None when nothing was given."""
    return None if text is None else [one.strip() for one in text.split(",") if one.strip()]


def password_of(args: Arguments) -> str:
    """The password of the file, asked twice at the terminal; blank when none was asked for."""
    from scolarite_desk.exchange.tables.formats import check_password

    if not args.mot_de_passe:
        return ""
    check_password(args.format, "?")  # before it is typed
    given = secret(FILE_PASSWORD, N_("Mot de passe du fichier"))
    if secret(FILE_PASSWORD, N_("Le même, une seconde fois")) != given:
        raise Refused(N_("Les deux mots de passe diffèrent\u00a0: rien n’a été écrit."), "mot_de_passe")
    return given
