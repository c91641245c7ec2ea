"""The command that founds a real base: empty of people, its establishment named, its catalogue proposed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import FORCE, read_json, unless_there
from scolarite_desk.cli.opening import ACCOUNT, PASSWORD, Usage, base_of
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.msg import N_, NN_, Msg, verbatim

# What the establishment says of itself, by the name of its option: the key of its setting.
_OPTIONS = {
    "nom": "etablissement", "uai": "uai", "service": "service", "adresse": "adresse", "telephone": "telephone",
    "courriel": "courriel", "ville": "ville", "tribunal": "tribunal", "dpo": "dpo",
    "fuseau": "fuseau",
}  # fmt: skip


def _found(args: Arguments) -> Answer:
    """A new base, and its recovery key: on paper (`--secours`), or said once."""
    from scolarite_desk.cli.comptes import chosen_secret
    from scolarite_desk.exchange.fichier import try_place
    from scolarite_desk.services.fondation import found

    path, chosen = base_of(args), dict(_settings(args))
    compte = args.compte or os.environ.get(ACCOUNT, "")
    if not compte:
        raise Usage(N_("Dites qui administre cette base\u00a0: --compte NOM."))
    if args.secours:
        try_place(unless_there(Path(args.secours), args))
    password = chosen_secret(N_("Mot de passe choisi par {nom}", nom=compte), PASSWORD)
    done = found(path, compte, password, chosen, catalogue=not args.sans_catalogue)
    with closing(done.store) as store:
        printed = args.secours and _print_key(store, done.secours, Path(args.secours))
        value = {
            "base": str(store.path),
            "compte": store.auteur,
            "catalogue": done.catalogue,
            "a_renseigner": [one.key for one in done.a_renseigner],
            **({"secours": args.secours} if printed else {"cle": done.secours}),
        }
    return Answer(value, list(_told(value, [one.label for one in done.a_renseigner])))


def _settings(args: Arguments) -> Iterator[tuple[str, str]]:
    """What options and the file say, by key; an option wins over the file."""
    given = read_json(args.reglages) if args.reglages else {}
    if not isinstance(given, Mapping) or any(not isinstance(one, str) for one in given.values()):
        raise Refused(N_("Les réglages sont attendus entre accolades, chaque valeur entre guillemets."))
    yield from given.items()
    yield from ((cle, getattr(args, name)) for name, cle in _OPTIONS.items() if getattr(args, name) is not None)


def _print_key(store: Any, cle: str, out: Path) -> bool:
    """Whether the key is on paper. The base is founded: where its disk has filled up since, it is said instead."""
    from scolarite_desk.exchange.fichier import writing
    from scolarite_desk.services import coffre

    with suppress(Unavailable, Refused), writing(out) as stream:
        stream.write(coffre.recovery_page(store, cle, langue=langue(SOURCE)).octets)
        return True
    return False


def _told(value: Mapping[str, Any], blank: list[Msg]) -> Iterator[Msg]:
    yield N_(
        "{base}\u00a0: base fondée, administrée par «\u00a0{compte}\u00a0».", base=value["base"], compte=value["compte"]
    )
    if value["catalogue"]:
        yield NN_(
            "Catalogue proposé\u00a0: {n} ligne, à relire dans Réglages.",
            "Catalogue proposé\u00a0: {n} lignes, à relire dans Réglages.",
            value["catalogue"],
        )
    if blank:
        yield N_("À renseigner dans Réglages\u00a0: {reglages}.", reglages=blank)
    if "cle" in value:
        yield verbatim(value["cle"])
        yield N_("C’est la clé de secours\u00a0: recopiez-la, elle n’est plus jamais affichée.")
    else:
        yield N_("{fichier}\u00a0: imprimez-le, puis effacez-le.", fichier=value["secours"])


COMMANDS = (
    Verb(
        "found",
        N_("fonder une base de travail, vide"),
        _found,
        [
            *(argument(f"--{name}", metavar=N_("TEXTE"), help=BY_KEY[cle].label) for name, cle in _OPTIONS.items()),
            argument("--reglages", metavar=N_("FICHIER"), help=N_("un JSON de réglages, par clé, ou - pour l’entrée")),
            argument("--sans-catalogue", action="store_true", help=N_("sans pièces ni motifs proposés")),
            argument("--secours", metavar=N_("FICHIER"), help=N_("écrire la clé de secours en PDF à imprimer")),
            FORCE,
        ],
    ),
)
