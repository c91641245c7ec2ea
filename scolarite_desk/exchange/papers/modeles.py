"""The default text of each decision letter; those of a kind of candidature in `modeles_genres.py`, letters that decide
nothing in `modeles_courriers.py`. The office may word any of them (`services/modeles.py`).

Each is said in the language of the letter, then its slots are filled by the letter (`reperes.fill`): `{slot}` silences
its paragraph when it is blank, `{slot?}` does not. Law cited: code de justice administrative
R. 421-1, R. 421-5; code des relations entre le public et l'administration L. 231-4, L. 411-2; code de l'éducation
L. 612-6, R. 612-36-3. No article is cited for reasons on request: where that sentence stands today is not settled.
"""

from __future__ import annotations

from collections.abc import Mapping

from scolarite_desk.models.rows.documents import Bloc, ModeleLettre
from scolarite_desk.msg import N_, verbatim

# Translators: {demande} is what was asked, such as « votre candidature »; {en_formation}: « en licence 3 d’histoire »
OBJET = N_("{demande} {en_formation}, {campagne}")

FORMULE = Bloc(N_("Je vous prie d’agréer, {civilite}, l’expression de ma considération distinguée."))

MOTIFS = (
    Bloc(N_("Motif de la décision"), "titre", si="motif"),
    Bloc(verbatim("{motif}")),
    Bloc(
        N_(
            "Les motifs de ce refus vous seront communiqués si vous en faites la demande dans le mois qui suit sa "
            "notification."
        ),
        si="motifs_sur_demande",
    ),
)

CONDITION = (
    # Translators: {sous_reserve} begins with « sous »
    Bloc(N_("Cette décision est prise {sous_reserve}."), "fort", si="sous_reserve"),
    Bloc(N_("Cette décision est soumise à une condition\u00a0: {condition}."), "fort", si="autre_condition"),
)

EVENTUELLE = (  # of an admission that is not given yet
    Bloc(N_("L’admission ne pourrait être prononcée que {sous_reserve}."), si="sous_reserve"),
    Bloc(N_("L’admission resterait soumise à une condition\u00a0: {condition}."), si="autre_condition"),
)

CONFIRMER = (
    Bloc(
        # Translators: {source_delai?} is a comma and who set the date, or nothing
        N_(
            "Confirmez au service que vous acceptez cette proposition au plus tard le {confirmer_avant}"
            "{source_delai?}. Sans confirmation de votre part à cette date, elle sera annulée."
        )
    ),
)

ORIENTATION = Bloc(N_("Pour faire le point sur votre projet\u00a0: {orientation}."))

RECOURS = (
    Bloc(N_("Voies et délais de recours"), "titre"),
    Bloc(
        N_(
            "Si vous contestez cette décision, vous pouvez, dans les deux mois qui suivent sa notification (code de "
            "justice administrative, art. R. 421-1 et R. 421-5)\u00a0:"
        )
    ),
    Bloc(N_("former un recours gracieux auprès du signataire de cette lettre\u00a0;"), "puce"),
    # Translators: {hierarchique} is « de » and who decides above, such as « du président de l’université »
    Bloc(N_("former un recours hiérarchique auprès {hierarchique}\u00a0;"), "puce"),
    # Translators: {tribunal?} is a space, « de » and the town of the court, or nothing
    Bloc(N_("saisir le tribunal administratif{tribunal?}, par courrier ou sur www.telerecours.fr."), "puce"),
    Bloc(
        N_(
            "Un recours gracieux formé dans ce délai interrompt celui du recours devant le tribunal (code des "
            "relations entre le public et l’administration, art. L. 411-2). Sans réponse dans les deux mois, il est "
            "réputé rejeté (art. L. 231-4)\u00a0: vous avez alors deux mois pour saisir le tribunal."
        ),
        si="sans_hierarchique",
    ),
    Bloc(
        N_(
            "Un recours gracieux ou hiérarchique formé dans ce délai interrompt celui du recours devant le tribunal "
            "(code des relations entre le public et l’administration, art. L. 411-2). Sans réponse dans les deux "
            "mois, il est réputé rejeté (art. L. 231-4)\u00a0: vous avez alors deux mois pour saisir le tribunal."
        ),
        si="hierarchique",
    ),
)

SAISINE = (
    Bloc(N_("Saisine du recteur"), "titre", si="saisine_recteur"),
    Bloc(
        N_(
            "Titulaire d’un diplôme national de licence, sans proposition d’admission en première année de master, "
            "vous pouvez saisir le recteur de région académique sur www.monmaster.gouv.fr, dans les quinze jours qui "
            "suivent votre dernier refus et aux conditions des articles L. 612-6 et R. 612-36-3 du code de l’éducation."
        ),
        si="saisine_recteur",
    ),
)

MODELES: Mapping[str, ModeleLettre] = {
    "FA": ModeleLettre(
        OBJET,
        (
            Bloc(N_("J’ai le plaisir de vous annoncer que {demande} est retenue.")),
            Bloc(N_("Vous pouvez vous inscrire {en_formation} pour l’année universitaire {campagne}."), "fort"),
            *CONDITION,
            *CONFIRMER,
            Bloc(
                N_(
                    "Cette décision vaut pour cette formation et cette année seulement. Elle ne tient pas lieu "
                    "d’inscription administrative."
                )
            ),
            FORMULE,
        ),
    ),
    "DE": ModeleLettre(
        OBJET,
        (
            Bloc(N_("J’ai le regret de vous annoncer que {demande} n’est pas retenue.")),
            Bloc(N_("L’admission {en_formation} vous est refusée pour l’année universitaire {campagne}."), "fort"),
            *MOTIFS,
            ORIENTATION,
            FORMULE,
        ),
        RECOURS + SAISINE,
    ),
    "LC": ModeleLettre(
        OBJET,
        (
            Bloc(N_("La commission a examiné {demande}.")),
            Bloc(N_("À ce jour, vous figurez au rang {rang} de la liste complémentaire."), "fort"),
            Bloc(N_("Vous figurez sur la liste complémentaire."), "fort", si="sans_rang"),
            Bloc(
                N_(
                    "Une place vous sera proposée par écrit, dans l’ordre de cette liste, si des personnes admises "
                    "renoncent à la leur."
                )
            ),
            *EVENTUELLE,
            FORMULE,
        ),
        RECOURS,
    ),
    "LA": ModeleLettre(
        OBJET,
        (
            Bloc(N_("La commission a examiné {demande} et ne s’est pas encore prononcée.")),
            Bloc(N_("À ce jour, vous figurez au rang {rang} de la liste d’attente."), "fort"),
            Bloc(N_("Vous figurez sur la liste d’attente."), "fort", si="sans_rang"),
            Bloc(N_("Cette lettre n’est ni une admission ni un refus."), si="sans_retrait"),
            Bloc(N_("Une décision vous sera adressée par écrit dès que possible.")),
            *EVENTUELLE,
            Bloc(verbatim("{motif}")),
            FORMULE,
        ),
    ),
    "PR": ModeleLettre(
        OBJET,
        (
            Bloc(N_("La commission a présélectionné {demande} et souhaite vous rencontrer avant de se prononcer.")),
            Bloc(N_("Rendez-vous le {convocation} à {heure}, {lieu}."), "fort"),
            *EVENTUELLE,
            Bloc(N_("Présentez-vous avec cette lettre et une pièce d’identité.")),
            Bloc(N_("En cas d’empêchement, prévenez le service avant cette date\u00a0: {joindre}.")),
            Bloc(N_("Cette présélection ne vaut pas admission.")),
            FORMULE,
        ),
    ),
}
