"""Orders wait in a line, run in processes of their own, and can be withdrawn at any time."""

import time

import pytest

from model.app.clerk import Runs, Word, carry_out
from model.app.draft import Draft
from model.app.office import MOST_WAITING, BusyError, Office, Ticket, keep_newest
from model.experiments import machine, memory
from model.experiments.single import job_of

PATIENCE = 300


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    found = Office(tmp_path_factory.mktemp("store"), seats=1, threads=1)
    yield found
    found.close()


def order(end=2021, **changes):
    draft = Draft(changes={key.replace("__", "."): value for key, value in changes.items()}, end=end)
    return Runs((job_of(draft.resolve()),))


def test_an_order_becomes_a_stored_run_with_progress_by_year(office):
    ticket = office.place(order(2022))
    assert ticket.wait(PATIENCE)
    assert (ticket.state, ticket.year, ticket.years_done, ticket.share) == ("done", 2022, 2, 1.0)
    assert (ticket.paths[0] / "manifest.json").is_file()


def test_the_same_order_again_is_not_run_again(office):
    first, second = office.place(order(2022)), office.place(order(2022))
    assert first.wait(PATIENCE)
    assert second.wait(PATIENCE)
    assert first.paths == second.paths
    assert second.years_done == 0


def test_an_order_whose_runs_are_stored_needs_no_worker(office):
    assert office.place(order(2022)).wait(PATIENCE)
    nobody = Office(office.store, seats=0)
    ticket = nobody.place(order(2022))
    assert (ticket.state, ticket.years_done) == ("done", 0)
    assert not nobody.place(order(2023)).ended


def test_progress_counts_the_years_that_are_left():
    ticket = Ticket(order(2030))
    ticket.note(Word("year", 2026, place=6))
    assert (ticket.years_done, ticket.share) == (1, 1 / 5)
    ticket.note(Word("year", 2027, place=7))
    assert (ticket.years_done, ticket.share) == (2, 2 / 5)


def test_a_run_that_is_being_made_is_not_made_for_another_visitor_too(tmp_path):
    office = Office(tmp_path, seats=0)
    first, same, other = (office.place(order(end)) for end in (2021, 2021, 2022))
    assert [office.take(warm=True) for _ in range(2)] == [first, other]
    office.put_down(first)
    assert office.take(warm=True) is same


def test_a_withdrawn_run_ends_before_its_last_year_and_leaves_nothing(office):
    ticket = office.place(order(2055, climate__pathway="high"))
    while not ticket.year and not ticket.ended:
        time.sleep(0.05)
    ticket.withdraw()
    assert ticket.wait(PATIENCE)
    assert ticket.state == "stopped"
    assert ticket.year < 2055
    assert not [path for path in office.store.glob(".tmp-*") if any(path.iterdir())]
    after = office.place(order(2021))
    assert after.wait(PATIENCE)
    assert after.state == "done"


def test_an_order_that_waits_can_be_withdrawn_and_those_behind_it_move_up(office):
    running, waiting, last = (office.place(order(2023, relocation__intensity=float(k))) for k in (3, 4, 5))
    waiting.withdraw()
    assert office.before(last) <= 1
    for ticket in (running, waiting, last):
        assert ticket.wait(PATIENCE)
    assert [ticket.state for ticket in (running, waiting, last)] == ["done", "stopped", "done"]


def test_a_worker_that_does_not_answer_is_replaced(tmp_path):
    office = Office(tmp_path, seats=1, threads=1, limit=0.0)
    try:
        ticket = office.place(order())
        assert ticket.wait(PATIENCE)
        assert ticket.state == "failed"
        assert "ended" in ticket.reason
    finally:
        office.close()


def test_a_run_that_does_not_fit_into_the_memory_is_refused_as_in_the_terminal(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "free_memory_mb", lambda: 100.0)
    monkeypatch.setattr(machine, "held_memory_mb", lambda: 0.0)
    wanted = order()
    word = carry_out(wanted, None, tmp_path, 1, None)
    with pytest.raises(memory.MemoryShortError) as refused:
        memory.require_memory(wanted.jobs[0].scenario, 100.0)
    assert (word.what, word.reason) == ("failed", str(refused.value))


def test_memory_that_the_worker_holds_already_counts_as_free(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "free_memory_mb", lambda: 100.0)
    monkeypatch.setattr(machine, "held_memory_mb", lambda: 2000.0)
    made = []

    def simulate(*_):
        made.append(True)
        raise ValueError("enough")

    assert carry_out(order(), None, tmp_path, 1, simulate).what == "failed"
    assert made


def test_the_line_has_an_end(tmp_path):
    office = Office(tmp_path, seats=0)
    for _ in range(MOST_WAITING):
        office.place(Runs(()))
    with pytest.raises(BusyError):
        office.place(Runs(()))
    office.close()


def test_only_the_newest_runs_are_kept(tmp_path):
    for number in range(5):
        folder = tmp_path / "scenario" / str(number)
        folder.mkdir(parents=True)
        import os

        os.utime(folder, (number, number))
    keep_newest(tmp_path, 2)
    assert sorted(path.name for path in (tmp_path / "scenario").iterdir()) == ["3", "4"]
