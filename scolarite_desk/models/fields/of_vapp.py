"""Fields of a VAPP file: what is asked and told, what was learnt, the opinion of the commission, the decision."""

from __future__ import annotations

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, When
from scolarite_desk.models.fields.when import told, when
from scolarite_desk.msg import N_, NC_

_SANS_BAC = when("bachelier", "non", N_("si la personne n’est pas bachelière"))
_FAVORABLE = when("opinion", "favorable", N_("si l’avis est favorable"))
_DECIDEE = told("decidee", N_("si le président a décidé"))
_REFUS = when("decision", "DE", N_("si la dispense est refusée"))
_JUSTIFIEE = told("a_justifier", N_("si la commission n’a pas rendu d’avis, ou si la décision change"))
_TYPES = When(N_("si le service en a pour cette décision"), lambda row: row.get("decision") in (row.get("types") or ()))

# A table reads better as lines.
# fmt: off
VAPP = (
    Field("vapp", "titre_vise", N_("Titre visé"), r.Texte(200), part=N_("Demande"), required=ALWAYS, length=200,
          hint=N_("Diplôme et année, exactement"), example="Licence 3 de droit"),
    Field("vapp", "niveau", N_("Niveau visé"), r.Choix("vapp_niveau"), part=N_("Demande"), required=ALWAYS),
    Field("vapp", "diplome_manquant", N_("Diplôme requis, manquant"), r.Texte(200), part=N_("Demande"),
          required=ALWAYS, length=200, hint=N_("Dont la dispense est demandée"), example="Licence 2 de droit"),
    Field("vapp", "bachelier", N_("Bachelier"), r.Choix("oui_non"), part=N_("Demande"), required=ALWAYS,
          hint=N_("Ou titre admis en dispense")),
    Field("vapp", "fin_etudes", N_("Fin des études initiales"), r.JourNaissance(), part=N_("Demande"),
          required=_SANS_BAC, hint=N_("L’année seule suffit si le jour est inconnu")),
    Field("vapp", "reprise_le", N_("Reprise prévue le"), r.Jour(), part=N_("Demande"), required=ALWAYS),
    Field("vapp", "echec_le", N_("Échec après une VAPP"), r.JourNaissance(), part=N_("Demande"),
          hint=N_("Quand, s’il y en a eu un")),
    Field("vapp", "entretien_le", N_("Entretien le"), r.Jour(), "entretien", N_("Entretien et tarif")),
    Field("vapp", "entretien_avis", N_("Ce qui en ressort"), r.LongTexte(2000, phrases=True), "entretien",
          N_("Entretien et tarif"), length=2000, alone=N_("Avis de l’entretien")),
    Field("vapp", "situation", N_("Situation"), r.Choix("vapp_situation"), "tarif", N_("Entretien et tarif"),
          alone=N_("Situation, pour le tarif")),
    Field("vapp", "tarif", N_("Tarif annoncé"), r.Montant(), "tarif", N_("Entretien et tarif"),
          hint=N_("Dit à la personne\u00a0: aucun paiement n’est noté ici"),
          proposed=lambda _, row: (row.get("tarifs") or {}).get(row.get("situation"), "")),
)

ACQUIS = (
    Field("acquis", "intitule", N_("Intitulé"), r.Texte(200), part=N_("Acquis"), required=ALWAYS, length=200),
    Field("acquis", "organisme", N_("Organisme ou employeur"), r.Texte(200), part=N_("Acquis"), length=200),
    Field("acquis", "du", N_("Du"), r.JourNaissance(), "periode", N_("Acquis"),
          hint=N_("L’année seule suffit"), alone=N_("Depuis le")),
    Field("acquis", "au", NC_("période", "Au"), r.JourNaissance(), "periode", N_("Acquis"), alone=N_("Jusqu’au")),
    Field("acquis", "heures", N_("Heures"), r.Entier(1, 99_999), part=N_("Acquis"), hint=N_("En tout, si on les sait")),
    Field("acquis", "descriptif", N_("Ce qui a été appris"), r.LongTexte(2000), part=N_("Acquis et preuve"),
          length=2000),
    Field("acquis", "preuve", N_("Preuve"), r.Texte(200), part=N_("Acquis et preuve"), length=200,
          hint=N_("Attestation, certificat de travail, bulletin…")),
    Field("acquis", "preuve_vue", N_("Preuve vue"), r.OuiNon(), part=N_("Acquis et preuve")),
)

OPINION = (
    Field("vapp", "opinion", N_("Avis de la commission"), r.Choix("vapp_opinion"), required=ALWAYS),
    Field("vapp", "commission_le", N_("Réunie le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          alone=N_("Commission réunie le")),
    Field("vapp", "composition", N_("Composition"), r.Texte(200), length=200,
          alone=N_("Composition de la commission")),
    Field("vapp", "entendu", N_("Personne entendue"), r.OuiNon()),
    Field("vapp", "opinion_motif", N_("Avis motivé"), r.LongTexte(4000, phrases=True), required=ALWAYS, length=4000,
          alone=N_("Avis motivé de la commission")),
    Field("vapp", "dispenses", N_("Dispenses"), r.Texte(220), visible=_FAVORABLE, length=220,
          hint=N_("Enseignements dont la personne est dispensée")),
    Field("vapp", "remise", N_("Remise à niveau"), r.Texte(220), visible=_FAVORABLE, length=220,
          hint=N_("Ce qui est à rattraper")),
    Field("vapp", "opinion_raison", N_("Raison"), r.Texte(200), visible=_DECIDEE, required=_DECIDEE, length=200,
          hint=N_("D’un nouvel avis\u00a0: la décision sera à reprendre")),
)

DECISION = (
    Field("vapp", "decision", N_("Décision du président"), r.Choix("vapp_decision"), required=ALWAYS,
          hint=N_("Elle fait l’avis de la candidature, à valider")),
    Field("vapp", "type", N_("Type de décision"), r.Lien("type_decision"), visible=_TYPES),
    Field("vapp", "decision_le", N_("Prise le"), r.Jour(), hint=N_("Vide\u00a0: aujourd’hui"),
          alone=N_("Décision prise le")),
    Field("vapp", "decision_signataire", N_("Signée par"), r.Propose("signataire", 200), length=200,
          hint=N_("Un signataire, ou qui a la délégation"), alone=N_("Décision signée par")),
    Field("vapp", "decision_motif", N_("Motif"), r.LongTexte(4000, phrases=True), visible=_REFUS, length=4000,
          hint=N_("Vide\u00a0: l’avis motivé de la commission"), alone=N_("Motif du refus de la dispense")),
    Field("vapp", "decision_raison", N_("Raison"), r.Texte(200), visible=_JUSTIFIEE, required=_JUSTIFIEE, length=200,
          hint=N_("De décider sans avis, ou de reprendre la décision")),
)
# fmt: on
