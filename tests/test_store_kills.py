"""kill -9 while an index is published, at every step and at random moments."""

import subprocess
import sys
from pathlib import Path

from rag.store import Store
from tests.conftest import KeywordEncoder
from tests.generations import NEW, served, writer

REPOSITORY = Path(__file__).resolve().parents[1]

# Every child is forked from a process that has started no thread of its own.
PREPARE = """
import os, random, signal, sys, time
from pathlib import Path
import faiss, tantivy
from rag.errors import StoreBusyError
from rag.store import Store
from tests.conftest import KeywordEncoder
from tests.generations import NEW, OLD, DyingDisk, writer

base = Path(sys.argv[1])

def child(act):
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException as error:
            print("child failed", repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    return pid

def wait(pid):
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
"""

EVERY_STEP = """
step = 0
while True:
    step += 1
    root = base / str(step)
    def act():
        Store(root).publish(writer(OLD))
        Store(root, DyingDisk(step)).publish(writer(NEW))
    code = wait(child(act))
    print(step, code)
    if code != -signal.SIGKILL:
        break
"""

RANDOM = """
draw = random.Random(7)
for number in range(30):
    root = base / str(number)
    assert wait(child(lambda: Store(root).publish(writer(OLD)))) == 0
    def act():
        while True:
            Store(root).publish(writer(NEW))
    pid = child(act)
    time.sleep(draw.uniform(0.001, 0.06))
    os.kill(pid, signal.SIGKILL)
    print(number, wait(pid))
"""

RIVALS = """
root = base / "shared"
def act():
    done = 0
    while done < 5:
        try:
            Store(root).publish(writer(OLD, NEW) if os.getpid() % 2 else writer(NEW))
            done += 1
        except StoreBusyError:
            time.sleep(0.002)
def read():
    while Store(root).pointer() is None:
        time.sleep(0.002)
    seen = set()
    while not (base / "stop").exists():
        index = Store(root).open_current(KeywordEncoder())
        assert index.alerts == (), index.alerts
        assert tuple(index.documents) in {("a", "b"), ("b",)}
        seen.add(index.generation)
    assert len(seen) > 2
base.mkdir()
readers = [child(read) for _ in range(2)]
pids = [child(act) for _ in range(3)]
print([wait(pid) for pid in pids])
(base / "stop").touch()
print([wait(pid) for pid in readers])
"""


def run(script: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PREPARE + script, str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def litter(root: Path) -> list[str]:
    folder = root / "generations"
    hidden = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    return hidden + [path.name for path in root.iterdir() if path.name.startswith(".")]


def test_killed_before_any_step_the_old_or_the_new_serves_whole(tmp_path: Path) -> None:
    lines = run(EVERY_STEP, tmp_path)
    *killed, last = [line.split() for line in lines]
    assert last[1] == "0"  # the first run that had no such step
    assert {code for _, code in killed} == {"-9"}
    assert len(killed) >= 20
    outcomes = []
    for step, _ in killed:
        store = Store(tmp_path / step)
        [document] = served(store)
        assert store.open_current(KeywordEncoder()).alerts == ()
        outcomes.append(document)
        store.publish(writer(NEW))
        assert served(store) == ["b"]
        assert litter(tmp_path / step) == []
    # Old until the pointer moved, new from then on, and the switch is near the end.
    switch = outcomes.index("b")
    assert set(outcomes[:switch]) == {"a"}
    assert set(outcomes[switch:]) == {"b"}
    assert switch >= 18


def test_killed_at_random_the_old_or_the_new_serves_whole(tmp_path: Path) -> None:
    lines = run(RANDOM, tmp_path)
    assert [line.split()[1] for line in lines] == ["-9"] * 30
    outcomes = set()
    for number in range(30):
        store = Store(tmp_path / str(number))
        [document] = served(store)
        outcomes.add(document)
        assert store.open_current(KeywordEncoder()).alerts == ()
        store.publish(writer(NEW))
        assert litter(tmp_path / str(number)) == []
    assert outcomes <= {"a", "b"}


def test_rival_publishers_and_readers_of_other_processes_get_on(tmp_path: Path) -> None:
    assert run(RIVALS, tmp_path / "rivals") == ["[0, 0, 0]", "[0, 0]"]
    root = tmp_path / "rivals" / "shared"
    assert served(Store(root)) in (["a", "b"], ["b"])
    assert Store(root).open_current(KeywordEncoder()).alerts == ()
    assert len(list((root / "generations").iterdir())) == 3
    assert litter(root) == []
