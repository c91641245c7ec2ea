"""The words planted, each in its own place: no other text has them, so that finding one says where it leaked from."""

from __future__ import annotations

MARKS = {
    "nom de naissance": "Zorglübec",
    "prénom": "Quasimodine",
    "nom d’usage": "Vrillancourt",
    "INE": "0123456789M",
    "courriel": "qz7vbx@exemple.fr",
    "téléphone": "0698765412",
    "adresse": "Xylophagerie",
    "note": "Tourniquelle",
    "avis interne": "Babouchkard",
    "visite annoncée": "Clafoutard",
    "raison": "Pirouettine",
    "réglage": "Wistibourg",
    "recherche": "Yggdravoine",
    "brouillon": "Froufroutelle",
    "erreur": "Gribouillarde",
    "nom de fichier": "Houspignolle",
}
