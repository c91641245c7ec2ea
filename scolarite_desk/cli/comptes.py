"""Commands about accounts, and about who opens this desk. Profiles and perimeters are acts: `act create_account`...

No secret is ever an argument: what a command line holds, every program of the machine can read.
"""

from __future__ import annotations

import os

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import out_of, to_write
from scolarite_desk.cli.opening import NEW_PASSWORD, PASSWORD, RECOVERY, account_of, base_of, opened, secret
from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.secret import MOT_DE_PASSE
from scolarite_desk.msg import N_, Msg, verbatim


def _list(args: Arguments) -> Answer:
    """Every account, with what it may do and whether it opens this desk."""
    from scolarite_desk.services.coffre import openings
    from scolarite_desk.services.droits import need
    from scolarite_desk.store.queries.comptes import accounts

    with opened(args) as store:
        need(store, "comptes", write=False)
        with store.reading() as session:
            found = accounts(session)
        here = openings(store.path)
    value = [
        {"compte": one.nom, "profil": one.profil, "perimetre": one.perimetre, "retire": not one.living,
         "ouvert_ici": one.nom in here}
        for one in found
    ]  # fmt: skip
    return Answer(value, [_line(one.nom, one.profil, one.living, one.nom in here) for one in found])


def _line(nom: str, profil: str, living: bool, here: bool) -> Msg:
    if not living:
        return N_("{compte}\u00a0: {profil}, retiré", compte=nom, profil=profil)
    if here:
        return N_("{compte}\u00a0: {profil}, ouvre ce poste", compte=nom, profil=profil)
    return N_("{compte}\u00a0: {profil}", compte=nom, profil=profil)


def _open(args: Arguments) -> Answer:
    """Let an account in at this desk, or give it a new password."""
    from scolarite_desk.services import coffre

    with opened(args) as store:
        coffre.let_in(store, _mine(), args.nom, chosen_secret(N_("Mot de passe choisi par {nom}", nom=args.nom)))
    return Answer({"ouvert": args.nom}, [N_("Ce poste s’ouvre à «\u00a0{nom}\u00a0».", nom=args.nom)])


def _close(args: Arguments) -> Answer:
    from scolarite_desk.services import coffre

    with opened(args) as store:
        coffre.shut_out(store, args.nom)
    return Answer({"ferme": args.nom}, [N_("Ce poste ne s’ouvre plus à «\u00a0{nom}\u00a0».", nom=args.nom)])


def _password(args: Arguments) -> Answer:
    from scolarite_desk.services import coffre

    with opened(args) as store:
        coffre.change_password(store, _mine(), chosen_secret(N_("Nouveau mot de passe")))
        return Answer(
            {"compte": store.auteur}, [N_("Nouveau mot de passe pour «\u00a0{compte}\u00a0».", compte=store.auteur)]
        )


def _recovery(args: Arguments) -> Answer:
    """A new recovery key: on paper (`--out`), or said once."""
    from scolarite_desk.exchange.fichier import reserve, whole, writing
    from scolarite_desk.services import coffre

    out = out_of(args) if args.out else None
    with opened(args) as store:
        if out is None:
            code = coffre.new_recovery(store, _mine())
            return Answer({"cle": code}, [verbatim(code), N_("Recopiez-la\u00a0: elle n’est plus jamais affichée.")])
        with writing(out) as stream:  # the place is tried before the key that works is replaced
            reserve(stream)
            page = coffre.recovery_page(store, coffre.new_recovery(store, _mine()), langue=langue(SOURCE))
            whole(stream, page.octets)
    return Answer({"fichier": args.out}, [N_("{fichier}\u00a0: imprimez-le, puis effacez-le.", fichier=args.out)])


def _recover(args: Arguments) -> Answer:
    """Open with the recovery key, and choose a new password."""
    from scolarite_desk.services import entree

    path = base_of(args)
    compte = account_of(path, args)
    entree.recover(
        path, compte, secret(RECOVERY, N_("Clé de secours")), chosen_secret(N_("Nouveau mot de passe"))
    ).close()
    return Answer({"compte": compte}, [N_("Nouveau mot de passe pour «\u00a0{compte}\u00a0».", compte=compte)])


def _mine() -> str:
    """One's own password again: whoever changes the vault gives it."""
    return secret(PASSWORD, N_("Votre mot de passe"))


def chosen_secret(prompt: Msg, variable: str = NEW_PASSWORD) -> str:
    """A new password, typed twice when it is typed."""
    first = secret(variable, prompt)
    again = first if variable in os.environ else secret(variable, N_("Encore une fois"))
    if apart := MOT_DE_PASSE.differ(first, again):
        raise Refused(apart)
    return first


_NOM = argument("--nom", required=True, metavar=N_("NOM"), help=N_("le compte concerné"))

COMMANDS = (
    Verb("compte liste", N_("les comptes, leur profil, et qui ouvre ce poste"), _list),
    Verb("compte ouvrir", N_("ouvrir ce poste à un compte, ou lui donner un nouveau mot de passe"), _open, [_NOM]),
    Verb("compte fermer", N_("fermer ce poste à un compte"), _close, [_NOM]),
    Verb("compte mot-de-passe", N_("changer son propre mot de passe"), _password),
    Verb(
        "compte secours",
        N_("faire une nouvelle clé de secours\u00a0: l’ancienne n’ouvre plus que les sauvegardes déjà faites"),
        _recovery,
        to_write(required=False, help=N_("l’écrire en PDF à imprimer")),
    ),
    Verb("compte retrouver", N_("rouvrir la base avec la clé de secours, et choisir un mot de passe"), _recover),
)
