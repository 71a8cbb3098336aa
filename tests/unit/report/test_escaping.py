"""Text from people prints as it was typed, wherever it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from pdf_words import pictures

from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import make_report
from visionwork.report.content import ReportContent

NASTY = {
    "lower than": "score < 3 and > 1",
    "ampersands": "R&D; AT&T &bogus; text",
    "unclosed": "I <b>love this",
    "unknown tag": "use <client> first",
    "picture of a file": '<img src="/etc/hostname"/>',
    "picture with size": '<img src="secret.png" width="20" height="20"/>',
    "picture from a host": '<img src="http://127.0.0.1:9/x.png"/>',
    "picture by address": '<img src="file:///secret.png" width="9" height="9"/>',
    "link": '<a href="http://evil.example/">click</a>',
    "link to a file": '<a href="file:///etc/passwd">click</a>',
    "colour with code": "<font color=\"[[[getattr(pow,'__self__')] for x in [1]]][0]\">x</font>",
    "callback": '<onDraw name="os.system" label="id"/>',
    "huge": '<font size="99999">x</font>',
    "controls": "a\x00b\x0bc",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "cut"),
    [*((name, "full") for name in NASTY), ("unclosed", "poster"), ("picture of a file", "poster")],
)
def test_nasty_text_prints_literally(
    name: str,
    cut: str,
    snapshot: WorkshopSnapshot,
    with_snapshot: Callable[..., ReportContent],
    results_of: Callable[..., Any],
    text_everywhere: Callable[[WorkshopSnapshot, str], WorkshopSnapshot],
    read: Any,
) -> None:
    nasty = text_everywhere(snapshot, NASTY[name])
    content = with_snapshot(nasty, results_of(nasty))
    report = make_report(content, cut)
    pdf = read.pdf(report)
    found = read.squeezed(read.text(report))
    expected = read.squeezed("".join(c for c in NASTY[name] if c.isprintable()))
    assert found.count(expected) > (20 if cut == "full" else 0)
    assert pictures(report.data) == 0
    assert all("/Annots" not in page for page in pdf.pages)
    assert "".join(c for c in NASTY[name] if c.isprintable()) in " ".join(str(pdf.metadata.title).split())


def test_many_scripts_can_be_read_back(
    snapshot: WorkshopSnapshot, with_snapshot: Callable[..., ReportContent], read: Any
) -> None:
    texts = [
        "Größe schützt Übermut – ganz sicher.",
        "Οι πελάτες μας μιλούν πρώτα μαζί μας.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy.",
        "我们倾听每一位客户，并且说到做到。",
        "Ми дбаємо про наших людей.",
    ]
    drafts = [d for d in snapshot.drafts if d.subject.startswith("view:")]
    view = dataclasses.replace(drafts[-1], text="\n".join(texts))
    content = with_snapshot(dataclasses.replace(snapshot, drafts=(*snapshot.drafts[:-1], view)))
    report = make_report(content)
    found = read.squeezed(read.text(report))
    assert all(read.squeezed(text) in found for text in texts)
    assert report.missing == ()


def test_a_missing_shape_is_a_warning_that_names_it(
    snapshot: WorkshopSnapshot, with_snapshot: Callable[..., ReportContent]
) -> None:
    workshop = dataclasses.replace(snapshot.workshop, title="Mended well 🦄")
    report = make_report(with_snapshot(dataclasses.replace(snapshot, workshop=workshop)))
    assert report.missing == ("🦄",)
    assert any("unicorn face" in warning for warning in report.warnings)
