"""The secrets of one collecting session: the code's token, the room word, and what names answers."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from visionwork.feedback.phone.words import room_words

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
"""128 random bits in URL-safe Base64 (RFC 4648, section 5)."""


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """Made anew for every session; kept on the disk only while collecting goes on.

    Attributes:
        token: Stands in the address behind the code; whoever has it may answer.
        word: What people type who cannot scan the code, such as "kite 42".
        secret: Turns the name of a form on a phone into the key of its row, 64 hexadecimal digits.
    """

    token: str
    word: str
    secret: str

    @classmethod
    def fresh(cls) -> SessionKeys:
        """Return new ones."""
        word = f"{secrets.choice(room_words())} {secrets.randbelow(90) + 10}"
        return cls(secrets.token_urlsafe(16), word, secrets.token_hex(32))

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> SessionKeys | None:
        """Return keys as `as_mapping` wrote them, or None when they are not whole."""
        token, word, secret = (values.get(name) for name in ("token", "word", "secret"))
        if not (isinstance(token, str) and isinstance(word, str) and isinstance(secret, str)):
            return None
        if not TOKEN.fullmatch(token) or not word or len(secret) != 64:
            return None
        return cls(token, word, secret)

    def as_mapping(self) -> dict[str, str]:
        """Return them for writing down."""
        return asdict(self)

    def opens(self, token: str) -> bool:
        """Return whether a token is the right one, in a time that tells nothing of how wrong it is."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def is_word(self, typed: str) -> bool:
        """Return whether this is the room word; case and spaces do not matter."""
        folded = "".join(typed.casefold().split())
        return hmac.compare_digest(
            folded.encode("utf-8", "replace"), "".join(self.word.casefold().split()).encode()
        )

    def row_key(self, once: str) -> str:
        """Return the key under which the answers of one form are stored.

        It looks random, orders the table, and is the same for a form that is sent twice. Without the
        secret, which is deleted when collecting ends, it cannot be linked to the phone it came from
        (BLAKE2 with a key, RFC 7693).
        """
        return hashlib.blake2b(once.encode(), key=bytes.fromhex(self.secret), digest_size=16).hexdigest()


def new_form_name(*, turned: bool = False) -> str:
    """Return a name for one filled-in form, the same for every time it is sent.

    Args:
        turned: Whether the form shows the second of two texts first. The name tells it, so that nothing has
            to be remembered and a page that is loaded again looks the same; what is stored does not.
    """
    while True:
        name = secrets.token_urlsafe(16)
        if is_turned(name) is turned:
            return name


def is_turned(name: str) -> bool:
    """Return whether a form of this name shows the second of two texts first; true for half of them."""
    return bool(hashlib.sha256(name.encode()).digest()[0] & 1)
