"""Which connections stay when there are too many: those that wait make room for those that ask."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Protocol

from visionwork.feedback.phone.limits import Limits


class Connection(Protocol):
    """One connection, as far as making room is concerned."""

    @property
    def address(self) -> str:
        """The other end, without its port."""
        ...

    @property
    def answering(self) -> bool:
        """Whether a whole request has come in and its answer is under way."""
        ...

    def drop(self) -> None:
        """End the connection at once."""
        ...

    def shutdown(self) -> None:
        """End the connection, after the answer that is under way."""
        ...


class Connections:
    """The open connections by address, oldest first.

    Args:
        limits: Bounds.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._by_address: dict[str, dict[Connection, None]] = {}
        self._count = 0
        self._empty: asyncio.Event | None = None

    def __len__(self) -> int:
        return self._count

    def admit(self, new: Connection) -> bool:
        """Take a connection in, at the cost of one that only waits; return whether there was room."""
        own = self._by_address.get(new.address, {})
        if len(own) >= self._limits.connections_per_address and not self._drop_waiting(own):
            return False
        if self._count >= self._limits.connections:
            # Whoever holds most gives way first, so that one phone cannot push out all others.
            most = sorted(self._by_address.values(), key=len, reverse=True)
            if not any(self._drop_waiting(held) for held in most):
                return False
        self._by_address.setdefault(new.address, {})[new] = None
        self._count += 1
        return True

    def forget(self, gone: Connection) -> None:
        """Note that a connection has ended; one that is not here changes nothing."""
        held = self._by_address.get(gone.address, {})
        if gone in held:
            del held[gone]
            self._count -= 1
            if not held:
                del self._by_address[gone.address]
            if not self._count and self._empty is not None:
                self._empty.set()

    async def end(self, patience_s: float) -> None:
        """End every connection: those that wait at once, others after their answer or when patience ends."""
        self._empty = asyncio.Event()
        for connection in self._all():
            connection.shutdown()
        if self._count:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), patience_s)
            for connection in self._all():
                connection.drop()
        await asyncio.sleep(0)  # so that the loop has let go of them

    def _all(self) -> list[Connection]:
        return [connection for held in self._by_address.values() for connection in held]

    def _drop_waiting(self, held: dict[Connection, None]) -> bool:
        for connection in held:
            if not connection.answering:
                self.forget(connection)
                connection.drop()
                return True
        return False
