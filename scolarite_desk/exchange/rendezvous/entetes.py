"""What a column of an appointment list holds, from its heading, in French or in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from scolarite_desk.exchange.rendezvous.horaires import CELL_LIMIT
from scolarite_desk.models.rules.fold import fold

_HEADINGS: Mapping[str, str] = {
    "date": "date, jour, day, start date, date de debut",
    "heure": "heure, horaire, heure de debut, creneau, time, hour, start time, slot",
    "debut": "debut, date et heure, date heure, date et horaire, horodatage, start, begin, datetime, date time, "
    "start date time",
    "date_fin": "date de fin, end date",
    "fin": "fin, end, end date time",
    "heure_fin": "heure de fin, end time",
    "duree": "duree, duree min, duree minutes, duree en minutes, minutes, duration, duration min",
    "nom": "nom, nom de naissance, nom de famille, nom patronymique, last name, lastname, surname, family name, "
    "invitee last name",
    "prenom": "prenom, prenoms, first name, firstname, given name, forename, invitee first name",
    "nom_complet": "nom prenom, nom et prenom, prenom nom, prenom et nom, nom complet, usager, etudiant, etudiante, "
    "candidat, candidate, beneficiaire, demandeur, personne, visiteur, participant, name, full name, student, visitor, "
    "client, cliente, invitee, invitee name, participants, participants obligatoires, required attendees",
    "ne_le": "date de naissance, naissance, ne le, nee le, ne e le, ne nee le, ddn, dn, birth date, "
    "date of birth, dob, born",
    "motif": "motif, objet, sujet, demande, motif de la demande, reason, subject, purpose",
    "prestation": "prestation, type, service, event type name",
    "telephone": "telephone, tel, mobile, portable, telephone portable, telephone mobile, numero de telephone, "
    "n de telephone, ndeg de telephone, no de telephone, num tel, ndeg tel, phone, phone number, mobile phone, cell",
    "courriel": "courriel, email, mail, adresse mail, adresse email, adresse electronique, mel, "
    "email address, invitee email",
    "statut": "statut, etat, status, state, presence, statut du rendez vous, etat du rendez vous",
    "annule": "annule, annulee, annulation, annule le, cancelled, canceled",
}
_OF = re.compile(r"\b(?:de la|de l|des|de|du|d)\b")
_FEMININE = re.compile(  # « Étudiant(e) », « usager·ère », « candidat.e.s », « Prénom(s) », « né-e le »
    r"(?<=\w)(?:[·•∙‧.\-/](?:e|s|es|ere|ère|ne|se|trice)\b|\((?:e|s|es|ere|ère|ne|se|trice)\))(?:[·•∙‧.\-]s\b|\(s\))?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_SOMEBODY_ELSE = re.compile(r"\b(?:usage|marital|epou|parent|responsable|mere|pere|tuteur|agent|conseill|service)")
_OF_WHOM = re.compile(
    r"(?<=.) (?:rendez vous|rdv|usagers?|etudiante?s?|candidate?s?|beneficiaires?|demandeurs?|personnes?|clients?)$"
)


def _bare(folded: str) -> str:
    """Without « de », and without spaces: « DATE_NAISSANCE », « DateNaissance » and « Date de naissance » are one."""
    return _OF.sub("", folded).replace(" ", "")


_FIELD_OF = {_bare(name): field for field, names in _HEADINGS.items() for name in names.split(", ")}


@lru_cache(maxsize=1000)
def field_of(heading: str) -> str | None:
    """What a column holds, from its title in French or in English; None when nobody knows."""
    for text in _readings(heading[:CELL_LIMIT]):
        folded = fold(text)
        for one in (folded, _OF_WHOM.sub("", _OF_WHOM.sub("", folded))):
            if field := _FIELD_OF.get(_bare(one)):
                return field
    return None


def _readings(heading: str) -> Iterator[str]:
    """A heading as it is; in its masculine singular; without what its brackets say, unless they name somebody else."""
    yield heading
    single = _FEMININE.sub("", heading)
    yield single
    if not any(_SOMEBODY_ELSE.search(fold(found)) for found in _BRACKETS.findall(single)):
        yield _BRACKETS.sub(" ", single)
