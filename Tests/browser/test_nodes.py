"""Two sites and two workers over one PostgreSQL server: what one node has counted, opened or used up holds on the other, and work is done once."""

import contextlib
import datetime
import re
import shutil
import signal
import socket
import sys
import threading
import time

import pytest
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

import postgres  # noqa: E402
from fleet import Fleet  # noqa: E402
from kill import Comparison, Crowd, drained  # noqa: E402
from member import PASSWORD, Member  # noqa: E402
from proxy import HAProxy, Nginx  # noqa: E402
from visitors import Visitor  # noqa: E402


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    """Each test has members of its own."""
    with postgres.own_database() as url, Fleet(tmp_path_factory.mktemp("fleet"), 100, url) as fleet:
        yield fleet


@pytest.fixture
def own_fleet(tmp_path):
    """Whose letters wait for a cut-off, and whose workers a test may kill."""
    with postgres.own_database() as url, Fleet(tmp_path, 40, url, PERRON_LETTERS_PRINT_AT_ONCE="false") as fleet:
        yield fleet


def ask(fleet, node, index, channel):
    """Whether a member, in a browser of their own, was told that the request is taken."""
    member = Visitor(fleet.fund, index)
    member.port = node.port
    return member.ask_for(channel), member


def awaited(find, patience=15):
    end = time.monotonic() + patience
    while not (found := find()):
        assert time.monotonic() < end, "it didn't come"
        time.sleep(0.05)
    return found


def test_a_session_opened_on_one_node_holds_and_ends_on_the_other(fleet):
    a, b = fleet.sites
    told, member = ask(fleet, a, 0, "courriel")
    assert told
    code = awaited(member.codes)[0]

    assert member.sign_in(code) == "/mot-de-passe"
    member.port = b.port
    assert member.choose(PASSWORD)
    member.port = a.port
    member.open("/espace")
    assert (member.status, member.place) == (200, "/espace") and "Jeanne" in member.page
    member.port = b.port
    member.send("/deconnexion", {})
    member.port = a.port
    member.open("/espace")
    assert member.place.startswith("/connexion")


def test_a_check_that_was_used_on_one_node_is_refused_by_the_other(fleet):
    a, b = fleet.sites
    member = Visitor(fleet.fund, 1)
    for first, second in ((a, b), (b, a)):
        member.port = first.port
        member.open("/acces")
        page, typed = member.page, {"qualite": "affilie", "numero": member.number, "robot": "oui", "preuve": member.proof()}
        # Given out by one, it is taken by the other.
        member.port = second.port
        member.send("/acces", typed)
        assert member.place == "/acces/envoi"

        member.page, member.port = page, first.port
        member.send("/acces", typed)

        assert member.place == "/acces"
        assert "Cette vérification a déjà servi" in member.page


def test_requests_for_one_number_count_on_both_nodes(fleet):
    for turn in range(10):
        assert ask(fleet, fleet.sites[turn % 2], 3, "courrier")[0], f"the request number {turn + 1}"

    for site in fleet.sites:
        told, member = ask(fleet, site, 3, "courrier")
        assert not told
        assert "demandé très souvent" in member.page


def test_wrong_passwords_count_on_both_nodes(fleet):
    member = Visitor(fleet.fund, 5)
    for turn in range(5):
        member.port = fleet.sites[turn % 2].port
        member.sign_in("ce n'est pas le bon")
        assert "Réessayez à partir de" not in member.page

    for site in fleet.sites:
        member.port = site.port
        member.sign_in("ce n'est pas le bon")
        assert "Réessayez à partir de" in member.page


def test_of_two_requests_on_two_nodes_at_once_one_e_mail_and_one_letter_leave(fleet):
    people, told = range(10, 20), []
    for index in people:
        channel = "courriel" if index % 2 == 0 else "courrier"
        threads = [threading.Thread(target=lambda site=site: told.append(ask(fleet, site, index, channel)[0])) for site in fleet.sites]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert told == [True] * 20
    assert drained(fleet.fund, 20)

    assert [len(Visitor(fleet.fund, index).codes()) for index in people if index % 2 == 0] == [1] * 5
    letters = fleet.fund.query(
        "SELECT record.number, COUNT(*) FROM letter JOIN pension_record AS record ON record.id = letter.record_id GROUP BY record.number")
    assert [dict(letters)[Visitor(fleet.fund, index).number] for index in people if index % 2 == 1] == [1] * 5


