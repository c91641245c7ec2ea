"""Several desks: the hub, its invitations, and what is exchanged."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument, count
from scolarite_desk.cli.fichiers import out_of, to_write
from scolarite_desk.cli.opening import ACCOUNT, PASSWORD, base_of, opened, secret
from scolarite_desk.msg import N_, NN_, Msg, verbatim
from scolarite_desk.services.appels import as_json

if TYPE_CHECKING:
    from scolarite_desk.services.synchro import Exchanged, HubState
    from scolarite_desk.sync.hub.hub_url import HubUrl
    from scolarite_desk.sync.hub.invitations import StationAtHub
    from scolarite_desk.sync.paquet import Etiquette

HUB_PASSWORD, CODE = "SCOLARITE_DESK_HUB_PASSWORD", "SCOLARITE_DESK_HUB_CODE"
PHRASE = "SCOLARITE_DESK_PACKET_PHRASE"
_WHERE = argument(
    "--hub",
    required=True,
    metavar=N_("ADRESSE"),
    help=N_("par exemple postgresql://serveur.exemple.fr/scolarite, sans mot de passe"),
)
_ADMIN = argument(
    "--admin",
    default="postgres",
    metavar=N_("COMPTE"),
    help=N_("compte PostgreSQL qui administre le serveur commun ({variable})", variable=HUB_PASSWORD),
)


def _administered(args: Arguments, act: Callable[..., Any], *more: Any, **values: Any) -> Any:
    """An act of the server's administrator, whose password is asked each time and kept nowhere."""
    return act(
        _adresse(args), args.admin, secret(HUB_PASSWORD, N_("Mot de passe du compte PostgreSQL")), *more, **values
    )


def _adresse(args: Arguments) -> HubUrl:
    from scolarite_desk.sync.hub.hub_url import read_hub_url

    return read_hub_url(args.hub)


def _init(args: Arguments) -> Answer:
    from scolarite_desk.sync.hub.fondation import found

    nom = _administered(args, found, taille_ine=args.plage_ine)
    return Answer(
        {"hub": nom}, [N_("Le serveur commun est prêt\u00a0: {adresse} ({nom}).", adresse=_adresse(args), nom=nom[:8])]
    )


def _invite(args: Arguments) -> Answer:
    from scolarite_desk.sync.hub.invitations import invite

    code = _administered(args, invite, args.poste, args.jours)
    return Answer({"code": code}, [verbatim(code)])


def _withdraw(args: Arguments) -> Answer:
    from scolarite_desk.sync.hub.invitations import withdraw

    _administered(args, withdraw, args.poste)
    return Answer(
        {"retire": args.poste},
        [N_("Le poste {poste} ne peut plus se connecter. Ce qu’il a envoyé reste.", poste=args.poste)],
    )


def _enrol(args: Arguments) -> Answer:
    from scolarite_desk.services.synchro import enrol_desk

    with opened(args) as store:
        found = enrol_desk(store, _adresse(args), secret(CODE, N_("Invitation")))
    return Answer(
        {"hub": found.nom, "adresse": found.adresse},
        [N_("Ce poste est inscrit au serveur commun {adresse}.", adresse=found.adresse)],
    )


def _join(args: Arguments) -> Answer:
    from scolarite_desk.services.arrivee import join

    path, compte = base_of(args), args.compte or os.environ.get(ACCOUNT, "")
    password, code = secret(PASSWORD, N_("Mot de passe")), secret(CODE, N_("Invitation"))
    join(path, compte, password, _adresse(args), code, poste=args.poste).close()
    return Answer({"base": str(path)}, [N_("{base}\u00a0: ce poste a rejoint le serveur commun.", base=path)])


def _status(args: Arguments) -> Answer:
    from scolarite_desk.services.synchro import hub_state, stations_at_hub

    with opened(args) as store:
        with store.reading() as session:
            here = hub_state(session)
        stations = stations_at_hub(store) if here.adresse and not args.local else ()
    value = {**asdict(here), "postes": [asdict(one) for one in stations]}
    return Answer(as_json(value), [*_here(here), *map(_station, stations)])


def _here(here: HubState) -> Iterator[Msg]:
    if not here.adresse:
        yield N_("Serveur commun\u00a0: aucun")
    else:
        yield N_("Serveur commun\u00a0: {adresse}", adresse=here.adresse)
    if here.faute:
        yield verbatim(here.faute)
    if here.adresse:
        yield N_("À envoyer\u00a0: {nombre}", nombre=here.a_envoyer)
        yield N_("En attente d’autres postes\u00a0: {nombre}", nombre=here.en_attente)


def _station(one: StationAtHub) -> Msg:
    if one.retire:
        return NN_(
            "{nom}\t{n} modification (retiré)\t{cle}",
            "{nom}\t{n} modifications (retiré)\t{cle}",
            one.numero,
            nom=one.nom,
            cle=one.uuid,
        )
    return NN_(
        "{nom}\t{n} modification\t{cle}", "{nom}\t{n} modifications\t{cle}", one.numero, nom=one.nom, cle=one.uuid
    )


def _sync(args: Arguments) -> Answer:
    from scolarite_desk.services.synchro import synchronise

    with opened(args) as store:
        bilan = synchronise(store)
    return Answer(_bilan(bilan), [_told(bilan), *bilan.avis])


