"""The fields that a letter's model may name, once: what each is called, an example, and the avis that give it a value.

What they hold is `slots` of `exchange/papers/lettres.py`; a test says that both have the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.msg import N_, Msg, verbatim

TOUS = ("FA", "DE", "LC", "LA", "PR")


@dataclass(frozen=True)
class Champ:
    """One field: `avis`, those whose letter may give it a value. `condition`: it only lets a passage speak, and says
    nothing itself.
    """

    nom: str
    label: Msg
    exemple: Msg
    avis: tuple[str, ...] = TOUS
    condition: bool = False


# A table reads better as lines.
# fmt: off
CHAMPS = {
    one.nom: one
    for one in (
        Champ("civilite", N_("Civilité"), N_("Madame")),
        Champ("nom", N_("Nom, comme sur l’enveloppe"), N_("Madame Maëlle KERMAREC")),
        Champ("dossier", N_("Numéro du dossier"), verbatim("K7P2M9QX")),
        Champ("formation", N_("Formation"), verbatim("Licence 1 Histoire")),
        Champ("code", N_("Code de la formation"), verbatim("L1HIST")),
        Champ("campagne", N_("Année universitaire"), verbatim("2026-2027")),
        Champ("motif", N_("Motif et son texte"), N_("Prérequis insuffisants"), ("DE", "LA")),
        Champ("commentaire", N_("Mot ajouté à la lettre"), N_("Le service reste à votre disposition.")),
        Champ("rang", N_("Rang sur la liste"), verbatim("12"), ("LC", "LA")),
        Champ("sans_rang", N_("Sans rang"), N_("oui"), ("LC", "LA"), condition=True),
        Champ("confirmer_avant", N_("Réponse attendue jusqu’au"), N_("1er décembre 2026"), ("FA",)),
        Champ("source_delai", N_("Qui a fixé cette date"), N_(", selon le calendrier"), ("FA",)),
        Champ("convocation", N_("Jour de la convocation"), N_("jeudi 3 décembre 2026"), ("PR",)),
        Champ("heure", N_("Heure de la convocation"), N_("14 h 30"), ("PR",)),
        Champ("lieu", N_("Lieu de la convocation"), N_("amphithéâtre B"), ("PR",)),
        Champ("tribunal", N_("«\u00a0de\u00a0» et la ville du tribunal"), N_(" de Rennes")),
        Champ("hierarchique", N_("«\u00a0de\u00a0» et l’autorité supérieure"), N_("du recteur")),
        Champ("motifs_sur_demande", N_("Master, refus sans motif écrit"), N_("oui"), ("DE",), condition=True),
        Champ("saisine_recteur", N_("Première année de master"), N_("oui"), condition=True),
        Champ("joindre", N_("Courriel et téléphone du service"), verbatim("scolarite@universite.fr, 02 99 00 00 00")),
        Champ("orientation", N_("Service d’orientation"), N_("bureau 12, le matin")),
    )
}
# fmt: on
