"""Many answers a commit, in the loop or in a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from visionwork.feedback.phone.commits import GroupCommit, Outcome

PATIENCE_S = 60


class Disk:
    """Stores items; may be told to wait, or to fail."""

    def __init__(self) -> None:
        self.commits: list[list[int]] = []
        self.threads: set[int] = set()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.broken = False

    def write(self, items: Sequence[int]) -> list[Outcome]:
        self.threads.add(threading.get_ident())
        assert self.may_go_on.wait(PATIENCE_S)
        if self.broken:
            raise RuntimeError("broken")
        self.commits.append(list(items))
        return [Outcome.STORED] * len(items)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture(params=[0.0, 60.0], ids=["in a thread", "in the loop"])
def commits(request: pytest.FixtureRequest, disk: Disk) -> Iterator[GroupCommit[int]]:
    commits = GroupCommit(disk.write, request.param)
    yield commits
    commits.close()


def run(work: Callable[[], None], until: Callable[[], bool]) -> None:
    """Work in a loop, and go on until something is so."""

    async def main() -> None:
        work()
        async with asyncio.timeout(PATIENCE_S):
            while not until():
                await asyncio.sleep(0)

    asyncio.run(main())


def test_what_comes_together_is_stored_together_and_in_order(commits: GroupCommit[int], disk: Disk) -> None:
    done: list[Outcome] = []
    run(lambda: [commits.submit(number, done.append) for number in range(300)], lambda: len(done) == 300)  # type: ignore[func-returns-value]
    assert disk.commits == [list(range(256)), list(range(256, 300))]
    assert set(done) == {Outcome.STORED}


def test_quick_commits_need_no_thread_and_slow_ones_do_not_keep_the_loop(disk: Disk) -> None:
    quick, slow, done = GroupCommit(disk.write, 60.0), GroupCommit(disk.write), []
    run(lambda: quick.submit(1, done.append), lambda: bool(done))
    assert disk.threads == {threading.get_ident()}
    disk.may_go_on.clear()

    def work() -> None:
        slow.submit(2, done.append)
        asyncio.get_running_loop().call_later(0.02, disk.may_go_on.set)  # the loop goes on meanwhile

    run(work, lambda: len(done) == 2)
    assert len(disk.threads) == 2
    quick.close()
    slow.close()


def test_a_mistake_of_ours_thanks_nobody_and_the_next_is_stored(
    commits: GroupCommit[int], disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[Outcome] = []
    disk.broken = True
    run(lambda: commits.submit(1, done.append), lambda: len(done) == 1)
    disk.broken = False
    run(lambda: commits.submit(2, done.append), lambda: len(done) == 2)
    assert done == [Outcome.FAILED, Outcome.STORED]
    assert "could not be stored" in caplog.text


def test_nothing_is_stored_while_it_is_held(commits: GroupCommit[int], disk: Disk) -> None:
    done: list[Outcome] = []
    seen: list[list[list[int]]] = []

    def held() -> None:
        commits.submit(2, done.append)
        asyncio.get_running_loop().call_later(0.01, go_on)

    def go_on() -> None:
        seen.append([list(one) for one in disk.commits])
        commits.release()

    def work() -> None:
        commits.submit(1, done.append)
        asyncio.get_running_loop().call_soon(lambda: commits.hold(held))

    run(work, lambda: len(done) == 2)
    assert seen == [[[1]]]
    assert disk.commits == [[1], [2]]
