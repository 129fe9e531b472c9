"""What the report is made from: the runs that lie in a folder of results."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, Split, shipped
from eval.cmrc.outcome import Totals, read_totals
from eval.peers.outcome import PeersRun, read_peers
from eval.risk import Point, read_curve
from eval.rows import Run, read_run

BASELINE = "baseline-"
PREVIOUS = "previous-"
SETS = ("dev", "test", "second")


@dataclass(frozen=True, slots=True)
class Material:
    """Runs by set name, what each is compared with, and the benchmarks that were run.

    ``source`` is the text of the development questions; ``cases`` their gold by id;
    ``risk`` the curve of thresholds on them.
    """

    runs: Mapping[str, Run]
    before: Mapping[str, Run]
    cmrc: Totals | None
    peers: PeersRun | None
    source: str
    cases: Mapping[str, Case]
    risk: tuple[Point, ...] = ()


def gather(results: Path) -> Material:
    """Read a folder of results; what was not run is left out.

    ``<set>.jsonl`` is the run in force (``baseline-<set>.jsonl`` where there is none), compared
    with ``previous-<set>.jsonl`` or else the baseline.

    Raises:
        RunError: a file that is there cannot be read.
    """
    runs, before = {}, {}
    for name in SETS:
        found = [
            path
            for prefix in ("", PREVIOUS, BASELINE)
            if (path := results / f"{prefix}{name}.jsonl").is_file()
        ]
        if found:
            runs[name] = read_run(found[0])
        if len(found) > 1:
            before[name] = read_run(found[1])
    dataset = shipped()
    cmrc, peers = results / "cmrc.json", results / "peers.json"
    risk = results / "risk.json"
    return Material(
        runs=runs,
        before=before,
        cmrc=read_totals(cmrc) if cmrc.is_file() else None,
        peers=read_peers(peers) if peers.is_file() else None,
        source=dataset.text.read_text(encoding="utf-8"),
        cases={case.id: case for case in dataset.of(Split.DEV)},
        risk=read_curve(risk) if risk.is_file() else (),
    )
