"""Several desks: the hub, its invitations, and what is exchanged."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.opening import ACCOUNT, PASSWORD, base_of, opened, secret
from scolarite_desk.models.rules.french import counted
from scolarite_desk.services.appels import as_json

if TYPE_CHECKING:
    from scolarite_desk.services.synchro import Exchanged
    from scolarite_desk.sync.hub.hub_url import HubUrl

HUB_PASSWORD, CODE = "SCOLARITE_DESK_HUB_PASSWORD", "SCOLARITE_DESK_HUB_CODE"
PHRASE = "SCOLARITE_DESK_PACKET_PHRASE"
_WHERE = argument(
    "--hub",
    required=True,
    metavar="ADRESSE",
    help="par exemple postgresql://serveur.exemple.fr/scolarite, sans mot de passe",
)
_ADMIN = argument(
    "--admin",
    default="postgres",
    metavar="COMPTE",
    help=f"compte PostgreSQL qui administre le serveur commun ({HUB_PASSWORD})",
)


def _administered(args: Arguments, act: Callable[..., Any], *more: Any, **values: Any) -> Any:
    """An act of the server's administrator, whose password is asked each time and kept nowhere."""
    return act(_adresse(args), args.admin, secret(HUB_PASSWORD, "Mot de passe du compte PostgreSQL"), *more, **values)


def _adresse(args: Arguments) -> HubUrl:
    from scolarite_desk.sync.hub.hub_url import read_hub_url

    return read_hub_url(args.hub)


def _init(args: Arguments) -> Answer:
    from scolarite_desk.sync.hub.fondation import found

    nom = _administered(args, found, taille_ine=args.plage_ine)
    return Answer({"hub": nom}, [f"Le serveur commun est prêt\u00a0: {_adresse(args)} ({nom[:8]})."])


def _invite(args: Arguments) -> Answer:
    from scolarite_desk.sync.hub.invitations import invite

    code = _administered(args, invite, args.poste, args.jours)
    return Answer({"code": code}, [code])


def _withdraw(args: Arguments) -> Answer:
    from scolarite_desk.sync.hub.invitations import withdraw

    _administered(args, withdraw, args.poste)
    return Answer(
        {"retire": args.poste}, [f"Le poste {args.poste} ne peut plus se connecter. Ce qu’il a envoyé reste."]
    )


def _enrol(args: Arguments) -> Answer:
    from scolarite_desk.services.synchro import enrol_desk

    with opened(args) as store:
        found = enrol_desk(store, _adresse(args), secret(CODE, "Invitation"))
    return Answer(
        {"hub": found.nom, "adresse": found.adresse}, [f"Ce poste est inscrit au serveur commun {found.adresse}."]
    )


def _join(args: Arguments) -> Answer:
    from scolarite_desk.services.arrivee import join

    path, compte = base_of(args), args.compte or os.environ.get(ACCOUNT, "")
    password, code = secret(PASSWORD, "Mot de passe"), secret(CODE, "Invitation")
    join(path, compte, password, _adresse(args), code, poste=args.poste).close()
    return Answer({"base": str(path)}, [f"{path}\u00a0: ce poste a rejoint le serveur commun."])


def _status(args: Arguments) -> Answer:
    from scolarite_desk.services.synchro import hub_state, stations_at_hub

    with opened(args) as store:
        with store.reading() as session:
            here = hub_state(session)
        stations = stations_at_hub(store) if here.adresse and not args.local else ()
    lines = [f"Serveur commun\u00a0: {here.adresse or 'aucun'}", *([here.faute] if here.faute else [])]
    if here.adresse:
        lines += [f"À envoyer\u00a0: {here.a_envoyer}", f"En attente d’autres postes\u00a0: {here.en_attente}"]
    lines += [
        f"{one.nom}\t{one.numero} modifications{' (retiré)' if one.retire else ''}\t{one.uuid}" for one in stations
    ]
    return Answer(as_json({**asdict(here), "postes": [asdict(one) for one in stations]}), lines)


def _sync(args: Arguments) -> Answer:
    from scolarite_desk.services.synchro import synchronise

    with opened(args) as store:
        bilan = synchronise(store)
    return Answer(_bilan(bilan), [_said(bilan), *bilan.avis])


def _bilan(bilan: Exchanged) -> Any:
    recus = bilan.recus
    return {
        "envoyes": bilan.envoyes,
        "recus": recus.recus,
        "en_attente": recus.mis_en_attente,
        "effaces": recus.effaces,
        "avis": list(bilan.avis),
    }


def _said(bilan: Exchanged) -> str:
    if not (bilan.envoyes or bilan.recus.recus or bilan.recus.mis_en_attente):
        return "Rien de nouveau de part ni d’autre."
    return f"Modifications envoyées\u00a0: {bilan.envoyes}. Reçues\u00a0: {bilan.recus.recus}."


