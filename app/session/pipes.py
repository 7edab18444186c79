"""The worker's two ends: commands in, read by a thread, and events out.  No Qt here."""

from __future__ import annotations

import os
import threading
import time
import traceback
from collections import deque
from collections.abc import Mapping
from typing import Any

from app.session.protocol import Command, Frames, Message, Quit, decode_command, encode

_GRACE = 3.0  # seconds that a long step may go on after the studio is gone


class Gone(Exception):
    """The studio closed its end, or asked the worker to quit."""


class PutOff(Exception):
    """Something that matters more has come."""


class Channel:
    """Events to the studio.  Those that may wait are written together, so that a thousand epochs a second are few writes."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting = bytearray()

    def send(self, message: Message, *, now: bool = True) -> None:
        self._waiting += encode(message)
        if now or len(self._waiting) > 1 << 16:
            self.flush()

    def flush(self) -> None:
        view = memoryview(bytes(self._waiting))
        self._waiting.clear()
        try:
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError as error:
            raise Gone from error


class Inbox:
    """Commands from the studio.  ``waiting`` is a plain attribute, so that looking costs a step nothing."""

    def __init__(self, descriptor: int) -> None:
        self.waiting = False
        self._descriptor = descriptor
        self._commands: deque[Command | None] = deque()
        self._arrived = threading.Condition()
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def take(self, *, wait: bool) -> Command | None:
        """The oldest command; None where nothing waits.  Raises Gone at the end of the input."""
        with self._arrived:
            while wait and not self._commands:
                self._arrived.wait()
            command = self._commands.popleft() if self._commands else None
            if command is None and self.waiting:
                raise Gone
            self.waiting = bool(self._commands)
        if isinstance(command, Quit):
            raise Gone
        return command

    def rest(self, seconds: float) -> None:
        """Stand still so long, or until a command arrives."""
        with self._arrived:
            if not self._commands:
                self._arrived.wait(seconds)

    def _put(self, command: Command | None) -> None:
        with self._arrived:
            self._commands.append(command)
            self.waiting = True
            self._arrived.notify()

    def _read(self) -> None:
        frames = Frames()
        try:
            while data := os.read(self._descriptor, 1 << 16):
                for body in frames.feed(data):
                    self._put(decode_command(body))
        except Exception:
            traceback.print_exc()
        self._put(None)
        time.sleep(_GRACE)
        os._exit(0)


def plain(value: Any) -> Any:
    """Parameters as the protocol carries them; NumPy's numbers are not Python's."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        return value.item()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
