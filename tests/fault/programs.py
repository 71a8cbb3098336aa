"""What runs in the processes that the fault tests kill, starve and trip up.

Started by `forks.py` as `name(arguments)`, or by hand as `python programs.py name arguments...`.
An edit is acknowledged by its number in the ack file, one write a line, after the command returned.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import sqlite_utils.migrations

from visionwork.document import migrations
from visionwork.document.backup import backups, good_uuid
from visionwork.document.errors import DocumentError
from visionwork.document.publish import PublishOutcome
from visionwork.document.recovery import recover, recoverable
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import AppFolders
from visionwork.domain.adoption import Moment

assert sqlite_utils.migrations, "loaded before the fork, so that the child begins at once"

SUBJECT = "statement"
NEXT_STEP = migrations.Step(
    2, "m0002_a_note", "ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT '';\n"
    "CREATE TABLE remark (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;\n",
)  # fmt: skip

HERE = Path(__file__).resolve().parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{HERE.parents[1] / 'src'}{os.pathsep}{HERE}"}
"""What the processes start with, so that they find the app and this module."""


def edits(path: str, home: str, ack: str, first: str, count: str = "100000") -> None:
    """Edit from a number on, acknowledging each edit, and publish now and then in a thread."""
    session = opened(Path(path), Path(home))
    with ThreadPoolExecutor(1) as pool, Path(ack).open("ab", buffering=0) as acks:
        running: Future[PublishOutcome] | None = None
        for number in range(int(first), int(first) + int(count)):
            edit(session, number)
            acks.write(b"%d\n" % number)
            if running is not None and running.done():
                session.finish_publish(running.result())
                running = None
            if running is None and number % 3 == 0:
                running = pool.submit(session.prepare_publish().run)
        if running is not None:
            session.finish_publish(running.result())
    session.close()


def edit(session: DocumentSession, number: int) -> None:
    """Make one edit that touches three tables and is up to 60 kB long."""
    text = f"Draft {number}. " + "They know us by name. " * (number * 37 % 2700)
    document = session.document
    with document.store.command(f"Edit {number}"):
        document.texts.save_draft(SUBJECT, text)
        document.cards.add("behaviour", "group:1", str(number))
        document.curves.set_shares("curve", None, Moment.TODAY, [number % 100, 100 - number % 100, 0, 0])
    document.workshop.set_held_on(date.fromordinal(700000 + number))


def one_of_each(path: str, home: str, ack: str) -> None:
    """Edit, publish, edit and close, acknowledging each when it is done."""
    session = opened(Path(path), Path(home))
    with Path(ack).open("ab", buffering=0) as acks:
        for number in (1, 2):
            try:
                edit(session, number)
            except DocumentError as error:
                acks.write(f"refused {number}: {error.sentence}\n".encode())
            else:
                acks.write(b"%d\n" % number)
            outcome = session.publish_now() if number == 1 else session.close()
            acks.write(f"{outcome.result.value}\n".encode())


def migrated(path: str, home: str, ack: str) -> None:
    """Open a document as an app with one more migration would."""
    migrations.STEPS = (*migrations.STEPS, NEXT_STEP)
    session = DocumentSession.open(Path(path), Path(home))
    session.document.workshop.add_session("Morning")
    Path(ack).write_text("opened")
    session.close()


def crashed(path: str, home: str, *actions: str) -> None:
    """Open a document, publish where an action says so and add a card of its words else; then be killed."""
    session = DocumentSession.open(Path(path), Path(home))
    for action in actions:
        if action == "publish":
            session.publish_now()
        else:
            session.document.cards.add("behaviour", "group:1", action)
    os.kill(os.getpid(), signal.SIGKILL)


def killed_within(program: str, seconds: str, *arguments: str) -> None:
    """Run another program, and have the kernel end it after some time unless it is done."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    globals()[program](*arguments)


def held_open(path: str, home: str, ack: str) -> None:
    """Open a document and keep it open; acknowledge, or say who has it."""
    try:
        session = DocumentSession.open(Path(path), Path(home))
    except DocumentError as error:
        Path(ack).write_text(f"{type(error).__name__} {getattr(error, 'pid', None)}")
        return
    Path(ack).write_text(f"open {os.getpid()}")
    threading.Event().wait()
    session.close()


def starved(path: str, home: str, ack: str, limit: str) -> None:
    """Edit with a limit on the size of files until it is refused, lift the limit, and try again."""
    session = opened(Path(path), Path(home))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    lines, number = [], 0
    try:
        while True:
            number += 1
            edit(session, number)
    except DocumentError as error:
        lines.append(f"refused {number}: {error.sentence}")
    lines.append(session.publish_now().result.value)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if all(card.text != str(number) for card in session.document.cards.all()):
        edit(session, number)
    lines += [session.close().result.value, str(number)]
    Path(ack).write_text("\n".join(lines))


def opened(path: Path, home: Path) -> DocumentSession:
    """Open a document, or what a crash left of it."""
    for backup in backups(AppFolders(home), path):
        assert good_uuid(backup.path), f"{backup.path} is not good"
    left = [found for found in recoverable(home) if found.path == path]
    return recover(left[0], home) if left else DocumentSession.open(path, home)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
