"""After exchanging everything, whatever happened, every desk is the same office and nothing acknowledged is lost."""

from __future__ import annotations

import logging
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.msg import verbatim
from scolarite_desk.services import table
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
from scolarite_desk.services.inscriptions import (
    begin_inscription,
    cancel_inscription,
    enrol,
    record_payment,
    record_proof,
    set_droits,
)
from scolarite_desk.services.pieces import receive_piece, refuse_piece, validate_piece
from scolarite_desk.services.questions import answer_question, see_form
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.saisines import (
    answer_proposition,
    begin_saisine,
    close_saisine,
    propose_place,
    take_refus,
    withdraw_saisine,
)
from scolarite_desk.services.taches import hand_over, take_task
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.services.vapp import decide_vapp, fill_vapp, give_opinion, withdraw_decision, withdraw_opinion
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store import search
from scolarite_desk.store.check.digest import digest, digest_registers
from scolarite_desk.store.codec import shared_classes, stored_lots
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.sync.receive import receive
from scolarite_desk.sync.send import vector, works_since
from scolarite_desk.sync.wire import Sent, decode, encode
from tests.services.conftest import MORNING, Desk, Founded
from tests.store.damage import faults, sql
from tests.sync.conftest import confirmed, opened, reopened
from tests.sync.oracle import Oracle

PHASES = [Phase.explicit, Phase.generate] if os.environ.get("NOSHRINK") else list(Phase)
assert table.ACTS
REACHED: Counter[str] = Counter()
QUESTIONS = ("kerm", "zoe", "anna le", "0123456789A")
INES = ("0123456789A", "120000001AB", "130000002CD")
CRASHING = (0, 0, 0, 1, 2, 5, 10, 20, 40)  # hundreds of steps of the engine before it gives up; 0: never
SMALL = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
LISTED = (" donné ", " existe plusieurs fois", " ne se lit pas", "a décidé de la VAPP sur un autre avis")  # divergences
CRASHES = (OSError, Unavailable, SQLAlchemyError, dbapi2.DatabaseError)


