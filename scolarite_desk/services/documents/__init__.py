"""Documents given to people: the receipt, the decision letters. Each is kept, under a number that it bears; printed
again, alone or in one file, it is what was kept, never drawn anew. What they say is in French, whatever the language of
the desk.
"""

from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.documents.essai import Doubtful, refuse_doubtful, try_document
from scolarite_desk.services.documents.lettres import issue_letter
from scolarite_desk.services.documents.liasse import Bound, merged
from scolarite_desk.services.documents.listes import documents_of, register
from scolarite_desk.services.documents.lots import Preflight, issue_letters, preflight
from scolarite_desk.services.documents.meme import content_of, known_today
from scolarite_desk.services.documents.noms import file_names
from scolarite_desk.services.documents.recus import issue_receipt, void_receipt
from scolarite_desk.services.documents.registre import Issued, again, is_here, keep, next_of, reprint

__all__ = [
    "Bound",
    "Doubtful",
    "Issued",
    "Preflight",
    "again",
    "content_of",
    "documents_of",
    "file_names",
    "is_here",
    "issue_courrier",
    "issue_letter",
    "issue_letters",
    "issue_receipt",
    "keep",
    "known_today",
    "merged",
    "next_of",
    "preflight",
    "refuse_doubtful",
    "register",
    "reprint",
    "try_document",
    "void_receipt",
]
