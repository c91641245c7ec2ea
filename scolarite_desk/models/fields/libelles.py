"""What columns that no form shows are called, for whoever reads everything that is held of a person."""

from __future__ import annotations

# A table reads better as lines.
# fmt: off
LIBELLES = {
    "annee": "Année universitaire", "annonce": "Nom annoncé", "annonce_ne_le": "Naissance annoncée",
    "annonce_telephone": "Téléphone annoncé", "annulee_le": "Annulée le", "annulee_motif": "Annulée parce que",
    "annulee_par": "Annulée par", "appel": "Sur recours", "arrivee_le": "Arrivée le", "avis": "Avis",
    "avis_id": "Avis concerné", "campagne_id": "Campagne", "candidature_id": "Candidature",
    "cle_liste": "Repère dans la liste de rendez-vous", "commentaire": "Commentaire", "complete_le": "Complète le",
    "confirmation": "Réponse", "confirmation_le": "Réponse le", "confirmation_par": "Réponse notée par",
    "controle": "Contrôle", "convocation_heure": "Convocation, heure", "convocation_le": "Convocation, jour",
    "convocation_lieu": "Convocation, lieu", "corrige_id": "Avis corrigé", "corrige_motif": "Correction parce que",
    "creee_le": "Créée le", "dossier_id": "Dossier", "duree": "Durée (minutes)", "echeance": "Échéance",
    "ecrite_le": "Écrite le", "ecrite_par": "Écrite par", "emis_le": "Remis le", "emis_par": "Remis par",
    "empreinte": "Empreinte du fichier", "etat_civil": "État civil de ce jour-là", "formation_id": "Formation",
    "fusion_id": "Même personne que", "fusion_le": "Rapprochée le", "fusion_motif": "Rapprochée parce que",
    "fusion_par": "Rapprochée par", "genre": "Genre", "guichet": "Guichet", "identite_vue_par": "Identité vue par",
    "incomplete_le": "Incomplète le", "jour": "Jour", "levee_le": "Levée le", "levee_par": "Levée par",
    "mandat_vu": "Mandat vu", "montant": "Montant", "motif": "Motif", "motif_texte": "Motif, en toutes lettres",
    "nature": "Nature", "ne_le": "Né(e) le", "nom": "Nom", "note": "Remarque", "numero": "Numéro",
    "objet_id": "Fiche concernée", "ordre": "Ordre", "origine": "Origine", "piece_id": "Pièce", "posee_le": "Noté le",
    "posee_par": "Noté par", "prenom": "Prénom", "proposition": "Proposition", "rang": "Rang",
    "recue_id": "Pièce remise", "recue_le": "Reçue le", "recue_par": "Reçue par", "regle": "Règle",
    "remplace_par": "Remplacé par", "rendezvous_le": "Rendez-vous le", "reserve": "Réserve", "saisi_le": "Saisi le",
    "saisi_par": "Saisi par", "serie": "Série", "situation": "Situation", "source": "Source", "statut": "Statut",
    "statut_le": "Statut du", "statut_par": "Statut donné par", "suivi_fait_le": "Suivi fait le",
    "suivi_le": "À suivre le", "terminee_le": "Terminée le", "texte": "Texte", "ticket": "Ticket", "tiers": "Tiers",
    "titre": "Titre", "traitement": "Traitement", "traitement_valide": "Traitement validé",
    "transmise_le": "Transmise le", "uai": "UAI", "valeur": "Valeur", "valide_le": "Validé le",
    "valide_par": "Validé par", "verifie_le": "Vérifié le", "verifie_par": "Vérifié par", "visite_id": "Visite",
}
# fmt: on
AGENTS = frozenset(name for name in LIBELLES if name.endswith("_par")) - {"remplace_par"}  # columns that name an agent