def _bilan(bilan: Exchanged) -> Any:
    recus = bilan.recus
    return {
        "envoyes": bilan.envoyes,
        "recus": recus.recus,
        "en_attente": recus.mis_en_attente,
        "effaces": recus.effaces,
        "avis": list(bilan.avis),
    }


def _told(bilan: Exchanged) -> Msg:
    if not (bilan.envoyes or bilan.recus.recus or bilan.recus.mis_en_attente):
        return N_("Rien de nouveau de part ni d’autre.")
    return N_(
        "Modifications envoyées\u00a0: {envoyees}. Reçues\u00a0: {recues}.",
        envoyees=bilan.envoyes,
        recues=bilan.recus.recus,
    )


def _packet_export(args: Arguments) -> Answer:
    from scolarite_desk.services.paquets import write

    out = out_of(args)
    with opened(args) as store:
        phrase = "" if args.pour else secret(PHRASE, N_("Phrase secrète du fichier d’échange"))
        told = write(store, out, pour=args.pour, phrase=phrase, tout=args.tout, plage=args.ine)
    works, papers = (
        NN_("{n} modification", "{n} modifications", told.travaux),
        NN_("{n} document", "{n} documents", told.documents),
    )
    line = N_("{modifications} et {documents} dans {fichier}.", modifications=works, documents=papers, fichier=args.out)
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
    lines = [_brought(label, report.recus, preview=args.preview)]
    if apercu.divergences:
        lines.append(N_("Désaccords à trancher\u00a0: {nombre}.", nombre=len(apercu.divergences)))
    return Answer(value, [*lines, *avis])


def _brought(label: Etiquette, count: int, *, preview: bool) -> Msg:
    if preview:
        return NN_(
            "Le fichier d’échange du poste {poste} ({auteur}) apporterait {n} modification nouvelle.",
            "Le fichier d’échange du poste {poste} ({auteur}) apporterait {n} modifications nouvelles.",
            count,
            poste=label.nom,
            auteur=label.par,
        )
    return NN_(
        "Le fichier d’échange du poste {poste} ({auteur}) a apporté {n} modification nouvelle.",
        "Le fichier d’échange du poste {poste} ({auteur}) a apporté {n} modifications nouvelles.",
        count,
        poste=label.nom,
        auteur=label.par,
    )


def _packet_key(args: Arguments) -> Answer:
    from scolarite_desk.services.cles import cards, public_key

    with opened(args) as store:
        cle = public_key(store)
        with store.reading() as session:
            known = [{"nom": one.nom, "poste": one.id, "cle": one.cle} for one in cards(session)]
    return Answer(
        {"cle": cle, "postes": known}, [verbatim(cle), *(verbatim(f"{one['nom']}\t{one['poste']}") for one in known)]
    )


_STATION = argument("--poste", required=True, metavar=N_("POSTE"), help=N_("nom ou identifiant du poste"))

COMMANDS = (
    Verb("hub init", N_("faire d’une base PostgreSQL vide un serveur commun, ou le mettre à niveau"), _init,
            [_WHERE, _ADMIN, argument("--plage-ine", type=count, default=100, metavar="N",
                                      help=N_("INE provisoires donnés à un poste à la fois (100)"))]),
    Verb("hub invite", N_("écrire l’invitation d’un poste, qui sert une fois"), _invite,
            [_WHERE, _ADMIN, _STATION,
             argument("--jours", type=count, default=7, metavar="N", help=N_("durée de l’invitation (7)"))]),
    Verb("hub withdraw", N_("retirer un poste du serveur commun"), _withdraw, [_WHERE, _ADMIN, _STATION]),
    Verb("hub enrol", N_("inscrire ce poste à un serveur commun, avec son invitation ({variable})", variable=CODE),
            _enrol, [_WHERE]),
    Verb("hub join", N_("commencer la base d’un nouveau poste à partir du serveur commun"), _join,
            [_WHERE, argument("--poste", required=True, metavar=N_("NOM"),
                              help=N_("nom de ce poste, par exemple 03"))]),
    Verb("hub status", N_("dire où en est ce poste, et les postes du serveur commun"), _status,
            [argument("--local", action="store_true", help=N_("sans interroger le serveur commun"))], right="hub:lire"),
    Verb("sync", N_("échanger avec le serveur commun"), _sync),
    Verb("packet export",
            N_("écrire un fichier d’échange pour un autre poste, sinon avec une phrase secrète ({variable})",
               variable=PHRASE),
            _packet_export,
            [*to_write(),
             argument("--pour", default="", metavar=N_("POSTE"),
                      help=N_("nom ou identifiant du poste à qui il est destiné")),
             argument("--tout", action="store_true",
                      help=N_("toutes les modifications, même celles que ce poste a déjà dit avoir")),
             argument("--ine", type=count, default=0, metavar="N", help=N_("lui donner N numéros d’INE provisoires"))]),
    Verb("packet import", N_("recevoir un fichier d’échange"), _packet_import,
            [argument("file", metavar=N_("FICHIER"), help=N_("le fichier d’échange")),
             argument("--preview", action="store_true", help=N_("dire ce qu’il apporterait, sans rien changer"))]),
    Verb("packet key", N_("donner le code public de ce poste, et les postes connus"), _packet_key),
)  # fmt: skip
