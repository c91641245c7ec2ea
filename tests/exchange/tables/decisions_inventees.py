"""Invented candidatures for the tests and the bench: nobody in them exists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from scolarite_desk.exchange.tables.decisions import Export
from scolarite_desk.models.rows.candidature_lue import (
    AvisLu,
    CandidatureLue,
    DossierLu,
    FormationLue,
    InscriptionLue,
    PieceDue,
    PiecesLues,
    VappLue,
    VoeuLu,
)
from scolarite_desk.models.rows.personne_lue import RIEN, AdresseLue, BacLu, Coded, NumerosLus, PersonneLue
from scolarite_desk.msg import verbatim

_NOMS = ("KERMAREC", "N’GUESSAN", "Œuvrard", "Le Goff", "Łukasiewicz", "Straße", "Dupré-Morvan", None)
_PRENOMS = ("Maëlle", "Awa", "Zoé", "Jean-Baptiste", "Inès", "Łukasz")
_NES_LE = ("2004-03-07", "1899-12-31", "2004-03", "1987", "2001-11-23")
_FORMATIONS = (
    ("L3DRO", "Licence 3 Droit – parcours droit public"),
    ("M1MEEF", "Master 1 Métiers de l’enseignement, de l’éducation et de la formation – mention premier degré"),
    ("DUCRIM", "DU Criminologie"),
)
_AVIS = ("Favorable", "Défavorable", "Liste complémentaire", "Liste d’attente", "Présélection", None)
_STATUTS = (Coded("CO", "Complet"), Coded("IN", "Incomplet"), Coded("RE", "Réceptionné"))
_PREREQUIS = Coded("prerequis", "Prérequis insuffisants en statistiques et en droit constitutionnel")
_COMPLETE = PiecesLues(le=date(2026, 5, 2))
_INCOMPLETE = PiecesLues(dues=(PieceDue("NOTES", "Relevé de notes"), PieceDue("IDENTITE", "Pièce d’identité", True)))
_PREMIER = datetime(2026, 6, 12, 7, 30, tzinfo=UTC)

EXPORT = Export(
    par="Camille Morel & Cie",
    le=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
    fuseau=ZoneInfo("Europe/Paris"),
    filtre=verbatim("Campagne 2026-2027 · commission Droit public · avis validés ou non"),
    etablissement=verbatim("Université de Kerlouan"),
    poste="03",
    retenues=((verbatim("divergence sur l’avis à régler"), 2), (verbatim("INE porté par deux personnes"), 1)),
)


def decision(i: int) -> CandidatureLue:
    """The i-th invented candidature; all kinds of values come within thirty."""
    avis = _AVIS[i % 6]
    code, formation = _FORMATIONS[i % 3]
    return CandidatureLue(
        personne=PersonneLue(
            nom_naissance=_NOMS[i % 8],
            prenom=_PRENOMS[i % 6],
            nom_usage="Martin-Vasseur" if i % 5 == 0 else None,
            ne_le=_NES_LE[i % 5],
            nationalite=Coded("99100", "Française"),
            portable="+33 6 12 34 56 78",
            telephone="0298000000",
            courriel=f"personne{i}@exemple.fr",
            numeros=NumerosLus(
                ine_valeur=f"0{i:09d}Z"[-11:] if i % 7 else None,
                ine_nature="definitif" if i % 4 else "provisoire",
            ),
            adresse=AdresseLue(
                ligne="12 bis rue des Lilas",
                complement1="Résidence Les Îles",
                complement2="Bâtiment C",
                code_postal="01000",
                commune=Coded("01053", "BOURG-EN-BRESSE"),
                pays=Coded("99100", "France"),
            ),
            bac=BacLu(annee=2022, serie=Coded("NBGE", "Général")),
        ),
        dossier=DossierLu(numero=f"AA{i:06d}", cvec=f"KER6-{i:06d}-42", campagne="2026-2027"),
        formation=FormationLue(code=code, libelle=formation),
        voeu=VoeuLu(
            statut=_STATUTS[i % 3],
            creee_le=datetime(2026, 4, 2, 22, 30, tzinfo=UTC),
            recue_le=date(2026, 4, 20) + timedelta(days=i % 30),
            montant=Decimal("170.50"),
        ),
        pieces=_COMPLETE if i % 2 == 0 else _INCOMPLETE,
        avis=AvisLu(
            avis=Coded(avis and avis[:2].upper(), avis),
            rang=i % 40 + 1 if avis == "Liste complémentaire" else None,
            motif=_PREREQUIS if avis == "Défavorable" else RIEN,
            valide_le=_PREMIER + timedelta(minutes=i) if avis and i % 2 else None,
            limite_confirmation=date(2026, 7, 1) if avis == "Favorable" else None,
            commentaire="=SOMME(A1:A9)" if i % 9 == 0 else "Très bon dossier",
        ),
        vapp=VappLue(tarif=Decimal("170.50")),
        inscription=InscriptionLue(du=Decimal("170.50")),
    )
