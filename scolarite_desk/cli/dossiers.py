"""Commands about one dossier: find it, show it, make one, change a field, read its history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.bases import progress
from scolarite_desk.cli.command import DOSSIER, Answer, Arguments, Verb, argument, count
from scolarite_desk.cli.fichiers import given, read_json
from scolarite_desk.cli.opening import opened
from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.dates import show_birth, show_instant
from scolarite_desk.msg import N_, NC_, NN_, NOTHING, Msg, joined, verbatim

if TYPE_CHECKING:
    from scolarite_desk.services.lots import LotOutcome

_FOUND = ("dossier", "nom", "prenom", "ne_le", "ine")


def _search(args: Arguments) -> Answer:
    """The persons of the list, in its order."""
    from scolarite_desk.services.acces import COMMAND, exported
    from scolarite_desk.services.reglages import setting
    from scolarite_desk.store import search

    texte = given(args.texte)
    with opened(args) as store:
        with store.reading() as session:
            prefixe = setting(session, "prefixe_mon_master")
            found = search.find(session, texte, store.today(), args.limite, prefixe)
        if found.rows:
            exported(store, "recherche", len(found.rows), kept(COMMAND))
    rows = [_found(row) for row in found.rows]
    lines = [_line(row) for row in rows]
    if found.total > len(rows) and found.plus:
        lines.append(N_("{nombre} sur {total}, précisez.", nombre=len(rows), total=found.total))
    elif found.total > len(rows):
        lines.append(N_("{nombre} sur {total}.", nombre=len(rows), total=found.total))
    return Answer(rows, lines or [NC_("recherche", "Personne.")])


def _found(row: FoundRow) -> dict[str, Any]:
    """`dossier` is the number, None for a person without a dossier."""
    return {
        "dossier": row.numero,
        "nom": row.nom,
        "nom_usage": row.nom_usage,
        "prenom": row.prenom,
        "prenom_usage": row.prenom_usage,
        "ne_le": row.ne_le,
        "ine": row.ine,
        "ine_provisoire": row.ine_provisoire,
        "etat": row.state.label if row.state else None,
        "personne": row.personne,
    }


def _line(row: dict[str, Any]) -> Msg:
    born = show_birth(row["ne_le"]) if row["ne_le"] else NOTHING
    return joined("  ", *(verbatim(str(row[name] or "—")) for name in _FOUND[:3]), born)


def _show(args: Arguments) -> Answer:
    """The dossier, in the form that `new --from` takes."""
    from scolarite_desk.services.acces import consulted
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.services.portrait import describe
    from scolarite_desk.store.queries.offer import lists

    with opened(args) as store:
        with store.reading() as session:
            key, found = key_of(session, args.dossier), describe(session, args.dossier, lists(session))
        consulted(store, key)
    return Answer(found, list(_lines("", found)))


def _lines(path: str, value: Any) -> Iterator[Msg]:
    """One line a value, lists addressed from 1 as `set` takes them."""
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for name, one in inside:
            yield from _lines(f"{path}.{name}" if path else str(name), one)
    elif value is not None:
        yield N_("{champ}\u00a0: {valeur}", champ=path, valeur=value)


def _new(args: Arguments) -> Answer:
    """A dossier from a file: all of it, or nothing. Several, in a list: what is wrong with one is told of it."""
    from scolarite_desk.services.depot import create
    from scolarite_desk.services.doutes import alike, of_dossier
    from scolarite_desk.services.lots import each
    from scolarite_desk.store.queries.offer import lists

    data = read_json(args.fichier)
    with opened(args) as store:
        with store.reading() as session:
            codes = lists(session)

        def made(one: Any, _rank: int) -> str:
            try:
                return create(store, one, codes)
            except Refused as refused:
                raise _named(refused) from refused

        if isinstance(data, list) and data:
            done = each(made, data, progress())
            with store.reading() as session:
                seen = [alike(session, numero) for numero in done.rendus]
            told = [of_dossier(one, codes) + known for one, known in zip(done.faites, seen, strict=True)]
            return _several(done, data, told)
        numero = made(data, 1)
        with store.reading() as session:
            doubted = of_dossier(data, codes) + alike(session, numero)
    said = [N_("Dossier {numero} créé.", numero=numero)]
    return Answer({"dossier": numero, "doutes": doubted}, said, doubts=doubted)


def _named(refused: Refused) -> Refused:
    """A file has forty fields: which one is at fault is said before what is wrong with it."""
    if not refused.champ or refused.champ in kept(refused.message):
        return refused
    return Refused(N_("{champ}\u00a0: {message}", champ=refused.champ, message=refused.message), refused.champ)


def _several(done: LotOutcome[Any, str], data: list[Any], doubted: list[list[Msg]]) -> Answer:
    """What became of a list, each refusal with its place in it, each doubt with the dossier that was made."""
    doubts = {numero: told for numero, told in zip(done.rendus, doubted, strict=True) if told}
    refused = [
        {"rang": next(rank for rank, given in enumerate(data, 1) if given is one), "pourquoi": why}
        for one, why in done.refusees
    ]
    lines = [
        NN_("{n} dossier créé.", "{n} dossiers créés.", len(done.rendus)),
        *(N_("  refusé\u00a0: {qui}, {pourquoi}", qui=one["rang"], pourquoi=one["pourquoi"]) for one in refused),
    ]
    value = {"dossiers": list(done.rendus), "refus": refused, "doutes": doubts}
    said = [N_("{qui}\u00a0: {raison}", qui=numero, raison=one) for numero, told in doubts.items() for one in told]
    return Answer(value, lines, code=0 if done.rendus else 1, doubts=said)


def _set(args: Arguments) -> Answer:
    """One field, read as if it had been typed."""
    from scolarite_desk.services.depot import change
    from scolarite_desk.store.queries.offer import lists

    valeur = given(args.valeur)
    with opened(args) as store:
        with store.reading() as session:
            codes = lists(session)
        shown, doubt = change(store, args.dossier, args.champ, valeur, codes)
    value = {"dossier": args.dossier, "champ": args.champ, "valeur": shown, "doute": doubt or None}
    if not shown:
        return Answer(value, [N_("{champ}\u00a0: effacé", champ=args.champ)])
    told = [N_("{champ}\u00a0: {valeur}", champ=args.champ, valeur=shown)]
    return Answer(value, told, doubts=[doubt] if doubt else ())


def _history(args: Arguments) -> Answer:
    """Every change of a dossier and of its person, the newest first."""
    from scolarite_desk.services.acces import COMMAND, exported
    from scolarite_desk.services.lookup import key_of
    from scolarite_desk.services.table import label_of
    from scolarite_desk.store.fuseau import fuseau
    from scolarite_desk.store.queries.history import history_of
    from scolarite_desk.store.queries.lignee import keys_of
    from scolarite_desk.store.queries.offer import lists

    with opened(args) as store:
        with store.reading() as session:
            key, zone = key_of(session, args.dossier), fuseau(session)
            rows = history_of(session, keys_of(session, key), lists(session), args.champ)
        exported(store, "historique", len(rows), kept(COMMAND), key)
    value = [{**asdict(row), "at": row.at.isoformat(), "libelle": label_of(row.acte, row.detail)} for row in rows]
    lines = [
        N_(
            "{quand}  {auteur}  n° {numero}  {acte}  {champ}\u00a0: {avant} → {apres}",
            quand=show_instant(row.at, zone),
            auteur=row.auteur,
            numero=row.numero,
            acte=label_of(row.acte, row.detail),
            champ=f"{row.genre}.{row.champ}",
            avant=json.dumps(row.avant, ensure_ascii=False),
            apres=json.dumps(row.apres, ensure_ascii=False),
        )
        for row in rows
    ]
    return Answer(value, lines or [N_("Aucun changement.")])


COMMANDS = (
    Verb(
        "search",
        N_("trouver une personne par n’importe quoi"),
        _search,
        [
            argument(
                "texte",
                metavar=N_("TEXTE"),
                help=N_("nom, INE, date de naissance, numéro, téléphone, courriel (- pour l’entrée)"),
            ),
            argument("--limite", type=count, default=50, metavar="N", help=N_("combien au plus (50)")),
        ],
    ),
    Verb("show", N_("montrer un dossier"), _show, [DOSSIER]),
    Verb(
        "new",
        N_("créer un dossier d’après un fichier"),
        _new,
        [
            argument(
                "--from",
                required=True,
                dest="fichier",
                metavar=N_("FICHIER.json"),
                help=N_("comme «\u00a0show\u00a0» (- pour l’entrée)"),
            )
        ],
    ),
    Verb(
        "set",
        N_("changer un champ d’un dossier"),
        _set,
        [
            DOSSIER,
            argument("champ", metavar=N_("CHAMP"), help=N_("par exemple identite.prenom ou stages.2.annee")),
            argument(
                "valeur",
                metavar=N_("VALEUR"),
                help=N_("comme on la taperait\u00a0; vide pour effacer, - pour l’entrée"),
            ),
        ],
    ),
    Verb(
        "history",
        N_("tous les changements d’un dossier"),
        _history,
        [DOSSIER, argument("--champ", metavar=N_("NOM"), help=N_("d’une seule colonne, par exemple nom_naissance"))],
    ),
)  # fmt: skip
