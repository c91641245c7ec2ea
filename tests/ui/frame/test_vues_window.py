"""Saved views in the window: listed with their people, made, copied, changed, shared and put away with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Condition, Non, Tri
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.services.acts import do
from scolarite_desk.services.vues import save_shared_view, save_view, views_of, withdraw_shared_view
from scolarite_desk.store.store import Store
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.vues.room import VueRoom
from tests.keys import focused, pressed, typed
from tests.services.comptes import colleague
from tests.services.conftest import Desk, founded
from tests.sync.conftest import share
from tests.ui.office import office, settle, window, windowed
from tests.ui.one_room import choosing
from tests.ui.two_desks import office as here
from tests.ui.two_desks import other

__all__ = ["founded", "here", "office", "other", "window"]

EVERYBODY = {"et": []}


def names(window: Window) -> list[str]:
    return [kept(line.vue.libelle) for line in window.queue.views.rows_model.rows]


def counts(window: Window) -> dict[str, int | None]:
    return {kept(line.vue.libelle): line.count for line in window.queue.views.rows_model.rows}


def people(window: Window) -> list[str]:
    return [row.nom for row in window.queue.people.rows_model.rows]


def room(window: Window) -> VueRoom:
    assert isinstance(window.room, VueRoom)
    return window.room


def by_palette(window: Window, words: str) -> None:
    pressed("Ctrl+K", window)
    typed(words)
    pressed("Return")


def saved(store: Store, salle: str = "file") -> list[Vue]:
    with store.reading() as session:
        return [one for one in views_of(session, salle) if not one.livree]


def offered(window: Window, name: str) -> dict[str, bool]:
    """What the menu of a view offers, by the menu key, and whether one may."""
    views = window.queue.views
    views.go(next(one.vue.key for one in views.rows_model.rows if kept(one.vue.libelle) == name))
    pressed("Shift+F10", views)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = {one.text(): one.isEnabled() for one in menu.actions() if not one.isSeparator()}
    menu.close()
    return found


def chosen(window: Window, words: str) -> None:
    """Choose that line of the menu of the view one is on."""
    pressed("Shift+F10", window.queue.views)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    one = next(action for action in menu.actions() if action.text().startswith(words))
    menu.setActiveAction(one)
    pressed("Return", menu)


def test_shipped_views_come_first_then_mine_then_those_of_the_office(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    shipped = len(names(window))
    do(office, None, save_shared_view, "file", "Du service", EVERYBODY)
    do(office, None, save_view, "file", "À moi", {"condition": "etat", "valeurs": ["statut.CO"]})
    assert names(window)[shipped:] == ["À moi", "Du service"]
    settle(qtbot, lambda: counts(window)["Du service"] == len(people(window)))
    assert counts(window)["À moi"] == 0


def test_a_view_shows_its_people_in_its_order_with_its_columns_and_leaves_mine_alone(
    window: Window, office: Store
) -> None:
    mine = window.queue.people.head.in_sight()
    key = do(office, None, save_view, "file", "Par âge", EVERYBODY, ["numero", "nom"], [["ne_le", "desc"]])
    window.queue.select(key)
    born = [row.ne_le for row in window.queue.people.rows_model.rows]
    assert born == sorted(born, key=lambda day: day or "", reverse=True)
    titles = [window.queue.people.rows_model.title(i) for i in window.queue.people.head.in_sight()]
    assert titles == ["Dossier", "Personne"]
    window.queue.select("tous")
    assert window.queue.people.head.in_sight() == mine


def test_a_view_is_saved_with_the_keyboard_alone(window: Window, office: Store, qtbot: QtBot) -> None:
    by_palette(window, "enregistrer cette vue")
    typed("Sans INE")
    room(window).conditions.more.setFocus()
    pressed("Return")
    typed("ine attendu\n")
    settle(qtbot, lambda: "personne" in room(window).head.text())
    pressed("Shift+Tab")
    room(window)._save.setFocus()
    pressed("Return")
    [mine] = saved(office)
    assert (kept(mine.libelle), mine.filtre, mine.compte) == ("Sans INE", Condition("ine_manquant"), office.auteur)
    assert window.room is None
    assert window.queue.views.shown.key == mine.key


def test_values_are_typed_one_after_another_and_denied(window: Window, office: Store) -> None:
    window.enter("vue")
    typed("Autres états")
    pressed("Ins", room(window))
    typed("état\n")
    typed("complet\n")
    typed("favorable\n")
    ligne = room(window).conditions.lignes[0]
    ligne.stops()[0].setFocus()
    pressed("Space")
    room(window).save()
    [mine] = saved(office)
    assert isinstance(mine.filtre, Non)
    assert isinstance(mine.filtre.arbre, Condition)
    assert len(mine.filtre.arbre.valeurs) == 2


def test_what_is_not_said_whole_is_not_saved_and_the_keyboard_goes_there(window: Window, office: Store) -> None:
    window.enter("vue")
    typed("Formation")
    pressed("Ins", room(window))
    typed("formation\n")
    room(window).save()
    assert saved(office) == []
    assert focused().accessibleName() == "Formation"


def test_a_shipped_view_is_locked_and_copied(window: Window, office: Store) -> None:
    may = offered(window, "Avis à valider")
    assert may["Vue de l’application\u00a0: elle ne change pas"] is False
    assert "Modifier…" not in may
    chosen(window, "Copier")
    room(window).save()
    [copy] = saved(office)
    assert (kept(copy.libelle), copy.filtre) == ("Avis à valider (copie)", Condition("vue_avis"))


def test_a_view_is_changed_shared_and_put_away_by_its_menu(window: Window, office: Store) -> None:
    key = do(office, None, save_view, "file", "À moi", EVERYBODY)
    window.queue.select(key)
    window.queue.people.turn(2)
    chosen(window, "Modifier")
    room(window).save()
    [mine] = saved(office)
    assert (mine.key, mine.tri) == (key, (Tri("ne_le"),))
    chosen(window, "Partager")
    [shared] = saved(office)
    assert shared.partagee
    assert window.queue.views.shown == shared
    chosen(window, "Mettre à la corbeille")
    assert saved(office) == []
    assert window.queue.views.shown.key == "tous"
    pressed("Ctrl+Z", window)
    assert saved(office) == [shared]


def test_another_name_is_another_view(window: Window, office: Store) -> None:
    key = do(office, None, save_view, "file", "À moi", EVERYBODY)
    window.queue.select(key)
    chosen(window, "Modifier")
    pressed("Ctrl+A")
    typed("Autre")
    room(window).save()
    assert sorted(kept(one.libelle) for one in saved(office)) == ["Autre", "À moi"]


def test_a_name_that_is_taken_is_said_under_the_field(window: Window, office: Store) -> None:
    do(office, None, save_view, "file", "À moi", EVERYBODY)
    window.enter("vue")
    typed("à moi")
    room(window).save()
    assert "existe déjà" in room(window)._fields.faults()[0][1]


def test_a_view_put_away_elsewhere_leaves_its_place_to_everybody_and_says_so(window: Window, office: Store) -> None:
    key = do(office, None, save_shared_view, "file", "Du service", EVERYBODY)
    window.queue.select(key)
    do(office, None, withdraw_shared_view, key)
    assert window.queue.views.shown.key == "tous"
    assert "Du service" not in names(window)
    assert "n’est plus là" in window.messages.text()


def test_what_a_newer_desk_wrote_is_shown_kept_and_not_changed(window: Window, office: Store) -> None:
    key = do(office, None, save_view, "file", "De demain", {"condition": "sans_avis"})
    newer = '{"et":[{"condition":"sans_avis"},{"condition":"signe"}]}'

    with office.work("save_view") as work:
        work.session.get_one(VueEnregistree, key).filtre = newer
    window.queue.select(key)
    chosen(window, "Modifier")
    assert "signe" in " ".join(one.text() for one in room(window).findChildren(type(room(window)._says)))
    room(window).save()
    assert "ne se lit pas entière" in window.messages.text().replace("\u00a0", " ")
    with office.reading() as session:
        assert session.scalars(select(VueEnregistree.filtre)).one() == newer


def test_conditions_being_chosen_come_back_and_can_be_dropped(window: Window, office: Store) -> None:
    window.enter("vue")
    pressed("Ins", room(window))
    typed("sans avis\n")
    pressed("Escape", window)
    assert window.room is None
    window.enter("vue")
    assert room(window).conditions.arbre(either=False) == Condition("sans_avis")
    room(window)._back.click()
    assert room(window).conditions.lignes == []


def test_many_views_scroll_in_their_share(window: Window, office: Store) -> None:
    for number in range(20):
        do(office, None, save_view, "file", f"Vue {number:02}", EVERYBODY)
    views = window.queue.views
    assert views.height() < 0.5 * window.queue.height()
    views.setFocus()
    pressed("End")
    assert views.visualRect(views.currentIndex()).bottom() <= views.viewport().height()


def test_who_only_reads_makes_views_for_themselves_and_shares_none(theme: Theme, qtbot: QtBot, office: Store) -> None:
    shared = do(office, None, save_shared_view, "file", "Du service", EVERYBODY)
    with windowed(theme, qtbot, colleague(office, "lecture")) as window:
        by_palette(window, "enregistrer cette vue")
        typed("À moi")
        assert [code for code, _ in room(window)._fields.seats["pour"].lists.propose("@pour", "", {})] == ["moi"]
        room(window).save()
        assert [kept(one.libelle) for one in saved(window.store)] == ["À moi", "Du service"]
        assert offered(window, "À moi")["Partager avec tout le service"] is False
        window.queue.select(shared)
        may = offered(window, "Du service")
        assert (may["Modifier…"], may["Copier pour modifier…"]) == (False, True)


def test_what_another_desk_shares_comes_to_the_queue_and_goes_from_it(
    theme: Theme, qtbot: QtBot, here: Desk, other: Desk
) -> None:
    share(here, other)
    with windowed(theme, qtbot, here.store) as window:
        key = other(save_shared_view, "file", "Du 02", EVERYBODY)
        share(here, other)
        settle(qtbot, lambda: "Du 02" in names(window))
        window.queue.select(key)
        other.later(minutes=5)
        other(save_shared_view, "file", "Du 02", {"condition": "sans_avis"}, ["numero"], remplacer=True)
        share(here, other)
        settle(qtbot, lambda: window.queue.views.shown.filtre == Condition("sans_avis"))
        assert [window.queue.people.rows_model.title(i) for i in window.queue.people.head.in_sight()] == ["Dossier"]
        other.later(minutes=5)
        other(withdraw_shared_view, key)
        share(here, other)
        settle(qtbot, lambda: "Du 02" not in names(window))
        assert window.queue.views.shown.key == "tous"


def test_a_view_of_the_queue_leaves_as_a_workbook(
    window: Window, office: Store, tmp_path: Path, qtbot: QtBot, answers: list[Callable[[Any], object]]
) -> None:
    window.queue.select(do(office, None, save_view, "file", "Tous", EVERYBODY))
    answers.append(choosing(tmp_path / "vue.xlsx"))
    chosen(window, "Exporter")
    settle(qtbot, lambda: not window.desk.jobs.busy)
    assert "Aucune candidature ne correspond" in window.messages.text()
