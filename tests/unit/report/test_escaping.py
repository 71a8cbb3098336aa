"""Text from people prints as it was typed, wherever it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from visionwork.domain.drafts import WorkingText, text_hash, view_subject
from visionwork.domain.entries import Card, GridRow, group_lane
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


def with_text_everywhere(snapshot: WorkshopSnapshot, text: str) -> WorkshopSnapshot:
    """Return the workshop with a text in every place somebody can type into."""
    cells = {"value": text, "behaviour": text, "competes": text, "answer": text, "missed": text}
    rows = (
        GridRow(1, "values", 0, None, cells),
        GridRow(2, "personal", 0, None, {"person": 1, "sentence": text, "witness": text, "date": text}),
        GridRow(3, "gap", 0, None, {"today": text, "wanted": text, "first_move": text}),
        GridRow(4, "team", 0, None, {"action": text, "success": text, "owner": 1}),
        GridRow(5, "company-behaviour", 0, None, {"behaviour": text, "promotes": ["card:1"]}),
    )
    drafts = tuple(
        dataclasses.replace(
            d, text=text, sha256=text_hash(text), summary=text, author=text,
            set_aside=text if d.set_aside else None,
        )
        for d in snapshot.drafts
    )  # fmt: skip
    agreement = dataclasses.replace(snapshot.agreements[0], sha256=text_hash(text), agreed_by=text)
    round_ = snapshot.rounds[0]
    questions = tuple(dataclasses.replace(q, text=f"{q.id} {text}") for q in round_.questions)
    return dataclasses.replace(
        snapshot,
        workshop=dataclasses.replace(snapshot.workshop, title=text, organisation=text, audience=text),
        house_words={k: dataclasses.replace(w, plural=text) for k, w in snapshot.house_words.items()},
        groups=tuple(dataclasses.replace(g, name=f"{g.id} {text}") for g in snapshot.groups),
        participants=tuple(
            dataclasses.replace(p, name=f"{p.id} {text}", role=text) for p in snapshot.participants
        ),
        cards=(Card(1, "customer-behaviour", group_lane(1), text, 1, 0),),
        rows=rows,
        drafts=drafts,
        agreements=(agreement,),
        rounds=(dataclasses.replace(round_, draft_sha256=text_hash(text), questions=questions),),
        working_texts=(WorkingText(view_subject("future-relationship", 3), text),),
    )


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
    signed: Callable[..., WorkshopSnapshot],
    read: Any,
) -> None:
    nasty = with_text_everywhere(snapshot, NASTY[name])
    content = with_snapshot(nasty, results_of(nasty))
    report = make_report(content, cut)
    pdf = read.pdf(report)
    found = read.squeezed(read.text(report))
    expected = read.squeezed("".join(c for c in NASTY[name] if c.isprintable()))
    assert found.count(expected) > (20 if cut == "full" else 0)
    assert sum(len(page.images) for page in pdf.pages) == 0
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
