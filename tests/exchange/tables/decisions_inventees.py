"""Invented candidatures for the tests and the bench: nobody in them exists."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from scolarite_desk.exchange.tables.decisions import Export
from scolarite_desk.models.rows.candidature_lue import DecisionRow

_NOMS = ("KERMAREC", "N’GUESSAN", "Œuvrard", "Le Goff", "Łukasiewicz", "Straße", "Dupré-Morvan", None)
_PRENOMS = ("Maëlle", "Awa", "Zoé", "Jean-Baptiste", "Inès", "Łukasz")
_NES_LE = ("2004-03-07", "1899-12-31", "2004-03", "1987", "2001-11-23")
_FORMATIONS = (
    ("L3DRO", "Licence 3 Droit – parcours droit public"),
    ("M1MEEF", "Master 1 Métiers de l’enseignement, de l’éducation et de la formation – mention premier degré"),
    ("DUCRIM", "DU Criminologie"),
)
_AVIS = ("Favorable", "Défavorable", "Liste complémentaire", "Liste d’attente", "Présélection", None)
_PREMIER = datetime(2026, 6, 12, 7, 30, tzinfo=UTC)

EXPORT = Export(
    par="Camille Morel & Cie",
    le=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
    filtre="Campagne 2026-2027 · commission Droit public · avis validés ou non",
    etablissement="Université de Kerlouan",
    poste="03",
    retenues=(("divergence sur l’avis à régler", 2), ("INE porté par deux personnes", 1)),
)


def decision(i: int) -> DecisionRow:
    """The i-th invented candidature; all kinds of values come within thirty."""
    avis = _AVIS[i % 6]
    code, formation = _FORMATIONS[i % 3]
    return DecisionRow(
        dossier=f"AA{i:06d}",
        nom_naissance=_NOMS[i % 8],
        prenom=_PRENOMS[i % 6],
        nom_usage="Martin-Vasseur" if i % 5 == 0 else None,
        ne_le=_NES_LE[i % 5],
        nationalite="Française",
        ine_valeur=f"0{i:09d}Z"[-11:] if i % 7 else None,
        ine_nature="definitif" if i % 4 else "provisoire",
        cvec=f"KER6-{i:06d}-42",
        portable="+33 6 12 34 56 78",
        telephone="0298000000",
        courriel=f"personne{i}@exemple.fr",
        adresse_ligne="12 bis rue des Lilas",
        complement1="Résidence Les Îles",
        complement2="Bâtiment C",
        code_postal="01000",
        commune="BOURG-EN-BRESSE",
        pays="France",
        bac_annee=2022,
        bac_serie="Général",
        campagne="2026-2027",
        formation_code=code,
        formation=formation,
        statut=("Complet", "Incomplet", "Réceptionné")[i % 3],
        complet=i % 2 == 0,
        pieces_manquantes=None if i % 2 == 0 else "Relevé de notes\nPièce d’identité",
        creee_le=datetime(2026, 4, 2, 22, 30, tzinfo=UTC),
        recue_le=date(2026, 4, 20) + timedelta(days=i % 30),
        avis=avis,
        rang=i % 40 + 1 if avis == "Liste complémentaire" else None,
        motif="Prérequis insuffisants en statistiques et en droit constitutionnel" if avis == "Défavorable" else None,
        avis_valide_le=_PREMIER + timedelta(minutes=i) if avis and i % 2 else None,
        limite_confirmation=date(2026, 7, 1) if avis == "Favorable" else None,
        montant=Decimal("170.50"),
        commentaire="=SOMME(A1:A9)" if i % 9 == 0 else "Très bon dossier",
        tags=("Sportif", "À rappeler"),
        questions=(("Pourquoi cette formation ?", "Parce que"),),
    )
