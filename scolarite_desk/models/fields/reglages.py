"""Every setting, once: key, label, reader, default, and what it changes. Law left open is a setting, never a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, NEVER, Field, Lists, Reader
from scolarite_desk.models.fields.octets import Image64
from scolarite_desk.models.fields.of_office import unknown_zone
from scolarite_desk.models.rules.contraste import READABLE, contrast
from scolarite_desk.models.rules.cvec import FIRST_YEAR, known_amount
from scolarite_desk.models.rules.dates import YEARS, is_academic_year
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fuseau import PARIS
from scolarite_desk.models.rules.procedures import PROCEDURES
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim


@dataclass(frozen=True)
class Contribution(r.Montant):
    """Euros that a person may be asked for a year: Decimal. Nothing and thousands are typing errors."""

    def read(self, text: str, lists: Lists, row: Mapping[str, Any]) -> Decimal | None:
        euros = super().read(text, lists, row)
        if euros is not None and not 1 <= euros < 1000:
            raise Fault(N_("Écrivez un montant de 1,00 à 999,99\u00a0euros."))
        return euros


class Couleur(r.Code):
    """A colour that is seen on paper: str, `#RRGGBB`."""

    def read(self, text: str, lists: Lists, row: Mapping[str, Any]) -> str | None:
        code = super().read(text, lists, row)
        if code and contrast(code, PAPER) < READABLE:
            raise Fault(
                N_(
                    "Trop pâle sur le papier\u00a0: {mesure} pour 1, il faut 4,5.",
                    mesure=f"{int(contrast(code, PAPER) * 10) / 10:.1f}".replace(".", ","),
                )
            )
        return code


PAPER = "#ffffff"


@dataclass(frozen=True)
class Setting:
    """One setting. `given`: what it is when nobody chose, a code or a sentence of ours; blank is « à renseigner »."""

    key: str
    label: Msg
    part: Msg
    reader: Reader
    given: str | Msg = ""
    effect: Msg = NOTHING  # what it changes, shown under it
    needed: bool = False  # on the administrator's list while it is blank
    warn: Callable[[Any, Lists, Mapping[str, Any]], Msg | None] | None = None  # as of a field

    def words(self, text: str) -> Msg:
        """A text of it as a paper says it: ours in the language of the paper, that of the office as it was written."""
        return self.given if isinstance(self.given, Msg) and text == self.default else verbatim(text)

    @property
    def default(self) -> str:
        """The text kept when nobody chose, as the papers of the office say it."""
        return kept(self.given) if isinstance(self.given, Msg) else self.given

    def kept(self, text: str, lists: Lists) -> str:
        """The text as it is kept, "" when blank. Raises `Fault` when it cannot be read."""
        value = self.reader.read(text, lists, {})
        if isinstance(value, bool):
            return "oui" if value else "non"
        if value is None or self.reader.kind == "choix":
            return value or ""
        return self.reader.show(value, lists)

    def value(self, text: str, lists: Lists) -> Any:
        """The value that a kept text means, None when it is blank or no longer reads."""
        try:
            return self.reader.read(text, lists, {})
        except Fault:
            return None

    @property
    def field(self) -> Field:
        """The field that the settings window shows."""
        return Field(
            "reglage",
            self.key,
            self.label,
            self.reader,
            part=self.part,
            hint=self.effect,
            required=ALWAYS if self.needed else NEVER,
            warn=self.warn,
        )


def _by_procedure() -> Iterator[Setting]:
    """What silence means for each procedure, and after how many months; blank: the general rule of the office."""
    for one in PROCEDURES.values():
        effet = N_("Absence de réponse\u00a0: {procedure}", procedure=one.label)
        mois = N_("Délai en mois\u00a0: {procedure}", procedure=one.label)
        yield Setting(one.cle_effet, effet, REPONSE, r.Choix("silence"), given=one.effet, effect=one.source)
        yield Setting(one.cle_mois, mois, REPONSE, r.Entier(1, 24), given=one.mois, effect=one.source)


ETABLISSEMENT, INE, CVEC = N_("Établissement"), N_("INE"), N_("CVEC")
DROIT, REPONSE, NUMEROS = N_("Règles de droit"), N_("Réponse par procédure"), N_("Candidatures")
DONNEES, SECURITE = N_("Données personnelles"), N_("Sécurité")


# A table reads better as lines.
# fmt: off
SETTINGS = (
    Setting("etablissement", N_("Nom"), ETABLISSEMENT, r.Texte(200), effect=N_("En tête des reçus et des courriers"),
            needed=True),
    Setting("uai", N_("UAI"), ETABLISSEMENT, r.Uai(), effect=N_("Préfixe des INE provisoires"), needed=True),
    Setting("service", N_("Service"), ETABLISSEMENT, r.Texte(200),
            effect=N_("Nom du service sur le reçu (CRPA R. 112-5)"), needed=True),
    Setting("adresse", N_("Adresse"), ETABLISSEMENT, r.LongTexte(500), effect=N_("Sur le reçu et les courriers"),
            needed=True),
    Setting("telephone", N_("Téléphone"), ETABLISSEMENT, r.Telephone(), effect=N_("Sur le reçu (CRPA R. 112-5)"),
            needed=True),
    Setting("courriel", N_("Courriel"), ETABLISSEMENT, r.Courriel(), effect=N_("Sur le reçu (CRPA R. 112-5)"),
            needed=True),
    Setting("ville", N_("Ville"), ETABLISSEMENT, r.Texte(100), effect=N_("Devant la date des lettres"),
            needed=True),
    Setting("fuseau", N_("Fuseau horaire"), ETABLISSEMENT, r.Choix("fuseau"), given=PARIS,
            effect=N_("Heures, jours et échéances\u00a0; un centre peut avoir le sien"), warn=unknown_zone),
    Setting("tribunal", N_("Tribunal administratif de"), ETABLISSEMENT, r.Texte(100),
            effect=N_("Voies de recours, sur les lettres et le reçu"), needed=True),
    Setting("dpo", N_("Délégué (DPO)"), ETABLISSEMENT, r.Texte(200),
            effect=N_("Délégué à la protection des données\u00a0: nom ou courriel"), needed=True),
    Setting("mention_rgpd", N_("Mention d’information"), ETABLISSEMENT, r.LongTexte(1000), effect=N_("Au bas du reçu"),
            given=N_("Vos données servent à instruire votre candidature. "
                     "Vous pouvez y accéder et les faire rectifier.")),
    Setting("mention_rgpd_anglais", N_("Mention en anglais"), ETABLISSEMENT, r.LongTexte(1000),
            effect=N_("Sur le reçu bilingue, si vous avez changé la mention")),
    Setting("orientation", N_("Service d’orientation"), ETABLISSEMENT, r.Texte(200),
            effect=N_("SCUIO-BAIP ou autre, dans la lettre d’un refus et l’attestation de refus")),
    Setting("anglais", N_("Anglais"), ETABLISSEMENT, r.Choix("papier_anglais"), given="langue",
            effect=N_("Sur les reçus et les lettres, avec le français")),
    Setting("accent", N_("Couleur"), ETABLISSEMENT, Couleur("#[0-9A-F]{6}", N_("Une couleur s’écrit #1C6470.")),
            given="#1c6470", effect=N_("De la fenêtre, et du filet en tête des documents")),
    Setting("logo", N_("Logo"), ETABLISSEMENT, Image64(), effect=N_("En tête des reçus et des courriers")),
    Setting("marge_gauche", N_("Marge gauche (mm)"), ETABLISSEMENT, r.Entier(15, 30), given="25",
            effect=N_("Des lettres\u00a0; l’adresse reste dans la fenêtre")),
    Setting("marge_droite", N_("Marge droite (mm)"), ETABLISSEMENT, r.Entier(10, 30), given="22",
            effect=N_("Des lettres")),
    Setting("marge_haut", N_("Marge du haut (mm)"), ETABLISSEMENT, r.Entier(10, 20), given="15",
            effect=N_("Des lettres, première page")),
    Setting("marge_bas", N_("Marge du bas (mm)"), ETABLISSEMENT, r.Entier(15, 35), given="20",
            effect=N_("Des lettres")),
    Setting("ine_provisoire_autorise", N_("Attribuer des INE provisoires"), INE, r.OuiNon(), given="oui",
            effect=N_("Non\u00a0: le dossier reste sans INE")),
    Setting("serie_ine", N_("Lettre de série"), INE, r.Code("[A-Z]", N_("Une seule lettre, de A à Z.")),
            effect=N_("Réservée, inconnue d’Apogée et de Pégase"), needed=True),
    Setting("ordre_ine_base36", N_("Lettres dans l’ordre"), INE, r.OuiNon(), given="non",
            effect=N_("Après 0009\u00a0: oui, 000A\u00a0; non, 0010, et 9999 au plus")),
    Setting("cvec_vapp_non_concernee", N_("VAPP non concernées"), CVEC, r.OuiNon(), given="non",
            effect=N_("Si la VAPP vaut formation continue ici")),
    Setting("vapp_age", N_("VAPP, âge (ans)"), DROIT, r.Entier(16, 40), given="20",
            effect=N_("Sans baccalauréat, à la reprise\u00a0: un avertissement")),
    Setting("vapp_interruption", N_("VAPP, interruption (ans)"), DROIT, r.Entier(1, 10), given="2",
            effect=N_("Sans baccalauréat, depuis les études initiales\u00a0: un avertissement")),
    Setting("vapp_echec", N_("VAPP, après un échec (ans)"), DROIT, r.Entier(1, 10), given="3",
            effect=N_("Avant une autre demande\u00a0: un avertissement")),
    Setting("vapp_tarif", N_("VAPP, tarif"), DROIT, r.Montant(),
            effect=N_("Proposé dans le dossier\u00a0: dit à la personne, aucun paiement n’est noté")),
    Setting("vapp_tarif_emploi", N_("VAPP, demandeur d’emploi"), DROIT, r.Montant(), effect=N_("Tarif proposé")),
    Setting("vapp_tarif_etudiant", N_("VAPP, étudiant de l’établissement"), DROIT, r.Montant(),
            effect=N_("Tarif proposé")),
    Setting("silence", N_("Absence de réponse"), DROIT, r.Choix("silence"), needed=True,
            effect=N_("Acceptation, rejet ou aucune règle\u00a0: au service juridique de trancher")),
    Setting("silence_mois", N_("Délai de réponse (mois)"), DROIT, r.Entier(1, 24), given="2",
            effect=N_("CRPA L. 231-1")),
    Setting("silence_depart", N_("Départ de ce délai"), DROIT, r.Choix("silence_depart"), given="reception",
            effect=N_("Réception ou dossier complet")),
    Setting("jours_ouvres", N_("Report au jour ouvré"), DROIT, r.OuiNon(), given="non",
            effect=N_("Échéances un jour chômé")),
    Setting("delai_pieces", N_("Délai des pièces (jours)"), DROIT, r.Entier(1, 365), given="15",
            effect=N_("Pièces manquantes (CRPA L. 114-5)")),
    Setting("autorite_hierarchique", N_("Autorité hiérarchique"), DROIT, r.Texte(200),
            effect=N_("Vide\u00a0: aucun recours hiérarchique n’est indiqué, un président n’a pas de supérieur")),
    Setting("agent_anonyme", N_("Taire l’agent"), DROIT, r.OuiNon(), given="non",
            effect=N_("Sur le reçu, si la sécurité l’exige (CRPA L. 111-2)")),
    Setting("mention_boursier", N_("Boursier en attente"), DROIT, r.LongTexte(500), given=N_(
                "Boursier en attente de la décision du CROUS\u00a0: réglez votre inscription au service de la "
                "scolarité, sur pièces, et ne vous reconnectez pas pour payer\u00a0: votre inscription serait "
                "annulée."),
            effect=N_("Sur le reçu de qui attend sa notification")),
    Setting("mention_boursier_anglais", N_("La même, en anglais"), DROIT, r.LongTexte(500),
            effect=N_("Si vous avez changé la phrase du boursier")),
    *_by_procedure(),
    Setting("voeux_max", N_("Candidatures au plus"), NUMEROS, r.Entier(1, 100), given="20",
          effect=N_("Au-delà, un avertissement")),
    Setting("ine_obligatoire", N_("INE attendu"), NUMEROS, r.OuiNon(), given="oui",
            effect=N_("Des Français bacheliers")),
    Setting("pays_eef", N_("Pays Études en France"), NUMEROS, r.CodesListed(4000, "pays"),
            effect=N_("Codes, séparés par des espaces")),
    Setting("papiers_prets", N_("Papiers prêts (jours)"), NUMEROS, r.Entier(2, 365), given="7",
            effect=N_("Au-delà, le registre dit ceux qui ne sont pas partis")),
    Setting("quatre_yeux", N_("Validation des avis"), NUMEROS, r.Choix("quatre_yeux"), given="non",
            effect=N_("À deux\u00a0: qui a saisi un avis, ou son profil, ne le valide pas, ni ne décide d’une VAPP")),
    Setting("prefixe_mon_master", N_("Préfixe Mon Master"), NUMEROS, r.Code("[0-9A-Z]{1,2}",
            N_("Un ou deux caractères, comme M3.")), given="M3", effect=N_("À l’inscription, CAND… devient M3…")),
    Setting("si", N_("Logiciel de scolarité"), NUMEROS, r.Choix("si"),
            effect=N_("Pégase ou Apogée\u00a0; avec Apogée, un nom trop long pour lui est signalé où on le tape")),
    Setting("pegase_v28", N_("Pégase 28 ou après"), NUMEROS, r.OuiNon(), given="oui",
            effect=N_("Non\u00a0: deux fichiers et leur archive, au lieu d’un")),
    Setting("origine_pegase", N_("Origine d’admission"), NUMEROS, r.Code("[0-9A-Z]{1,10}",
            N_("Un code court, comme EC.")), given="EC",
            effect=N_("Dans Pégase\u00a0; une formation peut avoir la sienne")),
    Setting("opi_prefixe", N_("Préfixe OPI"), NUMEROS, r.Code("[0-9A-Z]{1,2}", N_("Un ou deux caractères, comme EC.")),
            given="EC", effect=N_("Dans Apogée, devant le numéro de dossier")),
    Setting("ecandidat_pegase", N_("eCandidat relié à Pégase"), NUMEROS, r.OuiNon(), given="non",
            effect=N_("À la ressaisie, ses champs tiennent alors 100\u00a0signes au lieu de 30")),
    Setting("rang_dit", N_("Rang dit dans les lettres"), NUMEROS, r.Choix("rang_dit"), given="reel",
            effect=N_("Celui du jour compte qui attend encore avant la personne")),
    Setting("relance_jours", N_("Relance (jours avant)"), NUMEROS, r.Entier(1, 60), given="7",
            effect=N_("Qui n’a pas répondu est à relancer avant sa date limite")),
    Setting("saisine_jours", N_("Saisir le recteur (jours)"), NUMEROS, r.Entier(1, 365), given="15",
            effect=N_("Après le dernier refus, ou la licence (C. éduc. R. 612-36-3)")),
    Setting("saisine_refus", N_("Refus pour saisir le recteur"), NUMEROS, r.Entier(1, 20), given="5",
            effect=N_("Deux là où il n’y a qu’une université (C. éduc. R. 612-36-3)")),
    Setting("saisine_reponse", N_("Répondre au recteur (jours)"), NUMEROS, r.Entier(1, 365), given="15",
            effect=N_("Après une proposition, ou après la troisième")),
    Setting("conservation_refus", N_("Refus, désistements (mois)"), DONNEES, r.Entier(1, 600), given="12",
            effect=N_("Après la fin de la campagne (Mon Master\u00a0: 1 an, puis 6 mois d’archive)")),
    Setting("conservation_sans_suite", N_("Sans suite (mois)"), DONNEES, r.Entier(1, 600), given="12",
            effect=N_("Demandes jamais décidées, ou annulées")),
    Setting("conservation_admis", N_("Admis (mois)"), DONNEES, r.Entier(1, 600), needed=True,
            effect=N_("Conservation, à trancher avec l’archiviste\u00a0; vide, aucun reçu ne part, rien ne s’efface")),
    Setting("conservation_vapp", N_("VAPP, reprises, transferts (mois)"), DONNEES, r.Entier(1, 600), needed=True,
            effect=N_("Conservation, à trancher avec l’archiviste\u00a0; vide, aucun reçu ne part, rien ne s’efface")),
    Setting("acces_mois", N_("Journal des accès (mois)"), DONNEES, r.Entier(6, 36), given="12",
            effect=N_("Au-delà, il est purgé (CNIL\u00a0: 6 à 12 mois)")),
    Setting("rgpd_responsable", N_("Responsable du traitement"), DONNEES, r.Texte(200),
            effect=N_("Représentant légal, sur la fiche de registre (RGPD art. 30)")),
    Setting("rgpd_base_legale", N_("Base légale"), DONNEES, r.LongTexte(400),
            given=N_("Mission d’intérêt public (RGPD, article 6, 1, e)"), effect=N_("Sur la fiche de registre")),
    Setting("rgpd_destinataires", N_("Destinataires"), DONNEES, r.LongTexte(1000),
            effect=N_("Sur la fiche de registre"),
            given=N_("Agents de la scolarité, membres des commissions, service des inscriptions")),
    Setting("rgpd_contact", N_("Demandes des personnes"), DONNEES, r.Texte(200),
            effect=N_("À qui écrire pour exercer ses droits")),
    Setting("verrouillage", N_("Verrouillage (minutes)"), SECURITE, r.Entier(1, 120), given="5",
            effect=N_("Sans toucher à l’ordinateur\u00a0; le mot de passe est alors redemandé")),
)
# fmt: on

BY_KEY = {setting.key: setting for setting in SETTINGS}
_MONTANT = "cvec_montant_"  # a family of settings, one an academic year: a new campaign needs no new version


def named(key: str) -> Setting | None:
    """The setting of a key, the CVEC of any academic year among them; None when there is no such setting."""
    annee = key.removeprefix(_MONTANT)
    return cvec_amount(annee) if annee != key and _owed(annee) else BY_KEY.get(key)


def _owed(annee: str) -> bool:
    """Whether a CVEC may be due for a text: an academic year, since there is one, and none of a far century."""
    return is_academic_year(annee) and annee >= FIRST_YEAR and int(annee[:4]) in YEARS


@cache
def cvec_amount(annee: str) -> Setting:
    """The CVEC of an academic year ("2026-2027"). What a source gives is its default; else it is to be filled."""
    known = known_amount(annee)
    default = "" if known is None else f"{known:.2f}".replace(".", ",")
    effect = N_("À renseigner") if known is None else N_("Euros")
    label = N_("Montant {annee}", annee=annee)
    return Setting(f"{_MONTANT}{annee}", label, CVEC, Contribution(), default, effect, needed=known is None)


def every(annees: Iterable[str]) -> tuple[Setting, ...]:
    """All of SETTINGS, and after those of the CVEC its amounts in the academic years given, from its first year on."""
    amounts = [cvec_amount(one) for one in sorted(set(annees)) if _owed(one)]
    return tuple(
        chain.from_iterable((one, *amounts) if one.key == "cvec_vapp_non_concernee" else (one,) for one in SETTINGS)
    )


def labels_like(text: str) -> Iterator[Msg]:
    """The labels that a text may be: those of every setting, the CVEC of the year that it ends with among them."""
    return (one.label for one in every([text.rpartition(" ")[2]]))
