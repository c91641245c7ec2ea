"""The right half of a candidature: the avis, entered, validated, corrected; the letter; the person's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Lists, applying
from scolarite_desk.models.fields.of_dossier import AVIS as AVIS_FIELDS
from scolarite_desk.models.rows.dossier_views import AvisView, CandidatureView
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.decisions import Type
from scolarite_desk.models.rules.gardes import PAS_DEFINITIF, Stade
from scolarite_desk.models.rules.passages import passage
from scolarite_desk.models.rules.requetes import RECOURS, nommee
from scolarite_desk.models.rules.retrait import OF_RIGHT, warning
from scolarite_desk.models.rules.states import AVIS, answer_of
from scolarite_desk.models.rules.vapp import DECIDE_AILLEURS
from scolarite_desk.msg import N_, NC_, joined, verbatim
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis, withdraw_avis
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.store.queries.types import kinds_for
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.desk.places import propose_place
from scolarite_desk.ui.dossier.candidatures.courrier import OtherLetter
from scolarite_desk.ui.dossier.candidatures.notes import NotesLues
from scolarite_desk.ui.dossier.candidatures.requetes import Requetes, banner
from scolarite_desk.ui.dossier.candidatures.suites import Suites
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of, meetings_for
from scolarite_desk.ui.forms.parts import Fitted, stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.heures import day, moment, zone
from scolarite_desk.ui.look.texts import say, small, tr, trc
from scolarite_desk.ui.widgets import Button, Strip, Words

# Which act each button does, as the table of passages calls it; some make way for a correction that is typed.
_ACTS = {"validate": "validate_avis", "withdraw": "withdraw_avis"}
_BEFORE_CORRECTING = {"correct": "correct_avis", "unvalidate": "unvalidate_avis"}


class AvisHalf(QWidget):
    """The decision on one candidature."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self._correcting = False
        self._meetings: tuple[list[tuple[str, str]], str | None] = ([], None)
        self._kinds: tuple[Type, ...] = ()
        own = {"seance": lambda: self._meetings[0], "type_decision": self._of_family, "requete": self._appeals}
        self._lists = lists_of(desk, **own)
        self.strip = Strip(theme)
        self.form = ActForm(
            theme,
            AVIS_FIELDS,
            self._lists,
            drafts=desk.drafts,
            on_failure=desk.messages.tell,
            part=True,
        )
        self.form.noted.connect(lambda name: self._lists.forget() if name == "avis" else None)
        for name in ("rang", "commentaire", "corrige_motif"):
            self.form.entered_in(name, self._entered)
        self._acts = dict(self._buttons())
        acts = self._acts
        self.other, self.asked, self.waiting = OtherLetter(desk), Requetes(desk), Strip(theme)
        self.suites, self.notes = Suites(desk), NotesLues(desk)
        self.history, self._history_title = self._history_table(), Words(tr("Tous les avis"), look="strong")
        stack(
            self,
            theme,
            Words(trc("candidature", "Avis"), look="strong"),
            self.strip,
            self.waiting,
            self.form,
            (acts["give"], acts["validate"], acts["withdraw"], acts["leave"]),
            (acts["letter"], acts["correct"], acts["unvalidate"]),
            self.suites,
            self._history_title,
            self.history,
            self.asked,
            self.other,
            self.notes,
        )

    @property
    def _key(self) -> str:
        return self.one.key if self.one is not None else ""

    @property
    def _avis(self) -> AvisView | None:
        return self.one.courant if self.one is not None else None

    @property
    def _validated(self) -> bool:
        return self._avis is not None and self._avis.valide_le is not None

    def open(self, one: CandidatureView) -> None:
        """Show another candidature."""
        self.one, self._correcting = one, False
        self._meet()
        self.form.open(self._values(), one.key)
        self.other.open(one.key)
        self.asked.open(one)
        self.suites.open(one)
        self._show()

    def refresh(self, one: CandidatureView) -> None:
        """What the base holds now; an avis being typed stays."""
        ahead, self.one = self._ahead(), one
        self._meet()
        if not ahead:
            self.form.refresh(self._values())
        self.asked.refresh(one)
        self.suites.refresh(one)
        self._show()

    def commit(self) -> bool:
        """Read what is typed: an avis is only given by its act, its draft is kept."""
        return (self.form.isHidden() or self.form.commit()) and all(
            one.commit() for one in (self.other.form, self.asked, self.suites)
        )

    def begin(self) -> None:
        """Ctrl+D: go to the avis; once it is typed, give it."""
        if self.form.text("avis").strip() and self._ahead():
            self.give()
        else:
            self.reach()

    def reach(self) -> None:
        """Go to the avis: whoever is only led there gives nothing."""
        if self.form.isHidden():
            refused = self._refused("enter_avis") or PAS_DEFINITIF.refus()
            self.desk.messages.say(say(refused.message), "warn", holds=self.form.isHidden)
        else:
            self.form.focus("avis")

    def give(self) -> bool:
        """Enter the avis that is typed, or correct the validated one."""
        if not self.form.text("avis").strip():
            self.form.focus("avis")
            self.form.fault("avis.avis", tr("Choisissez l’avis."))
            return False
        if not self.form.give(self._record):
            return False
        corrected, self._correcting = self._correcting, False
        self.form.open(self._values())
        self._show()
        if corrected:
            propose_place(self.desk, "correct_avis", [self._key])
        return True

    def validate(self) -> None:
        """Ctrl+Maj+D: make it binding; what is still being typed is given first."""
        typed = not self.form.isHidden() and any(seat.dirty for seat in self.form.seats.values())
        if not (typed or self._ahead()) or self.give():
            self._attempt(validate_avis, vu=self._avis.vu if self._avis else "")

    def correct(self) -> None:
        """Begin a correction: the validated avis stays in sight, the reason is asked."""
        refused = self._refused("correct_avis")
        if refused is not None:
            self.desk.messages.say(
                say(refused.message), "warn", holds=lambda: self._refused("correct_avis") is not None
            )
            return
        self._correcting = True
        self.form.open(self._values(), self._key)
        self._show()
        self._warn()
        self.form.focus("avis")

    def _refused(self, acte: str) -> Refused | None:
        """Why an act would be refused where the candidature stands."""
        return passage(acte).refus(self.one.stade if self.one is not None else Stade())

    def _warn(self) -> None:
        """What to know before an admission is taken back, while one may still give the correction up."""
        avis = self._avis
        if avis is None or avis.valide_le is None or avis.avis not in OF_RIGHT:
            return
        told = warning(local(avis.valide_le, zone()).date(), self.desk.lists.today())
        self.desk.messages.say(say(told), "warn", holds=lambda: self._correcting)

    def leave(self) -> None:
        """Give a correction up."""
        self._correcting = False
        self.form.open(self._values())
        self._show()

    def letter(self) -> None:
        """Ctrl+Maj+P: the letter of the validated avis, shown before it is printed."""
        if self.commit() and self.one is not None:
            preview_act(self.desk, self, issue_letter, self.one.key, title=tr("Lettre"), genre="lettre")

    def _record(self) -> None:
        values = applying(AVIS_FIELDS, self.form.values)
        raison, requete = values.pop("corrige_motif") or "", values.pop("requete")
        if self._correcting:  # `malgre`: it was warned of; `garder`: the form shows all of it
            self.desk.do(
                self, correct_avis, self._key, raison=raison, malgre=True, requete=requete, garder=False, **values
            )
        else:
            self.desk.do(self, enter_avis, self._key, **values)

    def _entered(self) -> None:
        if not self.form.isHidden() and self.form.text("avis").strip():
            self.give()

    def _meet(self) -> None:
        """Which meetings may have decided, and which kinds may be given, as they are now."""
        self._meetings = meetings_for(self.desk, [self._key]) if self.one is not None else ([], None)
        self._kinds = self.desk.read(kinds_for, self._key) if self.one is not None else ()
        self._lists.forget()

    def _of_family(self) -> list[tuple[str, str]]:
        """The kinds of the avis that is typed."""
        return [(one.cle, say(one.label)) for one in self._kinds if one.famille == self.form.values.get("avis")]

    def _ahead(self) -> bool:
        """Whether the screen says another avis than the base."""
        if self.form.isHidden():
            return False
        kept = self._values()
        return any(self.form.values.get(field.name) != kept.get(field.name) for field in AVIS_FIELDS)

    def _values(self) -> dict[str, Any]:
        """What the form starts from: the avis to be validated or corrected, blank for a new one."""
        avis = self._avis
        if avis is None or (avis.valide_le is not None and not self._correcting):
            return {"en_seance": self._meetings[1], **self._told()}
        shown = {field.name: getattr(avis, field.name) or None for field in AVIS_FIELDS}
        asked = self._appeals() if self._correcting else []
        told = {"corrige_motif": None, "rectifie": self._correcting, "recours": bool(asked)}
        return shown | told | {"requete": asked[0][0] if len(asked) == 1 else None} | self._told()

    def _told(self) -> dict[str, Any]:
        """What decides which fields apply."""
        return {"seances": bool(self._meetings[0]), "types": {one.famille for one in self._kinds}}

    def _appeals(self) -> list[tuple[str, str]]:
        """The appeals that a correction may grant."""
        asked = self.one.en_attente if self.one is not None else ()
        return [(one.key, say(nommee(one.genre, one.recue_le))) for one in asked if one.genre in RECOURS]

    def _attempt(self, act: Callable[..., object], **given: object) -> None:
        if self.one is not None and self.desk.attempt(self, act, self.one.key, **given):
            self._show()
            propose_place(self.desk, act.__name__, [self.one.key])

    def _show(self) -> None:
        one, avis = self.one, self._avis
        assert one is not None
        given = one.offers("correct_avis" if self._correcting else "enter_avis")
        self.strip.say(*says(one))
        elsewhere = one.genre == "vapp" and given and one.stade.decision is None
        self.waiting.say(*((say(DECIDE_AILLEURS), "stamp", "muted") if elsewhere else (banner(one), "mail", "warn")))
        self.waiting.setVisible(elsewhere or bool(one.en_attente))
        self.notes.show_of(one.key)
        self.form.setVisible(given)
        fresh = avis is None or self._validated
        label = tr("Rectifier l’avis") if self._correcting else tr("Saisir l’avis")
        self._acts["give"].say(label if fresh else tr("Changer l’avis"), icon="scale")
        live = one.vivante and not one.dehors
        shown = {
            "give": given,
            "leave": self._correcting,
            "letter": live and self._validated and not self._correcting,
            **{name: one.offers(acte) for name, acte in _ACTS.items()},
            **{name: one.offers(acte) and not self._correcting for name, acte in _BEFORE_CORRECTING.items()},
        }
        for name, visible in shown.items():
            self._acts[name].setVisible(visible)
        self.other.setVisible(live)
        self.history.fill(one.avis)
        for part in (self._history_title, self.history):
            part.setVisible(bool(one.avis))

    def _buttons(self) -> Iterator[tuple[str, Button]]:
        theme = self.desk.theme
        yield "give", Button(theme, tr("Saisir l’avis"), self.give, icon="scale", keys="Ctrl+D", needs="avis")
        yield (
            "validate",
            Button(
                theme,
                tr("Valider l’avis"),
                self.validate,
                icon="stamp",
                keys=written("Ctrl+Shift+D"),
                needs="validation",
            ),
        )
        yield (
            "withdraw",
            Button(theme, trc("avis", "Retirer"), lambda: self._attempt(withdraw_avis), icon="trash-2", needs="avis"),
        )
        yield "leave", Button(theme, tr("Renoncer"), self.leave)
        yield (
            "letter",
            Button(
                theme, tr("Éditer la lettre"), self.letter, icon="mail", keys=written("Ctrl+Shift+P"), needs="lettres"
            ),
        )
        yield "correct", Button(theme, tr("Rectifier…"), self.correct, icon="pencil", needs="validation")
        yield (
            "unvalidate",
            Button(theme, tr("Retirer la validation"), lambda: self._attempt(unvalidate_avis), needs="validation"),
        )

    def _history_table(self) -> Fitted[AvisView]:
        columns = (
            Column[AvisView](
                NC_("candidature", "Avis"),
                lambda a: say(a.label),
                icon=lambda a: AVIS[a.avis].icon,
                tone=_tone,
                chars=20,
            ),
            Column[AvisView](
                NC_("moment", "Le"),
                lambda a: day(a.valide_le or a.saisi_le),
                chars=11,
                sort=lambda a: a.valide_le or a.saisi_le,
            ),
            Column[AvisView](N_("Par"), lambda a: a.valide_par or a.saisi_par, chars=13),
            Column[AvisView](N_("Pourquoi"), lambda a: why(a, self.desk.lists), stretch=True),
        )
        return Fitted(self.desk.theme, columns, tr("Tous les avis"), key=lambda a: a.key)


