"""The columns of the lists that leave besides decisions. A row is what its service read: value by column, ready to be
written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FORMS, label_of
from scolarite_desk.msg import N_, NC_, Msg

Ligne = Mapping[str, Any]
Colonnes = tuple[Colonne[Ligne], ...]

CODE, ENTIER, INSTANT, JOUR = Genre.CODE, Genre.ENTIER, Genre.INSTANT, Genre.JOUR
LONG, MONTANT, NOM, OUI_NON, TEXTE = Genre.LONG, Genre.MONTANT, Genre.NOM, Genre.OUI_NON, Genre.TEXTE

_OF_TYPE = {date: JOUR, int: ENTIER, Decimal: MONTANT, bool: OUI_NON}
_WIDE = {JOUR: 13, ENTIER: 11, OUI_NON: 10, LONG: 34}


def _colonne(cle: str, entete: Msg, genre: Genre = TEXTE, largeur: int = 16, *, defaut: bool = True) -> Colonne[Ligne]:
    return Colonne(cle, entete, genre, itemgetter(cle), largeur, defaut)


def _of_form(thing: str) -> Colonnes:
    """A column a field of a form, in its order: a new field leaves by itself."""
    return tuple(_of_field(field) for field in FORMS[thing])


def _of_field(field: Field) -> Colonne[Ligne]:
    code = field.name.startswith(("code", "version")) or field.name == "centre_gestion"
    long = field.reader.kind == "texte_long" or (field.length or 0) > 200
    genre = CODE if code else LONG if long else _OF_TYPE.get(field.reader.gives, TEXTE)
    return _colonne(field.name, field.alone or field.label, genre, _WIDE.get(genre, 18))


_PERSONNE: Colonnes = (
    _colonne("nom_naissance", label_of("personne", "nom_naissance"), NOM, 20),
    _colonne("nom_usage", label_of("personne", "nom_usage"), TEXTE, 18),
    _colonne("prenom", label_of("personne", "prenom"), NOM, 16),
    _colonne("ne_le", N_("Date de naissance"), JOUR, 13),
    _colonne("ine", N_("INE"), CODE, 14),
)
_JOINDRE: Colonnes = (
    _colonne("courriel", label_of("personne", "courriel"), TEXTE, 32),
    _colonne("portable", N_("Téléphone portable"), CODE, 17),
)

FORMATIONS: Colonnes = (
    _colonne("campagne", N_("Campagne")),
    *_of_form("formation"),
    _colonne("commissions", N_("Commissions"), LONG, 30),
    _colonne("libres", N_("Places libres"), ENTIER, 9),
)
COMMISSIONS: Colonnes = (
    *_of_form("commission"),
    _colonne("formations", N_("Formations examinées"), LONG, 40),
    _colonne("seances", N_("Séances"), LONG, 34),
)
SEANCES: Colonnes = (
    _colonne("commission", N_("Commission"), TEXTE, 30),
    *_of_form("seance"),
    _colonne("proces_verbal", N_("Procès-verbal"), CODE, 18),
)
REGISTRE: Colonnes = (
    _colonne("registre", N_("Registre"), TEXTE, 20),
    _colonne("numero", N_("Numéro"), CODE, 16),
    _colonne("qui", N_("Pour"), TEXTE, 34),
    _colonne("emis_le", NC_("moment", "Le"), INSTANT, 17),
    _colonne("emis_par", N_("Par"), TEXTE, 16),
    _colonne("etape", N_("Devenu"), TEXTE, 22),
    _colonne("depuis", N_("Devenu, noté le"), INSTANT, 17),
    _colonne("jour", N_("Devenu, le"), JOUR, 13),
    _colonne("modele_le", N_("Texte du service"), INSTANT, 17),
    _colonne("motif", N_("Pourquoi sans document"), LONG, 34),
)
INE: Colonnes = (
    _colonne("valeur", N_("INE provisoire"), CODE, 16),
    _colonne("qui", N_("Donné à"), TEXTE, 40),
    _colonne("emis_par", N_("Par"), TEXTE, 16),
    _colonne("etat", N_("État"), TEXTE, 16),
    _colonne("remplace_par", N_("Remplacé par"), CODE, 16),
)
CVEC_MANQUANTES: Colonnes = (
    _colonne("campagne", N_("Campagne")),
    _colonne("dossier", N_("N° dossier"), CODE, 12),
    *_PERSONNE,
    *_JOINDRE,
    _colonne("proposition", N_("Situation probable"), TEXTE, 18),
    _colonne("explication", N_("Pourquoi"), LONG, 40),
)
# What the establishment sends of who produced an attestation (code de l'éducation, D. 841-6): its UAI on each line.
CVEC: Colonnes = (
    _colonne("uai", N_("UAI"), CODE, 10),
    *_PERSONNE,
    _colonne("cvec", N_("N° CVEC"), CODE, 17),
    _colonne("situation", N_("Situation CVEC"), TEXTE, 16),
    _colonne("annee", N_("Année"), CODE, 11),
    _colonne("verifiee_le", N_("CVEC vérifiée le"), INSTANT, 17),
    _colonne("inscrite", N_("Inscrit"), OUI_NON, 9),
    _colonne("dossier", N_("N° dossier"), CODE, 12),
)
RENDEZVOUS: Colonnes = (
    _colonne("rendezvous_le", N_("Rendez-vous"), INSTANT, 17),
    _colonne("qui", N_("Qui"), TEXTE, 34),
    _colonne("ne_le", N_("Date de naissance"), JOUR, 13),
    _colonne("dossier", N_("N° dossier"), CODE, 12),
    _colonne("telephone", N_("Téléphone"), CODE, 17),
    _colonne("motif", N_("Motif"), LONG, 30),
    _colonne("duree", N_("Durée (minutes)"), ENTIER, 10),
    _colonne("statut", N_("État"), TEXTE, 14),
    _colonne("arrivee_le", N_("Arrivée"), INSTANT, 17),
    _colonne("recue_le", N_("Reçue"), INSTANT, 17),
    _colonne("terminee_le", N_("Terminée"), INSTANT, 17),
    _colonne("recue_par", N_("Reçue par"), TEXTE, 16),
    _colonne("guichet", N_("Guichet"), TEXTE, 10),
    _colonne("ticket", N_("Ticket"), CODE, 10),
    _colonne("tiers", N_("Représentée par"), TEXTE, 24),
)
