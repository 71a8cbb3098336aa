"""Whatever is done, undo brings back, and redo does again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from visionwork.document.document import Document, create_database, open_database
from visionwork.document.errors import DocumentError
from visionwork.document.schema import TABLES
from visionwork.domain.adoption import Moment
from visionwork.domain.groups import GroupKind, HouseWord
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.domain.stakeholders import Presence, Stakeholder
from visionwork.domain.tuning import Silence, SilenceScope

DAY = date(2026, 3, 2)
texts = st.text(st.characters(codec="utf-8"), max_size=12)
numbers = st.integers(0, 5)
lanes = st.sampled_from(["group:1", "group:2", "own"])
subjects = st.sampled_from(["statement", "view:future-relationship:1"])
cells = st.dictionaries(
    st.sampled_from(["what", "rating", "links"]),
    st.one_of(texts, st.integers(1, 5), st.lists(st.sampled_from(["card:1", "row:1"])), st.none()),
    max_size=3,
)
commands = st.one_of(
    st.tuples(st.just("add_card"), lanes, texts),
    st.tuples(st.just("edit_card"), numbers, texts),
    st.tuples(st.just("vote"), numbers, numbers),
    st.tuples(st.just("move_card"), numbers, lanes, numbers),
    st.tuples(st.just("delete_card"), numbers),
    st.tuples(st.just("add_row"), cells),
    st.tuples(st.just("edit_row"), numbers, cells),
    st.tuples(st.just("delete_row"), numbers),
    st.tuples(st.just("turn_rows")),
    st.tuples(st.just("write"), subjects, texts),
    st.tuples(st.just("save_draft"), subjects, texts),
    st.tuples(st.just("restore"), numbers),
    st.tuples(st.just("set_aside"), numbers, st.none() | texts),
    st.tuples(st.just("agree"), numbers, texts),
    st.tuples(st.just("title"), texts),
    st.tuples(st.just("house_word"), texts),
    st.tuples(st.just("add_group"), texts),
    st.tuples(st.just("delete_group"), numbers),
    st.tuples(st.just("add_person"), texts),
    st.tuples(st.just("delete_person"), numbers),
    st.tuples(st.just("sign"), numbers, texts),
    st.tuples(st.just("done"), st.booleans()),
    st.tuples(st.just("shares"), st.integers(0, 100)),
    st.tuples(st.just("open_round"), numbers),
    st.tuples(st.just("answers"), numbers, st.integers(1, 5)),
    st.tuples(st.just("delete_round"), numbers),
    st.tuples(st.just("confirm"), numbers, st.lists(texts, max_size=3)),
    st.tuples(st.just("answer"), numbers, st.booleans(), texts),
    st.tuples(st.just("decide"), numbers, texts),
    st.tuples(st.just("silence"), texts),
    st.tuples(st.just("flip"), st.sampled_from([*Presence, None])),
    st.tuples(st.just("learn"), texts),
    st.tuples(st.just("seal")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """One document for all examples; each of them is undone in the end."""
    path: Path = tmp_path_factory.mktemp("undo") / "working.db"
    create_database(path, "Our vision", "Aldermoor")
    document = open_database(path, lambda: datetime.fromisoformat("2026-03-02 10:42"))
    # Only the order of writes matters here, not how safe each of them is.
    document.store.connection.execute("PRAGMA synchronous=OFF")
    for kind in (GroupKind.CUSTOMERS, GroupKind.EMPLOYEES):
        document.groups.add(kind.value, kind)
    document.participants.add("Ann Okafor", is_leader=True)
    yield document
    document.close()


@given(st.lists(commands, max_size=15))
def test_undo_all_then_redo_all(shared: Document, steps: list[tuple[Any, ...]]) -> None:
    document = Document(shared.store.__class__(shared.store.connection), shared.clock)
    start = content(document)
    for name, *arguments in steps:
        with contextlib.suppress(DocumentError):
            run(document, name, arguments)
        assert not document.store.connection.in_transaction
    end = content(document)
    while document.redo():
        end = content(document)
    undone = 0
    while document.undo():
        undone += 1
    assert content(document) == start
    for _ in range(undone):
        assert document.redo()
    assert content(document) == end
    while document.undo():
        pass


def content(document: Document) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    return {
        table: [
            tuple(row)
            for row in document.store.rows(f"SELECT * FROM {table} ORDER BY {shape.key}")  # noqa: S608
        ]
        for table, shape in TABLES.items()
    }


def run(document: Document, name: str, arguments: list[Any]) -> None:
    """Run one command on whatever is there; one that has nothing to work on is passed over."""

    def pick(items: tuple[Any, ...], number: int) -> Any:
        return items[number % len(items)].id if items else None

    match name, *arguments:
        case "add_card", lane, text:
            document.cards.add("behaviour", lane, text)
        case "edit_card", number, text if card := pick(document.cards.all(), number):
            document.cards.set_text(card, text)
        case "vote", number, votes if card := pick(document.cards.all(), number):
            document.cards.set_votes(card, votes)
        case "move_card", number, lane, place if card := pick(document.cards.all(), number):
            document.cards.move(card, lane, place)
        case "delete_card", number if card := pick(document.cards.all(), number):
            document.cards.delete(card)
        case "add_row", values:
            document.grids.add("gap", values)
        case "edit_row", number, values if row := pick(document.grids.all(), number):
            document.grids.set_cells(row, values)
        case "delete_row", number if row := pick(document.grids.all(), number):
            document.grids.delete(row)
        case ("turn_rows",):
            document.grids.reorder("gap", [row.id for row in reversed(document.grids.all("gap"))])
        case "write", subject, text:
            document.texts.write(subject, text)
        case "save_draft", subject, text:
            document.texts.save_draft(subject, text)
        case "restore", number if draft := pick(document.texts.all_drafts(), number):
            document.texts.restore_draft(draft)
        case "set_aside", number, reason if draft := pick(document.texts.all_drafts(), number):
            document.texts.set_aside(draft, reason)
        case "agree", number, names if draft := pick(document.texts.drafts("statement"), number):
            document.texts.agree(draft, names, DAY)
        case "title", text:
            document.workshop.update(title=text)
        case "house_word", text:
            document.workshop.set_house_words({GroupKind.CUSTOMERS: HouseWord(text, text)})
        case "add_group", text:
            document.groups.add(text, GroupKind.OTHER)
        case "delete_group", number if group := pick(document.groups.all(), number):
            document.groups.delete(group)
        case "add_person", text:
            document.participants.add(text, group_id=pick(document.groups.all(), 0))
        case "delete_person", number if person := pick(document.participants.all(), number):
            document.participants.delete(person)
        case "sign", number, text if person := pick(document.participants.all(), number):
            document.signatures.sign(person, text, DAY, text)
        case "done", done:
            document.workshop.set_done("gap", done)
        case "shares", share:
            document.curves.set_shares("curve", None, Moment.TODAY, [share, 100 - share, 0, 0])
        case "open_round", number if draft := pick(document.texts.drafts("statement"), number):
            groups = [RoundGroup(group.id) for group in document.groups.all()]
            document.rounds.open(draft, [(QuestionKind.SCALE, "Do you see yourself in it?")], groups, DAY)
        case "answers", number, value if found := pick(document.rounds.all(), number):
            group = pick(document.groups.all(), number)
            document.rounds.add_responses(found, [NewResponse(group, {"q1": value})], Channel.TYPED)
        case "delete_round", number if found := pick(document.rounds.all(), number):
            document.rounds.delete(found)
        case "confirm", number, words if draft := pick(document.texts.drafts("statement"), number):
            document.promises.confirm(draft, [(text, [Stakeholder.MANAGERS]) for text in words], DAY)
        case "answer", number, present, text if promise := pick(document.promises.all(), number):
            document.promises.answer(promise, text, present, text)
        case "decide", number, text if draft := pick(document.texts.drafts("statement"), number):
            lost = [*document.promises.of_draft(draft), Stakeholder.CUSTOMERS]
            document.promises.decide(draft, text, lost, decided_by="The board", reason=text, decided_on=DAY)
        case "silence", text:
            document.coaching.silence(Silence(0, SilenceScope.PHRASE, "money.revenue", text))
        case "flip", state:
            document.coaching.flip("a" * 64, Stakeholder.EXECUTIVES, state)
        case "learn", text:
            document.coaching.learn(text, None)
        case ("seal",):
            document.store.seal()
        case ("undo",):
            document.undo()
        case ("redo",):
            document.redo()
