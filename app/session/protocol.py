"""Messages between the studio and its worker process: typed, versioned, MessagePack with a length in front.  No Qt here.

Commands go to the worker's standard input, events come from its standard output.  Curves do not travel in messages: they
go through the shared ring (``app.session.ring``).  Epoch, error and end events are never dropped.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import msgspec

from app.model.kernels import Kernel, PassDone
from app.model.pictures import Seen

VERSION = 4


class Message(msgspec.Struct, frozen=True, tag_field="type", kw_only=True):
    """Base of every message; the tag is the class's name."""


# --- commands -------------------------------------------------------------------------------------------------------


class Train(Message, frozen=True, tag=True, kw_only=True):
    """Start a run of a document (its project text), drawing curves into the ring file."""

    run: str
    document: str
    ring: str
    folder: str = ""  # where relative data paths are looked up
    max_steps: int | None = None
    pace: float = 0.0  # at most so many steps a second; 0 is as fast as it goes
    checkpoints: str = ""  # the folder that the run's checkpoints go to; none are taken without one
    resume: str = ""  # the checkpoint that the run goes on from


class SetPace(Message, frozen=True, tag=True, kw_only=True):
    """Take at most so many steps a second from now on, so that they can be watched; 0 is as fast as it goes."""

    run: str
    pace: float


class Pause(Message, frozen=True, tag=True, kw_only=True):
    run: str


class Resume(Message, frozen=True, tag=True, kw_only=True):
    run: str


class Stop(Message, frozen=True, tag=True, kw_only=True):
    run: str


class Export(Message, frozen=True, tag=True, kw_only=True):
    """Write the document as Python."""

    request: str
    document: str
    target: str
    folder: str = ""


class ListDevices(Message, frozen=True, tag=True, kw_only=True):
    request: str


class UsePlugins(Message, frozen=True, tag=True, kw_only=True):
    """Have just these plug-ins: the path of each, and the SHA-256 of the content that may run.  A run that is on ends first."""

    allowed: list[tuple[str, str]]


class Preview(Message, frozen=True, tag=True, kw_only=True):
    """Show values of a document for a sample of its data, once nothing else waits; takes the place of the one before.

    ``looks`` are pairs of a node and one of its outputs or weights; without any, nothing is to be shown any more.  ``run`` names
    the run whose weights are meant, where it trained what the document says; otherwise they are the initial ones.
    """

    request: str
    document: str
    looks: list[tuple[str, str]]
    folder: str = ""
    run: str = ""


class Explain(Message, frozen=True, tag=True, kw_only=True):
    """Say what a training step of the document is made of."""

    request: str
    document: str
    folder: str = ""


class Quit(Message, frozen=True, tag=True, kw_only=True):
    pass


# --- events ---------------------------------------------------------------------------------------------------------


class Ready(Message, frozen=True, tag=True, kw_only=True):
    """The worker has started and imported what it needs."""

    version: int
    pid: int


class RunStarted(Message, frozen=True, tag=True, kw_only=True):
    """``series`` names the columns of the ring (``loss``, ``learning_rate``, ``grad:hidden/kernel``, ...)."""

    run: str
    series: list[str]
    epochs: int
    steps_per_epoch: int
    parameters: int
    device: str
    batch_size: int
    samples: int
    step: int = 0  # where the run goes on, if it does
    epoch: int = 0  # epochs finished before
    changes: list[str] = []  # what is not as it was in the checkpoint that the run goes on from


class RunTaken(Message, frozen=True, tag=True, kw_only=True):
    """The worker has begun with a run; nothing that it did before is in the way."""

    run: str


class Progress(Message, frozen=True, tag=True, kw_only=True):
    """Where the run is; may be merged (the last one counts).

    ``epoch`` counts from 1.  ``rate`` in samples per second and ``remaining`` in seconds are 0 before they can be known.
    ``compiling``: the run waits for its compiled step.
    """

    run: str
    epoch: int
    step: int
    rate: float
    remaining: float
    state: str  # "running", "paused"
    compiling: bool = False
    made_by: str = ""  # what makes the steps: "numpy", "compiled" or "torch"


class EpochEnded(Message, frozen=True, tag=True, kw_only=True):
    """Figures of one epoch, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``, ... ; ``step`` is the global step."""

    run: str
    epoch: int
    step: int
    values: dict[str, float]


class RunEnded(Message, frozen=True, tag=True, kw_only=True):
    """``reason``: ``finished``, ``early_stopping``, ``threshold``, ``stopped`` or ``failed``; the client adds ``died`` when the
    process was lost.  ``best_epoch`` is known where there was early stopping.  ``uncompiled`` says why the step could not be
    compiled, where that was tried in vain.
    """

    run: str
    reason: str
    steps: int
    seconds: float
    values: dict[str, float] = {}
    best_epoch: int | None = None
    uncompiled: str = ""


#: How a run ends that came to an end by itself.
COMPLETE = ("finished", "early_stopping", "threshold")


class Failed(Message, frozen=True, tag=True, kw_only=True):
    """An error that the user reads: template and parameters (see engine.errors), and the canvas node, if known."""

    run: str = ""
    request: str = ""
    template: str
    params: dict[str, Any] = {}
    origin: str | None = None


class Exported(Message, frozen=True, tag=True, kw_only=True):
    request: str
    target: str
    code: str


class Devices(Message, frozen=True, tag=True, kw_only=True):
    """What ``engine.list_devices()`` says, each as a mapping."""

    request: str
    devices: list[dict[str, Any]]


class Previewed(Message, frozen=True, tag=True, kw_only=True):
    """Pictures in the order of the looks; ``step`` counts the training steps behind the weights, 0 for initial ones."""

    request: str
    pictures: list[Seen]
    step: int = 0


class Explained(Message, frozen=True, tag=True, kw_only=True):
    """What the passes did with a step, and its kernels: those of ``library``, and those of the compiled step, if it can have one.

    Runs of ``worth`` steps or more are compiled, and go over to that after ``swap_after`` steps.
    """

    request: str
    passes: list[PassDone]
    library: str  # "numpy" or "torch"
    kernels: list[Kernel]
    compiled: list[Kernel] | None = None
    swap_after: int = 0
    worth: int = 0
    memory_bytes: int = 0


Command = Train | SetPace | Pause | Resume | Stop | Export | ListDevices | Preview | Explain | UsePlugins | Quit
Event = Ready | RunTaken | RunStarted | Progress | EpochEnded | RunEnded | Failed | Exported | Devices | Previewed | Explained

_HEAD = struct.Struct("<I")
_encoder = msgspec.msgpack.Encoder(enc_hook=str)
_commands: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)
_events: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event)


def encode(message: Message) -> bytes:
    """A message as it goes through the pipe."""
    body = _encoder.encode(message)
    return _HEAD.pack(len(body)) + body


class Frames:
    """Cuts a stream of bytes into message bodies; keeps what is not whole yet."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            (length,) = _HEAD.unpack_from(self._buffer)
            if len(self._buffer) < _HEAD.size + length:
                return
            body = bytes(self._buffer[_HEAD.size : _HEAD.size + length])
            del self._buffer[: _HEAD.size + length]
            yield body


def decode_command(body: bytes) -> Command:
    return _commands.decode(body)


def decode_event(body: bytes) -> Event:
    return _events.decode(body)
