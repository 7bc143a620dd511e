import subprocess
import sys
from pathlib import Path

from obelize.network.ledger import HostLedger, Limits, Rest

RESERVE = """
import sys
from pathlib import Path
from obelize.network.ledger import HostLedger
ledger = HostLedger(Path(sys.argv[1]))
for _ in range(20):
    slot = ledger.reserve("host", now=0.0, interval=1.0, concurrency=100, lease=1000.0)
    print(slot.start_at)
"""


def test_processes_share_one_limit(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RESERVE, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    starts = sorted(float(line) for process in running for line in process.communicate()[0].split())
    assert starts == [float(n) for n in range(40)]


def test_no_more_requests_are_under_way_than_allowed(tmp_path: Path) -> None:
    one, other = HostLedger(tmp_path), HostLedger(tmp_path)
    slot = one.reserve("host", now=0.0, interval=0.0, concurrency=1, lease=10.0)
    assert slot is not None
    assert other.reserve("host", now=1.0, interval=0.0, concurrency=1, lease=10.0) is None
    assert other.reserve("another", now=1.0, interval=0.0, concurrency=1, lease=10.0) is not None
    one.release(slot)
    assert other.reserve("host", now=1.0, interval=0.0, concurrency=1, lease=10.0) is not None
    one.close()
    other.close()


def test_a_lease_of_a_dead_process_runs_out() -> None:
    ledger = HostLedger(None)
    assert ledger.reserve("host", now=0.0, interval=0.0, concurrency=1, lease=10.0) is not None
    assert ledger.reserve("host", now=9.0, interval=0.0, concurrency=1, lease=10.0) is None
    assert ledger.reserve("host", now=11.0, interval=0.0, concurrency=1, lease=10.0) is not None
    ledger.close()


def test_a_postponed_host_waits_and_a_rest_ends() -> None:
    ledger = HostLedger(None)
    ledger.postpone("host", 50.0)
    ledger.postpone("host", 40.0)
    slot = ledger.reserve("host", now=0.0, interval=1.0, concurrency=1, lease=10.0)
    assert slot is not None
    assert slot.start_at == 50.0
    ledger.let_rest("host", Rest(100.0, "too often"))
    assert ledger.rest("host", 99.0) == Rest(100.0, "too often")
    assert ledger.rest("host", 100.0) is None
    ledger.close()


def test_a_turn_noted_by_a_clock_that_was_wrong_is_not_waited_for() -> None:
    ledger = HostLedger(None)
    ledger.postpone("host", 1_000_000.0)
    slot = ledger.reserve("host", now=5.0, interval=1.0, concurrency=2, lease=10.0)
    assert slot is not None
    assert slot.start_at == 5.0
    slot = ledger.reserve("host", now=5.0, interval=1.0, concurrency=2, lease=10.0)
    assert slot is not None
    assert slot.start_at == 6.0
    ledger.close()


def test_a_lease_or_a_rest_noted_by_a_clock_that_was_wrong_holds_nothing_up() -> None:
    year = 365 * 86_400.0
    ledger = HostLedger(None)
    assert ledger.reserve("host", now=year, interval=0.0, concurrency=1, lease=10.0) is not None
    assert ledger.reserve("host", now=5.0, interval=0.0, concurrency=1, lease=10.0) is not None
    assert ledger.reserve("host", now=6.0, interval=0.0, concurrency=1, lease=10.0) is None
    ledger.let_rest("host", Rest(year + 60.0, "too often"))
    assert ledger.rest("host", 5.0) is None
    ledger.let_rest("host", Rest(5.0 + 86_400.0, "too often"))
    assert ledger.rest("host", 5.0) is not None
    ledger.close()


def test_what_hosts_said_is_kept(tmp_path: Path) -> None:
    ledger = HostLedger(tmp_path)
    ledger.note_limits("host", Limits("remaining: 3", 5.0), 0.2)
    ledger.close()
    again = HostLedger(tmp_path)
    assert again.limits("host") == Limits("remaining: 3", 5.0)
    assert again.limits("another") is None
    again.close()


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "hosts.sqlite").write_bytes(b"not a database, " * 100)
    ledger = HostLedger(tmp_path)
    assert ledger.reserve("host", now=0.0, interval=1.0, concurrency=1, lease=1.0) is not None
    ledger.close()


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ledger = HostLedger(tmp_path / "file")
    assert ledger.reserve("host", now=0.0, interval=1.0, concurrency=1, lease=1.0) is not None
    ledger.close()
