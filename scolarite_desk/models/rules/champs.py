"""The fields that a letter's model may name, once: what each is called, an example, and the avis that give it a value.

What they hold is `slots` of `exchange/papers/lettres.py`; a test says that both have the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.msg import N_, Msg, verbatim

TOUS = ("FA", "DE", "LC", "LA", "PR")
_SOUS = ("FA", "LC", "LA", "PR")  # those that may have a condition


@dataclass(frozen=True)
class Champ:
    """One field: `avis`, those whose letter may give it a value; none, where only letters that decide nothing
    do. `condition`: it only lets a passage speak, and says nothing itself. `feuille`: our own sheet says it already,
    whatever the words; a Word model, which is the whole sheet, says it itself.
    """

    nom: str
    label: Msg
    exemple: Msg
    avis: tuple[str, ...] = TOUS
    condition: bool = False
    feuille: bool = False


# A table reads better as lines.
# fmt: off
CHAMPS = {
    one.nom: one
    for one in (
        Champ("civilite", N_("Civilité"), N_("Madame")),
        Champ("nom", N_("Nom, comme sur l’enveloppe"), N_("Madame Maëlle KERMAREC")),
        Champ("dossier", N_("Numéro du dossier"), verbatim("K7P2M9QX")),
        Champ("demande", N_("Ce qui est demandé"), N_("votre candidature")),
        Champ("formation", N_("Formation"), verbatim("Licence 1 Histoire")),
        Champ("en_formation", N_("Formation, avec sa préposition"), N_("en licence 1 d’histoire")),
        Champ("code", N_("Code de la formation"), verbatim("L1HIST")),
        Champ("campagne", N_("Année universitaire"), verbatim("2026-2027")),
        Champ("motif", N_("Motif et son texte"), N_("Prérequis insuffisants"), ("DE", "LA")),
        Champ("commentaire", N_("Mot ajouté à la lettre"), N_("Le service reste à votre disposition.")),
        Champ("condition", N_("Condition, comme elle est écrite"), N_("Sous réserve de l’obtention de la licence"),
              _SOUS),
        Champ("sous_reserve", N_("Condition qui commence par «\u00a0sous réserve\u00a0»"),
              N_("sous réserve de l’obtention de la licence"), _SOUS),
        Champ("autre_condition", N_("Condition d’une autre forme"), N_("Apportez l’original du diplôme."), _SOUS),
        Champ("lettre", N_("Numéro de la lettre remplacée"), verbatim("L01-2026-00007")),
        Champ("lettre_le", N_("Jour de la lettre remplacée"), N_("1er juin 2026")),
        Champ("rang", N_("Rang sur la liste"), verbatim("12"), ("LC", "LA")),
        Champ("sans_rang", N_("Sans rang"), N_("oui"), ("LC", "LA"), condition=True),
        Champ("confirmer_avant", N_("Réponse attendue jusqu’au"), N_("1er décembre 2026"), ("FA",)),
        Champ("source_delai", N_("Qui a fixé cette date"), N_(", selon le calendrier"), ("FA",)),
        Champ("convocation", N_("Jour de la convocation"), N_("jeudi 3 décembre 2026"), ("PR",)),
        Champ("heure", N_("Heure de la convocation"), N_("14 h 30"), ("PR",)),
        Champ("lieu", N_("Lieu de la convocation"), N_("amphithéâtre B"), ("PR",)),
        Champ("tribunal", N_("«\u00a0de\u00a0» et la ville du tribunal"), N_(" de Rennes")),
        Champ("hierarchique", N_("«\u00a0de\u00a0» et l’autorité supérieure"), N_("du recteur")),
        Champ("sans_hierarchique", N_("Sans autorité supérieure"), N_("oui"), condition=True),
        Champ("sans_retrait", N_("Aucune place n’est retirée"), N_("oui"), condition=True),
        Champ("motifs_sur_demande", N_("Master, refus sans motif écrit"), N_("oui"), ("DE",), condition=True),
        Champ("saisine_recteur", N_("Première année de master"), N_("oui"), condition=True),
        Champ("joindre", N_("Courriel et téléphone du service"), verbatim("scolarite@universite.fr, 02 99 00 00 00")),
        Champ("pieces", N_("Pièces attendues"), N_("Relevé de notes"), ()),
        Champ("avant_le", N_("Attendu jusqu’au"), N_("1er décembre 2026"), ()),
        Champ("donnee_le", N_("Jour de la réponse reçue"), N_("1er décembre 2026"), ()),
        Champ("orientation", N_("Service d’orientation"), N_("bureau 12, le matin")),
        Champ("numero", N_("Numéro de la lettre"), verbatim("L01-2026-00012"), feuille=True),
        Champ("adresse", N_("Adresse, comme sur l’enveloppe"), N_("Madame Maëlle KERMAREC, 3 rue du Port"),
              feuille=True),
        Champ("etablissement", N_("Établissement"), N_("Université de Bretagne"), feuille=True),
        Champ("ville", N_("Ville du service"), N_("Rennes"), feuille=True),
        Champ("jour", N_("Jour de la lettre"), N_("1er décembre 2026"), feuille=True),
        Champ("suivi_par", N_("Affaire suivie par"), N_("Anne Martin, gestionnaire"), feuille=True),
        Champ("raison", N_("Raison du remplacement"), N_("erreur sur la formation"), feuille=True),
        Champ("delegation", N_("Pour qui et par quelle délégation"), N_("Pour le président et par délégation"),
              feuille=True),
        Champ("qualite", N_("Qualité du signataire"), N_("La directrice des études"), feuille=True),
        Champ("signataire", N_("Prénom et nom du signataire"), N_("Claire Le Goff"), feuille=True),
        Champ("recours", N_("Voies et délais de recours"), N_("Si vous contestez cette décision…"), feuille=True),
    )
}
# fmt: on
