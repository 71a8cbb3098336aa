"""PDFs for the tests: forms filled in as a reader does, and files made to harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject


def filled(form: bytes, values: Mapping[str, str], *, saved_by: str = "") -> bytes:
    """Return a form with values, as somebody's PDF reader saves it.

    Args:
        form: The empty form.
        values: Texts by field; circles by the value of the circle, such as "4" or "g2".
        saved_by: Changes the bytes and nothing else.
    """
    writer = PdfWriter(clone_from=io.BytesIO(form))
    if saved_by:
        writer.add_metadata({"/Producer": saved_by})
    fields = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index]
    for reference in fields:  # type: ignore[union-attr]
        field = reference.get_object()
        if field["/T"] not in values:
            continue
        value = values[field["/T"]]
        if field["/FT"] == "/Btn":
            field[NameObject("/V")] = NameObject(f"/{value}")
            for kid in field["/Kids"]:
                states = kid.get_object()["/AP"]["/N"]
                shown = f"/{value}" if f"/{value}" in states else "/Off"
                kid.get_object()[NameObject("/AS")] = NameObject(shown)
        else:
            field[NameObject("/V")] = TextStringObject(value)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank(*, encrypted: str = "") -> bytes:
    """Return a page without fields, as a scan is."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if encrypted:
        writer.encrypt(encrypted, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked() -> bytes:
    """Return a page with a password as today's programs set one: AES-256."""
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        "<</Filter/Standard/V 5/R 6/Length 256/P -4/StmF/StdCF/StrF/StdCF"
        "/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>"
        f"/O<{'ab' * 48}>/U<{'cd' * 48}>/OE<{'ef' * 32}>/UE<{'12' * 32}>/Perms<{'34' * 16}>>>",
    ]
    text, places = "%PDF-2.0\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<{'00' * 16}><{'00' * 16}>]>>"
    text += f"xref\n0 5\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(text)}\n%%EOF\n"
    return text.encode()


def with_form(entries: Mapping[str, object]) -> bytes:
    """Return a page with entries of an AcroForm dictionary."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    form = DictionaryObject({NameObject(key): value for key, value in entries.items()})  # type: ignore[misc]
    writer.root_object[NameObject("/AcroForm")] = form
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def xfa_only() -> bytes:
    """Return a form of the kind that holds its fields as XML."""
    return with_form({"/Fields": ArrayObject(), "/XFA": TextStringObject("<xdp/>")})


def raw(*objects: str, trailer: str = "") -> bytes:
    """Return a PDF of objects as they are written, the first being the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def circular() -> bytes:
    """Return a form whose fields are their own children."""
    return raw(
        "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [3 0 R]>>>>",
        "<</Type /Pages /Kids [] /Count 0>>",
        "<</T (a) /Kids [4 0 R] /Parent 4 0 R>>",
        "<</T (b) /Kids [3 0 R] /Parent 3 0 R>>",
    )


def deep(levels: int = 5000) -> bytes:
    """Return a form whose fields lie in each other."""
    fields = [f"<</T (f) /Parent {n - 1} 0 R /Kids [{n + 1} 0 R]>>" for n in range(4, levels)]
    return raw(
        "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [3 0 R]>>>>",
        "<</Type /Pages /Kids [] /Count 0>>",
        "<</T (f) /Kids [4 0 R]>>",
        *fields,
        "<</T (f) /FT /Tx /V (end)>>",
    )


def bomb(megabytes: int = 700) -> bytes:
    """Return a form whose objects unpack to far more than its size."""
    packer = zlib.compressobj(9)
    chunk = bytes(1024 * 1024)
    # Each piece stands by itself, so that one can be repeated; the end of the stream holds nothing.
    first, again = (packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    check = (megabytes * len(chunk) % 65521 << 16 | 1).to_bytes(4, "big")  # Adler-32 of so many zeros
    packed = first + again * (megabytes - 1) + b"\x03\x00" + check
    head = b"%PDF-1.7\n"
    catalogue = b"1 0 obj\n<</Type /Catalog /Pages 2 0 R /AcroForm 5 0 R>>\nendobj\n"
    pages = b"2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n"
    about = f"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(packed)}>>"
    stream = f"3 0 obj\n{about}\nstream\n".encode() + packed + b"\nendstream\nendobj\n"
    body = head + catalogue + pages + stream
    rows = [
        (0, 0, 65535),
        (1, len(head), 0),
        (1, len(head + catalogue), 0),
        (1, len(head + catalogue + pages), 0),
        (1, len(body), 0),
        (2, 3, 0),
    ]
    table = b"".join(
        bytes([kind]) + where.to_bytes(4, "big") + more.to_bytes(2, "big") for kind, where, more in rows
    )
    table_head = f"<</Type /XRef /Size 6 /Root 1 0 R /W [1 4 2] /Length {len(table)}>>"
    xref = f"4 0 obj\n{table_head}\nstream\n".encode() + table + b"\nendstream\nendobj\n"
    return body + xref + f"startxref\n{len(body)}\n%%EOF".encode()
