"""What the fictional university is and offers, whatever the year: facts only."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.rules.exercice import COMPTE

UAI = "0999999F"  # no establishment has these figures
EEF = (
    "Algérie", "Argentine", "Bénin", "Brésil", "Burkina Faso", "Cameroun", "Chili", "Chine", "Colombie", "Comores",
    "Congo (Brazzaville)", "Corée du Sud", "Côte d’Ivoire", "Djibouti", "Égypte", "États-Unis", "Gabon", "Guinée",
    "Haïti", "Inde", "Indonésie", "Iran", "Japon", "Koweït", "Liban", "Madagascar", "Mali", "Maroc", "Maurice",
    "Mauritanie", "Mexique", "Niger", "Pérou", "République démocratique du Congo", "Russie", "Sénégal", "Singapour",
    "Tchad", "Togo", "Tunisie", "Turquie", "Vietnam",
)  # fmt: skip

COLLEGUES = {  # accounts of the practice base, let in nowhere: that is for who practises
    "Denis L.": "responsable",
    "Nadia R.": "gestionnaire",
    "Accueil": "accueil",
    "Jury de licence": "commission",
    "Contrôle de gestion": "lecture",
}

ETIQUETTES = {  # each with its colour
    "À rappeler": "orange",
    "Cas particulier": "violet",
    "Visa en cours": "bleu",
    "Sportif de haut niveau": "vert",
    "Ancien étudiant": "gris",
}

AGENTS = {  # who holds the accounts that give receipts: first name, surname, capacity
    COMPTE: ("Claire", "Marivent", "gestionnaire de scolarité"),
    "Denis L.": ("Denis", "Lormeuil", "responsable de la scolarité"),
    "Nadia R.": ("Nadia", "Rochebrume", "gestionnaire de scolarité"),
    "Accueil": ("Maud", "Sabliane", "agente d’accueil"),
}

SETTINGS = {
    "etablissement": "Université de Rivebrume",
    "uai": UAI,
    "service": "Service de la scolarité (base d’exercice)",
    "adresse": "1 place du Savoir-Inventé\nBP 99999\n99999 RIVEBRUME CEDEX",
    "telephone": "01 99 00 10 00",
    "courriel": "scolarite@rivebrume.example.org",
    "ville": "Rivebrume",
    "tribunal": "Rivebrume, 2 quai des Plaideurs, 99999 Rivebrume",
    "dpo": "Délégué à la protection des données\u00a0: dpo@rivebrume.example.org",
    "orientation": "Service d’orientation et d’insertion, 01 99 00 10 30, orientation@rivebrume.example.org",
    "serie_ine": "P",
    "conservation_admis": "60",
    "conservation_vapp": "60",
    "rgpd_responsable": "La présidence de l’université de Rivebrume",
    "rgpd_contact": "dpo@rivebrume.example.org",
    "si": "pegase",
    "silence": "rejet",
    "silence_mois": "2",
    "silence_depart": "reception",
}

CENTRES = (
    ("Pôle sciences et technologies", "4 allée des Équations\n99999 RIVEBRUME CEDEX", "01 99 00 11 00", "sciences"),
    ("Pôle lettres, langues et sciences humaines", "9 rue du Palimpseste\n99999 RIVEBRUME CEDEX", "01 99 00 12 00",
     "lettres"),
    ("Pôle droit, économie et gestion", "22 cours des Pandectes\n99999 RIVEBRUME CEDEX", "01 99 00 13 00", "droit"),
    ("Pôle santé", "5 impasse des Simples\n99999 RIVEBRUME CEDEX", "01 99 00 14 00", "sante"),
)  # fmt: skip

SIGNATAIRES = (
    ("Hortense", "Valcombe", "Présidente de l’université"),
    ("Anselme", "Tourbrac", "Directeur du pôle sciences et technologies"),
    ("Oriane", "Kerdelun", "Directrice du pôle droit, économie et gestion"),
)
DELEGATIONS = {  # by signatory: the centre that each signs for, and by which order of the president
    "Tourbrac": (0, "arrêté n° 2026-17 du 2 février 2026"),
    "Kerdelun": (2, "arrêté n° 2026-18 du 2 février 2026"),
}


TYPES = (  # kinds of decision of the office: code, the avis that each is, label, in English
    ("RESERVE", "FA", "Favorable sous réserve", "Admitted, subject to your diploma"),
    ("CAPACITE", "DE", "Défavorable, capacité atteinte", "Refused, no place left"),
)


# What a few formations say besides, by code: words of letters, how one is admitted.
DIT_EN_PLUS: dict[str, dict[str, object]] = {
    "L3INFO": {
        "en_phrase": "en licence d’informatique",
        "libelle_anglais": "Bachelor’s degree, 3rd year, Computer science",
        "origine_admission": "EC",
        "annee_concours": 2026,
    },
}
# Who sits in every commission, one a line, and how many of them it takes.
MEMBRES, QUORUM = "Aliénor Vauzelle, professeure\nBastien Kerouredan, maître de conférences\nZita Lomprez, tutrice", 2


@dataclass(frozen=True)
class Modele:
    """A formation that the university offers, whatever the year."""

    code: str
    libelle: str
    genre: str
    centre: int
    mention: str
    mode: str = "presentiel"
    capacite: int = 60
    traitement: str = "AC"
    mon_master: bool = False


# fmt: off
MODELES = (
    Modele("L1INFO", "Licence 1re année, mention Informatique", "licence", 0, "Informatique", capacite=180,
           traitement="AD"),
    Modele("L2INFO", "Licence 2e année, mention Informatique", "licence", 0, "Informatique", capacite=120),
    Modele("L3INFO", "Licence 3e année, mention Informatique", "licence", 0, "Informatique", capacite=90),
    Modele("L3MATH", "Licence 3e année, mention Mathématiques", "licence", 0, "Mathématiques"),
    Modele("BUT2GEA", "BUT 2e année, Gestion des entreprises et des administrations", "but", 2, "GEA", capacite=28),
    Modele("BUT3INFO", "BUT 3e année, Informatique", "but", 0, "Informatique", capacite=26),
    Modele("LPWEB", "Licence professionnelle Métiers de l’informatique, applications web", "lp", 0,
           "Applications web", capacite=24),
    Modele("LPBANQUE", "Licence professionnelle Assurance, banque, finance", "lp", 2, "Assurance, banque", capacite=24),
    Modele("INGMAT", "Diplôme d’ingénieur, spécialité Matériaux", "ingenieur", 0, "Matériaux", capacite=40),
    Modele("L2DROIT", "Licence 2e année, mention Droit", "licence", 2, "Droit", capacite=300, traitement="AD"),
    Modele("L3DROIT-EAD", "Licence 3e année, mention Droit, à distance", "licence", 2, "Droit", "ead", 150),
    Modele("L3PSY-EAD", "Licence 3e année, mention Psychologie, à distance", "licence", 1, "Psychologie", "ead", 200),
    Modele("L3HIST", "Licence 3e année, mention Histoire", "licence", 1, "Histoire"),
    Modele("L3LLCER", "Licence 3e année, mention Langues, littératures et civilisations étrangères", "licence", 1,
           "LLCER"),
    Modele("M1MIAGE", "Master 1re année, mention MIAGE", "m1", 0, "MIAGE", capacite=30, mon_master=True),
    Modele("M1DROIT", "Master 1re année, mention Droit public", "m1", 2, "Droit public", capacite=45, mon_master=True),
    Modele("M1EDU-EAD", "Master 1re année, mention Sciences de l’éducation, à distance", "m1", 1,
           "Sciences de l’éducation", "ead", 120, mon_master=True),
    Modele("M2MIAGE", "Master 2e année, mention MIAGE", "m2", 0, "MIAGE", capacite=28),
    Modele("M2NOTAIRE", "Master 2e année, mention Droit notarial", "m2", 2, "Droit notarial", capacite=25),
    Modele("M2EDU-EAD", "Master 2e année, mention Sciences de l’éducation, à distance", "m2", 1,
           "Sciences de l’éducation", "ead", 110),
    Modele("DUCRIMINO-EAD", "DU Criminologie, à distance", "du", 2, "Criminologie", "ead", 80),
    Modele("DUFLE-EAD", "DU Français langue étrangère, à distance", "du", 1, "Français langue étrangère", "ead", 70),
    Modele("AGREGMATH", "Préparation à l’agrégation de mathématiques", "agregation", 0, "Mathématiques", capacite=35),
    Modele("DEINF", "Diplôme d’État d’infirmier, 1re année", "de", 3, "Soins infirmiers", capacite=110),
)
# fmt: on