def says(one: CandidatureView) -> tuple[str, str, str]:
    """The current avis, by whom, and what the person answered."""
    avis = one.courant
    if avis is None:
        return tr("Sans avis."), "circle-dashed", "muted"
    state = AVIS[avis.avis]
    given = N_("{avis}, rang {rang}", avis=avis.label, rang=avis.rang) if avis.rang else avis.label
    if avis.valide_le is None:
        entered = N_(
            "{avis}, à valider\u00a0: saisi le {moment} par {auteur}",
            avis=given, moment=moment(avis.saisi_le), auteur=avis.saisi_par,
        )  # fmt: skip
        return _ended(say(entered)), state.icon, "warn"
    valid = N_(
        "{avis}, validé le {moment} par {auteur}",
        avis=given, moment=moment(avis.valide_le), auteur=avis.valide_par,
    )  # fmt: skip
    answer = small(say(answer_of(one.confirmation, avis.avis))) if one.confirmation else ""
    return say(joined(" · ", valid, verbatim(answer))) if answer else _ended(say(valid)), state.icon, state.tone


def _ended(sentence: str) -> str:
    """With its full stop, which « Claire M. » already has."""
    return f"{sentence.removesuffix('.')}."


def why(avis: AvisView, lists: Lists) -> str:
    """What is left to do, the reason of a correction, else the motive, the rank, the condition."""
    if avis.valide_le is None:
        return tr("À valider")
    if avis.corrige_motif:
        return tr("Rectifié\u00a0: {raison}", raison=avis.corrige_motif)
    motif = lists.label("motif_avis", avis.motif) if avis.motif else avis.motif_texte
    rang = tr("Rang {rang}", rang=avis.rang) if avis.rang else ""
    return motif or " · ".join(part for part in (rang, avis.condition) if part)


def _tone(avis: AvisView) -> str:
    tone = AVIS[avis.avis].tone
    return f"icon:{tone}" if tone == "ok" else tone
