"""What columns that no field shows are called, for whoever reads everything that is held of a person.

By column, or « table.column » where two tables mean different things by one name.
"""

from __future__ import annotations

# A table reads better as lines.
# fmt: off
LIBELLES = {
    "annonce": "Nom annoncé", "annonce_ne_le": "Naissance annoncée", "annonce_telephone": "Téléphone annoncé",
    "annulee_le": "Annulée le", "annulee_motif": "Annulée parce que", "annulee_par": "Annulée par",
    "arrivee_le": "Arrivée le", "avis.appel": "Sur recours", "avis_id": "Avis concerné",
    "campagne_id": "Campagne", "candidature_id": "Candidature", "cle_liste": "Repère dans la liste de rendez-vous",
    "complete_le": "Complète le", "confirmation_le": "Réponse le", "confirmation_par": "Réponse notée par",
    "corrige_id": "Avis corrigé", "creee_le": "Créée le", "cvec.montant": "Montant", "dossier_id": "Dossier",
    "ecrite_le": "Écrite le", "ecrite_par": "Écrite par", "emis_le": "Remis le", "emis_par": "Remis par",
    "empreinte": "Empreinte du fichier", "etat_civil": "État civil de ce jour-là", "formation_id": "Formation",
    "fusion_id": "Même personne que", "fusion_le": "Rapprochée le", "fusion_motif": "Rapprochée parce que",
    "fusion_par": "Rapprochée par", "genre": "Genre", "guichet": "Guichet", "identite_vue_par": "Identité vue par",
    "incomplete_le": "Incomplète le", "levee_le": "Levée le", "levee_par": "Levée par", "mandat_vu": "Mandat vu",
    "motif": "Motif", "numero": "Numéro", "objet_id": "Élément concerné", "piece_id": "Pièce",
    "piece_recue.note": "Remarque", "posee_le": "Noté le", "posee_par": "Noté par", "proposition": "Proposition",
    "rang": "Rang", "recue_id": "Pièce remise", "recue_le": "Reçue le", "recue_par": "Reçue par", "regle": "Règle",
    "remplace_par": "Remplacé par", "rendezvous_le": "Rendez-vous le", "saisi_le": "Saisi le",
    "saisi_par": "Saisi par", "serie": "Série", "source": "Source", "statut_le": "Statut du",
    "statut_par": "Statut donné par", "suivi_fait_le": "Suivi fait le", "terminee_le": "Terminée le",
    "ticket": "Ticket", "tiers": "Tiers", "titre": "Titre", "traitement_valide": "Traitement validé",
    "transmise_le": "Transmise le", "uai": "UAI", "valeur": "Valeur", "valide_le": "Validé le",
    "valide_par": "Validé par", "verifie_le": "Vérifié le", "verifie_par": "Vérifié par",
    "visite.duree": "Durée (minutes)", "visite.jour": "Jour", "visite_id": "Visite", "ine_emis.ordre": "Ordre",
    "origine": "Origine",
}
# fmt: on
AGENTS = frozenset(name for name in LIBELLES if name.endswith("_par")) - {"remplace_par"}  # columns that name an agent
