"""What the student records, whichever they are, take of a person, in one shape: their writers add what is their own."""

from __future__ import annotations

from scolarite_desk.models.rows.personne_lue import PersonneLue
from scolarite_desk.models.rules.si import FRANCE, NOBODY, clean, ine_seul, pays3, sexe, telephone


def autres_prenoms(who: PersonneLue) -> list[str]:
    """The other first names, which commas separate."""
    return [name for name in map(clean, (who.autres_prenoms or "").split(",")) if name]


def civil(who: PersonneLue) -> dict[str, str | None]:
    """Values by name, blank where there is none; « - » where one name of two lacks. An address abroad has its postal
    code and town in one text.
    """
    home, names = who.adresse, autres_prenoms(who)
    nobody = NOBODY if who.nom_naissance or who.prenom else ""
    abroad = pays3(home.pays.code) not in ("", FRANCE)
    return {
        "sexe": sexe(who.civilite.code),
        "nom_naissance": who.nom_naissance or nobody,
        "nom_usage": who.nom_usage,
        "prenom": who.prenom or nobody,
        "prenom2": names[0] if names else "",
        "prenom3": names[1] if len(names) > 1 else "",
        "pays_naissance": pays3(who.pays_naissance.code),
        "ville_naissance": who.commune_naissance.label,
        "nationalite": pays3(who.nationalite.code),
        "ine": ine_seul(who.numeros.ine),
        "pays": pays3(home.pays.code),
        "code_postal": "" if abroad else home.code_postal,
        "commune": "" if abroad else home.commune.code,
        "etranger": " ".join(filter(None, (home.code_postal, home.ville_etrangere))) if abroad else "",
        "telephone": telephone(who.telephone),
        "portable": telephone(who.portable),
        "courriel": who.courriel,
    }
