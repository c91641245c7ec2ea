"""The default text of the letters that decide nothing: what is missing, a withdrawal acknowledged, a place proposed...
and of the receipt, whose object is printed nowhere.

Law cited: code des relations entre le public et l'administration L. 114-5, L. 232-4 (reasons of an implied rejection:
within the month of the request; the time to contest it runs two months from the day they are given); code de justice
administrative R. 421-1; code de l'éducation L. 612-6, R. 612-36-3.
"""

from __future__ import annotations

from collections.abc import Mapping

from scolarite_desk.exchange.papers.modeles import FORMULE, ORIENTATION, RECOURS
from scolarite_desk.models.rows.documents import Bloc, ModeleLettre
from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    APPEL,
    ATTESTATION,
    DESISTEMENT,
    INSCRIPTION,
    MOTIFS,
    PAPIERS,
    PIECES,
    RECU,
    RELANCE,
)
from scolarite_desk.msg import N_, verbatim

_REACH = Bloc(N_("Pour toute question\u00a0: {joindre}."))

VALEUR = N_("Ce document ne vaut ni admission ni inscription.")
ACCUSE = ModeleLettre(PAPIERS[RECU].label, (Bloc(verbatim("{accuse}")), Bloc(VALEUR, "fort")))

_CONTESTER_REJET = (  # an implied rejection, which no letter said the remedies of
    RECOURS[0],
    Bloc(
        N_(
            "Si vous contestez ce rejet, vous pouvez, jusqu’à l’expiration de deux mois suivant le jour où ces motifs "
            "vous sont communiqués (code des relations entre le public et l’administration, art. L. 232-4\u00a0; code "
            "de justice administrative, art. R. 421-1)\u00a0:"
        )
    ),
    *RECOURS[2:],
)

