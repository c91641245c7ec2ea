"""The fields that a letter's model may name, once: what each is called, an example, the letters that give it a value,
and those whose words must name it. A letter is an avis, or the code of one that decides nothing.

What they hold is `slots` of `exchange/papers/reperes.py`; a test says that both have the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    APPEL,
    ATTESTATION,
    COURRIERS,
    DESISTEMENT,
    INSCRIPTION,
    MOTIFS,
    PIECES,
    RECU,
    RELANCE,
)
from scolarite_desk.msg import N_, Msg, verbatim

TOUS = ("FA", "DE", "LC", "LA", "PR")
_SOUS = ("FA", "LC", "LA", "PR", INSCRIPTION)  # those that may have a condition
_QUAND = ("PR", INSCRIPTION)  # who is expected somewhere
_AVANT = (PIECES, APPEL, RELANCE)  # what is awaited by a day
_AVANT_ELLE = (*TOUS, RELANCE, MOTIFS)  # those that name another letter
_CONTESTE = (*TOUS, MOTIFS)
_RENONCE = (DESISTEMENT,)
LETTRES = (*TOUS, *COURRIERS)
ECRITS = (*LETTRES, RECU)  # all that an office may word


@dataclass(frozen=True)
class Champ:
    """One field: `lettres`, those that may give it a value; `requis`, those whose words are refused without it:
    what the law wants them to say, or what they were written for; `par`, the other field that says it too.
    `toujours`: no letter is without. `condition`: it only lets a passage speak, and says nothing itself. `bloc`: tables
    and paragraphs that no words make, alone on its line. `feuille`: our own sheet says it already, whatever the words;
    a Word model, which is the whole sheet, says it itself.
    """

    nom: str
    label: Msg
    exemple: Msg
    lettres: tuple[str, ...] = LETTRES
    condition: bool = False
    feuille: bool = False
    requis: tuple[str, ...] = ()
    par: str = ""
    bloc: bool = False
    toujours: bool = False


# A table reads better as lines.
# fmt: off
CHAMPS = {
    one.nom: one
    for one in (
        Champ("civilite", N_("Civilité"), N_("Madame"), toujours=True),
        Champ("nom", N_("Nom, comme sur l’enveloppe"), N_("Madame Maëlle KERMAREC"), ECRITS, toujours=True),
        Champ("dossier", N_("Numéro du dossier"), verbatim("K7P2M9QX"), ECRITS, toujours=True),
        Champ("demande", N_("Ce qui est demandé"), N_("votre candidature"), toujours=True),
        Champ("formation", N_("Formation"), verbatim("Licence 1 Histoire"), toujours=True),
        Champ("en_formation", N_("Formation, avec sa préposition"), N_("en licence 1 d’histoire"), toujours=True),
        Champ("code", N_("Code de la formation"), verbatim("L1HIST"), toujours=True),
        Champ("campagne", N_("Année universitaire"), verbatim("2026-2027"), ECRITS, toujours=True),
        Champ("decision", N_("Type de la décision"), N_("Défavorable"), TOUS),
        Champ("motif", N_("Motif et son texte"), N_("Prérequis insuffisants"), ("DE", "LA", MOTIFS),
              requis=("DE", MOTIFS)),
        Champ("condition", N_("Condition, comme elle est écrite"), N_("Sous réserve de l’obtention de la licence"),
              _SOUS),
        Champ("sous_reserve", N_("Condition qui commence par «\u00a0sous réserve\u00a0»"),
              N_("sous réserve de l’obtention de la licence"), _SOUS),
        Champ("autre_condition", N_("Condition d’une autre forme"), N_("Apportez l’original du diplôme."), _SOUS),
        Champ("lettre", N_("Numéro de la lettre remplacée"), verbatim("L01-2026-00007"), _AVANT_ELLE),
        Champ("lettre_le", N_("Jour de la lettre remplacée"), N_("1er juin 2026"), _AVANT_ELLE),
        Champ("rang", N_("Rang sur la liste"), verbatim("12"), ("LC", "LA", APPEL)),
        Champ("sans_rang", N_("Sans rang"), N_("oui"), ("LC", "LA", APPEL), condition=True),
        Champ("confirmer_avant", N_("Réponse attendue jusqu’au"), N_("1er décembre 2026"), ("FA",)),
        Champ("source_delai", N_("Qui a fixé cette date"), N_(", selon le calendrier"), ("FA", RELANCE)),
        Champ("convocation", N_("Jour de la convocation"), N_("jeudi 3 décembre 2026"), _QUAND, requis=_QUAND),
        Champ("heure", N_("Heure de la convocation"), N_("14 h 30"), _QUAND, requis=_QUAND),
        Champ("lieu", N_("Lieu de la convocation"), N_("amphithéâtre B"), _QUAND, requis=_QUAND),
        Champ("tribunal", N_("«\u00a0de\u00a0» et la ville du tribunal"), N_(" de Rennes"), _CONTESTE,
              requis=("DE", "LC"),
              par="recours"),
        Champ("hierarchique", N_("«\u00a0de\u00a0» et l’autorité supérieure"), N_("du recteur"), _CONTESTE),
        Champ("sans_hierarchique", N_("Sans autorité supérieure"), N_("oui"), _CONTESTE, condition=True),
        Champ("sans_retrait", N_("Aucune place n’est retirée"), N_("oui"), TOUS, condition=True),
        Champ("motifs_sur_demande", N_("Master, refus sans motif écrit"), N_("oui"), ("DE",), condition=True),
        Champ("saisine_recteur", N_("Première année de master"), N_("oui"), TOUS, condition=True),
        Champ("joindre", N_("Courriel et téléphone du service"), verbatim("scolarite@universite.fr, 02 99 00 00 00"),
              ECRITS),
        Champ("pieces", N_("Pièces attendues"), N_("Relevé de notes"), (PIECES, INSCRIPTION), requis=(PIECES,)),
        Champ("avant_le", N_("Attendu jusqu’au"), N_("1er décembre 2026"), _AVANT, requis=_AVANT),
        Champ("donnee_le", N_("Jour de la réponse reçue"), N_("1er décembre 2026"), _RENONCE, requis=_RENONCE),
        Champ("sans_reponse", N_("Sans réponse à la date limite"), N_("oui"), _RENONCE, condition=True),
        Champ("droits", N_("Droits à régler"), N_(" (178,00\u00a0€)"), (INSCRIPTION,)),
        Champ("bourse_attendue", N_("Notification de bourse attendue"), N_("oui"), (INSCRIPTION,), condition=True),
        Champ("demandee_le", N_("Jour où les motifs ont été demandés"), N_("1er décembre 2026"), (MOTIFS,)),
        Champ("implicite_le", N_("Jour du rejet implicite"), N_("1er décembre 2026"), (MOTIFS,)),
        Champ("accuse", N_("Ce que le reçu doit dire"), N_("demandes, pièces, dates, absence de réponse"), (RECU,),
              requis=(RECU,), bloc=True),
        Champ("orientation", N_("Service d’orientation"), N_("bureau 12, le matin"),
              (*TOUS, ATTESTATION, ACCUSE_SAISINE)),
        Champ("refus", N_("Refus, une ligne chacun"), N_("Master 1 Histoire\u00a0: refus du 1er juin 2026"),
              (ATTESTATION,), requis=(ATTESTATION,)),
        Champ("saisie_le", N_("Jour de la saisine du recteur"), N_("1er juillet 2026"), (ACCUSE_SAISINE,),
              requis=(ACCUSE_SAISINE,)),
        Champ("commission_le", N_("VAPP\u00a0: jour de la commission"), N_("1er décembre 2026"), ("FA", "DE")),
        Champ("avis_commission", N_("VAPP\u00a0: avis de la commission"), N_("un avis favorable"), ("FA", "DE")),
        Champ("decide_le", N_("VAPP\u00a0: jour de la décision"), N_("1er décembre 2026"), ("FA", "DE")),
        Champ("numero", N_("Numéro de la lettre"), verbatim("L01-2026-00012"), feuille=True,
              requis=LETTRES, toujours=True),
        Champ("adresse", N_("Adresse, comme sur l’enveloppe"), N_("Madame Maëlle KERMAREC, 3 rue du Port"),
              feuille=True, requis=LETTRES, par="nom", toujours=True),
        Champ("etablissement", N_("Établissement"), N_("Université de Bretagne"), feuille=True, toujours=True),
        Champ("ville", N_("Ville du service"), N_("Rennes"), feuille=True, toujours=True),
        Champ("jour", N_("Jour de la lettre"), N_("1er décembre 2026"), feuille=True, toujours=True),
        Champ("suivi_par", N_("Affaire suivie par"), N_("Anne Martin, gestionnaire"), feuille=True),
        Champ("raison", N_("Raison du remplacement"), N_("erreur sur la formation"), feuille=True),
        Champ("recours_du", N_("Jour du recours accueilli"), N_("1er décembre 2026"), TOUS, feuille=True),
        Champ("delegation", N_("Pour qui et par quelle délégation"), N_("Pour le président et par délégation"),
              feuille=True),
        Champ("qualite", N_("Qualité du signataire"), N_("La directrice des études"), feuille=True, requis=TOUS,
              toujours=True),
        Champ("signataire", N_("Prénom et nom du signataire"), N_("Claire Le Goff"), feuille=True, requis=TOUS,
              toujours=True),
        Champ("recours", N_("Voies et délais de recours"), N_("Si vous contestez cette décision…"), feuille=True),
    )
}
# fmt: on
