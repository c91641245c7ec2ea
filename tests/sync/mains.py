"""What the desks of `test_office.py` do: the acts, on which rows, how often each."""

from __future__ import annotations

import random
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.imports import REMPLACER, VIDES, ChoixImport
from scolarite_desk.msg import verbatim
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis, withdraw_avis
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    reopen_candidature,
    transmit,
)
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.dossiers import (
    add_item,
    correct,
    create_dossier,
    open_dossier,
    restore_item,
    withdraw_item,
    write_note,
)
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etiquettes import put_tag, take_off_tag
from scolarite_desk.services.fusions import merge_persons, unmerge_person
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.imports import apply_import, plan_import
from scolarite_desk.services.inscriptions import (
    begin_inscription,
    cancel_inscription,
    enrol,
    record_payment,
    record_proof,
    set_droits,
)
from scolarite_desk.services.offre_reprise import import_formation
from scolarite_desk.services.pieces import receive_piece, refuse_piece, validate_piece
from scolarite_desk.services.questions import answer_question, see_form
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.ressaisie import ask_retyping, retyped, withdraw_retyping
from scolarite_desk.services.saisines import (
    answer_proposition,
    begin_saisine,
    close_saisine,
    propose_place,
    take_refus,
    withdraw_saisine,
)
from scolarite_desk.services.si.envoi import export_again, record_transmission, treat_withdrawal
from scolarite_desk.services.taches import hand_over, take_task
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.services.vapp import decide_vapp, fill_vapp, give_opinion, withdraw_decision, withdraw_opinion
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.queries.divergences import divergences
from tests.services.conftest import Desk
from tests.services.imports.conftest import source
from tests.services.une_inscription import confirmed
from tests.store.damage import sql

_NUMBERS = ("", "K7P2M9QX", "M3R8T5WZ")  # of eCandidat
INES = ("0123456789A", "120000001AB", "130000002CD")