class Office(RuleBasedStateMachine):
    """Two to six desks. Bursts of acts come from a seeded generator: letting hypothesis draw each detail left most
    steps without effect.
    """

    founded: Founded

    @initialize(count=st.integers(2, 4), seed=st.integers(0, 2**32))
    def open(self, count: int, seed: int) -> None:
        """A morning."""
        self.folder = Path(tempfile.mkdtemp(dir=SMALL))
        self.desks: list[Desk] = []
        self.names = 0
        for _ in range(count):
            self.enter()
        self.kept: list[Path] = []
        self.packets: list[list[bytes]] = []
        self.acknowledged: dict[tuple[str, int], bytes] = {}
        self.settled: dict[tuple[str, int], set[tuple[str, str, str]]] = {}
        for name in ("new", "apply", "new", "apply"):
            self.act(random.Random(seed), self.desks[0], name)
        season(self.desks[0])
        self.exchange()
        self.hours(seed, 25, 2)
        self.exchange()
        self.hours(seed + 1, 15, 2)

    def enter(self) -> Desk:
        """One more desk, from the base that founded the office."""
        desk = opened(self.folder / f"poste{self.names}.sdesk", self.founded, self.names % 6)
        self.names += 1
        self.desks.append(desk)
        return desk

    # --- What a desk holds

    def keys(self, desk: Desk, genre: str, live: bool = True) -> list[str]:
        """Keys of rows, the oldest first, so that desks meet on the same ones."""
        where = "retire_le IS NULL" if live else "retire_le IS NOT NULL AND retire_le <> 0"
        return [key.hex() for (key,) in sql(desk.store, f'SELECT id FROM "{genre}" WHERE {where} ORDER BY id')]

    def pick(self, dice: random.Random, among: list[Any]) -> Any:
        """One of the first three, most of the time."""
        if not among:
            raise Refused(verbatim("rien"))
        return dice.choice(among[:3] if dice.random() < 0.7 else among)

    # --- Acts

    @rule(seed=st.integers(0, 2**32), many=st.integers(10, 40), crash=st.integers(0, 5))
    def hours(self, seed: int, many: int, crash: int) -> None:
        """Acts at desks that hardly hear one another."""
        dice = random.Random(seed)
        for _ in range(many):
            desk = dice.choice(self.desks)
            desk.later(minutes=dice.randint(0, 3))
            if dice.random() < 0.8:
                self.act(dice, desk, dice.choice(ACTS), dice.randint(1, 40) if dice.random() < crash / 20 else 0)
            else:
                self.hear(dice)

    def hear(self, dice: random.Random) -> None:
        """Something goes from one desk to another."""
        who, to = dice.randrange(6), dice.randrange(6)
        event = dice.choice(("pull", "pull", "pack", "unpack", "unpack", "save", "put_back"))
        if event == "pull":
            self.pull(who, to, dice.randint(1, 30), dice.choice(CRASHING))
        elif event == "pack":
            self.pack(who, to, dice.randrange(999), dice.random() < 0.2)
        elif event == "unpack" and self.packets:
            self.unpack(who, dice.randrange(99), dice.choice(CRASHING))
        elif event == "save" and not self.kept:
            self.save(who)
        elif event == "put_back" and self.kept and len(self.desks) < 6 and dice.random() < 0.2:
            self.put_back(dice.randrange(99))

    def act(self, dice: random.Random, desk: Desk, name: str, crash: int = 0) -> None:
        """One act; refused or crashed, it leaves the desk as it was."""
        before = desk.read(vector)
        REACHED["acts tried"] += 1
        try:
            with crashing(desk, crash):
                getattr(self, f"_{name}")(dice, desk)
            REACHED[name] += 1
        except Refused:
            assert desk.read(vector) == before
            REACHED["refused"] += 1
        except CRASHES:
            if not crash:
                raise
            assert desk.read(vector) == before, "half a work was kept"
            REACHED["crashes in an act"] += 1
        after = desk.read(vector)
        with desk.store.reading() as session:
            for sent in works_since(session, before):
                self.acknowledged[sent.dot] = encode(sent)
        assert sum(after.values()) - sum(before.values()) <= 1

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

    # --- Exchanging

    def given(self, one: Desk, known: dict[str, int]) -> list[Sent]:
        """What someone who holds `known` lacks, through its bytes."""
        with one.store.reading() as session:
            return [decode(encode(sent)) for sent in works_since(session, known)]

    def taken(self, desk: Desk, works: list[Sent], crash: int = 0) -> int:
        """How many works were new; a crash leaves whole lots."""
        before = desk.read(vector)
        try:
            with crashing(desk, crash):
                report = receive(desk.store, works)
        except CRASHES:
            if not crash:
                raise
            REACHED["crashes in a reception"] += 1
            assert desk.read(vector) == before, "half a lot was kept"
            return 0
        REACHED["works received"] += report.recus
        REACHED["works kept waiting"] += report.mis_en_attente
        assert not report.ecartes
        with desk.store.reading() as session:  # a completed erasure is a work of this desk
            for sent in works_since(session, {**before, **{s.dot[0]: s.dot[1] for s in works}}):
                self.acknowledged.setdefault(sent.dot, encode(sent))
        return report.recus + report.effaces

    @rule(who=st.integers(0, 5), to=st.integers(0, 5), seed=st.integers(0, 999), stale=st.booleans())
    def pack(self, who: int, to: int, seed: int, stale: bool) -> None:
        """Works for someone, wrongly supposing that they know more, with holes, repeated, out of order."""
        one, other, dice = self.desk(who), self.desk(to), random.Random(seed)
        known = {} if stale else other.read(vector)
        works = self.given(one, {**known, **{uuid: number for uuid, number in known.items() if number}})
        start = sql(one.store, "SELECT uuid FROM poste WHERE ici")[0][0].hex()
        works = {1: [w for w in works if w.dot[0] == start], 2: works[len(works) // 2 :],
                 3: [w for w in works * 2 if dice.random() < 0.4], 4: works[-2:]}.get(seed % 6, works)  # fmt: skip
        if seed % 2:
            dice.shuffle(works)
        self.packets.append([encode(work) for work in works[-60:]])

    @precondition(lambda self: getattr(self, "packets", None))
    @rule(who=st.integers(0, 5), which=st.integers(0, 99), crash=st.sampled_from(CRASHING))
    def unpack(self, who: int, which: int, crash: int) -> None:
        """A packet arrives, perhaps again."""
        works = [decode(one) for one in self.packets[which % len(self.packets)]]
        self.taken(self.desk(who), works, crash)
        REACHED["packets"] += 1

    @rule(who=st.integers(0, 5), to=st.integers(0, 5), part=st.integers(1, 30), crash=st.sampled_from(CRASHING))
    def pull(self, who: int, to: int, part: int, crash: int) -> None:
        """One asks another, and is interrupted."""
        one, other = self.desk(who), self.desk(to)
        if one is not other:
            self.taken(other, self.given(one, other.read(vector))[:part], crash)

    @rule(who=st.integers(0, 5), days=st.sampled_from([-20_000, -400, 0, 2, 25_000]))
    def wrong_clock(self, who: int, days: int) -> None:
        """A clock in 1970 or 2096."""
        self.desk(who).now = MORNING + timedelta(days=days)

    @rule(who=st.integers(0, 5))
    def save(self, who: int) -> None:
        """A copy of a base is put aside."""
        desk = self.desk(who)
        path = self.folder / f"copie{len(self.kept)}.sdesk"
        copy(desk, path)
        self.kept.append(path)

    @precondition(lambda self: getattr(self, "kept", None) and len(self.desks) < 6)
    @rule(which=st.integers(0, 99))
    def put_back(self, which: int) -> None:
        """An old copy is opened: another station, that has forgotten what came since."""
        source, path = self.kept[which % len(self.kept)], self.folder / f"poste{self.names}.sdesk"
        for suffix in ("", ".coffre"):
            shutil.copy(f"{source}{suffix}", f"{path}{suffix}")
        self.desks.append(reopened(path, self.founded, self.names % 6))
        self.names += 1
        REACHED["copies opened"] += 1

    def desk(self, rank: int) -> Desk:
        """One of them."""
        return self.desks[rank % len(self.desks)]

    # --- The property

    @rule()
    def meet(self) -> None:
        """Everyone gives everything to everyone, and all are compared."""
        self.agree()

    def exchange(self) -> None:
        """Until nobody learns anything."""
        for _ in range(12):
            pairs = [(one, other) for one in self.desks for other in self.desks if one is not other]
            learnt = [self.taken(other, self.given(one, other.read(vector))) for one, other in pairs]
            if not any(learnt):
                return
        raise AssertionError("exchange does not end")

    def agree(self) -> None:
        """The same rows, divergences, search and registers at each desk, and those of the definition."""
        self.exchange()
        first = self.desks[0]
        told = [told_by(desk) for desk in self.desks]
        for other in told[1:]:
            for name, mine in told[0].items():
                assert other[name] == mine, name
        works = self.given(first, {})
        oracle = Oracle(works)
        assert told[0]["erased"] == oracle.erased
        assert told[0]["rows"] == oracle.rows(), "not what the definition says"
        mine = {(one.fiches[0][1], one.groupe) for one in first.read(divergences) if one.versions}
        assert mine == oracle.divergences
        self.everything_is_kept(works, oracle)
        for desk in self.desks:
            assert [fault for fault in faults(desk.store) if not any(said in fault for said in LISTED)] == []
        REACHED["agreements"] += 1
        REACHED["works at agreements"] += len(works)
        REACHED["erased rows"] += len(oracle.erased)
        REACHED["settled"] += len(self.settled)
        for one in first.read(divergences):
            REACHED[
                f"divergence {one.genre} {one.regle}"
                if one.genre in ("unicite", "etats")
                else f"divergence {one.genre}"
            ] += 1

    def everything_is_kept(self, works: list[Sent], oracle: Oracle) -> None:
        """Every work acknowledged, with its content unless its row is erased; what was settled stays settled."""
        held = {sent.dot: sent for sent in works}
        for dot, octets in self.acknowledged.items():
            for had, has in zip(decode(octets).lines, held[dot].lines, strict=True):
                assert had.digest == has.digest
                assert had.corps == has.corps or has.key in oracle.erased
        for dot, versions in self.settled.items():
            for key, groupe, code in versions if dot in held else ():
                station, _, number = code.partition(":")
                assert code == "garder" or (station, int(number)) not in oracle.heads.get((key, groupe), {})

    def teardown(self) -> None:
        """The last meeting."""
        if not hasattr(self, "desks"):
            return
        try:
            self.agree()
        finally:
            for desk in self.desks:
                desk.store.close()
            shutil.rmtree(self.folder)


ACTS = (
    *("new",) * 2, "again", *("correct",) * 6, "item", *("withdraw",) * 2, "restore", *("apply",) * 2,
    *("proceed",) * 3, *("avis",) * 2, "rectify", "piece", *("ine",) * 2, "cvec", "note", "receipt", *("setting",) * 2,
    *("undo",) * 2, *("settle",) * 3, "erase", *("saisine",) * 3, *("vapp",) * 3, *("enrol",) * 3, "asks",
    *("answers",) * 2, *("tag",) * 2, "task", "fees", "join",
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
    vow, vapp, personne = confirmed(desk, dossier), desk.apply(dossier, desk.master, genre="vapp"), desk.owner(dossier)
    desk(begin_inscription, vow)
    desk(fill_vapp, vapp, {"titre_vise": "Master"})
    desk(propose_place, desk(begin_saisine, personne, "2026-2027"), "Brest")
    desk(answer_question, vow, desk(add_item, "question", {"libelle": "Fiche", "genre": "formulaire"}), "2026-07-03")
    desk(put_tag, desk(add_item, "etiquette", {"libelle": "À revoir"}), personne=personne)
    desk(write_note, personne, "rappeler")


def champ_table(champ: str) -> str:
    """The table of a field."""
    return {"identite": "personne"}.get(champ.split(".", maxsplit=1)[0], champ.split(".", maxsplit=1)[0])


def copy(desk: Desk, path: Path) -> None:
    """The base as it is on disk, with its vault."""
    sql(desk.store, "SELECT 1")
    with desk.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.store.path, path)
    shutil.copy(f"{desk.store.path}.coffre", f"{path}.coffre")


def told_by(desk: Desk) -> dict[str, Any]:
    """Everything that must be the same at every desk."""
    with desk.store.reading() as session:
        found = {
            "digest": digest(session),
            "registers": digest_registers(session),
            "divergences": sorted((one.genre, one.regle, kept(one.phrase), sorted(one.fiches),
                                   sorted((v.code, v.montree) for v in one.versions)) for one in divergences(session)),
            "found": [search.find(session, words, MORNING.date()).rows for words in QUESTIONS],
        }  # fmt: skip
        found["rows"] = {
            row["id"]: {name: value for name, value in row.items() if name != "id"} | {"": genre}
            for genre in shared_classes()
            for lot in stored_lots(session, genre, "retire_le IS NOT 0")
            for row in lot
        }
    found["erased"] = {key.hex() for (key,) in sql(desk.store, "SELECT uuid FROM objet WHERE efface = 1")}
    found["heads"] = set(sql(desk.store, "SELECT o.uuid, v.groupe, p.uuid, v.numero FROM version v"
                         " JOIN objet o ON o.id = v.objet JOIN poste p ON p.id = v.poste JOIN rivale r"
                         " ON r.objet = v.objet AND r.groupe = v.groupe"))  # fmt: skip
    assert sql(desk.store, "SELECT count(*) FROM attente") == [(0,)], "something still waits"
    assert sql(desk.store, "SELECT count(*) FROM attente_ligne") == [(0,)]
    return found


@contextmanager
def crashing(desk: Desk, after: int) -> Iterator[None]:
    """The driver gives up in the middle of a statement, `after` hundreds of steps of the engine later; 0: never."""
    if not after:
        yield
        return
    left = [after]

    def tick() -> int:
        left[0] -= 1
        return int(left[0] == 0)

    def installed(connection: Any, *_: Any) -> None:
        connection.set_progress_handler(tick, 100)

    engine = desk.store.engine
    event.listen(engine, "checkout", installed)
    try:
        yield
    finally:
        event.remove(engine, "checkout", installed)
        engine.dispose()


def test_every_desk_is_the_same_office_after_the_exchange(founded: Founded) -> None:
    kind = type("Here", (Office,), {"founded": founded})
    examples = int(os.environ.get("EXAMPLES", max(6, settings().max_examples // 16)))
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples, stateful_step_count=8, suppress_health_check=list(HealthCheck), phases=PHASES
        ),
    )
    logging.getLogger(__name__).info("reached: %s", dict(sorted(REACHED.items())))
    assert REACHED["works received"] > REACHED["agreements"]
