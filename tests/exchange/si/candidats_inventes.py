"""Invented candidates: one of France with two vœux, one from abroad without first name, one with an impossible name."""

from __future__ import annotations

from scolarite_desk.models.rows.personne_lue import AdresseLue, BacLu, Coded, NumerosLus, PersonneLue
from scolarite_desk.models.rows.si import CandidatSi, Voeu

FRANCE = Coded("99100", "France")


def voeu(code: str, **values: str) -> Voeu:
    """A vœu of 2026-2027."""
    etape = code.replace("-", "")[:6]
    given = {"code": code, "periode": "PER-2026", "origine": "EC", "etape": etape, "version": "261", "centre": "SCI",
             "diplome": "MINFO", "version_diplome": "261"}  # fmt: skip
    return Voeu(candidature=code, formation=code, libelle=code, annee="2026-2027", **(given | values))


def maelle() -> CandidatSi:
    """Born and living in France, an INE of an establishment."""
    return CandidatSi(
        dossier="1",
        numero="K7P2M9QX",
        personne=PersonneLue(
            nom_naissance="Kermarec-L’Œuvré",
            prenom="Maëlle",
            autres_prenoms="Rose, Anne-Sophie",
            civilite=Coded("Mme", "Mme"),
            ne_le="2004-03-07",
            pays_naissance=FRANCE,
            departement_naissance=Coded("29", "Finistère"),
            commune_naissance=Coded("29019", "Brest"),
            nationalite=FRANCE,
            telephone="+33299001001",
            portable="+33639981204",
            courriel="maelle.kermarec@armorique.example.org",
            numeros=NumerosLus(ine_valeur="0199000001Z", ine_nature="declare"),
            adresse=AdresseLue(
                ligne="4 rue de l’Exemple", complement1="Appt 12; escalier \"B\"", complement2="Résidence\tdes Ajoncs",
                code_postal="29200", commune=Coded("29019", "Brest"), pays=FRANCE,
            ),
            bac=BacLu(annee=2022, serie=Coded("NBGE"), mention=Coded("AB"), departement=Coded("29"),
                      etablissement=Coded("0290007X")),
        ),
        voeux=(voeu("M1-INFO-01"), voeu("M1-MATH-02", origine="CO", concours="2026")),
    )  # fmt: skip


def sans_prenom() -> CandidatSi:
    """Born abroad, one name only, a year of birth only, a provisional INE, an address abroad."""
    return CandidatSi(
        dossier="2",
        numero="AAAA2222",
        personne=PersonneLue(
            nom_naissance="Ştefăniţă",
            civilite=Coded("M.", "M."),
            ne_le="1999",
            pays_naissance=Coded("99114", "Roumanie"),
            commune_naissance=Coded(None, "Iași"),
            nationalite=Coded("99114", "Roumaine"),
            portable="+40722000000",
            numeros=NumerosLus(ine_valeur="0999999FP001", ine_nature="provisoire"),
            adresse=AdresseLue(ligne="12 Strada Lungă", code_postal="700001", ville_etrangere="Iași",
                               pays=Coded("99114", "Roumanie")),
        ),
        voeux=(voeu("M1-INFO-01"),),
    )  # fmt: skip


def tres_long() -> CandidatSi:
    """Names that Apogée has no room for."""
    return CandidatSi(
        dossier="3",
        numero="ZZZZ3333",
        personne=PersonneLue(
            nom_naissance="Andrianampoinimerinatompokoindrindra",
            nom_usage="de la Tour du Pin Chambly de la Charce",
            prenom="Marie-Clémentine-Joséphine",
            civilite=Coded("Mme", "Mme"),
            ne_le="2001-12",
            pays_naissance=FRANCE,
            departement_naissance=Coded("2A", "Corse-du-Sud"),
            commune_naissance=Coded("2A004", "Ajaccio"),
            nationalite=FRANCE,
            courriel="marie@armorique.example.org",
            adresse=AdresseLue(ligne="1 rue du Pré", code_postal="35000", commune=Coded(None, "RENNES CEDEX"),
                               pays=FRANCE),
        ),
        voeux=(voeu("M1-INFO-01"),),
    )  # fmt: skip


TOUS = (maelle(), sans_prenom(), tres_long())
