"""What goes wrong with a hub, in words: what happened, what is safe, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_, joined

_SAFE = N_("Tout reste enregistré sur ce poste, et partira à la prochaine synchronisation.")
_PASSWORD = re.compile("password authentication failed")
_SENTENCES = (  # what the driver or the server says, in part; what we say
    (
        re.compile("certificate has expired"),
        N_(
            "Le certificat du serveur commun «\u00a0{hote}\u00a0» a expiré. "
            "Si la date de ce poste est juste, prévenez l’administrateur."
        ),
    ),
    (
        re.compile("certificate is not yet valid"),
        N_(
            "Le certificat du serveur commun «\u00a0{hote}\u00a0» n’est pas encore valable. "
            "Vérifiez la date de ce poste."
        ),
    ),
    (
        re.compile("could not read root certificate file"),
        N_(
            "Le fichier de l’autorité du serveur commun «\u00a0{hote}\u00a0» ne se lit pas. "
            "Redemandez-le à l’administrateur."
        ),
    ),
    (
        re.compile("server certificate for"),
        N_(
            "Le certificat du serveur commun n’est pas celui de «\u00a0{hote}\u00a0». Ne continuez pas\u00a0: "
            "prévenez l’administrateur."
        ),
    ),
    (
        re.compile("certificate verify failed"),
        N_(
            "Le certificat du serveur commun «\u00a0{hote}\u00a0» n’est pas reconnu. "
            "Donnez le fichier de votre autorité à l’inscription."
        ),
    ),
    (
        re.compile("server does not support SSL"),
        N_("Le serveur commun «\u00a0{hote}\u00a0» n’accepte pas de liaison chiffrée. Rien n’a été envoyé."),
    ),
    (
        _PASSWORD,
        N_(
            "Le serveur commun «\u00a0{hote}\u00a0» refuse le mot de passe de ce poste. "
            "Demandez une nouvelle invitation."
        ),
    ),
    (
        re.compile("role .* does not exist"),
        N_("Ce poste n’est plus inscrit au serveur commun «\u00a0{hote}\u00a0». Demandez une nouvelle invitation."),
    ),
    (
        re.compile("is not permitted to log in"),
        N_("Ce poste a été retiré du serveur commun «\u00a0{hote}\u00a0». Demandez une nouvelle invitation."),
    ),
    (
        re.compile("no pg_hba.conf entry"),
        N_("Le serveur commun «\u00a0{hote}\u00a0» n’attend pas ce poste. Prévenez son administrateur."),
    ),
    (
        re.compile("database .* does not exist"),
        N_("Il n’y a pas de serveur commun de ce nom sur «\u00a0{hote}\u00a0». Vérifiez l’adresse."),
    ),
    (
        re.compile("could not translate host name|failed to resolve host"),
        N_("Le serveur commun «\u00a0{hote}\u00a0» est introuvable. Le réseau est-il là\u00a0?"),
    ),
    (
        re.compile("starting up|shutting down|recovery mode"),
        N_("Le serveur commun «\u00a0{hote}\u00a0» redémarre. Réessayez dans une minute."),
    ),
    (
        re.compile("too many connections|too many clients"),
        N_("Le serveur commun «\u00a0{hote}\u00a0» est très occupé. Réessayez dans une minute."),
    ),
    (
        re.compile("No space left|could not extend file|disk full"),
        N_("Le disque du serveur commun «\u00a0{hote}\u00a0» est plein. Prévenez l’administrateur."),
    ),
    (
        re.compile("SD010"),
        N_("Ce poste n’est pas inscrit au serveur commun «\u00a0{hote}\u00a0». Demandez une invitation."),
    ),
    (
        re.compile("SD011"),
        N_("Cette invitation a expiré. Demandez-en une nouvelle à l’administrateur du serveur commun."),
    ),
    (
        re.compile("SD012"),
        N_("Ce poste est déjà inscrit au serveur commun sous un autre compte. Il n’y a rien à refaire."),
    ),
    (
        re.compile("SD013 ine"),
        N_(
            "Tous les numéros d’INE provisoires du serveur commun sont donnés. "
            "Changez de lettre de série dans Réglages."
        ),
    ),
    (
        re.compile("SD013"),
        N_("Tous les blocs de numéros de dossier du serveur commun sont donnés. Prévenez son administrateur."),
    ),
    (
        re.compile("SD001"),
        N_("Ce poste a voulu envoyer des modifications qui ne se suivent pas. Rien n’a été envoyé\u00a0: réessayez."),
    ),
    (
        re.compile("permission denied"),
        N_("Ce compte n’a pas ce droit sur le serveur commun «\u00a0{hote}\u00a0». Prévenez son administrateur."),
    ),
)
_RULES = ("SD011", "SD012", "SD013")  # the hub says no: nothing to try again


class PasswordRefused(Unavailable):
    """The hub does not take this password."""


@contextmanager
def spoken(hote: str) -> Iterator[None]:
    """Failures of the network and of the server become `Unavailable`, refusals of the hub `Refused`."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        raise told(str(error), hote) from error


def told(said: str, hote: str) -> Refused | Unavailable:
    """The failure for what the driver said."""
    for sign, words in _SENTENCES:
        if sign.search(said):
            if sign.pattern.startswith(_RULES):
                return Refused(words.given(hote=hote))
            kind = PasswordRefused if sign is _PASSWORD else Unavailable
            return kind(joined(" ", words.given(hote=hote), _SAFE))
    silent = N_("Le serveur commun «\u00a0{hote}\u00a0» ne répond pas. Réessayez plus tard.", hote=hote)
    return Unavailable(joined(" ", silent, _SAFE), passing=True)
