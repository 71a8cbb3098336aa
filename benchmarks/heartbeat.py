"""How late the window's own clock is while 40 phones send forms as fast as they can.

The window stands on the page of rounds and collects answers, as the app does; the phones are in another
process. A timer of 10 ms tells how long the event loop was held up: first without phones, then with them.

    python benchmarks/heartbeat.py load URL DIGEST SECONDS     be the phones
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import measure

PHONES, SECONDS, BEAT_MS = 40, 5.0, 10


def results(sample: Path, folder: Path) -> list[measure.Result]:
    """Measure the lateness of the clock.

    Args:
        sample: A workshop document; a copy of it is opened.
        folder: Where the copy goes.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    path = folder / "heartbeat.visionwork"
    shutil.copyfile(sample, path)
    command = [sys.executable, __file__, "window", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    quiet, busy, worst, posts = (float(value) for value in told[-4:])
    detail = f"quiet {quiet:.0f} ms, 40 phones {busy:.0f} ms, worst {worst:.0f} ms, {posts:.0f} forms"
    return [measure.Result("window late while 40 phones post, p99", busy / 1000, 0.05, "s", detail)]


def _window(path: Path) -> None:
    from PySide6.QtCore import QElapsedTimer, QTimer
    from PySide6.QtWidgets import QApplication

    from visionwork.app import LATE_MODULES
    from visionwork.collecting import PhoneCollection
    from visionwork.document.session import DocumentSession
    from visionwork.domain.rounds import form_digest
    from visionwork.feedback.phone.limits import Limits
    from visionwork.gui.context import WorkshopContext
    from visionwork.gui.messages import Messages
    from visionwork.gui.theme import Theme
    from visionwork.gui.views.rounds_page import RoundsPage
    from visionwork.method import default_method
    from visionwork.paths import app_data_dir

    for name in LATE_MODULES:  # the app has them soon after its start
        import_module(name.partition(":")[0])
    app = QApplication([])
    theme = Theme(app)
    session = DocumentSession.open(path, app_data_dir())
    document = session.document
    document.rounds.reopen(1, document.clock().date())
    context = WorkshopContext(document, default_method(), theme, Messages(None))  # type: ignore[arg-type]
    page = RoundsPage(context)
    page.resize(1168, 856)
    page.show()
    page.reload()
    limits = Limits(
        connections=1_000, connections_per_address=1_000, requests_per_minute=1e9, posts_per_minute=1e9,
        responses=10**9,
    )  # fmt: skip
    collection = PhoneCollection(document, 1, "127.0.0.1", 0, path.parent / "phones", limits=limits)
    collection.start()
    poll = QTimer()
    poll.setInterval(400)
    poll.timeout.connect(collection.look)  # as the window does; see PhoneSession
    poll.start()
    clock, late = QElapsedTimer(), []
    beat = QTimer()
    beat.setInterval(BEAT_MS)

    def note() -> None:
        late.append(max(0, clock.restart() - BEAT_MS))

    beat.timeout.connect(note)

    def listen(until: float) -> list[int]:
        late.clear()
        clock.start()
        beat.start()
        while time.monotonic() < until:
            app.processEvents()
            time.sleep(0.0005)
        beat.stop()
        return list(late)

    quiet = listen(time.monotonic() + 2)
    digest = form_digest(document.rounds.get(1))
    load = subprocess.Popen(
        [sys.executable, __file__, "load", collection.url, digest], stdout=subprocess.PIPE, text=True
    )
    time.sleep(1.0)
    busy = listen(time.monotonic() + SECONDS)
    posts = (load.communicate()[0] or "0").split()[-1]
    collection.stop()
    context.close()
    session.abandon()
    print(_p99(quiet), _p99(busy), max(busy), posts)


def _p99(values: list[int]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _load(url: str, digest: str) -> None:
    import phones

    async def all_phones() -> int:
        end = time.perf_counter() + SECONDS + 2
        done = await asyncio.gather(*(phones.phone(url, digest, end) for _ in range(PHONES)))
        return sum(len(times) for times, _ in done)

    print(asyncio.run(all_phones()))


if __name__ == "__main__":
    if sys.argv[1] == "load":
        _load(sys.argv[2], sys.argv[3])
    else:
        _window(Path(sys.argv[2]))
