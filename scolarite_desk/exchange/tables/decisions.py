"""The decisions of commissions as a workbook or a text file: one table of columns for both.

The columns are those that users of eCandidat know, each once and right, then those they ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import IO

from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.colonne import Colonne, Genre, chosen
from scolarite_desk.exchange.tables.formats import write_table
from scolarite_desk.exchange.tables.gabarit import Classeur, Fact
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.rows.candidature_lue import CandidatureLue, PieceDue, PiecesLues
from scolarite_desk.models.rules import questions as q
from scolarite_desk.models.rules.questions import QuestionPosee, told
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined, verbatim
from scolarite_desk.progress import Progress

TITRE = N_("Décisions")
APROPOS = N_("À propos de cet export")

_QUESTIONS = "questions"

CODE, ENTIER, INSTANT, JOUR = Genre.CODE, Genre.ENTIER, Genre.INSTANT, Genre.JOUR
LONG, MONTANT, NOM, OUI_NON, TEXTE = Genre.LONG, Genre.MONTANT, Genre.NOM, Genre.OUI_NON, Genre.TEXTE

_GENRES = {q.JOUR: JOUR, q.FORMULAIRE: JOUR, q.NOMBRE: Genre.NOMBRE}  # of an answer; any other is a text


def _due(pieces: PiecesLues) -> Msg:
    """The pieces that the person still has to bring, one a line."""
    return joined("\n", *map(_piece, pieces.dues))


def _piece(piece: PieceDue) -> Msg:
    return N_("{libelle} (refusée)", libelle=piece.libelle) if piece.refusee else verbatim(piece.libelle)


def _answers(asked: Iterable[QuestionPosee]) -> Msg:
    """What was answered, a question a line."""
    lines = (
        N_("{question}\u00a0: {reponse}", question=one.libelle, reponse=told(one))
        for one in asked
        if one.valeur is not None or one.dispense
    )
    return joined("\n", *lines)


# One line a column. Another name than the field's is written when a table needs it (« Bac – série »).
# fmt: off
COLONNES: tuple[Colonne[CandidatureLue], ...] = (
    Colonne("dossier", N_("N° dossier"), CODE, lambda c: c.dossier.numero, 11, defaut=True),
    Colonne("nom_naissance", label_of("personne", "nom_naissance"), NOM,
            lambda c: c.personne.nom_naissance, 18, defaut=True),
    Colonne("prenom", label_of("personne", "prenom"), NOM, lambda c: c.personne.prenom, 14, defaut=True),
    Colonne("civilite", label_of("personne", "civilite"), TEXTE, lambda c: c.personne.civilite.label, 10),
    Colonne("nom_usage", label_of("personne", "nom_usage"), TEXTE, lambda c: c.personne.nom_usage, 16, defaut=True),
    Colonne("prenom_usage", label_of("personne", "prenom_usage"), TEXTE, lambda c: c.personne.prenom_usage, 16),
    Colonne("autres_prenoms", label_of("personne", "autres_prenoms"), TEXTE, lambda c: c.personne.autres_prenoms, 18),
    Colonne("ne_le", N_("Date de naissance"), JOUR, lambda c: c.personne.ne_le, 12, defaut=True),
    Colonne("pays_naissance", N_("Pays de naissance"), TEXTE, lambda c: c.personne.pays_naissance.label, 18),
    Colonne("departement_naissance", N_("Département de naissance"), TEXTE,
            lambda c: c.personne.departement_naissance.label, 18),
    Colonne("ville_naissance", label_of("personne", "ville_naissance"), TEXTE,
            lambda c: c.personne.commune_naissance.label, 20),
    Colonne("nationalite", label_of("personne", "nationalite"), TEXTE, lambda c: c.personne.nationalite.label, 16),
    Colonne("langue", label_of("personne", "langue"), TEXTE, lambda c: c.personne.langue.label, 11),
    Colonne("numero_etudiant", N_("N° étudiant"), CODE, lambda c: c.personne.numeros.etudiant, 12),
    Colonne("ecandidat", N_("N° eCandidat"), CODE, lambda c: c.personne.numeros.ecandidat, 12),
    Colonne("mon_master", N_("N° Mon Master"), CODE, lambda c: c.personne.numeros.mon_master, 15),
    Colonne("parcoursup", N_("N° Parcoursup"), CODE, lambda c: c.personne.numeros.parcoursup, 14),
    Colonne("ine", N_("INE"), CODE, lambda c: c.personne.numeros.ine, 13, defaut=True),
    Colonne("ine_provisoire", N_("INE provisoire"), CODE, lambda c: c.personne.numeros.ine_provisoire, 13, defaut=True),
    Colonne("ine_controle", N_("Contrôle de l’INE"), TEXTE, lambda c: c.personne.numeros.ine_controle, 14),
    Colonne("cvec_situation", N_("Situation CVEC"), TEXTE, lambda c: c.dossier.cvec_situation.label, 15),
    Colonne("cvec", N_("N° CVEC"), CODE, lambda c: c.dossier.cvec, 17),
    Colonne("cvec_controle", N_("Contrôle de la CVEC"), TEXTE, lambda c: c.dossier.cvec_controle, 24),
    Colonne("profil", label_of("dossier", "profil"), TEXTE, lambda c: c.dossier.profil.label, 16),
    Colonne("formation_continue", N_("Formation continue"), OUI_NON, lambda c: c.dossier.formation_continue, 12),
    Colonne("telephone", N_("Téléphone"), CODE, lambda c: c.personne.telephone, 16),
    Colonne("portable", N_("Téléphone portable"), CODE, lambda c: c.personne.portable, 16),
    Colonne("courriel", label_of("personne", "courriel"), TEXTE, lambda c: c.personne.courriel, 32),
    Colonne("bac_annee", N_("Bac – année"), ENTIER, lambda c: c.personne.bac.annee, 9),
    Colonne("bac_pays", N_("Bac – pays"), TEXTE, lambda c: c.personne.bac.pays.label, 16),
    Colonne("bac_departement", N_("Bac – département"), TEXTE, lambda c: c.personne.bac.departement.label, 16),
    Colonne("bac_commune", N_("Bac – commune"), TEXTE, lambda c: c.personne.bac.commune, 18),
    Colonne("bac_etablissement", N_("Bac – établissement"), TEXTE, lambda c: c.personne.bac.etablissement.label, 28),
    Colonne("bac_serie", N_("Bac – série"), TEXTE, lambda c: c.personne.bac.serie.label, 24),
    Colonne("bac_mention", N_("Bac – mention"), TEXTE, lambda c: c.personne.bac.mention.label, 13),
    Colonne("bac_moyenne", N_("Bac – moyenne"), TEXTE, lambda c: c.personne.bac.moyenne, 10),
    Colonne("bac_specialite1", N_("Bac – spécialité 1"), TEXTE, lambda c: c.personne.bac.specialite1.label, 24),
    Colonne("bac_specialite2", N_("Bac – spécialité 2"), TEXTE, lambda c: c.personne.bac.specialite2.label, 24),
    Colonne("bac_specialite_premiere", N_("Bac – spécialité de première"), TEXTE,
            lambda c: c.personne.bac.specialite_premiere.label, 24),
    Colonne("bac_option1", N_("Bac – option 1"), TEXTE, lambda c: c.personne.bac.option1.label, 18),
    Colonne("bac_option2", N_("Bac – option 2"), TEXTE, lambda c: c.personne.bac.option2.label, 18),
    Colonne("bac_option3", N_("Bac – option 3"), TEXTE, lambda c: c.personne.bac.option3.label, 18),
    Colonne("bac_option4", N_("Bac – option 4"), TEXTE, lambda c: c.personne.bac.option4.label, 18),
    Colonne("adresse", N_("Adresse complète"), LONG, lambda c: c.personne.adresse.complete, 34),
    Colonne("adresse_ligne", label_of("adresse", "ligne"), TEXTE, lambda c: c.personne.adresse.ligne, 28),
    Colonne("complement1", N_("Complément 1"), TEXTE, lambda c: c.personne.adresse.complement1, 22),
    Colonne("complement2", label_of("adresse", "complement2"), TEXTE, lambda c: c.personne.adresse.complement2, 22),
    Colonne("code_postal", label_of("adresse", "code_postal"), CODE, lambda c: c.personne.adresse.code_postal, 10),
    Colonne("commune", label_of("adresse", "commune"), TEXTE, lambda c: c.personne.adresse.commune.label, 20),
    Colonne("ville_etrangere", N_("Ville à l’étranger"), TEXTE, lambda c: c.personne.adresse.ville_etrangere, 20),
    Colonne("pays", label_of("adresse", "pays"), TEXTE, lambda c: c.personne.adresse.pays.label, 16),
    Colonne("dernier_etablissement", N_("Dernier établissement"), TEXTE,
            lambda c: c.personne.cursus.etablissement.label, 28),
    Colonne("dernier_diplome", N_("Dernier diplôme"), TEXTE, lambda c: c.personne.cursus.diplome.label, 18),
    Colonne("dernier_diplome_libelle", N_("Dernier diplôme (libellé)"), LONG, lambda c: c.personne.cursus.libelle, 30),
    Colonne("moyenne", N_("Moyenne de l’année"), TEXTE, lambda c: c.personne.moyenne, 10),
    Colonne("campagne", N_("Campagne"), TEXTE, lambda c: c.dossier.campagne, 14),
    Colonne("session", N_("Session"), TEXTE, lambda c: c.formation.session, 18),
    Colonne("centre", N_("Centre"), TEXTE, lambda c: c.formation.centre, 24),
    Colonne("commission", N_("Commission"), TEXTE, lambda c: ", ".join(c.formation.commissions), 26),
    Colonne("formation_code", N_("Code formation"), CODE, lambda c: c.formation.code, 13),
    Colonne("formation", N_("Formation"), LONG, lambda c: c.formation.libelle, 30, defaut=True),
    Colonne("genre", N_("Type de demande"), TEXTE, lambda c: c.voeu.genre.label, 14),
    Colonne("proposition", N_("Proposition d’admission"), OUI_NON, lambda c: c.voeu.proposition, 13),
    Colonne("creee_le", N_("Date du vœu"), INSTANT, lambda c: c.voeu.creee_le, 17),
    Colonne("transmise_le", N_("Date de transmission"), JOUR, lambda c: c.voeu.transmise_le, 13),
    Colonne("statut", N_("Statut du dossier"), TEXTE, lambda c: c.voeu.statut.label, 13, defaut=True),
    Colonne("statut_le", N_("Statut modifié le"), INSTANT, lambda c: c.voeu.statut_le, 17),
    Colonne("recue_le", N_("Date de réception"), JOUR, lambda c: c.voeu.recue_le, 13),
    Colonne("complete_le", N_("Complet le"), JOUR, lambda c: c.voeu.complete_le, 13),
    Colonne("incomplete_le", N_("Incomplet le"), JOUR, lambda c: c.voeu.incomplete_le, 13),
    Colonne("complet", N_("Toutes les pièces"), OUI_NON, lambda c: c.voeu.statut.code == "CO", 11),
    Colonne("pieces_manquantes", N_("Pièces manquantes"), LONG, lambda c: _due(c.pieces), 32),
    Colonne("pieces_le", N_("Pièces modifiées le"), JOUR, lambda c: c.pieces.le, 13),
    Colonne("limite_retour", N_("Date limite de retour"), JOUR, lambda c: c.voeu.limite_retour, 13),
    Colonne("retour_reporte", N_("Retour reporté au"), JOUR, lambda c: c.voeu.retour_reporte, 13),
    Colonne("traitement", N_("Type de traitement"), TEXTE, lambda c: c.voeu.traitement.label, 16),
    Colonne("traitement_valide", label_of("candidature", "traitement_valide"), OUI_NON,
            lambda c: c.voeu.traitement_valide, 11),
    Colonne("avis", label_of("avis", "avis"), TEXTE, lambda c: c.avis.avis.label, 18, defaut=True),
    Colonne("rang", label_of("avis", "rang"), ENTIER, lambda c: c.avis.rang, 6, defaut=True),
    Colonne("rang_reel", N_("Rang du jour"), ENTIER, lambda c: c.avis.rang_reel, 8),
    Colonne("promu_rang", N_("Appelé du rang"), ENTIER, lambda c: c.avis.promu_rang, 8),
    Colonne("motif", label_of("avis", "motif"), LONG, lambda c: c.avis.raison, 28, defaut=True),
    Colonne("condition", label_of("avis", "condition"), LONG, lambda c: c.avis.condition, 36),
    Colonne("commentaire", label_of("avis", "commentaire"), LONG, lambda c: c.avis.commentaire, 36),
    Colonne("avis_saisi_le", N_("Avis saisi le"), INSTANT, lambda c: c.avis.saisi_le, 17),
    Colonne("avis_saisi_par", N_("Avis saisi par"), TEXTE, lambda c: c.avis.saisi_par, 18),
    Colonne("avis_valide", N_("Avis validé"), OUI_NON, lambda c: c.avis.valide, 8, defaut=True),
    Colonne("avis_valide_le", N_("Avis validé le"), INSTANT, lambda c: c.avis.valide_le, 16, defaut=True),
    Colonne("avis_valide_par", N_("Avis validé par"), TEXTE, lambda c: c.avis.valide_par, 18),
    Colonne("preselection", N_("Présélection"), LONG, lambda c: c.avis.convocation, 30),
    Colonne("convocation_le", N_("Présélection – date"), JOUR, lambda c: c.avis.convocation_le, 13),
    Colonne("convocation_heure", N_("Présélection – heure"), TEXTE, lambda c: c.avis.convocation_heure, 13),
    Colonne("convocation_lieu", N_("Présélection – lieu"), TEXTE, lambda c: c.avis.convocation_lieu, 26),
    Colonne("limite_confirmation", N_("Date limite de confirmation"), JOUR,
            lambda c: c.avis.limite_confirmation, 13, defaut=True),
    Colonne("confirmation_reportee", N_("Confirmation reportée au"), JOUR, lambda c: c.voeu.confirmation_reportee, 14),
    Colonne("reponse", N_("Confirmation ou désistement"), TEXTE, lambda c: c.voeu.reponse.label, 14, defaut=True),
    Colonne("reponse_le", label_of("candidature", "confirmation_le"), INSTANT, lambda c: c.voeu.reponse_le, 17),
    Colonne("reponse_par", N_("Réponse saisie par"), TEXTE, lambda c: c.voeu.reponse_par, 18),
    Colonne("requetes", N_("Recours, motifs demandés"), LONG, lambda c: joined("\n", *c.requetes.dites), 40),
    Colonne("requete_limite", N_("Demande, réponse due avant le"), JOUR, lambda c: c.requetes.limite, 14),
    Colonne("regime", label_of("dossier", "regime"), TEXTE, lambda c: c.dossier.regime.label, 18),
    Colonne("situation_droits", label_of("candidature", "situation_droits"), TEXTE,
            lambda c: c.voeu.situation_droits.label, 20),
    Colonne("complement_droits", N_("Complément de la situation"), LONG, lambda c: c.voeu.complement_droits, 24),
    Colonne("montant", label_of("candidature", "montant"), MONTANT, lambda c: c.voeu.montant, 13),
    Colonne("inscription", N_("Inscription"), TEXTE, lambda c: c.inscription.etat.label, 16),
    Colonne("inscription_le", N_("Inscription, depuis le"), JOUR, lambda c: c.inscription.le, 13),
    Colonne("inscription_seconde", N_("Second diplôme"), OUI_NON, lambda c: c.inscription.seconde, 10),
    Colonne("inscription_situation", N_("Inscription, situation des droits"), TEXTE,
            lambda c: c.inscription.situation.label, 20),
    Colonne("inscription_du", N_("Droits dus"), MONTANT, lambda c: c.inscription.du, 12),
    Colonne("inscription_percue_le", N_("Droits payés le"), JOUR, lambda c: c.inscription.percu_le, 13),
    Colonne("inscription_mode", N_("Droits, mode de paiement"), TEXTE, lambda c: c.inscription.percu_mode.label, 14),
    Colonne("inscription_preuves", N_("Preuves vues"), LONG, lambda c: joined(", ", *c.inscription.preuves), 28),
    Colonne("inscription_rembourser", N_("Droits à rembourser avant"), JOUR,
            lambda c: c.inscription.rembourser_avant, 13),
    Colonne("inscription_remboursee", N_("Droits remboursés le"), JOUR, lambda c: c.inscription.rembourse_le, 13),
    Colonne("annulee_le", label_of("candidature", "annulee_le"), INSTANT, lambda c: c.voeu.annulee_le, 17),
    Colonne("annulee_par", label_of("candidature", "annulee_par"), TEXTE, lambda c: c.voeu.annulee_par, 18),
    Colonne("silence", N_("Absence de réponse"), TEXTE, lambda c: c.voeu.silence, 22),
    Colonne("silence_le", N_("Décision implicite le"), JOUR, lambda c: c.voeu.silence_le, 13),
    Colonne("silence_source", N_("Délai annoncé par"), TEXTE, lambda c: c.voeu.silence_source, 34),
    Colonne("vapp_etape", N_("VAPP, étape"), TEXTE, lambda c: c.vapp.etape, 22),
    Colonne("vapp_titre", N_("VAPP, titre visé"), LONG, lambda c: c.vapp.titre_vise, 28),
    Colonne("vapp_manquant", N_("VAPP, diplôme manquant"), LONG, lambda c: c.vapp.diplome_manquant, 28),
    Colonne("vapp_reprise", N_("VAPP, reprise prévue le"), JOUR, lambda c: c.vapp.reprise_le, 13),
    Colonne("vapp_opinion", N_("VAPP, avis de la commission"), TEXTE, lambda c: c.vapp.opinion.label, 16),
    Colonne("vapp_commission", N_("VAPP, commission le"), JOUR, lambda c: c.vapp.commission_le, 13),
    Colonne("vapp_dispenses", N_("VAPP, dispenses"), LONG, lambda c: c.vapp.dispenses, 28),
    Colonne("vapp_remise", N_("VAPP, remise à niveau"), LONG, lambda c: c.vapp.remise, 28),
    Colonne("vapp_decision", N_("VAPP, décision du président"), TEXTE, lambda c: c.vapp.decision.label, 13),
    Colonne("vapp_decision_le", N_("VAPP, décision le"), JOUR, lambda c: c.vapp.decision_le, 13),
    Colonne("vapp_signataire", N_("VAPP, signataire"), TEXTE, lambda c: c.vapp.signataire, 22),
    Colonne("vapp_tarif", N_("VAPP, tarif annoncé"), MONTANT, lambda c: c.vapp.tarif, 13),
    Colonne("bloc_notes", N_("Bloc-notes"), LONG, lambda c: "\n".join((*c.personne.notes, *c.voeu.notes)), 40),
    Colonne("etiquettes", N_("Étiquettes"), LONG, lambda c: ", ".join(c.voeu.etiquettes), 24),
    Colonne("saisine_le", label_of("saisine", "le"), JOUR, lambda c: c.dossier.recteur.le, 13),
    Colonne("saisine_accuse_le", N_("Saisine, accusé de réception le"), JOUR,
            lambda c: c.dossier.recteur.accuse_le, 13),
    Colonne("saisine_propositions", N_("Propositions du recteur"), ENTIER,
            lambda c: c.dossier.recteur.propositions, 12),
    Colonne("saisine_issue", N_("Issue de la saisine"), TEXTE, lambda c: c.dossier.recteur.issue.label, 22),
    Colonne("saisine_close_le", N_("Saisine close le"), JOUR, lambda c: c.dossier.recteur.close_le, 13),
    Colonne(_QUESTIONS, N_("Questions et réponses"), LONG, lambda c: _answers(c.questions), 40),
)
# fmt: on
_FIGEES = ("dossier", "nom_naissance", "prenom")

_NOTICE = N_(
    "Ce fichier contient des données personnelles (règlement européen 2016/679, loi du 6 janvier 1978). "
    "Il est réservé aux agents qui traitent ces candidatures\u00a0: ne l’envoyez pas sans protection, "
    "ne le gardez pas plus longtemps que nécessaire, puis supprimez-le."
)
_LECTURE = N_(
    "Une ligne par candidature, avec son dernier avis. Les dates sont de vraies dates\u00a0; une date de naissance "
    "en partie inconnue est un texte (03/2004). Un INE provisoire a sa propre colonne\u00a0: ne le recopiez jamais "
    "à la place d’un INE."
)


@dataclass(frozen=True, slots=True)
class Export:
    """Who exported, when, and what the person asked for, in words.

    `retenues`: why candidatures of the filter were held back, and how many each time, such as
    ("divergence sur l’avis à régler", 2).
    """

    par: str
    le: datetime  # UTC
    fuseau: tzinfo  # of the instants that it shows
    filtre: Msg
    etablissement: Msg = NOTHING
    poste: str = ""
    retenues: tuple[tuple[Msg, int], ...] = ()
    exercice: bool = False  # from the practice base
    questions: tuple[QuestionPosee, ...] = ()  # of the formation that was asked for: a column each


def columns_of(
    columns: Sequence[str] | None, questions: Sequence[QuestionPosee]
) -> tuple[Colonne[CandidatureLue], ...]:
    """Those that were chosen, then a column a question of the only formation: in place of that of all of them, where it
    was chosen, else last unless a choice was made.
    """
    found = chosen(COLONNES, columns)
    if not questions:
        return found
    each = tuple(_of_question(one) for one in questions)
    if columns is None:
        return (*found, *each)
    return tuple(one for column in found for one in (each if column.cle == _QUESTIONS else (column,)))


def _of_question(one: QuestionPosee) -> Colonne[CandidatureLue]:
    genre = _GENRES.get(one.genre, LONG)

    def read(row: CandidatureLue) -> object:
        met = next((met for met in row.questions if met.key == one.key), one)
        return told(met) if genre is LONG else met.valeur if isinstance(met.valeur, date | Decimal) else None

    return Colonne(f"question {one.key}", verbatim(one.libelle), genre, read, 16)


def write_decisions(
    rows: Collection[CandidatureLue],
    meta: Export,
    fmt: str,
    target: Path | IO[bytes],
    columns: Sequence[str] | None = None,
    progress: Progress | None = None,
    *,
    langue: Langue,
    password: str = "",
) -> None:
    """The table in a format of `FORMATS`, to a file that appears only once complete, or to a buffer. Raises `Refused`,
    `Unavailable`.
    """
    colonnes = columns_of(columns, meta.questions)
    classeur = Classeur(
        titre=TITRE,
        colonnes=colonnes,
        apropos=tuple(_apropos(meta, len(rows), len(colonnes))),
        apropos_titre=APROPOS,
        sujet=meta.filtre,
        par=meta.par,
        le=meta.le,
        fuseau=meta.fuseau,
        bandeau=N_("BASE D’EXERCICE – données fictives") if meta.exercice else meta.etablissement,
        figees=_frozen(colonnes),
    )
    with writing(target) as stream:
        write_table(fmt, stream, classeur, rows, progress or Progress(), langue=langue, password=password)


def _frozen(colonnes: Sequence[Colonne[CandidatureLue]]) -> int:
    """How many columns stay in view: those that say who, when they come first."""
    return next((n for n, colonne in enumerate(colonnes) if colonne.cle not in _FIGEES), len(colonnes))


def _apropos(meta: Export, rows: int, columns: int) -> Iterator[tuple[Msg, Fact]]:
    if meta.exercice:
        yield N_("Attention"), N_("Base d’exercice\u00a0: ces personnes et ces décisions sont fictives.")
    yield N_("Établissement"), meta.etablissement
    yield N_("Exporté le"), meta.le
    yield N_("Fuseau horaire"), str(meta.fuseau)
    yield N_("Exporté par"), meta.par
    if meta.poste:
        yield N_("Poste"), meta.poste
    yield N_("Ce qui a été demandé"), meta.filtre
    yield N_("Candidatures exportées"), rows
    yield N_("Candidatures laissées de côté"), _held_back(meta.retenues)
    yield N_("Colonnes"), N_("{choisies} choisies parmi {total}", choisies=columns, total=len(COLONNES))
    yield N_("Comment le lire"), _LECTURE
    yield N_("Données personnelles"), _NOTICE


def _held_back(retenues: Sequence[tuple[Msg, int]]) -> Msg:
    """Why the workbook has fewer lines than the screen."""
    total = sum(count for _, count in retenues)
    if not total:
        return N_("aucune")
    reasons = (N_("{nombre} – {raison}", nombre=count, raison=reason) for reason, count in retenues)
    return NN_(
        "{n} ne figure pas dans cet export\u00a0:\n{raisons}",
        "{n} ne figurent pas dans cet export\u00a0:\n{raisons}",
        total,
        raisons=joined("\n", *reasons),
    )