class Hands:
    """What one desk does of itself: `_name` is one act, on rows that the dice choose. `Refused` when there is none."""

    settled: dict[tuple[str, int], set[tuple[str, str, str]]]  # what each settling chose among, by its work

    def keys(self, desk: Desk, genre: str, live: bool = True) -> list[str]:
        """Keys of rows, the oldest first, so that desks meet on the same ones."""
        where = "retire_le IS NULL" if live else "retire_le IS NOT NULL AND retire_le <> 0"
        return [key.hex() for (key,) in sql(desk.store, f'SELECT id FROM "{genre}" WHERE {where} ORDER BY id')]

    def pick(self, dice: random.Random, among: list[Any]) -> Any:
        """One of the first three, most of the time."""
        if not among:
            raise Refused(verbatim("rien"))
        return dice.choice(among[:3] if dice.random() < 0.7 else among)

    def _new(self, dice: random.Random, desk: Desk) -> None:
        name = dice.choice(("KERMAREC", "LE GOFF", "ŒUVRARD", "N’GUESSAN"))
        desk(create_dossier, {"nom_naissance": name, "prenom": dice.choice(("Anna", "Zoé")), "ne_le": "2004-03-07"})

    def _again(self, dice: random.Random, desk: Desk) -> None:
        desk(open_dossier, self.pick(dice, self.keys(desk, "personne")))

    def _correct(self, dice: random.Random, desk: Desk) -> None:
        champ, values = dice.choice(FIELDS)
        desk(correct, champ, self.pick(dice, self.keys(desk, champ_table(champ))), dice.choice(values))

    def _item(self, dice: random.Random, desk: Desk) -> None:
        desk(add_item, "stages", {"organisme": dice.choice("ABC")}, self.pick(dice, self.keys(desk, "personne")))

    def _withdraw(self, dice: random.Random, desk: Desk) -> None:
        chose, genre = dice.choice((("stages", "stage"), ("stages", "stage"), ("candidatures", "candidature"),
                                    ("identite", "personne"), ("formation", "formation")))  # fmt: skip
        if genre == "formation" and dice.random() < 0.8:
            chose, genre = "stages", "stage"
        desk(withdraw_item, chose, self.pick(dice, self.keys(desk, genre)))

    def _restore(self, dice: random.Random, desk: Desk) -> None:
        chose, genre = dice.choice((("stages", "stage"), ("candidatures", "candidature"), ("identite", "personne"),
                                    ("formation", "formation")))  # fmt: skip
        desk(restore_item, chose, self.pick(dice, self.keys(desk, genre, live=False)))

    def _apply(self, dice: random.Random, desk: Desk) -> None:
        formation = dice.choice((desk.licence, desk.master))
        genre = dice.choice(("candidature", "vapp"))
        desk(add_candidature, self.pick(dice, self.keys(desk, "dossier")), formation, genre, motif="vu")

    def _proceed(self, dice: random.Random, desk: Desk) -> None:
        candidature = self.pick(dice, self.keys(desk, "candidature"))
        act: Any = dice.choice((transmit, confirm, reopen_candidature, validate_avis, withdraw_avis, set_statut,
                                cancel_candidature))  # fmt: skip
        more = {set_statut: (dice.choice(("IN", "CO")), None, "vu"), cancel_candidature: ("doublon",)}.get(act, ())
        desk(act, candidature, *more)

    def _avis(self, dice: random.Random, desk: Desk) -> None:
        code = dice.choice(("FA", "DE", "LC", "LA"))
        more = {"DE": {"motif_texte": "vu"}, "LC": {"rang": dice.randint(1, 2)}}.get(code, {})
        desk(enter_avis, self.pick(dice, self.keys(desk, "candidature")), code, **more)

    def _rectify(self, dice: random.Random, desk: Desk) -> None:
        desk(correct_avis, self.pick(dice, self.keys(desk, "candidature")), "LA", "erreur")

    def _piece(self, dice: random.Random, desk: Desk) -> None:
        act = dice.choice((receive_piece, validate_piece, refuse_piece))
        texte = {"texte": "illisible"} if act is refuse_piece else {}
        desk(act, self.pick(dice, self.keys(desk, "candidature")), desk.pieces["IDENTITE"], **texte)

    def _ine(self, dice: random.Random, desk: Desk) -> None:
        motif = dice.choice(("", "vu"))
        desk(record_ine, self.pick(dice, self.keys(desk, "personne")), dice.choice(INES), motif=motif)

    def _cvec(self, dice: random.Random, desk: Desk) -> None:
        personne = self.pick(dice, self.keys(desk, "personne"))
        desk(record_cvec, personne, "2026-2027", "payee", dice.choice(("ABC1ABCDEF12", "DEF2ABCDEF34")))

    def _note(self, dice: random.Random, desk: Desk) -> None:
        desk(write_note, self.pick(dice, self.keys(desk, "personne")), "a téléphoné")

    def _saisine(self, dice: random.Random, desk: Desk) -> None:
        act = dice.choice((begin_saisine, begin_saisine, take_refus, propose_place, answer_proposition, close_saisine,
                           withdraw_saisine))  # fmt: skip
        genre = {begin_saisine: "personne", answer_proposition: "proposition"}.get(act, "saisine")
        more = {begin_saisine: ("2026-2027",), propose_place: (dice.choice("AB"),), close_saisine: ("abandon",),
                answer_proposition: (dice.choice(("acceptee", "refusee")),)}.get(act, ())  # fmt: skip
        desk(act, self.pick(dice, self.keys(desk, genre)), *more)

    def _vapp(self, dice: random.Random, desk: Desk) -> None:
        act = dice.choice((fill_vapp, give_opinion, give_opinion, decide_vapp, withdraw_opinion, withdraw_decision))
        more = {fill_vapp: ({"titre_vise": dice.choice("AB")},), decide_vapp: (dice.choice(("FA", "DE")),),
                give_opinion: (dice.choice(("favorable", "defavorable")), dice.choice("AB"))}.get(act, ())  # fmt: skip
        vows = sql(desk.store, "SELECT id FROM candidature WHERE retire_le IS NULL AND genre = 'vapp' ORDER BY id")
        desk(act, self.pick(dice, [key.hex() for (key,) in vows]), *more)

    def _enrol(self, dice: random.Random, desk: Desk) -> None:
        act = dice.choice((begin_inscription, begin_inscription, enrol, record_payment, record_proof, set_droits,
                           cancel_inscription))  # fmt: skip
        more = {record_payment: (dice.choice(("carte", "cheque")),), record_proof: (dice.choice(("cvec", "bourse")),),
                set_droits: (dice.choice(("plein", "boursier")),)}.get(act, ("vu",))  # fmt: skip
        if act is begin_inscription:
            desk(act, self.pick(dice, self.keys(desk, "candidature")), dice.random() < 0.5)
        else:
            desk(act, self._of(dice, desk, "inscription"), *more)

    def _of(self, dice: random.Random, desk: Desk, genre: str) -> Any:
        """The candidature of a row."""
        key = bytes.fromhex(self.pick(dice, self.keys(desk, genre)))
        return sql(desk.store, f'SELECT candidature_id FROM "{genre}" WHERE id = ?', key)[0][0].hex()

    def _asks(self, dice: random.Random, desk: Desk) -> None:
        genre = dice.choice(("texte", "formulaire", "oui_non"))
        desk(add_item, "question", {"libelle": dice.choice(("Site", "Fiche", "Césure")), "genre": genre})

    def _answers(self, dice: random.Random, desk: Desk) -> None:
        asked, vow = self.pick(dice, self.keys(desk, "question")), self.pick(dice, self.keys(desk, "candidature"))
        if dice.random() < 0.3:
            desk(see_form, vow, asked)
        else:
            desk(answer_question, vow, asked, dice.choice(("Lyon", "oui", "2026-07-03", None)))

    def _tag(self, dice: random.Random, desk: Desk) -> None:
        if dice.random() < 0.2:
            desk(add_item, "etiquette", {"libelle": dice.choice(("À rappeler", "À voir"))})
            return
        of = dice.choice(("personne", "candidature"))
        act = put_tag if dice.random() < 0.7 else take_off_tag
        desk(act, self.pick(dice, self.keys(desk, "etiquette")), **{of: self.pick(dice, self.keys(desk, of))})

    def _task(self, dice: random.Random, desk: Desk) -> None:
        note = self.pick(dice, self.keys(desk, "note"))
        if dice.random() < 0.5:
            desk(take_task, note)
        else:
            desk(hand_over, note, dice.choice(sql(desk.store, "SELECT uuid FROM poste"))[0].hex(), "vite")

    def _fees(self, dice: random.Random, desk: Desk) -> None:
        asked = {"annee": "2026-2027", "niveau": dice.choice(("licence", "master")), "situation": "plein"}
        desk(add_item, "tarif", asked | {"euros": dice.choice((178, 180))})

    def _import(self, dice: random.Random, desk: Desk) -> None:
        lines = [{"identifiants.PARCOURSUP": f"900000{dice.randint(1, 3)}", "identite.nom_naissance": "TANGUY",
                  "identite.ville_naissance": dice.choice(("Brest", "Lomé")), "candidatures.formation": "L2INF",
                  "adresse.ligne": dice.choice(("1 RUE DU PORT", "3 RUE DU PORT"))} for _ in range(2)]  # fmt: skip
        file = source(*lines, fichier=dice.choice(("admis.csv", "admis2.csv")))
        apply_import(desk.store, plan_import(desk.store, file, ChoixImport(politique=dice.choice((VIDES, REMPLACER)))))

    def _formations(self, dice: random.Random, desk: Desk) -> None:
        if dice.random() < 0.2:
            code = dice.choice(("L3MATH", "M1HIST"))
            desk(import_formation, desk.campagne, {"code": code, "libelle": code, "genre": "licence",
                                                   "mode": "presentiel", "traitement": "AC"})  # fmt: skip
        else:
            values = dice.choice(({"code_voeu": dice.choice("AB")}, {"code_etape": dice.choice("AB")}))
            desk(import_formation, desk.campagne, values, dice.choice((desk.licence, desk.master)))

    def _retype(self, dice: random.Random, desk: Desk) -> None:
        act = dice.choice((ask_retyping, ask_retyping, retyped, withdraw_retyping))
        desk(
            act, self.pick(dice, self.keys(desk, "candidature")), *((dice.choice(_NUMBERS),) if act is retyped else ())
        )

    def _transmit(self, dice: random.Random, desk: Desk) -> None:
        act = dice.choice((record_transmission, record_transmission, treat_withdrawal, export_again))
        more = (dice.choice(("a.zip", "b.zip")),) if act is record_transmission else ()
        desk(act, self.pick(dice, self.keys(desk, "candidature")), dice.choice(("pegase", "apogee")), *more)

    def _join(self, dice: random.Random, desk: Desk) -> None:
        if dice.random() < 0.5:
            desk(merge_persons, *(self.pick(dice, self.keys(desk, "personne")) for _ in range(2)))
            return
        gone = sql(desk.store, "SELECT id FROM personne WHERE fusion_id IS NOT NULL ORDER BY id")
        desk(unmerge_person, self.pick(dice, [key.hex() for (key,) in gone]))

    def _receipt(self, dice: random.Random, desk: Desk) -> None:
        desk(issue_receipt, self.pick(dice, self.keys(desk, "dossier")))

    def _setting(self, dice: random.Random, desk: Desk) -> None:
        desk(change_setting, dice.choice(("ville", "orientation")), dice.choice("ABC"))

    def _undo(self, dice: random.Random, desk: Desk) -> None:
        (undo if dice.random() < 0.7 else redo)(desk.store, desk.started)

    def _settle(self, dice: random.Random, desk: Desk) -> None:
        found = [one for one in desk.read(divergences) if one.versions]
        one = self.pick(dice, list(found))
        ((genre, key),) = one.fiches
        before = {(key, one.groupe, version.code) for version in one.versions}
        desk(settle, genre, key, one.groupe, dice.choice(one.versions).code)
        poste, number = sql(desk.store, "SELECT hex(uuid), numero FROM poste WHERE ici")[0]
        self.settled[poste.lower(), number] = before

    def _erase(self, dice: random.Random, desk: Desk) -> None:
        if dice.random() < 0.4:
            key = self.pick(dice, self.keys(desk, "dossier"))
            ((numero,),) = sql(desk.store, "SELECT numero FROM dossier WHERE id = ?", bytes.fromhex(key))
            desk(erase_person, key, numero, "demande")


