"""Fields of an enrolment, and those of the fees of a year."""

from __future__ import annotations

from dataclasses import replace

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field
from scolarite_desk.models.fields.of_numbers import CVEC
from scolarite_desk.models.fields.when import told
from scolarite_desk.msg import N_, NOTHING

_SECONDE = told("seconde", N_("si une autre inscription est en cours"))

# A table reads better as lines.
# fmt: off
DROITS = (
    Field("inscription", "situation", N_("Situation des droits"), r.Choix("situation_droits"),
          alone=N_("Inscription, situation des droits")),
    Field("inscription", "regime", N_("Régime"), r.Choix("regime"), alone=N_("Inscription, régime")),
    Field("inscription", "niveau", N_("Niveau"), r.Choix("niveau_droits"), hint=N_("Celui dont les droits sont dus"),
          alone=N_("Inscription, niveau")),
    Field("inscription", "du", N_("Droits dus"), r.Montant(), example="178,00",
          hint=N_("Vide\u00a0: selon le tarif"), alone=N_("Inscription, droits dus")),
)

PREUVE = (
    Field("inscription", "preuve", N_("Preuve vue"), r.Choix("preuve_inscription"),
          hint=N_("Tapez les premières lettres"), alone=N_("Inscription, preuve vue")),
)

PAIEMENT = (
    Field("inscription", "percu_mode", N_("Mode de paiement"), r.Choix("mode_paiement"), required=ALWAYS,
          hint=N_("Le paiement se fait ailleurs\u00a0: il est noté ici"), alone=N_("Inscription, mode de paiement")),
    Field("inscription", "percu_le", N_("Payé le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          alone=N_("Inscription, payée le")),
)

ANNULATION = (
    Field("inscription", "motif", N_("Raison"), r.Texte(200), required=ALWAYS, length=200,
          hint=N_("Gardée avec l’inscription")),
)

INSCRIRE_EN_LOT = (
    Field("inscription", "motif", N_("Raison"), r.Texte(200), length=200,
          hint=N_("S’il manque un paiement ou une CVEC")),
)

REMBOURSEMENT = (
    Field("inscription", "rembourser_avant", N_("À rembourser avant"), r.Jour(), hint=N_("Vide\u00a0: sans date"),
          alone=N_("Inscription, à rembourser avant")),
    Field("inscription", "rembourse_le", N_("Remboursé le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          alone=N_("Inscription, remboursée le")),
)

REMBOURSER_EN_LOT = (
    Field("inscription", "le", N_("Remboursé le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui")),
)

SECONDE = (
    Field("inscription", "seconde", N_("Second diplôme"), r.OuiNon(), visible=_SECONDE,
          hint=N_("Une autre inscription, la même année"), alone=N_("Seconde inscription de l’année")),
)

ETAT = (
    Field("inscription", "etat", N_("Inscription"), r.Choix("inscription_etat")),
    *SECONDE,
)

TARIF = (
    Field("tarif", "annee", N_("Année"), CVEC[0].reader, part=N_("Tarif"), required=ALWAYS,
          alone=N_("Année universitaire")),
    Field("tarif", "niveau", N_("Niveau"), r.Choix("niveau_droits"), part=N_("Tarif"), required=ALWAYS),
    Field("tarif", "situation", N_("Situation"), r.Choix("taux_droits"), part=N_("Tarif"), required=ALWAYS),
    Field("tarif", "euros", N_("Droits"), r.Montant(), part=N_("Tarif"), required=ALWAYS, example="178,00"),
    Field("tarif", "source", N_("Source"), r.Texte(200), part=N_("Tarif"), length=200,
          example="arrêté du 12 juillet 2026"),
)
TARIF_NOUVEAU = tuple(replace(one, part=NOTHING) for one in TARIF)
# fmt: on
