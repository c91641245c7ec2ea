"""The English of letters, by their French (`anglais.py`): a translation for information, whose remedies are those of
the French. A value on a line of its own is read in its own language: words that nobody translated stand there.
"""

from __future__ import annotations

from collections.abc import Mapping

GOES_ON = "subject to "  # how a condition begins that goes on from a sentence
MOTS: Mapping[str, str] = {
    "Favorable": "Favourable",
    "Défavorable": "Unfavourable",
    "Liste complémentaire": "Supplementary list",
    "Liste d’attente": "Waiting list",
    "Présélection": "Shortlisted",
    "Traduction donnée pour information\u00a0: seul le texte français de cette lettre fait foi.": (
        "Translation for information only: the French text of this letter alone has legal force."
    ),
    "Objet\u00a0:": "Subject:",
    "{civilite},": "Dear {civilite},",
    "Raison\u00a0:": "Reason:",
    "Cette décision est prise sur votre recours gracieux du {jour}.": (
        "This decision is taken on the request for reconsideration that you made on {jour}."
    ),
    "Cette décision est prise sur votre recours hiérarchique du {jour}.": (
        "This decision is taken on the appeal to a higher authority that you made on {jour}."
    ),
    "Cette décision est prise à la suite de votre recours contentieux du {jour}.": (
        "This decision is taken following the application that you made to the court on {jour}."
    ),
    "Cette décision annule et remplace celle de la lettre {numero} du {jour}.": (
        "This decision cancels and replaces that of letter {numero} of {jour}."
    ),
    "La décision favorable de la lettre {numero} du {jour} est retirée (code des relations entre le public et "
    "l’administration, art. L. 242-1). Celle-ci la remplace.": (
        "The favourable decision of letter {numero} of {jour} is withdrawn (code of relations between the public and "
        "the administration, article L. 242-1). This one replaces it."
    ),
    # What a letter names.
    "votre candidature": "your application",
    "votre demande de validation d’acquis": "your application for recognition of prior learning",
    "votre demande de reprise d’études": "your application to return to study",
    "votre demande de transfert": "your transfer application",
    "en {formation}": "for the course “{formation}”",
    " {ville}": " of {ville}",
    "{heure}\u00a0h\u00a0{minute}": "{heure}:{minute}",
    "{heure}\u00a0h": "{heure}:00",
    "{jour} {date}": "{jour} {date}",
    "lundi": "Monday",
    "mardi": "Tuesday",
    "mercredi": "Wednesday",
    "jeudi": "Thursday",
    "vendredi": "Friday",
    "samedi": "Saturday",
    "dimanche": "Sunday",
    "{piece}, si vous êtes concerné(e)": "{piece}, if this applies to you",
    "Formulaire\u00a0: {nom}": "Form: {nom}",
    "Réponse à la question\u00a0: {question}": "Answer to the question: {question}",
    # What every decision says.
    "{demande} {en_formation}, {campagne}": "{demande} {en_formation}, {campagne}",
    "Je vous prie d’agréer, {civilite}, l’expression de ma considération distinguée.": "Yours sincerely,",
    "Motif de la décision": "Reason for the decision",
    "Les motifs de ce refus vous seront communiqués si vous en faites la demande dans le mois qui suit sa "
    "notification.": (
        "You will be told the reasons for this refusal if you ask for them within one month of its notification."
    ),
    "Cette décision est prise {sous_reserve}.": "This decision is {sous_reserve}.",
    "Cette décision est soumise à une condition\u00a0: {condition}.": (
        "This decision is subject to a condition:\n{condition}"
    ),
    "L’admission ne pourrait être prononcée que {sous_reserve}.": "Admission could only be granted {sous_reserve}.",
    "L’admission resterait soumise à une condition\u00a0: {condition}.": (
        "Admission could only be granted on a condition:\n{condition}"
    ),
    "Confirmez au service que vous acceptez cette proposition au plus tard le {confirmer_avant}"
    "{source_delai?}. Sans confirmation de votre part à cette date, elle sera annulée.": (
        "Please confirm to the office that you accept this offer by {confirmer_avant} at the latest. Without your "
        "confirmation by that date, it will be cancelled."
    ),
    "{formation}\u00a0: refus du {jour}, lettre {numero}": "{formation}: refused on {jour}, letter {numero}",
    "{formation}\u00a0: refus du {jour}": "{formation}: refused on {jour}",
    "attestation de refus en première année de master, {campagne}": (
        "certificate of refusal in the first year of a master’s degree, {campagne}"
    ),
    "J’atteste que l’admission de {nom} en première année de master a été refusée, pour l’année "
    "universitaire {campagne}, dans les formations suivantes\u00a0:": (
        "I certify that the admission of {nom} to the first year of a master’s degree was refused, for the academic "
        "year {campagne}, in the following courses:"
    ),
    "Cette attestation est remise pour saisir le recteur de région académique (code de l’éducation, "
    "art. L. 612-6 et R. 612-36-3).": (
        "This certificate is given for a referral to the rector of the academic region (code of education, articles "
        "L. 612-6 and R. 612-36-3)."
    ),
    "Elle ne remplace pas les lettres de décision, et ne change rien à leurs voies de recours.": (
        "It does not replace the decision letters, and changes nothing to the remedies that they give."
    ),
    "votre saisine du recteur, {campagne}": "your referral to the rector, {campagne}",
    "Le service a pris note que vous avez saisi le recteur de région académique le {saisie_le}, faute "
    "de proposition d’admission en première année de master.": (
        "The office has noted your referral to the rector of the academic region on {saisie_le}, since no first year "
        "of a master’s degree was offered to you."
    ),
    "C’est lui qui examine votre demande et vous propose, s’il y a lieu, des admissions. Répondez à "
    "chacune dans le délai qu’il vous donne\u00a0: passé ce délai, elle peut être perdue.": (
        "The rector examines your request and offers you admissions where appropriate. Answer each one within the time "
        "that you are given: after it, the offer may be lost."
    ),
    "Gardez les relevés de notes de votre licence et vos lettres de refus\u00a0: ils peuvent vous être demandés.": (
        "Keep the transcripts of your bachelor’s degree and your letters of refusal: you may be asked for them."
    ),
    "Pour faire le point sur votre projet\u00a0: {orientation}.": "To discuss your plans:\n{orientation}",
    "Voies et délais de recours": "How and until when to contest this decision",
    "Si vous contestez cette décision, vous pouvez, dans les deux mois qui suivent sa notification (code de "
    "justice administrative, art. R. 421-1 et R. 421-5)\u00a0:": (
        "Should you contest this decision, you may, within two months of its notification (code of administrative "
        "justice, articles R. 421-1 and R. 421-5):"
    ),
    "former un recours gracieux auprès du signataire de cette lettre\u00a0;": (
        "ask whoever signed this letter to reconsider it (recours gracieux);"
    ),
    "former un recours hiérarchique auprès {hierarchique}\u00a0;": (
        "appeal to the superior authority ({hierarchique}; recours hiérarchique);"
    ),
    "saisir le tribunal administratif{tribunal?}, par courrier ou sur www.telerecours.fr.": (
        "apply to the administrative court{tribunal?}, by post or at www.telerecours.fr."
    ),
    "Un recours gracieux formé dans ce délai interrompt celui du recours devant le tribunal (code des "
    "relations entre le public et l’administration, art. L. 411-2). Sans réponse dans les deux mois, il est "
    "réputé rejeté (art. L. 231-4)\u00a0: vous avez alors deux mois pour saisir le tribunal.": (
        "A request to reconsider made within this time interrupts the time for applying to the court (code of "
        "relations between the public and the administration, article L. 411-2). Without an answer within two months, "
        "it is deemed rejected (article L. 231-4): you then have two months to apply to the court."
    ),
    "Un recours gracieux ou hiérarchique formé dans ce délai interrompt celui du recours devant le tribunal "
    "(code des relations entre le public et l’administration, art. L. 411-2). Sans réponse dans les deux "
    "mois, il est réputé rejeté (art. L. 231-4)\u00a0: vous avez alors deux mois pour saisir le tribunal.": (
        "A request to reconsider or an appeal to the superior authority made within this time interrupts the time for "
        "applying to the court (code of relations between the public and the administration, article L. 411-2). "
        "Without an answer within two months, it is deemed rejected (article L. 231-4): you then have two months to "
        "apply to the court."
    ),
    "Saisine du recteur": "Referral to the rector",
    "Titulaire d’un diplôme national de licence, sans proposition d’admission en première année de master, "
    "vous pouvez saisir le recteur de région académique sur www.monmaster.gouv.fr, dans les quinze jours qui "
    "suivent votre dernier refus et aux conditions des articles L. 612-6 et R. 612-36-3 du code de l’éducation.": (
        "If you hold a national licence (bachelor’s degree) and have no offer of admission to the first year of a "
        "master’s degree, you may refer the matter to the rector of the academic region at www.monmaster.gouv.fr, "
        "within fifteen days of your last refusal and under articles L. 612-6 and R. 612-36-3 of the code of "
        "education."
    ),
    "La commission a relevé, au vu de votre dossier, le motif suivant\u00a0: {motif}.": (
        "The committee noted the following reason from your file: {motif}."
    ),
    # Decisions.
    "J’ai le plaisir de vous annoncer que {demande} est retenue.": (
        "I am pleased to inform you that {demande} has been accepted."
    ),
    "Vous pouvez vous inscrire {en_formation} pour l’année universitaire {campagne}.": (
        "You may enrol {en_formation} in the academic year {campagne}."
    ),
    "Cette décision vaut pour cette formation et cette année seulement. Elle ne tient pas lieu "
    "d’inscription administrative.": (
        "This decision holds for this course and this year only. It is not an enrolment."
    ),
    "J’ai le regret de vous annoncer que {demande} n’est pas retenue.": (
        "I regret to inform you that {demande} has not been accepted."
    ),
    "L’admission {en_formation} vous est refusée pour l’année universitaire {campagne}.": (
        "Admission {en_formation} is refused to you for the academic year {campagne}."
    ),
    "La commission a examiné {demande}.": "The committee has examined {demande}.",
    "À ce jour, vous figurez au rang {rang} de la liste complémentaire.": (
        "To date, you are number {rang} on the supplementary list."
    ),
    "Vous figurez sur la liste complémentaire.": "You are on the supplementary list.",
    "Une place vous sera proposée par écrit, dans l’ordre de cette liste, si des personnes admises "
    "renoncent à la leur.": (
        "You will be offered a place in writing, in the order of this list, if admitted applicants give up theirs."
    ),
    "La commission a examiné {demande} et ne s’est pas encore prononcée.": (
        "The committee has examined {demande} and has not decided yet."
    ),
    "À ce jour, vous figurez au rang {rang} de la liste d’attente.": (
        "To date, you are number {rang} on the waiting list."
    ),
    "Vous figurez sur la liste d’attente.": "You are on the waiting list.",
    "Cette lettre n’est ni une admission ni un refus.": "This letter is neither an admission nor a refusal.",
    "Une décision vous sera adressée par écrit dès que possible.": (
        "A decision will be sent to you in writing as soon as possible."
    ),
    "La commission a présélectionné {demande} et souhaite vous rencontrer avant de se prononcer.": (
        "The committee has shortlisted {demande} and wishes to meet you before deciding."
    ),
    "Rendez-vous le {convocation} à {heure}, {lieu}.": "Please come on {convocation} at {heure}:\n{lieu}",
    "Présentez-vous avec cette lettre et une pièce d’identité.": ("Please bring this letter and an identity document."),
    "En cas d’empêchement, prévenez le service avant cette date\u00a0: {joindre}.": (
        "If you cannot come, please tell the office before that date: {joindre}."
    ),
    "Cette présélection ne vaut pas admission.": "Being shortlisted is not an admission.",
    # Those of prior learning and of a transfer.
    "un avis favorable": "a favourable opinion",
    "un avis défavorable": "an unfavourable opinion",
    "un avis de réorientation": "an opinion that advises another course",
    "Réunie le {commission_le}, elle a rendu {avis_commission}. Au vu de cet avis, la décision suivante a été prise le "
    "{decide_le}.": (
        "It met on {commission_le} and gave {avis_commission}. In the light of that opinion, the following decision "
        "was taken on {decide_le}."
    ),
    "Elle est assortie de ce qui suit\u00a0: {condition}.": "It comes with the following: {condition}.",
    "La commission pédagogique a examiné votre demande de validation d’acquis.": (
        "The academic committee has examined your application for recognition of prior learning."
    ),
    "La dispense du titre normalement requis vous est accordée\u00a0: vous pouvez vous inscrire {en_formation} pour "
    "l’année universitaire {campagne} (code de l’éducation, art. D. 613-38 à D. 613-50).": (
        "You are exempted from the qualification normally required and may enrol {en_formation} in the academic year "
        "{campagne} (code of education, articles D. 613-38 to D. 613-50)."
    ),
    "Cette décision vaut pour cet établissement, cette formation et cette année seulement. Elle ne "
    "délivre aucun diplôme et ne tient pas lieu d’inscription administrative.": (
        "This decision holds for this institution, this course and this year only. It awards no degree and is not an "
        "enrolment."
    ),
    "La dispense du titre normalement requis pour vous inscrire {en_formation} vous est refusée pour "
    "l’année universitaire {campagne} (code de l’éducation, art. D. 613-38 à D. 613-50).": (
        "The exemption from the qualification normally required to enrol {en_formation} is refused to you for the "
        "academic year {campagne} (code of education, articles D. 613-38 to D. 613-50)."
    ),
    "J’ai le plaisir de vous annoncer que votre demande de transfert est acceptée.": (
        "I am pleased to inform you that your transfer application has been accepted."
    ),
    "Demandez à votre établissement d’origine de nous transmettre votre dossier.": (
        "Please ask your institution of origin to send us your file."
    ),
    "J’ai le regret de vous annoncer que votre demande de transfert n’est pas acceptée.": (
        "I regret to inform you that your transfer application has not been accepted."
    ),
    "L’inscription par transfert {en_formation} vous est refusée pour l’année universitaire "
    "{campagne}. Votre situation dans votre établissement d’origine n’est pas changée par cette "
    "décision.": (
        "Enrolment by transfer {en_formation} is refused to you for the academic year {campagne}. This decision "
        "changes nothing in your situation at your institution of origin."
    ),
    # Letters that decide nothing.
    "Pour toute question\u00a0: {joindre}.": "For any question: {joindre}.",
    "pièces manquantes, {demande} {en_formation}, {campagne}": (
        "missing documents, {demande} {en_formation}, {campagne}"
    ),
    "Votre dossier n’est pas complet. Il manque\u00a0:": (
        "Your file is not complete. The following documents are missing:"
    ),
    "Faites-les parvenir au service au plus tard le {avant_le}.": (
        "Please send them to the office by {avant_le} at the latest."
    ),
    "Tant qu’elles manquent, le délai d’une réponse qui vous est encore due est suspendu ou ne court pas "
    "(code des relations entre le public et l’administration, art. L. 114-5).": (
        "While they are missing, the time of any answer still owed to you is suspended or does not start (code of "
        "relations between the public and the administration, article L. 114-5)."
    ),
    "désistement, {demande} {en_formation}, {campagne}": "withdrawal, {demande} {en_formation}, {campagne}",
    "Votre désistement a été enregistré le {donnee_le}.": "Your withdrawal was recorded on {donnee_le}.",
    "La date limite est passée sans réponse de votre part\u00a0: votre silence vaut renoncement.": (
        "As you did not answer by the deadline, you are deemed to have withdrawn."
    ),
    "La place ou le rang qui vous était réservé ne l’est plus. Vous n’avez rien d’autre à faire.": (
        "The place or the rank that was kept for you is no longer. You have nothing else to do."
    ),
    "Si vous n’avez pas renoncé, prévenez le service sans attendre\u00a0: {joindre}.": (
        "If you have not withdrawn, please tell the office at once: {joindre}."
    ),
    "place proposée, {demande} {en_formation}, {campagne}": "offer of a place, {demande} {en_formation}, {campagne}",
    "Vous figurez au rang {rang} de la liste complémentaire, et une place se libère.": (
        "You are number {rang} on the supplementary list, and a place has become available."
    ),
    "Vous figurez sur la liste complémentaire, et une place se libère.": (
        "You are on the supplementary list, and a place has become available."
    ),
    "Cette place vous est proposée. Répondez au service au plus tard le {avant_le}.": (
        "This place is offered to you. Please answer the office by {avant_le} at the latest."
    ),
    "Si vous l’acceptez, votre admission vous sera confirmée par écrit. Sans réponse de votre part à "
    "cette date, la place sera proposée à une autre personne.": (
        "If you accept it, your admission will be confirmed in writing. Without your answer by that date, the place "
        "will be offered to somebody else."
    ),
    "Pour répondre\u00a0: {joindre}.": "To answer: {joindre}.",
    "réponse attendue, {demande} {en_formation}, {campagne}": (
        "your answer is awaited, {demande} {en_formation}, {campagne}"
    ),
    "Une place vous a été proposée par la lettre {lettre} du {lettre_le}.": (
        "You were offered a place by letter {lettre} of {lettre_le}."
    ),
    "À ce jour, votre réponse n’est pas enregistrée.": "To date, no answer of yours is recorded.",
    "Confirmez que vous acceptez cette proposition au plus tard le {avant_le}{source_delai?}.": (
        "Please confirm that you accept this offer by {avant_le} at the latest."
    ),
    "Sans confirmation de votre part à cette date, elle sera annulée.": (
        "Without your confirmation by that date, it will be cancelled."
    ),
    "Si vous avez déjà répondu, ne tenez pas compte de cette lettre.": (
        "If you have already answered, please disregard this letter."
    ),
    "votre inscription {en_formation}, {campagne}": "your enrolment {en_formation}, {campagne}",
    "Le service vous attend pour votre inscription administrative {en_formation}.": (
        "The office expects you for your enrolment {en_formation}."
    ),
    "Pour {delegant}\net par délégation,": "For {delegant}\nand by delegation,",
    "motifs de la décision, {demande} {en_formation}, {campagne}": (
        "reasons for the decision, {demande} {en_formation}, {campagne}"
    ),
    "Vous avez demandé les motifs du refus opposé à {demande}. Le service a reçu cette demande le {demandee_le}.": (
        "You asked for the reasons why {demande} was refused. The office received your request on {demandee_le}."
    ),
    "Ce refus vous a été notifié par la lettre {lettre} du {lettre_le}.": (
        "You were notified of this refusal by letter {lettre} of {lettre_le}."
    ),
    "Ce refus est né le {implicite_le} de l’absence de réponse de l’administration.": (
        "This refusal arose on {implicite_le}, as the administration had not answered."
    ),
    "Les voies et délais de recours sont ceux qu’indique la lettre {lettre}.": (
        "How and until when to contest it are those stated in letter {lettre}."
    ),
    "Si vous contestez ce rejet, vous pouvez, jusqu’à l’expiration de deux mois suivant le jour où ces motifs vous "
    "sont communiqués (code des relations entre le public et l’administration, art. L. 232-4\u00a0; code de justice "
    "administrative, art. R. 421-1)\u00a0:": (
        "Should you contest this rejection, you may, within two months of the day on which these reasons are given to "
        "you (code of relations between the public and the administration, article L. 232-4; code of administrative "
        "justice, article R. 421-1):"
    ),
    "Apportez\u00a0:": "Please bring:",
    "cette lettre et une pièce d’identité\u00a0;": "this letter and an identity document;",
    "vos diplômes et relevés de notes\u00a0;": "your degrees and transcripts;",
    "l’attestation de CVEC {campagne}, obtenue sur cvec.etudiant.gouv.fr, sauf si la CVEC ne vous concerne "
    "pas\u00a0;": ("the CVEC certificate {campagne}, from cvec.etudiant.gouv.fr, unless you do not have to pay it;"),
    "de quoi régler les droits d’inscription{droits?}, s’il vous en est demandé.": (
        "a means of paying the enrolment fees{droits?}, if you are asked for any."
    ),
    "Votre bourse n’est pas encore notifiée\u00a0: vous réglez à la scolarité, sur pièces. Ne payez pas de nouveau en "
    "ligne, votre inscription serait annulée.": (
        "Your grant has not been notified yet: you pay at the registrar’s office, on presentation of your documents. "
        "Do not pay online again, as your enrolment would be cancelled."
    ),
    "Il manque aussi à votre dossier\u00a0:": "Your file also lacks:",
    "Votre admission est prononcée {sous_reserve}\u00a0: apportez-en la preuve.": (
        "Your admission is {sous_reserve}: please bring proof of it."
    ),
    "Votre admission est soumise à une condition\u00a0: {condition}. Apportez-en la preuve.": (
        "Your admission is subject to a condition; please bring proof that it is met:\n{condition}"
    ),
}
COMPTES: Mapping[str, tuple[str, str]] = {"Pièce jointe\u00a0:": ("Enclosure:", "Enclosures:")}
