"""A company-wide round from the workshop to a server and back, with a real database."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from visionwork.cli import run
from visionwork.document.access import editing, open_to_read
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.phone.keys import new_form_name

Serve = Callable[..., Any]


def fetch(workshop: Path, *options: str) -> int:
    return run(["fetch", str(workshop), "--round", "1", *options])


def stored(workshop: Path, home: Path) -> tuple[Counter[str], list[str]]:
    document = open_to_read(workshop, home)
    try:
        rows = document.store.rows("SELECT scales, channel FROM response")
        assert {row["channel"] for row in rows} <= {"phone"}
        written = [row["text"] for row in document.store.rows("SELECT text FROM comment")]
        return Counter(row["scales"] for row in rows), sorted(written)
    finally:
        document.close()


def test_answers_travel_from_the_form_to_the_workshop_once(
    serve: Serve, workshop: Path, visionwork_home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    served = serve()

    def answer(number: int) -> int:
        return served.send(number % 2, q1=1 + number % 5, q3=f"Comment {number} <b>&</b>")[0]

    with ThreadPoolExecutor(8) as phones:
        assert set(phones.map(answer, range(40))) == {200}
    assert fetch(workshop) == 1
    assert "still open on the server" in capsys.readouterr().err
    assert fetch(workshop, "--close") == 0
    assert "40 answers added, of 40 on the server" in capsys.readouterr().out
    scales, written = stored(workshop, visionwork_home)
    assert scales == {f"{point}5": 8 for point in range(1, 6)}
    assert written == sorted(f"Comment {number} <b>&</b>" for number in range(40))
    assert fetch(workshop, "--forget") == 0
    assert "0 answers added" in capsys.readouterr().out
    assert stored(workshop, visionwork_home)[0].total() == 40
    assert run(["check", str(workshop)]) == 0


def test_a_form_sent_twice_is_one_answer_whichever_worker_takes_it(serve: Serve) -> None:
    served = serve(2)
    name = new_form_name()
    with ThreadPoolExecutor(6) as phones:
        texts = [text for _, text in phones.map(lambda _: served.send(name=name), range(12))]
    assert sum("Thank you" in text for text in texts) == 1
    assert sum("Already received" in text for text in texts) == 11


def test_a_killed_worker_loses_nothing_that_was_thanked_for(
    serve: Serve, workshop: Path, visionwork_home: Path
) -> None:
    served = serve(2)
    workers = served.workers()
    assert len(workers) == 2
    thanked = 0

    def answer(number: int) -> bool:
        if number == 20:
            os.kill(workers[0], signal.SIGKILL)
        try:
            return served.send(q1=3)[0] == 200
        except OSError:  # the killed worker's connections break; a browser would send again
            return False

    with ThreadPoolExecutor(4) as phones:
        thanked = sum(phones.map(answer, range(60)))
    assert thanked >= 40
    assert fetch(workshop, "--close") == 0
    total = stored(workshop, visionwork_home)[0].total()
    assert thanked <= total <= 60


def test_nobody_gets_at_answers_without_the_token(serve: Serve, tmp_path: Path) -> None:
    served = serve(1)
    assert (tmp_path / "round.json").stat().st_mode & 0o077 == 0
    assert "token" not in json.loads((tmp_path / "round.json").read_text())
    served.send()
    for path in ("/round/state", "/round/responses/0", "/round/comments/0"):
        assert served.ask("GET", path)[0] == 401
        assert served.ask("GET", path, Authorization="Bearer wrong")[0] == 401
    assert served.ask("POST", "/round/close")[0] == 401
    assert served.ask("POST", "/round/forget")[0] == 401
    assert served.ask("GET", "/")[0] == 404
    assert served.ask("GET", "/", Host="elsewhere.example.org")[0] == 403


def test_a_closed_round_says_so_on_every_worker(serve: Serve, workshop: Path) -> None:
    served = serve(2)
    assert fetch(workshop, "--close") == 0
    answers = [served.send() for _ in range(6)]
    assert {status for status, _ in answers} == {410}
    assert all("closed" in text for _, text in answers)


def test_what_is_stored_tells_neither_who_nor_when(serve: Serve, database: str, workshop: Path) -> None:
    served = serve(1)
    for number in range(12):
        served.send(q1=1 + number % 5, q3=f"Said as number {number:02}")
    assert fetch(workshop, "--close") == 0
    with psycopg.connect(database) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        ).fetchall()
        assert {name for _, name in columns} == {
            "id", "digest", "closed", "round_id", "key", "group_id", "scales", "code", "text",
        }  # fmt: skip
        for table in ("visionwork_response", "visionwork_comment"):
            rows = connection.execute(f"SELECT key, xmin::text FROM {table} ORDER BY ctid").fetchall()  # noqa: S608
            assert len(rows) == 12
            assert [key for key, _ in rows] == sorted(key for key, _ in rows)
            assert len({transaction for _, transaction in rows}) == 1


def test_the_server_ends_when_asked_and_takes_up_again(serve: Serve) -> None:
    served = serve(1)
    name = new_form_name()
    assert "Thank you" in served.send(name=name)[1]
    assert served.stop() == 0
    again = serve(1)
    assert again.package == served.package  # the invitation that was sent stays good
    assert "Already received" in again.send(name=name)[1]


def test_other_questions_are_not_mixed_into_a_round(
    serve: Serve, workshop: Path, visionwork_home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    served = serve(1)
    served.send()
    with editing(workshop, visionwork_home) as document:
        asked = document.rounds.all()[0]
        document.rounds.set_questions(asked.id, [(QuestionKind.SCALE, "Something else?")])
    assert fetch(workshop, "--close") == 1
    assert "other questions" in capsys.readouterr().err
    assert stored(workshop, visionwork_home)[0].total() == 0


def test_a_database_that_goes_away_costs_no_answer_that_was_thanked_for(serve: Serve, database: str) -> None:
    served = serve(1)
    assert served.send()[0] == 200
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'visionwork'"
        )
    status, text = served.send(q3="Kept on the page")
    if status == 503:
        assert "Kept on the page" in text
        status, _ = served.send()
    assert status == 200


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate for this test")
def test_a_certificate_of_the_house_is_checked(
    serve: Serve, workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, key = tmp_path / "house.pem", tmp_path / "house.key"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    serve(1, "https", "--certificate", str(certificate), "--private-key", str(key))
    assert fetch(workshop, "--close") == 1
    assert "certificate is not trusted" in capsys.readouterr().err
    assert fetch(workshop, "--close", "--authority", str(certificate)) == 0


def test_a_round_on_two_drafts_shows_both_in_turn(
    serve: Serve, workshop: Path, visionwork_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with editing(workshop, visionwork_home) as document:
        asked = document.rounds.all()[0]
        second = document.texts.save_draft("statement", "We will be number one in our market.")
        document.rounds.close(asked.id, document.clock().date())
        wanted = [(QuestionKind.SCALE, "A place for me?"), (QuestionKind.PREFERENCE, "Which of the two?")]
        document.rounds.open(asked.draft_id, wanted, asked.groups, document.clock().date(), second.id)
    served = serve(1, "http", number=2)
    firsts = Counter()
    for _ in range(6):
        _, _, form = served.ask("GET", f"/{served.package.keys.token}")
        page = served.ask("GET", form)[1]
        firsts[page.index("Clients know") < page.index("number one in our market")] += 1
    assert firsts == {True: 3, False: 3}
    for number in range(6):
        assert served.send(q1=4, q2=1 + number % 5, q3=1 + number % 4)[0] == 200
    assert served.send(q1=4, q2=2, q3=5)[0] == 422  # there is no fifth answer to which of the two
    assert run(["fetch", str(workshop), "--round", "2", "--close"]) == 0
    assert "5 answers added, of 5 on the server, told in steps of 5" in capsys.readouterr().out
