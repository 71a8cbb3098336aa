"""Nothing is stored that tells who or when."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from phones import Answer, Phone, filled
from visionwork.collecting import PhoneCollection
from visionwork.document.document import Document
from visionwork.document.store import Change
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits


def test_nothing_a_phone_sends_beside_its_answers_reaches_the_disk(
    collection: PhoneCollection, document: Document, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    canaries = {
        "User-Agent": "CanaryAgent/1", "Accept-Language": "canary-lang", "Cookie": "canary=cookie",
        "X-Forwarded-For": "203.0.113.77", "Forwarded": "for=203.0.113.78", "Via": "canary-via",
        "DNT": "canarydnt",
        "Referer": f"{collection.site.url}/canary-referer", "Authorization": "Basic canaryauth",
        "X-Device-Id": "canary-device",
    }  # fmt: skip
    names = []
    for number in range(5):
        phone = Phone(collection, f"127.0.77.{number + 1}")
        path, form = phone.open_form()
        names.append(path.rsplit("/", 1)[1])
        body = filled(form, q3="An honest answer", canary_field="canary-field", q9="canary-q9")
        answer = phone.ask("POST", path, body, **canaries)
        assert answer.title == "Thank you"
    collection.stop()
    document.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"An honest answer" in kept
    logged = caplog.text
    for canary in ("canary", "Canary", "127.0.77.", "203.0.113", *names):
        assert canary.encode() not in kept
        assert canary not in logged


def test_the_order_of_the_rows_is_not_the_order_of_arrival(
    collect: Callable[..., PhoneCollection], document: Document
) -> None:
    collection = collect(Limits(posts_per_minute=1e6, requests_per_minute=1e6))
    phone = Phone(collection)
    path, form = phone.open_form()
    count = 200
    for number in range(count):
        # Names of forms that count up, as a hostile phone might choose them.
        phone.send(f"{path.rsplit('/', 1)[0]}/{number:022d}", form, q3=f"{number}")
    collection.poll()
    stored = [int(comment.text) for comment in document.rounds.comments(1)]
    assert sorted(stored) == list(range(count))
    squares = sum((place - arrived) ** 2 for place, arrived in enumerate(stored))
    spearman = 1 - 6 * squares / (count * (count**2 - 1))
    assert count == 200  # then 0.5 is seven standard deviations (1 / sqrt(count - 1)) of a random order
    assert abs(spearman) < 0.5


def test_the_secrets_are_gone_when_collecting_ends(collection: PhoneCollection, tmp_path: Path) -> None:
    kept = list((tmp_path / "home" / "collecting").iterdir())
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    collection.stop()
    assert not list((tmp_path / "home" / "collecting").iterdir())


def test_a_new_session_has_new_secrets(collect: Callable[..., PhoneCollection]) -> None:
    first = collect()
    first.stop()
    second = collect()
    assert first.url != second.url
    assert SessionKeys.fresh() != SessionKeys.fresh()


def test_parallel_double_taps_store_one_row_each(
    collect: Callable[..., PhoneCollection], document: Document
) -> None:
    collection = collect(Limits(posts_per_minute=1e6, requests_per_minute=1e6))
    titles: list[str] = []

    def tap(phone: Phone, path: str, form: Answer) -> None:
        titles.append(phone.send(path, form).title)

    def tap_twice(number: int) -> None:
        phone = Phone(collection, f"127.0.5.{number + 1}")
        for _ in range(5):
            taps = [threading.Thread(target=tap, args=(phone, *shared)) for shared in [phone.open_form()] * 2]
            for thread in taps:
                thread.start()
            for thread in taps:
                thread.join()

    phones = [threading.Thread(target=tap_twice, args=[number]) for number in range(20)]
    for thread in phones:
        thread.start()
    for thread in phones:
        thread.join()
    assert titles.count("Thank you") == titles.count("Already received") == 100
    collection.poll()
    assert document.rounds.respondents(1) == {1: 100}


def test_answers_are_told_to_the_document_in_steps(collection: PhoneCollection, document: Document) -> None:
    seen: list[object] = []

    def note_answers(change: Change) -> None:
        if "response" in change.tables:
            seen.append(change)

    document.subscribe(note_answers)
    phone = Phone(collection)
    for _ in range(4):
        phone.answer()
    collection.poll()
    assert (seen, collection.status().answered) == ([], 0)
    phone.answer()
    collection.poll()
    assert (len(seen), collection.status().answered) == (1, 5)
    phone.answer()
    collection.poll()
    assert (len(seen), collection.status().answered) == (1, 5)
    collection.stop()
    assert len(seen) == 2