def _packet_export(args: Arguments) -> Answer:
    from scolarite_desk.services.paquets import write

    with opened(args) as store:
        phrase = "" if args.pour else secret(PHRASE, "Phrase secrète du fichier d’échange")
        told = write(store, Path(args.out), pour=args.pour, phrase=phrase, tout=args.tout, plage=args.ine)
    works, papers = (
        counted(told.travaux, "modification", "modifications"),
        counted(told.documents, "document", "documents"),
    )
    line = f"{works} et {papers} dans {args.out}."
    return Answer({"travaux": told.travaux, "documents": told.documents, "plage": told.plage}, [line])


def _packet_import(args: Arguments) -> Answer:
    from scolarite_desk.services.paquets import look, take

    with opened(args) as store:
        lecture, found = look(store, Path(args.file), os.environ.get(PHRASE, ""))
        report = lecture.apercu.rapport if args.preview else take(store, found)
    label, apercu, avis = lecture.etiquette, lecture.apercu, [*report.horloges, *report.ecartes]
    value = {
        "poste": label.nom,
        "par": label.par,
        "expediteur_connu": lecture.connu,
        "postes_inconnus": list(apercu.inconnus),
        "recus": report.recus,
        "deja_connus": report.connus,
        "en_attente": report.mis_en_attente,
        "effaces": report.effaces,
        "divergences": [one.phrase for one in apercu.divergences],
        "plage": label.plage,
        "avis": avis,
    }
    verb = "apporterait" if args.preview else "a apporté"
    lines = [f"Le fichier d’échange du poste {label.nom} ({label.par}) {verb} {report.recus} modifications nouvelles."]
    if apercu.divergences:
        lines.append(f"Désaccords à trancher\u00a0: {len(apercu.divergences)}.")
    return Answer(value, [*lines, *avis])


def _packet_key(args: Arguments) -> Answer:
    from scolarite_desk.services.cles import cards, public_key

    with opened(args) as store:
        cle = public_key(store)
        with store.reading() as session:
            known = [{"nom": one.nom, "poste": one.id, "cle": one.cle} for one in cards(session)]
    return Answer({"cle": cle, "postes": known}, [cle, *(f"{one['nom']}\t{one['poste']}" for one in known)])


_STATION = argument("--poste", required=True, metavar="POSTE", help="nom ou identifiant du poste")

COMMANDS = (
    Verb("hub init", "faire d’une base PostgreSQL vide un serveur commun, ou le mettre à niveau", _init,
            [_WHERE, _ADMIN, argument("--plage-ine", type=int, default=100, metavar="N",
                                      help="INE provisoires donnés à un poste à la fois (100)")]),
    Verb("hub invite", "écrire l’invitation d’un poste, qui sert une fois", _invite,
            [_WHERE, _ADMIN, _STATION,
             argument("--jours", type=int, default=7, metavar="N", help="durée de l’invitation (7)")]),
    Verb("hub withdraw", "retirer un poste du serveur commun", _withdraw, [_WHERE, _ADMIN, _STATION]),
    Verb("hub enrol", f"inscrire ce poste à un serveur commun, avec son invitation ({CODE})", _enrol, [_WHERE]),
    Verb("hub join", "commencer la base d’un nouveau poste à partir du serveur commun", _join,
            [_WHERE, argument("--poste", required=True, metavar="NOM", help="nom de ce poste, par exemple 03")]),
    Verb("hub status", "dire où en est ce poste, et les postes du serveur commun", _status,
            [argument("--local", action="store_true", help="sans interroger le serveur commun")]),
    Verb("sync", "échanger avec le serveur commun", _sync),
    Verb("packet export",
            f"écrire un fichier d’échange pour un autre poste, sinon avec une phrase secrète ({PHRASE})",
            _packet_export,
            [argument("--out", required=True, metavar="FICHIER", help="où l’écrire"),
             argument("--pour", default="", metavar="POSTE", help="nom ou identifiant du poste à qui il est destiné"),
             argument("--tout", action="store_true",
                      help="toutes les modifications, même celles que ce poste a déjà dits avoir"),
             argument("--ine", type=int, default=0, metavar="N", help="lui donner N numéros d’INE provisoires")]),
    Verb("packet import", "recevoir un fichier d’échange", _packet_import,
            [argument("file", metavar="FICHIER", help="le fichier d’échange"),
             argument("--preview", action="store_true", help="dire ce qu’il apporterait, sans rien changer")]),
    Verb("packet key", "donner le code public de ce poste, et les postes connus", _packet_key),
)  # fmt: skip
