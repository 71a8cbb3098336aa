"""A logo is printed as it looks, and a broken one is said and left out."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import page
import pytest
from PIL import Image

from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import make_report
from visionwork.report.content import ReportContent
from visionwork.report.logo import read_logo

With = Callable[..., ReportContent]


def picture(mode: str, kind: str, size: tuple[int, int] = (300, 90)) -> bytes:
    """Return an image file with a mark in it."""
    image = Image.new(mode, size)
    image.paste(
        Image.new(mode, (60, 60), 128 if mode in ("L", "P") else (120, 30, 90, 255)[: len(mode)]), (10, 10)
    )
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def with_logo(snapshot: WorkshopSnapshot, logo: bytes) -> WorkshopSnapshot:
    return dataclasses.replace(snapshot, workshop=dataclasses.replace(snapshot.workshop, logo=logo))


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG"), ("L", "PNG"), ("P", "PNG")]
)
def test_every_kind_of_logo_stays_archival(
    mode: str, kind: str, snapshot: WorkshopSnapshot, with_snapshot: With, tmp_path: Any, read: Any
) -> None:
    report = make_report(with_snapshot(with_logo(snapshot, picture(mode, kind))), "summary")
    path = tmp_path / "report.pdf"
    path.write_bytes(report.data)
    profiles = {profile.value: profile for profile in page.ValidationProfile}
    for name in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profiles[name]).is_compliant
    pdf = read.pdf(report)
    assert len(pdf.pages[0].images) == 1
    words = [str(e["/Alt"]) for e in read.elements(pdf) if e.get("/S") == "/Figure"]
    assert "Logo of Brenner & Söhne" in words


@pytest.mark.parametrize("data", [b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_logo_is_said_and_left_out(
    data: bytes, snapshot: WorkshopSnapshot, with_snapshot: With
) -> None:
    report = make_report(with_snapshot(with_logo(snapshot, data)))
    assert "The logo cannot be read, so the cover goes without it." in report.warnings
    poster = make_report(with_snapshot(with_logo(snapshot, data)), "poster")
    assert not any("logo" in warning for warning in poster.warnings)


def test_a_logo_keeps_its_shape_and_stays_small() -> None:
    wide, tall = read_logo(picture("RGB", "PNG", (2400, 200))), read_logo(picture("RGB", "PNG", (100, 900)))
    assert wide is not None
    assert tall is not None
    assert wide.width / wide.height == pytest.approx(12)
    assert wide.image.width == 1200
    assert tall.height == pytest.approx(12 * 72 / 25.4)
    assert read_logo(None) is None
