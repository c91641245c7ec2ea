"""A file that comes in: what was read of it, what a plan would do of each line, what was done.

source (`SourceLue`, its cells as text) → plan (`PlanImport`, nothing written) → report (`RapportImport`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scolarite_desk.msg import N_, NOTHING, Msg

# What a plan does of a line; their codes are those of `import --json`.
CREER, MODIFIER, INCHANGE, DOUTEUX, REJETE = "creer", "modifier", "inchange", "douteux", "rejete"
ACTIONS = (CREER, MODIFIER, INCHANGE, DOUTEUX, REJETE)

# What becomes of a value that the base has already. A blank cell never empties anything, whatever the policy.
VIDES, REMPLACER, DEMANDER = "vides", "remplacer", "demander"
POLITIQUES = (VIDES, REMPLACER, DEMANDER)


@dataclass(frozen=True, slots=True)
class Endroit:
    """Where a line stands in its file: the number that a spreadsheet shows, its sheet where there are several."""

    ligne: int
    feuille: str = ""

    def dit(self) -> Msg:
        """The same, as a spreadsheet says it."""
        if self.feuille:
            return N_("Feuille «\u00a0{feuille}\u00a0», ligne {ligne}", feuille=self.feuille, ligne=self.ligne)
        return N_("Ligne {ligne}", ligne=self.ligne)


@dataclass(frozen=True, slots=True)
class LigneLue:
    """One line of a source whose columns have a meaning.

    `valeurs`: text by path of `models/fields` (« identite.nom_naissance », « cursus_externes.2.annee »,
    « identifiants.PARCOURSUP », « candidatures.formation »), converted to what the readers of forms take; blanks are
    left out. `brut`: the cells as they are, for the file of errors. `remarques`: what a conversion did and tells.
    """

    lieu: Endroit
    valeurs: Mapping[str, str]
    brut: tuple[str, ...] = ()
    remarques: tuple[Msg, ...] = ()
    fautes: Mapping[str, Msg] = field(default_factory=dict)  # by path, what its text may not be read as: it is rejected


@dataclass(frozen=True, slots=True)
class ColonneLue:
    """One column of a source: its header as written, the path that it fills (« » : left aside), and what it is called
    there. `rang`: its place in the line, from 0; several columns may have one header.
    """

    rang: int
    entete: str
    chemin: str = ""


@dataclass(frozen=True, slots=True)
class SourceLue:
    """A file read to its last line: which kind it is and why it was taken for it, its columns, its lines."""

    profil: str
    pourquoi: Msg
    fichier: str
    empreinte: str  # SHA-256 of the bytes
    colonnes: tuple[ColonneLue, ...]
    lignes: tuple[LigneLue, ...]
    remarques: tuple[Msg, ...] = ()  # encoding, month before day, footer left out...


@dataclass(frozen=True, slots=True)
class Lecture:
    """How a file is read, where a person says so; what is blank is as the file itself shows. `colonnes`: the path that
    a column fills, by its place from 0; "" leaves it aside.
    """

    profil: str = ""
    feuille: str = ""
    entete: int = 0  # the number of the line of headers
    colonnes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChoixImport:
    """What the person decides of an import; all of it has a default that writes least."""

    politique: str = VIDES
    par_champ: Mapping[str, str] = field(default_factory=dict)  # a policy by path, over the common one
    campagne: str = ""  # key; the open one where there is one
    formation: str = ""  # key: the file is about this one, where it names none
    reglees: Mapping[Endroit, str] = field(
        default_factory=dict
    )  # of a doubtful line: the person it is, "" somebody new
    correspondances: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (path, text) → value, over memory
    complete: bool = False  # the source lists everybody: who is missing is told
    strict: bool = False  # all or nothing
    tranchees: Mapping[tuple[Endroit, str], bool] = field(
        default_factory=dict
    )  # a difference (line, path) that was looked at: the file's value is taken, or ours stays


@dataclass(frozen=True, slots=True)
class Ecart:
    """One field that a line would change, as it is shown. `garde`: what is there stays, and why."""

    chemin: str
    avant: str
    apres: str
    garde: Msg = NOTHING


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody of the base who may be the person of a line: never taken for them by itself. `personne`: a key, or
    « ligne:14 » for somebody whom the file itself named there.
    """

    personne: str
    dossier: str  # number, or blank
    nom: str
    ne_le: str
    pourquoi: Msg


@dataclass(frozen=True, slots=True)
class LignePlan:
    """What would become of one line. `cle`: the row that is there already."""

    lieu: Endroit
    action: str
    valeurs: Mapping[str, str]
    message: Msg = NOTHING
    cle: str = ""
    ecarts: tuple[Ecart, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    champ: str = ""  # the path that is at fault
    brut: tuple[str, ...] = ()

    @property
    def laissee(self) -> bool:
        """Whether it is not written: somebody has to look at it."""
        return self.action in (DOUTEUX, REJETE)


@dataclass(frozen=True, slots=True)
class Inconnu:
    """A text that no list knows, asked once for the whole file: (value, label) proposed, the likeliest first."""

    chemin: str
    texte: str
    lignes: int
    propositions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What an import would do, line by line; `absents`: dossiers that a complete source no longer names."""

    source: SourceLue
    lignes: tuple[LignePlan, ...]
    inconnus: tuple[Inconnu, ...] = ()
    absents: tuple[str, ...] = ()
    remarques: tuple[Msg, ...] = ()
    choix: ChoixImport = field(default_factory=ChoixImport)  # what it was made with

    @property
    def laissees(self) -> tuple[LignePlan, ...]:
        """The lines that would not be written."""
        return tuple(one for one in self.lignes if one.laissee)

    def compte(self) -> dict[str, int]:
        """How many lines of each action, all of them named."""
        found = dict.fromkeys(ACTIONS, 0)
        for one in self.lignes:
            found[one.action] += 1
        return found


@dataclass(frozen=True, slots=True)
class RapportImport:
    """What was done: works of one lot, which one Ctrl+Z takes back; `laissees`: lines that were not written."""

    creees: int
    modifiees: int
    inchangees: int
    laissees: tuple[LignePlan, ...] = ()
    lot: str = ""  # the first work of the lot, « station:number »; blank when nothing was written
