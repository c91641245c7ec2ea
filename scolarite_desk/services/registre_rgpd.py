"""The sheet of the register of processing (RGPD, article 30, 1): what the settings say, the rest to be completed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.rapport import Cell, Partie, Rapport, couples
from scolarite_desk.models.rules.conservation import SORTS
from scolarite_desk.models.rules.dates import local
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.services import droits, paperwork
from scolarite_desk.services.notice import delegate
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.store import Store

TO_FILL = N_("………… (à compléter)")
FINALITES = N_(
    "Recevoir, compléter et instruire les demandes d’admission, de validation des acquis (VAPP), de reprise d’études "
    "et de transfert\u00a0; recevoir les personnes au guichet\u00a0; notifier les décisions\u00a0; transmettre les "
    "admis au service des inscriptions."
)
PERSONNES = N_("Candidats et étudiants, personnes qui les représentent, agents du service.")
DONNEES = N_(
    "État civil, adresse et moyens de contact, identifiants d’étudiant (INE, numéros de plateformes), parcours et "
    "diplômes, CVEC, pièces présentées (leur copie n’est pas gardée), avis et décisions, visites et notes. Ni numéro "
    "de sécurité sociale, ni donnée de santé, ni copie de pièce d’identité."
)
SECURITE = N_(
    "Base chiffrée (AES-256) ouverte par un mot de passe par agent, profils et périmètres, verrouillage après "
    "inactivité, sauvegardes chiffrées, journal des changements et journal des accès."
)
TRANSFERTS = N_("Aucun transfert hors de l’Union européenne par cette application.")


def sheet(session: Session, at: datetime, par: str) -> Rapport:
    """The sheet, filled with the settings."""
    chosen = settings(session)
    kept = tuple((one.titre, _months(chosen[one.reglage])) for one in SORTS.values())
    who = (
        (N_("Organisme"), chosen["etablissement"]),
        (N_("Adresse"), ", ".join(chosen["adresse"].splitlines())),
        (N_("Représentant légal"), chosen["rgpd_responsable"]),
        (N_("Délégué à la protection des données"), delegate(chosen["dpo"])),
        (N_("Service chargé de la mise en œuvre"), chosen["service"]),
        (N_("Demandes des personnes"), chosen["rgpd_contact"]),
    )
    what = (
        (N_("Finalités"), FINALITES),
        (N_("Base légale"), chosen["rgpd_base_legale"]),
        (N_("Personnes concernées"), PERSONNES),
        (N_("Catégories de données"), DONNEES),
        (N_("Destinataires"), chosen["rgpd_destinataires"]),
        (N_("Transferts hors de l’Union européenne"), TRANSFERTS),
        (N_("Information des personnes"), chosen["mention_rgpd"]),
    )
    return Rapport(
        service=paperwork.service_of(session),
        titre=N_("Fiche de registre des traitements"),
        objet=N_("Gestion des candidatures et accueil de la scolarité"),
        texte=(N_("Règlement (UE) 2016/679, article 30. À vérifier avec le délégué à la protection des données."),),
        parties=(
            Partie(N_("Responsable du traitement"), (), couples(_filled(who))),
            Partie(N_("Traitement"), (), couples(_filled(what))),
            Partie(N_("Durées de conservation, après la fin de la campagne"), (), couples(kept)),
            Partie(N_("Mesures de sécurité"), (SECURITE,)),
        ),
        fait_le=local(at, fuseau(session)),
        fait_par=par,
        pied=N_("Registre des traitements"),
    )


def _filled(lines: tuple[tuple[Msg, Cell], ...]) -> tuple[tuple[Msg, Cell], ...]:
    return tuple((name, value or TO_FILL) for name, value in lines)


def _months(text: str) -> Msg:
    return NN_("{n} mois", "{n} mois", int(text)) if text else TO_FILL


def write_sheet(store: Store, out: Path, *, langue: Langue) -> None:
    """The sheet as a tagged PDF, or as text (.txt) to be pasted in the establishment's own register."""
    from scolarite_desk.exchange.fichier import writing
    from scolarite_desk.exchange.papers import rapport

    droits.need(store, "rgpd", write=False)
    if out.suffix.lower() not in (".pdf", ".txt"):
        raise Refused(N_("Donnez un nom qui finit par .pdf ou par .txt."), "sortie")
    with store.reading() as session:
        told = sheet(session, store.clock(), store.auteur)
    if out.suffix.lower() == ".pdf":
        octets = rapport.render(told, langue=langue).octets
    else:
        octets = rapport.text(told, langue=langue).encode()
    with writing(out) as stream:
        stream.write(octets)
