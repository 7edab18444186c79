"""What is asked of the worker besides runs: devices, exported code, pictures of values.  A new worker is asked again.

A request that kills its worker is not sent for ever, and a preview gives way to the next one and to runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.session.process import WorkerProcess
from app.session.protocol import Devices, Event, Explain, Explained, Export, Exported, Failed, ListDevices, Preview, Previewed
from app.text import tr

_MOST_TRIES = 2  # of one request; it may be the request that kills the worker
_MOST_LOOK = 60.0  # seconds that a preview may take

Request = Export | ListDevices | Preview | Explain


class Questions(WorkerProcess):
    """The worker with what was asked of it and has no answer yet."""

    failed = Signal(object)  # Failed
    exported = Signal(object)  # Exported
    devices_listed = Signal(object)  # Devices
    previewed = Signal(object)  # Previewed
    explained = Signal(object)  # Explained

    def __init__(self, parent: QObject | None, command: Sequence[str] | None, log: Path | None) -> None:
        super().__init__(parent, command, log)
        self._requests = 0
        self._asked: dict[str, tuple[Request, int]] = {}  # what has no answer yet, and how often it was sent
        self._out = ""  # the preview that this worker is at
        self._look = QTimer(self, singleShot=True, interval=int(_MOST_LOOK * 1000))
        self._look.timeout.connect(self._on_look_hangs)

    @property
    def _training(self) -> bool:
        """Whether the worker has a run."""
        raise NotImplementedError

    def _begins(self) -> None:
        self._out = ""
        self._look.stop()

    def export(self, document: str, target: str, folder: str = "") -> str:
        """Ask for the document as Python; the answer (``exported`` or ``failed``) carries the name returned here."""
        self._requests += 1
        return self._ask(Export(request=f"export-{self._requests}", document=document, target=target, folder=folder))

    def request_devices(self) -> str:
        """Ask what this machine can train on; the answer is ``devices_listed``."""
        self._requests += 1
        return self._ask(ListDevices(request=f"devices-{self._requests}"))

    def preview(self, document: str, looks: Sequence[tuple[str, str]], folder: str = "", run: str = "") -> str:
        """Ask for pictures of values (``previewed`` or ``failed``); takes the place of what was asked for before.

        ``looks`` are pairs of a node and one of its outputs or weights, ``run`` the run whose weights are meant.
        """
        self._requests += 1
        self.forget_previews()
        return self._ask(
            Preview(request=f"preview-{self._requests}", document=document, looks=list(looks), folder=folder, run=run)
        )

    def explain(self, document: str, folder: str = "") -> str:
        """Ask what a training step of a document is made of (``explained`` or ``failed``); takes the place of what was asked."""
        for request in [name for name, (message, _) in self._asked.items() if isinstance(message, Explain)]:
            del self._asked[request]
        self._requests += 1
        return self._ask(Explain(request=f"explain-{self._requests}", document=document, folder=folder))

    def forget_previews(self) -> None:
        """What was asked for and has not come is not wanted any more."""
        waiting = [request for request, (message, _) in self._asked.items() if isinstance(message, Preview)]
        for request in waiting:
            del self._asked[request]
        if self._out and self._ready:
            self._send(Preview(request=self._out, document="", looks=[]))
        self._out = ""
        self._look.stop()

    def _give_up(self, reason: str) -> None:
        for request in list(self._asked):
            del self._asked[request]
            self.failed.emit(Failed(request=request, template="{reason}", params={"reason": reason}))

    def _on_look_hangs(self) -> None:
        if not self._training:
            self._refuse_previews("This takes longer than a look may; it is tried again after the next edit.")
            self._kill(tr("Worker", "A preview did not come to an end, so its process was ended."))

    def _refuse_previews(self, sentence: str) -> None:
        for request in [request for request, (message, _) in self._asked.items() if isinstance(message, Preview)]:
            del self._asked[request]
            self.failed.emit(Failed(request=request, template=sentence))

    def _ask(self, message: Request) -> str:
        self._asked[message.request] = (message, 0)
        if self._ready:
            self._send_asked()
        elif self._process is None:
            self.start()
        return message.request

    def _send_asked(self) -> None:
        for request, (message, tries) in list(self._asked.items()):
            if tries == 0:
                self._asked[request] = (message, 1)
                self._put(message)

    def _put(self, message: Request) -> None:
        self._send(message)
        if isinstance(message, Preview):
            self._out = message.request
            self._look.start()

    def _ask_again(self) -> None:
        """To a new worker, what the old one did not answer."""
        for request, (message, tries) in list(self._asked.items()):
            if tries >= _MOST_TRIES:
                del self._asked[request]
                sentence = "The training process was lost while it worked on this; change the document and try again."
                self.failed.emit(Failed(request=request, template=sentence))
            else:
                self._asked[request] = (message, tries + 1)
                self._put(message)

    def _on_failed(self, event: Failed) -> None:
        known = self._asked.pop(event.request, None)
        if event.request and event.request == self._out:
            self._out = ""
            self._look.stop()
        if known is None and event.request.startswith(("preview-", "explain-")):
            return
        self.failed.emit(event)

    def _on_exported(self, event: Exported) -> None:
        self._asked.pop(event.request, None)
        self.exported.emit(event)

    def _on_devices(self, event: Devices) -> None:
        self._asked.pop(event.request, None)
        self.devices_listed.emit(event)

    def _on_previewed(self, event: Previewed) -> None:
        if self._asked.pop(event.request, None) is not None:  # otherwise another one has taken its place
            self._look.stop()
            self.previewed.emit(event)
        if event.request == self._out:
            self._out = ""

    def _on_explained(self, event: Explained) -> None:
        if self._asked.pop(event.request, None) is not None:
            self.explained.emit(event)

    _handlers: dict[type[Event], Callable[..., None]] = {
        Failed: _on_failed,
        Exported: _on_exported,
        Devices: _on_devices,
        Previewed: _on_previewed,
        Explained: _on_explained,
    }
