"""Invented documents of an invented university."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from scolarite_desk.exchange.pdf.french import long_day
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rows.documents import (
    Convocation,
    Demande,
    EtatCvec,
    FormationVisee,
    InePrinted,
    Lettre,
    LigneDecision,
    ListeDecisions,
    PiecePrinted,
    Recu,
    RefusDit,
    Service,
    Signature,
)
from scolarite_desk.models.rules.echeances import Silence
from scolarite_desk.msg import N_, NOTHING, verbatim
from scolarite_desk.store.referentiel import referentiel

FRANCAIS = langue(SOURCE)
GENRES = referentiel()

SERVICE = Service(
    etablissement=verbatim("Université de Valmer"),
    service=verbatim("Scolarité de la faculté des sciences"),
    adresse=("Service de la scolarité, bureau A 112", "12, rue des Écoles", "76000 Valmer"),
    telephone="02 35 00 00 00",
    courriel="scolarite.sciences@univ-valmer.example",
    ville="Valmer",
)
SIGNATURE = Signature("Hélène", "ŒUVRARD", "Directrice de la faculté des sciences, par délégation du président")
DELEGUEE = Signature(
    "Hélène",
    "ŒUVRARD",
    "Directrice de la faculté des sciences",
    delegant="le président de l’université",
    delegation="arrêté n° 2026-12 du 3 septembre 2026",
)
ECOLOGIE = FormationVisee("Master 1 Biologie, parcours Écologie et évolution", "MBIO1-EE")

REJET = Silence("rejet", 4, echeance=date(2027, 4, 4), manque=True, pieces_le=date(2026, 12, 12))

RECU = Recu(
    numero="03-2026-00042",
    emis_le=datetime(2026, 11, 21, 14, 32),
    complet=False,
    service=SERVICE,
    campagne="2026-2027",
    dossier="K7P2M9QX",
    nom="KERMAREC Maëlle",
    ne_le=long_day(date(2004, 3, 7)),
    agent="Claire MARTIN, gestionnaire de scolarité",
    demandes=(
        Demande(ECOLOGIE, GENRES.msg("candidature_genre", "candidature"), date(2026, 11, 21), REJET),
        Demande(
            FormationVisee("Licence 3 Sciences de la vie", "L3SV", "Bachelor’s degree in life sciences, third year"),
            GENRES.msg("candidature_genre", "vapp"),
            date(2026, 11, 20),
            REJET,
        ),
    ),
    pieces=(
        PiecePrinted("Relevé de notes de licence 3", "AT", avant_le=date(2026, 12, 12), libelle_anglais="Transcript"),
        PiecePrinted(
            libelle="Pièce d’identité",
            statut="RE",
            le=date(2026, 11, 21),
            avant_le=date(2026, 12, 5),
            motif="Copie illisible : le numéro n’apparaît pas.",
            libelle_anglais="Identity document",
        ),
        PiecePrinted("Diplôme du baccalauréat", "VA", date(2026, 11, 21), libelle_anglais="Baccalauréat certificate"),
        PiecePrinted("Lettre de motivation", "TR", date(2026, 11, 20), libelle_anglais="Covering letter"),
        PiecePrinted("Attestation de français", "NC", libelle_anglais="French language certificate"),
    ),
    ine=InePrinted("0GBW0P00122", provisoire=True),
    cvec=EtatCvec("2026-2027", "payee", "VER6-ABCDEF-12"),
    tribunal="Orléans",
    suite=verbatim("La commission pédagogique se réunit le 18/12/2026 ; sa décision vous sera écrite."),
    suite_anglais=verbatim("The admissions committee meets on 18 December 2026; you will be written to."),
    rgpd=verbatim(
        "Les données de ce récépissé servent à instruire votre demande. Vos droits : dpo@univ-valmer.example."
    ),
    rgpd_anglais=verbatim("These data are used to process your application. Your rights: dpo@univ-valmer.example."),
)

LETTRE = Lettre(
    avis="DE",
    service=SERVICE,
    destinataire=(
        verbatim("Madame KERMAREC Maëlle"),
        verbatim("Résidence des Tilleuls, appartement 12"),
        verbatim("3, rue du Port"),
        verbatim("29000 QUIMPER"),
    ),
    civilite=N_("Madame"),
    dossier="K7P2M9QX",
    formation=ECOLOGIE,
    campagne="2026-2027",
    le=date(2026, 11, 21),
    signature=DELEGUEE,
    motif="Les résultats obtenus en écologie générale et en statistique ne suffisent pas pour suivre ce parcours.",
    tribunal="Orléans",
    numero="L01-2026-00001",
    suivi_par="Claire Martin, gestionnaire de scolarité",
    motifs_sur_demande=True,
    saisine_recteur=True,
)
CONVOCATION = Convocation(date(2026, 12, 3), "09:30", "amphithéâtre Lavoisier, bâtiment C")


RESERVE = "sous réserve de l’obtention de votre licence"
REFUS = (
    RefusDit(
        "Master 1 Biologie, parcours Écologie", "Master’s in biology, ecology", date(2026, 6, 4), "L01-2026-00007"
    ),
    RefusDit("Master 1 Chimie", "", date(2026, 6, 11)),
)
PIECES = ("Relevé de notes de licence 3", "Pièce d’identité (le document est illisible)")


def lettre(avis: str) -> Lettre:
    """A letter of each avis, with what that avis needs."""
    source = verbatim("en application du calendrier de la formation")
    admitted = {"confirmer_avant": date(2026, 12, 1), "source_delai": source}
    changes = {
        "FA": {"motif": "", **admitted},
        "DE": {},
        "LC": {"motif": "", "rang": 12, **admitted},
        "LA": {"motif": "", "rang": 3},
        "PR": {"motif": "", "convocation": CONVOCATION},
    }
    return replace(LETTRE, avis=avis, **changes[avis])  # type: ignore[arg-type]


def in_english(one: Lettre, *, translated: bool = True) -> Lettre:
    """The letter with its English; not `translated`: what the office wrote stays in French there."""
    own = tuple(text for text in (one.motif, one.condition, one.raison, one.orientation, *one.attendues) if text)
    name = verbatim("Maëlle KERMAREC")
    english = replace(
        one, civilite=name, destinataire=(name,), source_delai=NOTHING, francais=() if translated else own
    )
    if translated:
        english = replace(
            english,
            formation=replace(one.formation, libelle="Master’s degree in biology, first year"),
            motif="The results obtained do not suffice to follow this course." if one.motif else "",
            condition="subject to your obtaining your degree" if one.condition else "",
            attendues=("Transcript, third year", "Identity document (the document is illegible)")[: len(one.attendues)],
        )
    return replace(one, anglais=english)


def courrier(papier: str, genre: str = "candidature") -> Lettre:
    """A letter that decides nothing, with what it needs."""
    changes = {
        "pieces": {"attendues": PIECES, "avant_le": date(2026, 12, 6)},
        "desistement": {"donnee_le": date(2026, 11, 20)},
        "appel": {"rang": 12, "avant_le": date(2026, 11, 30)},
        "relance": {"avant_le": date(2026, 12, 1), "remplace": ("L01-2026-00001", date(2026, 11, 3))},
        "attestation_refus": {"refus": REFUS, "orientation": "le SCUIO-BAIP, bureau 12"},
        "accuse_saisine": {"saisie_le": date(2026, 7, 3), "orientation": "le SCUIO-BAIP, bureau 12"},
        "motifs": {
            "avis": "DE",
            "motif": "Résultats insuffisants",
            "demandee_le": date(2026, 11, 20),
            "remplace": ("L01-2026-00001", date(2026, 11, 3)),
        },
        "inscription": {"convocation": CONVOCATION, "condition": RESERVE, "attendues": PIECES[:1]},
    }
    plain = replace(LETTRE, avis="FA", motif="", papier=papier, genre=genre)
    return replace(plain, **changes[papier])  # type: ignore[arg-type]


def liste(count: int) -> ListeDecisions:
    """A decision list of `count` invented people."""
    avis = ("Favorable", "Défavorable", "Liste complémentaire")
    return ListeDecisions(
        service=SERVICE,
        formation=verbatim("Master 1 Biologie, parcours Écologie et évolution (MBIO1-EE)"),
        commission="Commission pédagogique de biologie",
        campagne="2026-2027",
        lignes=tuple(
            LigneDecision(
                dossier=f"K7P2{number:04d}",
                nom=f"PERSONNE-{number:04d} Inventée",
                ne_le="07/03/2004",
                avis=avis[number % 3],
                rang=number if number % 3 == 2 else None,
                precision=verbatim("Niveau insuffisant en statistique et en écologie générale.")
                if number % 3 == 1
                else NOTHING,
                valide_le=date(2026, 11, 21) if number % 4 else None,
            )
            for number in range(1, count + 1)
        ),
        exporte_par="Claire M.",
        exporte_le=datetime(2026, 11, 21, 14, 32),
        filtre=verbatim("avis validés, toutes sessions"),
    )
