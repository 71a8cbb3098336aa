"""What makes reportlab's output an accessible archive file: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from html import escape
from typing import Any, cast

from reportlab import rl_config
from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
)

from visionwork.assets import asset_dir
from visionwork.domain.records import record
from visionwork.report.structure import StructureTree


@record
class DocumentFacts:
    """What a document says about itself.

    Attributes:
        title: Title.
        author: Whose document it is.
        subject: What it is, in a sentence.
        language: BCP 47 tag of its texts.
        creator: Program that made it, such as "Visionwork 1.0".
        made_at: When it was made, with its zone.
        fingerprint: Anything that tells its content from another's.
    """

    title: str
    author: str
    subject: str
    language: str
    creator: str
    made_at: datetime
    fingerprint: str = ""


class _Raw(PDFStream):
    """A stream written as it is, without filters."""

    def __init__(self, content: bytes, **entries: PDFObject | str | int) -> None:
        super().__init__(PDFDictionary(entries), content, filters=None)


class _True(PDFObject):
    def format(self, document: PDFDocument) -> bytes:
        return b"true"


_PRODUCER = "ReportLab"


def make_accessible(document: PDFDocument, facts: DocumentFacts, tree: StructureTree) -> None:
    """Give a document its title, its tags and its date, just before it is saved.

    Args:
        document: reportlab's document.
        facts: What it says about itself.
        tree: Its structure.
    """
    document.setTitle(facts.title)
    document.setAuthor(facts.author)
    document.setSubject(facts.subject)
    document.setCreator(facts.creator)
    document.setProducer(_PRODUCER)
    document.setDateFormatter(lambda *_moment: f"D:{_pdf_date(facts.made_at)}")
    # Without a clock in it, the file's ID has to come from the content.
    document.updateSignature(f"{facts.fingerprint}|{facts.made_at.isoformat()}")
    catalog = cast(Any, document).Catalog
    catalog.MarkInfo = PDFDictionary({"Marked": _True()})
    catalog.StructTreeRoot = tree
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": _True()})


def make_archival(document: PDFDocument, facts: DocumentFacts, tree: StructureTree) -> None:
    """Make a document accessible, and give it the metadata and the colour space of an archive file.

    Args:
        document: reportlab's document.
        facts: What it says about itself.
        tree: Its structure.
    """
    make_accessible(document, facts, tree)
    catalog = cast(Any, document).Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.__Refs__ = catalog.__NoDefault__
    catalog.Metadata = _Raw(
        _xmp(facts, _PRODUCER).encode("utf-8"), Type=PDFName("Metadata"), Subtype=PDFName("XML")
    )
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
        "Info": PDFString("sRGB"),
        "DestOutputProfile": document.Reference(_Raw(_srgb(), N=3)),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])


_rules = threading.Lock()


@contextmanager
def writing_rules() -> Iterator[None]:
    """Let reportlab write streams and character maps as the archive standard asks, while one file is saved.

    reportlab puts no line end before "endstream" (ISO 19005-2, 6.1.7.1), maps unused codes to U+0000
    (6.2.11.7.2), and writes pages as text, a quarter longer than need be; only its modules can be told.
    """
    with _rules:
        stream_format, unicode_map = PDFStream.format, ttfonts.makeToUnicodeCMap
        as_text = rl_config.useA85

        def format_with_line_end(self: PDFStream, document: PDFDocument) -> bytes:
            written = stream_format(self, document)
            return written[: -len(b"endstream\n")] + b"\nendstream\n"

        PDFStream.format = format_with_line_end
        ttfonts.makeToUnicodeCMap = _unicode_map
        rl_config.useA85 = 0
        try:
            yield
        finally:
            PDFStream.format = stream_format
            ttfonts.makeToUnicodeCMap = unicode_map
            rl_config.useA85 = as_text


def _unicode_map(font_name: str, subset: list[int]) -> str:
    """Return the character map of a font subset, with used codes only, in blocks of at most 100."""
    pairs = [(code, value) for code, value in enumerate(subset) if value]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{max(0, len(subset) - 1):02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += (f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in block)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@cache
def _srgb() -> bytes:
    return (asset_dir("resources") / "colour" / "srgb.icc").read_bytes()


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z") or "+0000"
    return f"{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp_date(moment: datetime) -> str:
    offset = moment.strftime("%z") or "+0000"
    return f"{moment:%Y-%m-%dT%H:%M:%S}{offset[:3]}:{offset[3:5]}"


def _xmp(facts: DocumentFacts, producer: str) -> str:
    date = _xmp_date(facts.made_at)
    values = {
        "title": f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(facts.title)}</rdf:li></rdf:Alt>',
        "description": f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(facts.subject)}</rdf:li></rdf:Alt>',
        "creator": f"<rdf:Seq><rdf:li>{escape(facts.author)}</rdf:li></rdf:Seq>",
        "language": f"<rdf:Bag><rdf:li>{escape(facts.language)}</rdf:li></rdf:Bag>",
    }
    core = "".join(f"<dc:{name}>{value}</dc:{name}>" for name, value in values.items())
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{core}<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{escape(facts.creator)}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>{_EXTENSION}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


_EXTENSION = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA ID</pdfaSchema:schema>'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq>"
    "</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""The standard's own identifier has to be described before it may stand in the metadata."""
