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
from typing import TYPE_CHECKING

from app.session.pipes import Channel, Gone, Inbox, PutOff, plain
from app.session.protocol import (
    VERSION,
    Command,
    Devices,
    Explain,
    Export,
    Exported,
    Failed,
    ListDevices,
    Pause,
    Preview,
    Previewed,
    Ready,
    Resume,
    Stop,
    Train,
    UsePlugins,
)
from engine.backends.blas_choice import begin
from engine.errors import NodegradError

if TYPE_CHECKING:
    from app.model.pictures import Seen
    from app.session.previews import Previewer


class Worker:
    """Takes commands one after the other; while a run is on, between its steps."""

    def __init__(self, inbox: Inbox, channel: Channel, log: str) -> None:
        self.inbox = inbox
        self.channel = channel
        self.log = log
        self.next_train: Train | None = None
        self.preview: Preview | None = None  # the newest that is wanted and not shown yet
        self._previewer: Previewer | None = None
        self._plugins: UsePlugins | None = None  # that are not loaded yet

    @property
    def previewer(self) -> Previewer:
        if self._previewer is None:
            from app.session.previews import Previewer

            self._previewer = Previewer(self._give_way, self._explained)
        return self._previewer

    def serve(self) -> None:
        """Until the studio is gone."""
        try:
            while True:
                self._use_plugins()
                command = self.next_train or self.inbox.take(wait=self.preview is None)
                self.next_train = None
                if isinstance(command, Train):
                    from app.session.run import Run

                    Run(self, command).go()
                elif command is not None:
                    self.answer(command)
                else:
                    self.show(self.previewer.idle)
        except Gone:
            pass

    def answer(self, command: Command | None) -> None:
        """A command that is not about the run."""
        if isinstance(command, Preview):
            self.preview = command if command.looks else None
        elif isinstance(command, UsePlugins):
            self._plugins = command
        elif isinstance(command, Export):
            self._guarded(lambda: self._export(command), request=command.request)
        elif isinstance(command, Explain):
            self._guarded(lambda: self._explain(command), request=command.request)
        elif isinstance(command, ListDevices):
            self._guarded(lambda: self._list_devices(command), request=command.request)
        elif isinstance(command, Pause | Resume | Stop):
            pass  # it is for a run that ended meanwhile

    def show(self, work: Callable[[str, str, list[tuple[str, str]], str], tuple[list[Seen], int]]) -> None:
        """Work out the preview that is wanted; it stays wanted where something else comes first."""
        command = self.preview
        if command is None:
            return
        try:
            pictures, step = work(command.document, command.folder, command.looks, command.run)
        except PutOff:
            return
        except Gone:
            raise
        except Exception as error:
            self.preview = None
            self.fail(error, request=command.request)
            return
        self.preview = None
        self.channel.send(Previewed(request=command.request, pictures=pictures, step=step))

    def _use_plugins(self) -> None:
        """Load the plug-ins that were named last; not while a run goes by those before."""
        command, self._plugins = self._plugins, None
        if command is None:
            return
        from app.plugins.ready import room

        if room().load(command.allowed):
            self._previewer = None  # what it keeps was made with other kinds
        for error in room().errors.values():
            self.fail(error)

    def _give_way(self) -> None:
        if self.inbox.waiting:
            raise PutOff

    def _explained(self, error: BaseException) -> NodegradError:
        traceback.print_exception(error)
        sys.stderr.flush()
        return _explained(error, self.log)

    def fail(self, error: BaseException, *, run: str = "", request: str = "") -> None:
        """Tell the user in one sentence; the whole story goes to the log."""
        if isinstance(error, NodegradError):
            traceback.print_exception(error)
            sys.stderr.flush()
        else:
            error = self._explained(error)
        self.channel.send(
            Failed(run=run, request=request, template=error.template, params=plain(error.params), origin=error.origin)
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

    def _explain(self, command: Explain) -> None:
        from app.session.explaining import explain

        self.channel.send(explain(command, self.previewer.trained))

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


def main() -> None:
    begin()
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
        app.session.run.warm_up(lambda: inbox.waiting)
    except Gone:
        return
    worker.serve()


if __name__ == "__main__":
    main()
