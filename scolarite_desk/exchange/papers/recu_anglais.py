"""The English of the receipt, by its French (`anglais.py`)."""

from __future__ import annotations

from collections.abc import Mapping

MOTS: Mapping[str, str] = {
    "Récépissé de dépôt": "Acknowledgement of deposit",
    "Accusé de réception": "Acknowledgement of receipt",
    "Manquante": "Missing",
    "Reçue, à vérifier": "Received, to be checked",
    "Reçue et validée": "Received and accepted",
    "Refusée": "Refused",
    "Non concerné": "Not applicable",
    "acquittée": "paid",
    "attestation à vérifier": "certificate to be checked",
    "exonération": "exempt",
    "non due": "not due",
    "attestation à fournir": "certificate to be provided",
    "Demandeur": "Applicant",
    "Date de naissance\u00a0: {jour}": "Date of birth: {jour}",
    "Déposé par {nom}": "Handed in by {nom}",
    "CVEC {annee}\u00a0: {etat}": "CVEC {annee}: {etat}",
    "n° {numero}": "No. {numero}",
    "Dossier": "File",
    "Formation": "Course",
    "Demande": "Request",
    "Reçue le": "Received on",
    "Objet de la demande": "Subject",
    "Pièces à fournir": "Documents to hand in",
    "Pièces reçues": "Documents received",
    "Pièce": "Document",
    "État": "Status",
    "Avant le": "Before",
    "Suite donnée à votre demande": "What happens next",
    "Votre dossier est incomplet. Remettez au service, avant la date indiquée, les pièces ci-dessous (code des "
    "relations entre le public et l’administration, art. L. 114-5).": (
        "Your file is incomplete. Please hand in the documents below before the date shown."
    ),
    "Votre dossier n’est pas encore déclaré complet\u00a0: s’il y manque une pièce, le service vous l’écrira.": (
        "Your file has not been declared complete yet: should a document be missing, you will be told in writing."
    ),
    "Votre dossier est complet\u00a0: aucune pièce n’est à fournir à ce jour.": (
        "Your file is complete: no further document is needed to date."
    ),
    "Ce document ne vaut ni admission ni inscription.": (
        "This document is neither an offer of admission nor an enrolment."
    ),
    "Votre demande recevra une réponse écrite\u00a0; le silence de l’administration ne vaut pas décision.": (
        "You will receive a written answer; the absence of an answer is not a decision."
    ),
    "Une décision vous a été écrite le {jour}.": "A decision was sent to you in writing on {jour}.",
    "Ce que vaudrait une absence de réponse n’est pas encore fixé pour cette demande\u00a0: demandez-le au service.": (
        "What the absence of an answer would mean has not been settled yet for this application: please ask the office."
    ),
    "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée acceptée.": (
        "If you have received no answer {terme}, your application will be deemed accepted."
    ),
    "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée rejetée.": (
        "If you have received no answer {terme}, your application will be deemed rejected."
    ),
    "Le délai de réponse ({mois} mois) est écoulé depuis le {jour}\u00a0: sans réponse reçue à cette date, votre "
    "demande est réputée acceptée.": (
        "The time for an answer ({mois} months) ended on {jour}: if you had received no answer by then, your "
        "application is deemed accepted."
    ),
    "Le délai de réponse ({mois} mois) est écoulé depuis le {jour}\u00a0: sans réponse reçue à cette date, votre "
    "demande est réputée rejetée.": (
        "The time for an answer ({mois} months) ended on {jour}: if you had received no answer by then, your "
        "application is deemed rejected."
    ),
    "D’une demande réputée acceptée, vous pouvez demander l’attestation (code des relations entre le public et "
    "l’administration, art. L. 232-3).": (
        "You may ask for a certificate of an application that is deemed accepted (code of relations between the public "
        "and the administration, article L. 232-3)."
    ),
    "D’un rejet né de l’absence de réponse, vous pouvez, dans ce délai, demander les motifs\u00a0: ils vous sont "
    "communiqués dans le mois (code des relations entre le public et l’administration, art. L. 232-4).": (
        "If the absence of an answer amounts to a rejection, you may ask for its reasons within that time: they are "
        "given to you within a month (code of relations between the public and the administration, article L. 232-4)."
    ),
    "La date de réception n’est pas enregistrée\u00a0: le délai n’a pas de terme connu.": (
        "The date of receipt is not recorded: no last day is known."
    ),
    "Ce délai ne court qu’à compter de la réception des pièces demandées (art. L. 114-5).": (
        "This period only starts once the missing documents have been received (article L. 114-5)."
    ),
    "Ce délai est suspendu pendant le temps laissé pour remettre les pièces demandées (art. L. 114-5).": (
        "This period is suspended during the time given to hand in the missing documents (article L. 114-5)."
    ),
    "Ce délai est suspendu jusqu’à la remise des pièces demandées, au plus tard jusqu’au {jour} (art. L. "
    "114-5)\u00a0: la date indiquée en tient compte.": (
        "This period is suspended until the missing documents are handed in, at the latest until {jour} (article "
        "L. 114-5): the date shown allows for it."
    ),
    "Contre un rejet, vous pouvez, dans les deux mois qui le suivent, former un recours gracieux, un recours "
    "hiérarchique auprès {autorite}, ou saisir {tribunal}, par courrier ou sur www.telerecours.fr (code de justice "
    "administrative, art. R. 421-1 et R. 421-2).": (
        "Within the two months after a rejection, you may ask the university to reconsider, appeal to its superior "
        "authority ({autorite}), or apply to {tribunal}, by post or at www.telerecours.fr."
    ),
    "Contre un rejet, vous pouvez, dans les deux mois qui le suivent, former un recours gracieux ou saisir "
    "{tribunal}, par courrier ou sur www.telerecours.fr (code de justice administrative, art. R. 421-1 et R. 421-2).": (
        "Within the two months after a rejection, you may ask the university to reconsider, or apply to {tribunal}, "
        "by post or at www.telerecours.fr."
    ),
    "à la fin de la phase d’admission de la plateforme Mon Master": (
        "by the end of the admission phase of the Mon Master platform"
    ),
    "Boursier en attente de la décision du CROUS\u00a0: réglez votre inscription au service de la scolarité, sur "
    "pièces, et ne vous reconnectez pas pour payer\u00a0: votre inscription serait annulée.": (
        "As your grant is awaiting the decision of the CROUS, settle your enrolment at this office, with your "
        "documents, and do not log in again to pay: your enrolment would be cancelled."
    ),
    "Aucune candidature n’est enregistrée à ce jour.": "No application is recorded to date.",
    "non enregistrée": "not recorded",
    "non renseignée": "not given",
    "n° {numero} · remis le {jour} à {heure}": "No. {numero} · given on {jour} at {heure}",
    "Agent chargé de votre dossier\u00a0: {agent}": "Officer in charge of your file: {agent}",
    "{heure} h {minute}": "{heure}:{minute}",
    "Refusée le {jour}": "Refused on {jour}",
    "{formations}\u00a0: ": "{formations}: ",
    "{formation} – {demande}": "{formation} – {demande}",
    "INE PROVISOIRE – à remplacer": "PROVISIONAL INE – to be replaced",
    "Vos données servent à instruire votre candidature\u00a0; sans elles, elle ne peut pas l’être.": (
        "Your data are used to process your application, which cannot be done without them."
    ),
    "Responsable du traitement\u00a0: {qui}.": "Controller: {qui}.",
    "Base légale\u00a0: {base}.": "Legal basis: {base}.",
    "Mission d’intérêt public (RGPD, article 6, 1, e)": (
        "task carried out in the public interest (GDPR, article 6, 1, e)"
    ),
    "Destinataires\u00a0: {destinataires}.": "Recipients: {destinataires}.",
    "Agents de la scolarité, membres des commissions, service des inscriptions": (
        "staff of this office, members of admissions committees, enrolment office"
    ),
    "Conservation après la fin de la campagne\u00a0: {durees}.": "Kept after the end of the campaign: {durees}.",
    "{sort} ({duree})": "{sort} ({duree})",
    "VAPP, reprise ou transfert": "prior learning, return to study or transfer",
    "admis": "admitted",
    "refusé ou désisté": "refused or withdrawn",
    "sans suite": "not pursued",
    "Vous pouvez demander l’accès à vos données, leur rectification, leur effacement ou la limitation de leur "
    "traitement, et vous y opposer pour une raison tenant à votre situation (RGPD, art. 15 à 21)": (
        "You may ask for access to your data, their rectification, their erasure or the restriction of their "
        "processing, and object to it on grounds relating to your situation (GDPR, articles 15 to 21)"
    ),
    "{droits}\u00a0: {contact}.": "{droits}: {contact}.",
    "{droits}.": "{droits}.",
    "Délégué à la protection des données\u00a0: {nom}.": "Data protection officer: {nom}.",
    "Vous pouvez adresser une réclamation à la CNIL (www.cnil.fr).": (
        "You may lodge a complaint with the CNIL (www.cnil.fr)."
    ),
    "de {evenement}": "{evenement}",
    "de {nom}": "{nom}",
    "d’{nom}": "{nom}",
    "du {nom}": "Le {nom}",
    "des {nom}": "Les {nom}",
    "{jour}\u00a0{mois}\u00a0{annee}": "{jour}\u00a0{mois}\u00a0{annee}",
    "1er\u00a0{mois}\u00a0{annee}": "1\u00a0{mois}\u00a0{annee}",
    "janvier": "January",
    "février": "February",
    "mars": "March",
    "avril": "April",
    "mai": "May",
    "juin": "June",
    "juillet": "July",
    "août": "August",
    "septembre": "September",
    "octobre": "October",
    "novembre": "November",
    "décembre": "December",
    "le tribunal administratif": "the administrative court",
    "le tribunal administratif {ville}": "the administrative court of {ville}",
    "la réception de la demande": "receipt of the application",
    "la réception du dossier complet": "receipt of the complete application",
    "Candidature": "Application",
    "Validation des acquis (VAPP)": "Prior learning (VAPP)",
    "Reprise d’études": "Return to study",
    "Transfert": "Transfer",
    "Tarif annoncé\u00a0: {tarif}\u00a0€": "Fee announced: {tarif}\u00a0€",
    "au {jour} ({mois} mois à compter {depart})": "by {jour} ({mois} months from {depart})",
    "dans un délai de {mois} mois à compter {depart}": "within {mois} months from {depart}",
}
COMPTES: Mapping[str, tuple[str, str]] = {"{n} mois": ("{n} month", "{n} months")}
