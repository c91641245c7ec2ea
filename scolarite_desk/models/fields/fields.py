"""Every field, once: what forms show (`FORMS`), what acts take (`OF_ACTS`), what rooms ask for (`OF_ROOMS`).

A field is made in a module `of_...` and nowhere else: name, label, reader, group, part of the page, conditions. The
order of Tab is that of the lines. Required fields are never refused when blank: the dossier is saved as it is, and
completeness says what is missing. Lengths are those of a French civil status; the limits of receiving systems apply
at export, with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from scolarite_desk.models.fields import (
    of_dossier,
    of_inscription,
    of_numbers,
    of_office,
    of_person,
    of_questions,
    of_rooms,
    of_saisine,
    of_vapp,
)
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.libelles import LIBELLES
from scolarite_desk.models.fields.readers import Lien
from scolarite_desk.models.fields.things import BY_CLASS, THINGS
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.msg import N_, NC_, Msg, verbatim

# What the form of a thing shows, ties to other rows included.
FORMS: dict[str, tuple[Field, ...]] = {
    "identite": of_person.IDENTITE,
    "adresse": of_person.ADRESSE,
    "bac": of_person.BAC,
    "cursus_internes": of_person.CURSUS_INTERNES,
    "cursus_externes": of_person.CURSUS_EXTERNES,
    "stages": of_person.STAGES,
    "experiences": of_person.EXPERIENCES,
    "dossier": of_dossier.DOSSIER,
    "candidatures": of_dossier.CANDIDATURES,
    "vapp": of_vapp.VAPP,
    "acquis": of_vapp.ACQUIS,
    "campagne": of_office.CAMPAGNE,
    "session": of_office.SESSION,
    "centre": of_office.CENTRE,
    "commission": of_office.COMMISSION,
    "seance": of_office.SEANCE,
    "commission_formation": of_office.COMMISSION_FORMATION,
    "formation": of_office.FORMATION,
    "ouverture": of_office.OUVERTURE,
    "piece": of_office.PIECE,
    "piece_demandee": of_office.PIECE_DEMANDEE,
    "nomenclature": of_office.NOMENCLATURE,
    "type_decision": of_office.TYPE_DECISION,
    "signataire": of_office.SIGNATAIRE,
    "saisine": of_saisine.SAISINE,
    "refus_vus": of_saisine.REFUS_VU,
    "propositions": of_saisine.PROPOSITION,
    "etiquette": of_office.ETIQUETTE,
    "question": of_questions.QUESTION,
    "tarif": of_inscription.TARIF,
}

# What an act takes together, by the title of what it is about.
OF_ACTS: dict[Msg, tuple[Field, ...]] = {
    N_("Ouverture d’un dossier"): of_dossier.OUVERTURE,
    N_("Candidature"): of_dossier.CANDIDATURE,
    N_("État d’une candidature"): of_dossier.STATUT,
    N_("Avis"): of_dossier.AVIS,
    N_("Recours, motifs demandés"): (*of_dossier.REQUETE, *of_dossier.REPONSE),
    N_("Courrier"): of_dossier.COURRIER,
    N_("Lettres en lot"): of_dossier.LETTRES,
    N_("Acte en lot"): of_dossier.EN_LOT,
    N_("État de plusieurs candidatures"): of_dossier.STATUT_EN_LOT,
    N_("Traitement de plusieurs candidatures"): of_dossier.TRAITEMENT_EN_LOT,
    N_("Places données"): of_dossier.PLACE,
    N_("Annulation de candidatures"): of_dossier.ANNULATION,
    N_("Dates et droits de plusieurs candidatures"): of_dossier.DATES_EN_LOT,
    N_("Session d’une candidature"): of_dossier.SESSION,
    N_("Rectification de plusieurs avis"): of_dossier.CORRECTION_EN_LOT,
    N_("Même demande de plusieurs personnes"): of_dossier.REQUETE_EN_LOT,
    N_("Même réponse à plusieurs demandes"): of_dossier.REPONSE_EN_LOT,
    N_("Question non concernée"): of_questions.DISPENSE,
    N_("INE"): of_numbers.INE,
    N_("Autre numéro"): of_numbers.IDENTIFIANT,
    N_("Ressaisie dans eCandidat"): of_numbers.RESSAISIE,
    N_("CVEC"): of_numbers.CVEC,
    N_("État d’une pièce"): of_dossier.PIECE,
    N_("Pièce de plus"): of_dossier.PIECE_LIBRE,
    N_("Visite"): of_dossier.VISITE,
    N_("Arrivée"): of_dossier.ARRIVEE,
    N_("Report d’un rendez-vous"): of_dossier.REPORT,
    NC_("remarque", "Note"): of_dossier.NOTE,
    N_("Suivi confié"): of_dossier.REMISE,
    N_("Étiquette à poser ou à ôter"): of_dossier.ETIQUETTE,
    N_("Ce que prennent plusieurs actes"): of_dossier.DITS,
    N_("Avis d’une commission de VAPP"): of_vapp.OPINION,
    N_("Décision d’une VAPP"): of_vapp.DECISION,
    N_("Inscription"): (
        *of_inscription.ETAT,
        *of_inscription.DROITS,
        *of_inscription.PREUVE,
        *of_inscription.PAIEMENT,
        *of_inscription.REMBOURSEMENT,
    ),
    N_("Inscriptions en lot"): of_inscription.INSCRIRE_EN_LOT,
    N_("Inscriptions annulées"): of_inscription.ANNULATION,
    N_("Remboursements en lot"): of_inscription.REMBOURSER_EN_LOT,
}

# What a room asks for before an act, or to look for something.
OF_ROOMS: dict[Msg, tuple[Field, ...]] = {
    N_("Export d’un tableau"): of_rooms.SORTIE,
    N_("Journal"): of_rooms.TRAVAUX,
    N_("Journal des accès"): of_rooms.ACCES,
    N_("Preuve d’intégrité"): of_rooms.SCEAU,
    N_("Nouveau compte"): of_rooms.COMPTE_NOUVEAU,
    N_("Compte"): of_rooms.COMPTE,
    N_("Agent d’un compte"): of_rooms.AGENT,
    N_("Reprise d’une formation"): of_rooms.REPRISE_FORMATION,
    N_("Examen par une commission"): of_rooms.EXAMEN,
    N_("Nouveau type de décision"): of_rooms.TYPE_NOUVEAU,
    N_("Étiquettes réunies"): of_rooms.REUNION,
    N_("Nouveau tarif"): of_inscription.TARIF_NOUVEAU,
    N_("Vie d’une campagne"): of_rooms.RAISON_CAMPAGNE,
    N_("Reprise des sessions"): of_rooms.REPRISE_SESSIONS,
    N_("Autre session d’une formation"): of_rooms.OUVERTURE_SESSION,
    N_("Plusieurs formations"): of_rooms.MASSE,
    N_("Numéro manquant"): of_rooms.NUMERO_MANQUANT,
    N_("Devenir d’un document"): of_rooms.DEVENIR,
    N_("Rangs de la liste"): of_rooms.NUMEROTATION,
    N_("Place sur la liste"): of_rooms.PLACEMENT,
    N_("Mesure"): of_rooms.MESURE,
    N_("Modèle de courrier"): of_rooms.MODELE,
    N_("Modèle Word"): of_rooms.MODELE_WORD,
    N_("Portée d’un modèle"): of_rooms.PORTEE,
    N_("Aperçu d’un modèle"): of_rooms.ESSAI,
    N_("Effacement"): of_rooms.EFFACEMENT,
    N_("Décisions notifiées"): of_rooms.NOTIFICATION,
    N_("Purge"): of_rooms.PURGE,
    N_("Raison"): of_rooms.RAISON,
    N_("Sauvegardes"): of_rooms.SAUVEGARDE,
    N_("Serveur commun"): of_rooms.HUB,
    N_("Échanges"): of_rooms.RYTHME,
    N_("Fichier d’échange"): of_rooms.PAQUET,
    N_("Vue enregistrée"): of_rooms.VUE,
    N_("Fichier importé"): of_rooms.IMPORT_FICHIER,
}

# The ties, by path, to the short name of the other end.
TIES = {one.path: one.reader.thing for fields in FORMS.values() for one in fields if isinstance(one.reader, Lien)}
FIELDS = {thing: tuple(one for one in fields if one.path not in TIES) for thing, fields in FORMS.items()}
BY_PATH = {field.path: field for fields in FIELDS.values() for field in fields}

# The tables that keep what acts take, as it is taken: the day of a status becomes a moment. What acts alone write is
# shown by these fields too, and typed in none.
_KEPT = {
    "avis": of_dossier.AVIS,
    "candidature": (*(one for one in of_dossier.STATUT if one.name != "statut_le"), *of_dossier.SUITES),
    "cvec": of_numbers.CVEC,
    "exigence": (*of_dossier.PIECE, *of_dossier.ETAT_PIECE),
    "identifiant": (*of_numbers.INE, *of_numbers.NATURE),
    "inscription": (
        *of_inscription.ETAT,
        *of_inscription.DROITS,
        *of_inscription.PAIEMENT,
        *of_inscription.REMBOURSEMENT,
    ),
    "note": of_dossier.NOTE,
    "requete": (*of_dossier.REQUETE, *of_dossier.REPONSE),
    "saisine": of_numbers.CVEC[:1],  # the academic year that its key is made of
    "visite": (*of_dossier.VISITE, *of_dossier.ETAT_VISITE),
    "vapp": (*of_vapp.OPINION, *of_vapp.DECISION),
}


def _by_column() -> dict[tuple[str, str], Field]:
    """(table, column) to field. A form comes first: what an act takes is then corrected there."""
    kept = {(table, one.name): one for table, fields in _KEPT.items() for one in fields}
    shown = {(THINGS[thing].cls.__tablename__, one.name): one for thing, fields in FORMS.items() for one in fields}
    return {place: one for place, one in (kept | shown).items() if place[1] in Base.metadata.tables[place[0]].columns}


BY_COLUMN = _by_column()


def field_of(cls: type[Partagee], name: str) -> Field | None:
    """The form field of a column, if a form shows it."""
    thing = BY_CLASS.get(cls)
    return BY_PATH.get(f"{thing.name}.{name}") if thing else None


def label_of(table: str, column: str) -> Msg:
    """What a column is called where no form is around it."""
    field = BY_COLUMN.get((table, column))
    if field is not None:
        return field.alone or field.label
    told = LIBELLES.get(f"{table}.{column}") or LIBELLES.get(column)
    return told or verbatim(column.replace("_", " ").removesuffix(" id"))


def every_field() -> Iterator[tuple[str, Msg, Field]]:
    """("form", "act" or "room", title of what it is about, field), in that order."""
    forms = {THINGS[thing].title: fields for thing, fields in FORMS.items()}
    for of, titled in (("form", forms), ("act", OF_ACTS), ("room", OF_ROOMS)):
        yield from ((of, title, one) for title, fields in titled.items() for one in fields)
