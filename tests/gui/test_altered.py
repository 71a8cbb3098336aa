"""What the window shows of texts and answers that were changed behind the app's back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from visionwork.document.document import open_database
from visionwork.domain.method import Method
from visionwork.gui.context import WorkshopContext
from visionwork.gui.rail_model import rail_rows
from visionwork.gui.recent import statement_state
from visionwork.gui.theme import Theme
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.gui.views.statement_page import StatementPage


@pytest.fixture
def altered(
    tmp_path: Path, written_sample: Path, theme: Theme, messages: Any, method: Method
) -> Iterator[WorkshopContext]:
    """The sample with a letter of three drafts, of what is edited and of a comment exchanged on the disk."""
    path = Path(shutil.copy(written_sample, tmp_path / "sample.visionwork"))
    connection = sqlite3.connect(path)
    spoilt = "SET text = substr(text, 1, 9) || 'X' || substr(text, 11) WHERE subject = 'statement'"
    connection.execute(f"UPDATE draft {spoilt} AND number IN (3, 4, 6)")
    connection.execute(f"UPDATE working_text {spoilt}")
    connection.execute("UPDATE comment SET text = text || '!'")
    connection.commit()
    connection.close()
    document = open_database(path)
    context = WorkshopContext(document, method, theme, messages)
    yield context
    context.close()
    document.close()


def test_the_statement_counts_as_altered_everywhere(qtbot: QtBot, altered: WorkshopContext) -> None:
    page = StatementPage(altered)
    qtbot.addWidget(page)
    page.resize(1168, 856)
    page.show()
    told = {row.title: row.state for row in page.draft_list.rows()}
    for number in (3, 4, 6):
        assert told[f"Draft {number}"] == "altered outside the app"
    assert page._notice is not None
    assert page._notice.title.startswith("Draft 6 was altered outside the app")
    assert "Restore a backup" in page._notice.text
    qtbot.waitUntil(page._banner.isVisible)
    assert not page._banner_compare.isVisible()
    assert statement_state(altered.snapshot) == "Draft 6, altered outside the app"
    labels = [text.label for text in page.drafts.texts()]
    assert "Draft 4, altered outside the app" in labels
    rows = rail_rows(altered.method, altered.snapshot, "statement", False)
    assert [row.words for row in rows if row.title == "Vision statement"] == ["Altered"]


def test_nobody_is_asked_and_results_say_so(qtbot: QtBot, altered: WorkshopContext, messages: Any) -> None:
    altered.document.rounds.reopen(altered.document.rounds.all()[-1].id, altered.document.clock().date())
    page = RoundsPage(altered)
    qtbot.addWidget(page)
    page.resize(1168, 856)
    page.show()
    shown = page._results._altered
    assert shown.isVisible()
    assert "What is stored of draft 4 is not what people read" in shown.text()
    assert "A comment of round 2" in shown.text()
    made: list[object] = []
    page.channels.dialog_made.connect(made.append)
    for way in (page.channels.type_answers, page.channels.hand_round):
        way()
    assert made == []
    assert len([said for said in messages.script.shown if "Draft 4 was altered" in said.title]) == 2
