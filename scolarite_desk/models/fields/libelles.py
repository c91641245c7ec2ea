"""What columns that no field shows are called, for whoever reads the journal or everything held of a person.

By column, or « table.column » where two tables mean different things by one name.
"""

from __future__ import annotations

from scolarite_desk.msg import N_, NC_

EMPREINTES = frozenset({"valide_vu", "decision_vu"})  # digests of what was seen: nobody compares them by eye

# A table reads better as lines.
# fmt: off
LIBELLES = {
    "annonce": N_("Nom annoncé"), "annonce_ne_le": N_("Naissance annoncée"),
    "annonce_telephone": N_("Téléphone annoncé"),
    "annulee_le": N_("Annulée le"), "annulee_motif": N_("Annulée parce que"), "annulee_par": N_("Annulée par"),
    "arrivee_le": N_("Arrivée le"), "avis.appel": N_("Sur recours"), "avis_id": N_("Avis concerné"),
    "campagne_id": N_("Campagne"), "candidature_id": N_("Candidature"), "cles": N_("Éléments effacés"),
    "cle_liste": N_("Repère dans la liste de rendez-vous"),
    "commission_id": N_("Commission"), "compte.nom": N_("Nom"), "compte.profil": N_("Profil"),
    "compte.agent_prenom": N_("Prénom"), "compte.agent_nom": N_("Nom"), "compte.agent_qualite": N_("Qualité"),
    "complete_le": N_("Complète le"), "confirmation_le": N_("Réponse le"), "confirmation_par": N_("Réponse notée par"),
    "corrige_id": N_("Avis corrigé"), "creee_le": N_("Créée le"), "cvec.montant": N_("Montant"),
    "document_emis.nature": N_("Courrier"), "dossier_id": N_("Dossier"),
    "ecrite_le": N_("Écrite le"), "ecrite_par": N_("Écrite par"), "emis_le": N_("Remis le"),
    "emis_par": N_("Remis par"),
    "empreinte": N_("Empreinte du fichier"), "etat_civil": N_("État civil de ce jour-là"),
    "fait_le": N_("Fait le"), "fait_par": N_("Fait par"), "fiche_poste.cle": N_("Clé"), "fiche_poste.nom": N_("Nom"),
    "filtre": N_("Filtre"), "formation_id": N_("Formation"),
    "fusion_id": N_("Même personne que"), "fusion_le": N_("Rapprochée le"), "fusion_motif": N_("Rapprochée parce que"),
    "fusion_par": N_("Rapprochée par"), "genre": N_("Genre"), "guichet": N_("Guichet"),
    "identite_vue_par": N_("Identité vue par"),
    "incomplete_le": N_("Incomplète le"), "levee_le": N_("Levée le"), "levee_par": N_("Levée par"),
    "lignes": N_("Lignes"), "liste": N_("Liste"),
    "mandat_vu": N_("Mandat vu"),
    "motif": N_("Motif"), "numero": N_("Numéro"), "numeros": N_("Numéros"), "objet_id": N_("Élément concerné"),
    "perimetre": N_("Périmètre"), "personne_id": N_("Personne"), "piece_id": N_("Pièce"),
    "piece_recue.note": N_("Remarque"), "posee_le": N_("Noté le"), "posee_par": N_("Noté par"),
    "proposition": N_("Proposition"),
    "rang": N_("Rang"), "recue_id": N_("Pièce remise"), "recue_le": N_("Reçue le"), "recue_par": N_("Reçue par"),
    "reglage.cle": N_("Réglage"), "regle": N_("Règle"),
    "remplace_par": N_("Remplacé par"), "rendezvous_le": N_("Rendez-vous le"), "retire_le": N_("Retiré le"),
    "seance_id": N_("Séance"),
    "document_id": N_("Document"), "etape": N_("Étape"), "le": NC_("moment", "Le"), "par": N_("Par"),
    "contenu": N_("Empreinte de ce qu’il dit"),
    "saisi_le": N_("Saisi le"), "saisi_par": N_("Saisi par"), "serie": NC_("INE", "Série"),
    "signature": N_("Signature"),
    "source": N_("Source"), "statut_le": N_("Statut du"),
    "statut_par": N_("Statut donné par"), "suivi_fait_le": N_("Suivi fait le"), "terminee_le": N_("Terminée le"),
    "ticket": N_("Ticket"), "tiers": N_("Tiers"), "titre": N_("Titre"), "traitement_valide": N_("Traitement validé"),
    "transmise_le": N_("Transmise le"), "uai": N_("UAI"), "valeur": N_("Valeur"), "valide_le": N_("Validé le"),
    "valide_par": N_("Validé par"), "verifie_le": N_("Vérifié le"), "verifie_par": N_("Vérifié par"),
    "visite.duree": N_("Durée (minutes)"), "visite.jour": N_("Jour"), "etape_document.jour": N_("Jour"),
    "visite_id": N_("Visite"),
    "ine_emis.ordre": N_("Ordre"), "origine": N_("Origine"),
    "vue.colonnes": N_("Colonnes"), "vue.compte": N_("Compte"), "vue.libelle": N_("Libellé"), "vue.salle": N_("Liste"),
    "vue.tri": N_("Ordre"),
    "type_id": N_("Type de décision"), "session_id": N_("Session"), "valide_vu": N_("Empreinte de ce qui a été validé"),
    "promu_id": N_("Avis de la liste"), "promu_rang": N_("Rang d’où l’on est appelé"),
    "saisine_id": N_("Saisine du recteur"),
    "proposition.rang": N_("Ordre"), "requete_id": N_("Requête"), "repondue_par": N_("Répondue par"),
    "papier": N_("Courrier"), "modele.avis": N_("Avis"), "diplome": N_("Type de formation"),
    "modele.centre_id": N_("Centre de candidature"), "modele.langue": N_("Langue"),
    "version_id": N_("Texte en vigueur"), "modele_id": N_("Modèle de courrier"),
    "version_modele.objet": N_("Objet"), "corps": N_("Texte"), "recours": N_("Voies de recours"),
    "delai_dit.le": N_("Dit le"), "delai_dit.procedure": N_("Procédure"),
    "delai_dit.effet": N_("Absence de réponse"), "delai_dit.mois": N_("Délai (mois)"),
    "delai_dit.depart": N_("Départ du délai"), "delai_dit.debut": N_("Délai compté du"),
    "delai_dit.pieces_le": N_("Pièces attendues jusqu’au"), "delai_dit.terme": N_("Terme du délai"),
    "fichier": N_("Document Word"), "annexes": N_("Pièces jointes"), "faite_le": N_("Rédigé le"),
    "faite_par": N_("Rédigé par"),
    "etiquette_id": N_("Étiquette"), "pour": N_("Confié à"), "remise_mot": N_("Mot joint"),
    "remise_le": N_("Confié le"), "remise_par": N_("Confié par"),
    "prise_le": N_("Pris en charge le"), "prise_par": N_("Pris en charge par"),
    "question_id": N_("Question"), "reponse.valeur": N_("Réponse"),
    "dispense": N_("Non concerné, parce que"), "donnee_le": N_("Répondu le"),
    "donnee_par": N_("Noté par"), "vue_le": N_("Vu le"), "vue_par": N_("Vu par"),
    "acquis.genre": N_("Nature"), "opinion_par": N_("Avis noté par"), "decision_par": N_("Décision notée par"),
    "decision_vu": N_("Empreinte de l’avis de la commission"), "decision_avis_id": N_("Avis de la candidature"),
    "etat_le": N_("Inscription, depuis le"), "etat_par": N_("Inscription notée par"),
    "etat_motif": N_("Inscription annulée parce que"), "preuves": N_("Preuves vues"),
}
# fmt: on
# Columns that name an agent.
AGENTS = frozenset({"par", "pour", *(name for name in LIBELLES if name.endswith("_par"))}) - {"remplace_par"}
