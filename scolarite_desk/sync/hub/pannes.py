"""What goes wrong with a hub, in words: what happened, what is safe, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from scolarite_desk.errors import Refused, Unavailable

_SAFE = "Tout reste enregistré sur ce poste, et partira à la prochaine synchronisation."
_SENTENCES = (  # what the driver or the server says, in part; what we say
    (
        "certificate has expired",
        "Le certificat du serveur commun «\u00a0{}\u00a0» a expiré. "
        "Si la date de ce poste est juste, prévenez l’administrateur.",
    ),
    (
        "certificate is not yet valid",
        "Le certificat du serveur commun «\u00a0{}\u00a0» n’est pas encore valable. Vérifiez la date de ce poste.",
    ),
    (
        "could not read root certificate file",
        "Le fichier de l’autorité du serveur commun «\u00a0{}\u00a0» ne se lit pas. Redemandez-le à l’administrateur.",
    ),
    (
        "server certificate for",
        "Le certificat du serveur commun n’est pas celui de «\u00a0{}\u00a0». Ne continuez pas\u00a0: "
        "prévenez l’administrateur.",
    ),
    (
        "certificate verify failed",
        "Le certificat du serveur commun «\u00a0{}\u00a0» n’est pas reconnu. "
        "Donnez le fichier de votre autorité à l’inscription.",
    ),
    (
        "server does not support SSL",
        "Le serveur commun «\u00a0{}\u00a0» n’accepte pas de liaison chiffrée. Rien n’a été envoyé.",
    ),
    (
        "password authentication failed",
        "Le serveur commun «\u00a0{}\u00a0» refuse le mot de passe de ce poste. Demandez une nouvelle invitation.",
    ),
    (
        "role .* does not exist",
        "Ce poste n’est plus inscrit au serveur commun «\u00a0{}\u00a0». Demandez une nouvelle invitation.",
    ),
    (
        "is not permitted to log in",
        "Ce poste a été retiré du serveur commun «\u00a0{}\u00a0». Demandez une nouvelle invitation.",
    ),
    (
        "no pg_hba.conf entry",
        "Le serveur commun «\u00a0{}\u00a0» n’attend pas ce poste. Prévenez son administrateur.",
    ),
    (
        "database .* does not exist",
        "Il n’y a pas de serveur commun de ce nom sur «\u00a0{}\u00a0». Vérifiez l’adresse.",
    ),
    ("could not translate host name", "Le serveur commun «\u00a0{}\u00a0» est introuvable. Le réseau est-il là\u00a0?"),
    ("failed to resolve host", "Le serveur commun «\u00a0{}\u00a0» est introuvable. Le réseau est-il là\u00a0?"),
    (
        "starting up|shutting down|recovery mode",
        "Le serveur commun «\u00a0{}\u00a0» redémarre. Réessayez dans une minute.",
    ),
    (
        "too many connections|too many clients",
        "Le serveur commun «\u00a0{}\u00a0» est très occupé. Réessayez dans une minute.",
    ),
    (
        "No space left|could not extend file|disk full",
        "Le disque du serveur commun «\u00a0{}\u00a0» est plein. Prévenez l’administrateur.",
    ),
    ("SD010", "Ce poste n’est pas inscrit au serveur commun «\u00a0{}\u00a0». Demandez une invitation."),
    ("SD011", "Cette invitation a expiré. Demandez-en une nouvelle à l’administrateur du serveur commun."),
    ("SD012", "Ce poste est déjà inscrit au serveur commun sous un autre compte. Il n’y a rien à refaire."),
    (
        "SD013 ine",
        "Tous les numéros d’INE provisoires du serveur commun sont donnés. Changez de lettre de série dans Réglages.",
    ),
    (
        "SD013",
        "Tous les blocs de numéros de dossier du serveur commun sont donnés. Prévenez son administrateur.",
    ),
    (
        "SD001",
        "Ce poste a voulu envoyer des modifications qui ne se suivent pas. Rien n’a été envoyé\u00a0: réessayez.",
    ),
    (
        "permission denied",
        "Ce compte n’a pas ce droit sur le serveur commun «\u00a0{}\u00a0». Prévenez son administrateur.",
    ),
)
_RULES = ("SD011", "SD012", "SD013")  # the hub says no: nothing to try again


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
        if re.search(sign, said):
            if sign.startswith(_RULES):
                return Refused(words.format(hote))
            return Unavailable(f"{words.format(hote)} {_SAFE}")
    return Unavailable(
        f"Le serveur commun «\u00a0{hote}\u00a0» ne répond pas. Réessayez plus tard. {_SAFE}", passing=True
    )
