"""The process that trains: ``python -m app.session.worker``.  It is started before it is needed and knows no Qt.

Commands come from standard input, read by a thread; events leave by standard output, which is kept for them alone (what
libraries print goes to standard error, the log).  Steps go to the ring.  When standard input closes, the studio is gone.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from app.session.pipes import Channel, Gone, Inbox
from app.session.protocol import (
    VERSION,
    Command,
    Devices,
    Export,
    Exported,
    Failed,
    ListDevices,
    Pause,
    Ready,
    Resume,
    Stop,
    Train,
)
from engine.errors import NodegradError


class Worker:
    """Takes commands one after the other; while a run is on, between its steps."""

    def __init__(self, inbox: Inbox, channel: Channel, log: str) -> None:
        self.inbox = inbox
        self.channel = channel
        self.log = log
        self.next_train: Train | None = None

    def serve(self) -> None:
        """Until the studio is gone."""
        try:
            while True:
                command = self.next_train or self.inbox.take(wait=True)
                self.next_train = None
                if isinstance(command, Train):
                    from app.session.run import Run

                    Run(self, command).go()
                else:
                    self.answer(command)
        except Gone:
            pass

    def answer(self, command: Command | None) -> None:
        """A command that is not about the run."""
        if isinstance(command, Export):
            self._guarded(lambda: self._export(command), request=command.request)
        elif isinstance(command, ListDevices):
            self._guarded(lambda: self._list_devices(command), request=command.request)
        elif isinstance(command, Pause | Resume | Stop):
            pass  # it is for a run that ended meanwhile

    def fail(self, error: BaseException, *, run: str = "", request: str = "") -> None:
        """Tell the user in one sentence; the whole story goes to the log."""
        traceback.print_exception(error)
        sys.stderr.flush()
        if not isinstance(error, NodegradError):
            error = _explained(error, self.log)
        self.channel.send(
            Failed(run=run, request=request, template=error.template, params=_plain(error.params), origin=error.origin)
        )

    def _guarded(self, work: Callable[[], None], *, request: str) -> None:
        try:
            work()
        except Gone:
            raise
        except Exception as error:
            self.fail(error, request=request)

    def _export(self, command: Export) -> None:
        from app.session.run import lowered
        from engine.export import export_code

        code = export_code(lowered(command.document, command.folder), command.target)
        self.channel.send(Exported(request=command.request, target=command.target, code=code))

    def _list_devices(self, command: ListDevices) -> None:
        import engine

        fields = ("name", "title", "available", "memory_bytes", "free_bytes", "reason")
        found = [{field: getattr(device, field) for field in fields} for device in engine.list_devices()]
        self.channel.send(Devices(request=command.request, devices=found))


def _explained(error: BaseException, log: str) -> NodegradError:
    """An error that nobody foresaw, as a sentence."""
    if isinstance(error, MemoryError):
        return NodegradError("The memory of this machine is not enough for this; make the batch or the layers smaller.")
    return NodegradError(
        "Something inside Nodegrad went wrong ({error}); the log '{log}' has the details, please report it.",
        error=f"{type(error).__name__}: {error}" if str(error) else type(error).__name__,
        log=log,
    )


def _plain(value: Any) -> Any:
    """Parameters as the protocol carries them; NumPy's numbers are not Python's."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        return value.item()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def main() -> None:
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is the studio's to answer
    log = sys.argv[1] if len(sys.argv) > 1 else ""
    events = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    inbox, channel = Inbox(0), Channel(events)

    import app.session.run

    worker = Worker(inbox, channel, log)
    try:
        channel.send(Ready(version=VERSION, pid=os.getpid()))
        if not inbox.waiting:
            app.session.run.warm_up()
    except Gone:
        return
    worker.serve()


if __name__ == "__main__":
    main()
