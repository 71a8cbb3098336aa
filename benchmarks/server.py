"""Answers a second of a round on a server, beside single commits into the same database; run by hand.

    python benchmarks/server.py postgresql://user@host/name [TURNS]

64 people do nothing but send, from this process, so it takes a part of the machine, too, and so does whatever
else runs here. So compare numbers of one turn, over several turns, and look at the load. The floor is one
connection that commits one row after the other. The database is left with what was stored.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg

from phones import CONNECTIONS, phone
from visionwork.document.session import DocumentSession
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.server_rounds import prepare_round
from visionwork.serving.package import RoundPackage

SOURCE = Path(__file__).resolve().parents[1] / "src"
WORKERS = (1, 2, 4)
WARM_S, SECONDS, FLOOR_S = 1.0, 4.0, 2.0
PORT = 18_765


def main(database: str, turns: int) -> None:
    """Print what each turn measures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = handed_over(folder)
        file = folder / "round.json"
        file.write_text(package.to_json(), encoding="utf-8")
        for _ in range(turns):
            floor = commits(database)
            print(f"load {os.getloadavg()[0]:.1f}; single commits: {floor:,.0f} a second", flush=True)
            for workers in WORKERS:
                with served(file, database, workers):
                    asyncio.run(sent(package, WARM_S))
                    times = asyncio.run(sent(package, SECONDS))
                late = statistics.quantiles(times, n=100)[98]
                rate = len(times) / SECONDS
                print(
                    f"  workers {workers}: {rate:,.0f} answers a second, {rate / floor:.1f} x the floor,"
                    f" slowest of a hundred after {late:.2f} s",
                    flush=True,
                )


def handed_over(folder: Path) -> RoundPackage:
    """Return a round of a workshop of its own, so that nothing of it is in the database."""
    session = DocumentSession.create(folder / "a.visionwork", "Our vision", "Aldermoor", folder / "home")
    document = session.document
    draft = document.texts.save_draft("statement", "Clients know the people who look after them.")
    group = document.groups.add("Consultants", GroupKind.EMPLOYEES)
    questions = [(QuestionKind.SCALE, f"Question {number}?") for number in range(1, 5)]
    questions.append((QuestionKind.OPEN, "What is missing?"))
    document.rounds.open(draft.id, questions, [RoundGroup(group, 40)], date(2026, 3, 2))
    asked = document.rounds.all()[0]
    handed = prepare_round(document, asked, f"http://127.0.0.1:{PORT}", "en", folder / "home")
    session.close()
    return handed.package


@contextmanager
def served(file: Path, database: str, workers: int) -> Iterator[None]:
    """Serve the round from processes of its own, which have begun."""
    command = [sys.executable, "-m", "visionwork", "serve", str(file), "--port", str(PORT)]
    command += ["--workers", str(workers), "--expected", "10000000", "--database", database]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        time.sleep(WARM_S)
        try:
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


async def sent(package: RoundPackage, seconds: float) -> list[float]:
    """Send forms for some seconds; return how long each answer took."""
    end = time.perf_counter() + seconds
    people = (phone(package.invitation, package.digest, end) for _ in range(CONNECTIONS))
    done = await asyncio.gather(*people)
    if failed := sum(lost for _, lost in done):
        raise RuntimeError(f"{failed} forms were not answered")
    return [each for times, _ in done for each in times]


def commits(database: str) -> float:
    """Return how many rows a second one connection commits, one at a time."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS visionwork_floor")
        connection.execute("CREATE TABLE visionwork_floor (key text PRIMARY KEY, scales text NOT NULL)")
        end, number = time.perf_counter() + FLOOR_S, 0
        while time.perf_counter() < end:
            connection.execute("INSERT INTO visionwork_floor VALUES (%s, '4525')", [secrets.token_hex(16)])
            number += 1
        connection.execute("DROP TABLE visionwork_floor")
    return number / FLOOR_S


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