def test_two_workers_make_one_batch_at_a_cut_off(own_fleet):
    fund, crowd = own_fleet.fund, Crowd(own_fleet.fund, 0)
    yesterday = (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    for turn in range(1, 4):
        for index in range(8 * turn - 7, 8 * turn + 1):
            assert ask(own_fleet, own_fleet.sites[index % 2], index, "courrier")[0]
            crowd.asked[index] = "courrier"
        awaited(lambda: fund.query("SELECT COUNT(*) FROM letter WHERE state = 'waiting'")[0][0] == 8)
        assert fund.query("SELECT COUNT(*) FROM letter_batch")[0][0] == turn - 1, "the cut-off has not come"

        # Both wake up past the cut-off at the same moment.
        for worker in own_fleet.workers:
            worker.process.send_signal(signal.SIGSTOP)
        postgres.say(own_fleet.url, f"UPDATE letter SET posting_day = '{yesterday}' WHERE state = 'waiting'")
        for worker in own_fleet.workers:
            worker.process.send_signal(signal.SIGCONT)
        assert drained(fund, 20)

        assert fund.query("SELECT state, letters FROM letter_batch") == [("handedOver", 8)] * turn
        assert len(list(fund.data.glob("letters/*/batch-*"))) == turn
    comparison = Comparison(fund, crowd).run(is_drained=True)
    assert comparison.faults == []
    assert comparison.counts["letters printed"] == 24


@contextlib.contextmanager
def silent_mail_server():
    """Takes every connection and never says a word, so that whoever comes has something in hand; the settings that lead there."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield dict(
            PERRON_MAIL_TRANSPORT="smtp", PERRON_MAIL_SMTP_HOST="127.0.0.1", PERRON_MAIL_SMTP_PORT=str(listening.getsockname()[1]),
            PERRON_MAIL_SMTP_SECURITY="none")


def test_an_order_of_a_killed_worker_is_taken_over_once_its_lease_is_over_and_not_before(own_fleet):
    fund, (site, _), (first, second) = own_fleet.fund, own_fleet.sites, own_fleet.workers
    orders = "SELECT id, attempts, leased_until FROM dispatch WHERE state = 'handingOver'"
    for worker in own_fleet.workers:
        worker.stop()
    with silent_mail_server() as settings:
        first.start(**settings)
        told, member = ask(own_fleet, site, 0, "courriel")
        assert told
        [(order, attempts, until)] = awaited(lambda: fund.query(orders))
        first.kill()
    assert attempts == 1
    assert 60 < until / 1000 - time.time() < 91

    second.start()
    told, other = ask(own_fleet, site, 2, "courriel")
    assert told and awaited(other.codes)
    assert fund.query(orders) == [(order, 1, until)], "it was taken while the dead one's lease ran"
    assert member.codes() == []
    # What 90 seconds would do.
    postgres.say(own_fleet.url, f"UPDATE dispatch SET leased_until = leased_until - 100000 WHERE id = '{order}'")

    assert member.sign_in(awaited(member.codes)[0]) == "/mot-de-passe"
    assert drained(fund, 5)
    assert fund.query("SELECT state, outcome, attempts FROM dispatch WHERE id = ?", order) == [("settled", "email", 2)]


@pytest.fixture(params=[HAProxy, Nginx])
def proxy(fleet, tmp_path, request):
    """Before both sites."""
    before = request.param(tmp_path, fleet.fund.port, {site.name: site.port for site in fleet.sites})
    before.start()
    yield before
    before.stop()


def test_a_network_is_what_the_proxy_of_the_guide_sees_and_not_what_a_visitor_claims(fleet, proxy):
    # From two addresses; then both from this machine's own, each claiming another one.
    pairs = [[Visitor(fleet.fund, 30), Visitor(fleet.fund, 31)], [Member(fleet.fund, 32), Member(fleet.fund, 33)]]

    assert all(member.ask_for("courrier") for pair in pairs for member in pair)

    networks = "SELECT COUNT(DISTINCT network) FROM access_request WHERE number IN (?, ?)"
    assert [fleet.fund.query(networks, *(member.number for member in pair))[0][0] for pair in pairs] == [2, 1]


def test_while_two_versions_run_each_node_s_files_are_found_behind_the_proxy(fleet, proxy, tmp_path):
    a, b = fleet.sites
    resources = shutil.copytree(ROOT / "Resources", tmp_path / "Resources")
    with (resources / "assets/css/2-base.css").open("a") as sheet:
        sheet.write("\n/* A newer version's. */\n")
    assert b.leave() == 0
    b.start(PERRON_RESOURCES=str(resources))
    proxy.await_up(b.name)
    sheets = [sheet_of(fleet, site) for site in fleet.sites]
    assert sheets[0] != sheets[1]
    assert (status_of(fleet, a.port, sheets[1]), status_of(fleet, b.port, sheets[0])) == (404, 404)

    assert [status_of(fleet, proxy.port, sheet) for sheet in sheets * 10] == [200] * 20
    assert status_of(fleet, proxy.port, "/assets/nobody.css") == 404


def sheet_of(fleet, site):
    member = Visitor(fleet.fund, 40)
    member.port = site.port
    return re.search(r'href="(/assets/perron[^"]*)"', member.open("/").page).group(1)


def status_of(fleet, port, path):
    member = Visitor(fleet.fund, 40)
    member.port = port
    return member.open(path).status
