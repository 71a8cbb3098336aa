"""The organisation's logo, made ready for print."""

from __future__ import annotations

import io
import logging

from PIL import Image, UnidentifiedImageError

from visionwork.domain.records import record
from visionwork.report.styles import MM

_HEIGHT, _WIDTH, _PIXELS = 12 * MM, 55 * MM, 1200
_MOST_PIXELS = 40_000_000
_log = logging.getLogger(__name__)


@record
class Logo:
    """A picture ready for the page, with its size in points."""

    image: Image.Image
    width: float
    height: float


def read_logo(data: bytes | None) -> Logo | None:
    """Return a logo on white, small enough for print, or None when there is none or it cannot be read.

    Archive files know one colour space here, so every picture becomes plain RGB without transparency.

    Args:
        data: Bytes of a PNG or JPEG file.
    """
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                _log.warning("The logo is too large to be printed: %s by %s", opened.width, opened.height)
                return None
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        _log.warning("The logo cannot be read: %s", error)
        return None
    picture.thumbnail((_PIXELS, _PIXELS))
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    scale = min(_HEIGHT / picture.height, _WIDTH / picture.width)
    return Logo(ground, picture.width * scale, picture.height * scale)