COURRIERS: Mapping[str, ModeleLettre] = {
    PIECES: ModeleLettre(
        N_("pièces manquantes, {demande} {en_formation}, {campagne}"),
        (
            Bloc(N_("Votre dossier n’est pas complet. Il manque\u00a0:")),
            Bloc(verbatim("{pieces}"), "puce"),
            Bloc(N_("Faites-les parvenir au service au plus tard le {avant_le}."), "fort"),
            Bloc(
                N_(
                    "Tant qu’elles manquent, le délai d’une réponse qui vous est encore due est suspendu ou ne court "
                    "pas (code des relations entre le public et l’administration, art. L. 114-5)."
                )
            ),
            _REACH,
            FORMULE,
        ),
    ),
    DESISTEMENT: ModeleLettre(
        N_("désistement, {demande} {en_formation}, {campagne}"),
        (
            Bloc(
                N_("La date limite est passée sans réponse de votre part\u00a0: votre silence vaut renoncement."),
                si="sans_reponse",
            ),
            Bloc(N_("Votre désistement a été enregistré le {donnee_le}."), "fort"),
            Bloc(N_("La place ou le rang qui vous était réservé ne l’est plus. Vous n’avez rien d’autre à faire.")),
            Bloc(N_("Si vous n’avez pas renoncé, prévenez le service sans attendre\u00a0: {joindre}.")),
            FORMULE,
        ),
    ),
    APPEL: ModeleLettre(
        N_("place proposée, {demande} {en_formation}, {campagne}"),
        (
            Bloc(N_("Vous figurez au rang {rang} de la liste complémentaire, et une place se libère.")),
            Bloc(N_("Vous figurez sur la liste complémentaire, et une place se libère."), si="sans_rang"),
            Bloc(N_("Cette place vous est proposée. Répondez au service au plus tard le {avant_le}."), "fort"),
            Bloc(
                N_(
                    "Si vous l’acceptez, votre admission vous sera confirmée par écrit. Sans réponse de votre part à "
                    "cette date, la place sera proposée à une autre personne."
                )
            ),
            Bloc(N_("Pour répondre\u00a0: {joindre}.")),
            FORMULE,
        ),
    ),
    RELANCE: ModeleLettre(
        N_("réponse attendue, {demande} {en_formation}, {campagne}"),
        (
            Bloc(N_("Une place vous a été proposée par la lettre {lettre} du {lettre_le}.")),
            Bloc(N_("À ce jour, votre réponse n’est pas enregistrée.")),
            # Translators: {source_delai?} is a comma and who set the date, or nothing
            Bloc(
                N_("Confirmez que vous acceptez cette proposition au plus tard le {avant_le}{source_delai?}."), "fort"
            ),
            Bloc(N_("Sans confirmation de votre part à cette date, elle sera annulée.")),
            Bloc(N_("Si vous avez déjà répondu, ne tenez pas compte de cette lettre.")),
            Bloc(N_("Pour répondre\u00a0: {joindre}.")),
            FORMULE,
        ),
    ),
    INSCRIPTION: ModeleLettre(
        N_("votre inscription {en_formation}, {campagne}"),
        (
            Bloc(N_("Le service vous attend pour votre inscription administrative {en_formation}.")),
            Bloc(N_("Rendez-vous le {convocation} à {heure}, {lieu}."), "fort"),
            Bloc(N_("Apportez\u00a0:")),
            Bloc(N_("cette lettre et une pièce d’identité\u00a0;"), "puce"),
            Bloc(N_("vos diplômes et relevés de notes\u00a0;"), "puce"),
            Bloc(
                N_(
                    "l’attestation de CVEC {campagne}, obtenue sur cvec.etudiant.gouv.fr, sauf si la CVEC ne vous "
                    "concerne pas\u00a0;"
                ),
                "puce",
            ),
            # Translators: {droits?} is the amount in brackets, or nothing
            Bloc(N_("de quoi régler les droits d’inscription{droits?}, s’il vous en est demandé."), "puce"),
            Bloc(
                N_(
                    "Votre bourse n’est pas encore notifiée\u00a0: vous réglez à la scolarité, sur pièces. Ne payez "
                    "pas de nouveau en ligne, votre inscription serait annulée."
                ),
                "fort",
                si="bourse_attendue",
            ),
            Bloc(N_("Il manque aussi à votre dossier\u00a0:"), si="pieces"),
            Bloc(verbatim("{pieces}"), "puce"),
            Bloc(N_("Votre admission est prononcée {sous_reserve}\u00a0: apportez-en la preuve."), si="sous_reserve"),
            Bloc(
                N_("Votre admission est soumise à une condition\u00a0: {condition}. Apportez-en la preuve."),
                si="autre_condition",
            ),
            Bloc(N_("En cas d’empêchement, prévenez le service avant cette date\u00a0: {joindre}.")),
            FORMULE,
        ),
    ),
    ATTESTATION: ModeleLettre(
        N_("attestation de refus en première année de master, {campagne}"),
        (
            Bloc(
                N_(
                    "J’atteste que l’admission de {nom} en première année de master a été refusée, pour l’année "
                    "universitaire {campagne}, dans les formations suivantes\u00a0:"
                )
            ),
            Bloc(verbatim("{refus}"), "puce"),
            Bloc(
                N_(
                    "Cette attestation est remise pour saisir le recteur de région académique (code de l’éducation, "
                    "art. L. 612-6 et R. 612-36-3)."
                ),
                "fort",
            ),
            Bloc(N_("Elle ne remplace pas les lettres de décision, et ne change rien à leurs voies de recours.")),
            ORIENTATION,
            FORMULE,
        ),
    ),
    ACCUSE_SAISINE: ModeleLettre(
        N_("votre saisine du recteur, {campagne}"),
        (
            Bloc(
                N_(
                    "Le service a pris note que vous avez saisi le recteur de région académique le {saisie_le}, faute "
                    "de proposition d’admission en première année de master."
                ),
                "fort",
            ),
            Bloc(
                N_(
                    "C’est lui qui examine votre demande et vous propose, s’il y a lieu, des admissions. Répondez à "
                    "chacune dans le délai qu’il vous donne\u00a0: passé ce délai, elle peut être perdue."
                )
            ),
            Bloc(
                N_(
                    "Gardez les relevés de notes de votre licence et vos lettres de refus\u00a0: ils peuvent vous être "
                    "demandés."
                )
            ),
            ORIENTATION,
            _REACH,
            FORMULE,
        ),
    ),
    MOTIFS: ModeleLettre(
        N_("motifs de la décision, {demande} {en_formation}, {campagne}"),
        (
            Bloc(
                N_(
                    "Vous avez demandé les motifs du refus opposé à {demande}. Le service a reçu cette demande le "
                    "{demandee_le}."
                )
            ),
            Bloc(N_("Ce refus vous a été notifié par la lettre {lettre} du {lettre_le}.")),
            Bloc(N_("Ce refus est né le {implicite_le} de l’absence de réponse de l’administration.")),
            Bloc(N_("Motif de la décision"), "titre"),
            Bloc(verbatim("{motif}"), "fort"),
            Bloc(N_("Les voies et délais de recours sont ceux qu’indique la lettre {lettre}.")),
            _REACH,
            FORMULE,
        ),
        _CONTESTER_REJET,
    ),
}
