"""French that a label does not have by itself: a formation with its preposition, a capacity with its article; and texts
that only hold a place.
"""

from __future__ import annotations

import re

from scolarite_desk.models.rules.fold import fold

_VOWELS = "aeiouy"
_ASPIRED = frozenset({"handicap", "haut", "haute", "hautes", "hauts", "hindi", "hollandais", "hongrois", "yoga"})
# A diploma and its year, then what is studied.
_DIPLOMA = re.compile(
    r"(licence professionnelle|licence|master|deust|dut|but|bts|du|diu|doctorat|magist[eè]re)"
    r"((?: ?[1-5](?:(?:re|e|ère|ème) année)?)?),?\s+(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALREADY = re.compile(r"(en|de|du|des|d['’]|mention|parcours|option)\b|[^\w]", re.IGNORECASE)
_AT = {"diplome": "au", "certificat": "au", "concours": "au", "preparation": "à la"}
_ARTICLES = re.compile(r"(le|la|les|l['’])\b\s*", re.IGNORECASE)
_HERS = re.compile(r"(trice|ente|euse|enne|ere|ante|iere|ee|effe|ointe|ale)$")
_HIS = re.compile(r"(teur|ent|eur|en|er|ant|ier|e|ef|oint|al)$")
_EITHER = frozenset({"responsable", "secretaire", "juriste", "vice", "fonctionnaire", "gestionnaire", "comptable"})


_TO_BE_REPLACED = re.compile(r"a (preciser|completer|definir|determiner|renseigner|remplir)|x+( x+)*")


def says_nothing(text: str) -> bool:
    """Whether a text is blank, signs alone, or was put there to be replaced: « à préciser », « xxx », « ? »."""
    said = fold(text)
    return not said or _TO_BE_REPLACED.fullmatch(said) is not None


def with_preposition(libelle: str, own: str = "") -> str:
    """A formation after « votre candidature »: what the office wrote of it, else « en licence 3 d’histoire »."""
    if own.strip():
        return own.strip()
    label = " ".join(libelle.split())
    if label.isupper() and len(label) > 12:
        label = label.lower()
    found = _DIPLOMA.fullmatch(label)
    if found is None:
        return _other(label)
    diploma, year, studied = found.groups()
    head = diploma if diploma.isupper() and len(diploma) < 6 else diploma.lower()
    if head.lower() in ("but", "bts", "du", "diu", "dut", "deust"):
        head = head.upper()
    named = _ALREADY.match(studied) or (_lowered(studied) == studied and not studied[:1].islower())
    return f"en {head}{year} {studied if named else _of(_lowered(studied))}"


def _other(label: str) -> str:
    if not label:
        return ""
    at = _AT.get(fold(label.split(" ", maxsplit=1)[0]), "en")
    return f"{at} {_lowered(label)}"


def _of(name: str) -> str:
    """« d’histoire », « de droit », « des métiers du livre »."""
    first = fold(name).split(" ")[0]
    if first == "metiers":
        return f"des {name}"
    elided = first != "" and first[0] in _VOWELS + "h"
    return f"d’{name}" if elided and first not in _ASPIRED else f"de {name}"


def _lowered(name: str) -> str:
    """Without the capital of a label; an acronym keeps its own."""
    first = name.split(" ", maxsplit=1)[0].rstrip(",;:")
    acronym = sum(sign.isupper() for sign in first) > 1 or any(sign.isdigit() for sign in first)
    return name if acronym else name[:1].lower() + name[1:]


def with_article(qualite: str) -> str:
    """« la présidente de l’université », « l’administrateur provisoire »; as it is where its gender does not show."""
    name = " ".join(qualite.split())
    if _ARTICLES.match(name):
        return _lowered(name)
    name = _lowered(name)
    words = re.split(r"[\s-]", fold(name))
    if words[0] and words[0][0] in _VOWELS:
        return f"l’{name}"
    shown = next((word for word in words[:2] if word not in _EITHER), "")
    if _HERS.search(shown):
        return f"la {name}"
    return f"le {name}" if _HIS.search(shown) and shown not in ("de", "des") else name


def capitalised(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
