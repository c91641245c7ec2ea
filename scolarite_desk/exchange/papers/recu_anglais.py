"""The English half of the receipt of a foreign visitor, by its French. It moves to an English catalogue once there is
one: `ANGLAIS` is then `langue("en")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations

from scolarite_desk.langue import Langue

_ENGLISH: Mapping[str, str] = {
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
    "Date de naissance": "Date of birth",
    "Déposé par": "Handed in by",
    "Dossier": "File",
    "Formation": "Course",
    "Demande": "Request",
    "Demande reçue le": "Received on",
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
    "Ce récépissé ne vaut ni admission ni inscription.": (
        "This receipt is neither an offer of admission nor an enrolment."
    ),
    "Votre demande recevra une réponse écrite\u00a0; le silence de l’administration ne vaut pas décision.": (
        "You will receive a written answer; the absence of an answer is not a decision."
    ),
    "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée acceptée. Vous pourrez alors demander "
    "l’attestation prévue à l’article L. 232-3 du code des relations entre le public et l’administration.": (
        "If you receive no answer {terme}, your application will be deemed accepted. You may then ask for the "
        "certificate provided for in article L. 232-3 of the code of relations between the public and the "
        "administration."
    ),
    "Ce délai ne court qu’à compter de la réception des pièces demandées.": (
        "This period only starts once the missing documents have been received."
    ),
    "Si vous n’avez pas reçu de réponse {terme}, votre demande sera réputée rejetée.": (
        "If you receive no answer {terme}, your application will be deemed rejected."
    ),
    "Ce délai est suspendu pendant le temps laissé pour remettre les pièces demandées.": (
        "This period is suspended during the time given to hand in the missing documents."
    ),
    "Vous pourrez alors, dans un délai de deux mois, former un recours gracieux ou hiérarchique, ou saisir "
    "{tribunal}, par courrier ou sur www.telerecours.fr (code de justice administrative, art. R. 421-1 et "
    "R. 421-2).": (
        "You may then, within two months, ask the university to reconsider, or apply to {tribunal}, by post or at "
        "www.telerecours.fr."
    ),
    "le tribunal administratif": "the administrative court",
    "le tribunal administratif {ville}": "the administrative court of {ville}",
    "la réception de la demande": "receipt of the application",
    "la réception du dossier complet": "receipt of the complete application",
    "Candidature": "Application",
    "Validation des acquis (VAPP)": "Prior learning (VAPP)",
    "Reprise d’études": "Return to study",
    "Transfert": "Transfer",
    "au {jour} ({mois} mois à compter {depart})": "by {jour} ({mois} months from {depart})",
    "dans un délai de {mois} mois à compter {depart}": "within {mois} months from {depart}",
}


class _English(NullTranslations):
    def gettext(self, message: str) -> str:
        return _ENGLISH.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


ANGLAIS = Langue("en", _English())