ACTS = (
    *("new",) * 2, "again", *("correct",) * 6, "item", *("withdraw",) * 2, "restore", *("apply",) * 2,
    *("proceed",) * 3, *("avis",) * 2, "rectify", "piece", *("ine",) * 2, "cvec", "note", "receipt", *("setting",) * 2,
    *("undo",) * 2, *("settle",) * 3, "erase", *("saisine",) * 3, *("vapp",) * 3, *("enrol",) * 3, "asks",
    *("answers",) * 2, *("tag",) * 2, "task", "fees", "join", *("import",) * 3, *("formations",) * 2,
    *("retype",) * 2, *("transmit",) * 2,
)  # fmt: skip
FIELDS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("identite.prenom", ("Anna", "Zoé", "Lou", None)),
    ("identite.nom_usage", ("LE BIHAN", "ŒUVRARD", None)),
    ("identite.ville_naissance", ("Brest", "Lomé")),
    ("identite.pays_naissance", ("99100", "99345")),
    ("identite.courriel", ("a@exemple.fr", "b@exemple.fr", None)),
    ("adresse.ligne", ("1 RUE DU PORT", "2 RUE DU PORT", None)),
    ("adresse.code_postal", ("29200", "75011")),
    ("bac.annee", (2021, 2022, None)),
    ("bac.moyenne", ("12,5", "14", None)),
    ("saisine.licence", ("nationale", "autre", None)),
    ("vapp.tarif", ("100", "200")),
    ("etiquette.couleur", ("rouge", "bleu")),
    ("question.requise", (True, False)),
)


def season(desk: Desk) -> None:
    """What desks will write of apart: an admission, a VAPP, a referral, what is asked, a tag, a promise."""
    dossier = desk.person("ABGRALL", "Loïc")
    vow, vapp, personne = (
        confirmed(desk, desk.apply(dossier)),
        desk.apply(dossier, desk.master, genre="vapp"),
        desk.owner(dossier),
    )
    desk(begin_inscription, vow)
    desk(fill_vapp, vapp, {"titre_vise": "Master"})
    desk(propose_place, desk(begin_saisine, personne, "2026-2027"), "Brest")
    desk(answer_question, vow, desk(add_item, "question", {"libelle": "Fiche", "genre": "formulaire"}), "2026-07-03")
    desk(put_tag, desk(add_item, "etiquette", {"libelle": "À revoir"}), personne=personne)
    desk(write_note, personne, "rappeler")


def champ_table(champ: str) -> str:
    """The table of a field."""
    return {"identite": "personne"}.get(champ.split(".", maxsplit=1)[0], champ.split(".", maxsplit=1)[0])
