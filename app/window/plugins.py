"""Plug-ins in the studio: those that are on are loaded, one that is to be switched on is tried in a process of its own first.

Files are run in a thread beside the window's, which waits for them just so long that nobody sees it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.plugins.ready import room
from app.plugins.room import Outcome, run_file
from app.plugins.switches import Allowed, Plugin, Switches
from app.plugins.trial import LIMIT, command, outcome
from app.session.process import environment
from engine.errors import NodegradError

_AT_ONCE = 0.1  # seconds that the window waits for files to be run; most need a few milliseconds


class Plugins(QObject):
    """For all windows.  ``loaded`` says that other files run or give other kinds, ``listed`` that something about a file differs.

    ``errors`` are what is wrong with a file, by its name; one that is being tried is in ``trials``, one that is being run here
    in ``reading``.
    """

    loaded = Signal()
    listed = Signal()
    _read = Signal(object)  # the files that a thread has run, with what came of each

    def __init__(self, folder: Path, parent: QObject | None = None, limit: float = LIMIT) -> None:
        super().__init__(parent)
        self.switches = Switches(folder)
        self.errors: dict[str, NodegradError] = {}
        self.trials: dict[str, QProcess] = {}
        self._limit = limit
        self.reading: dict[str, Allowed] = {}
        self._room = room()
        self._allowed: list[Allowed] = []
        self._read.connect(self._on_read)
        self.refresh()

    @property
    def folder(self) -> Path:
        return self.switches.folder

    @property
    def allowed(self) -> list[Allowed]:
        """What the training process is to load."""
        return self._allowed

    def found(self) -> list[Plugin]:
        """The files of the folder."""
        return self.switches.found()

    def refresh(self, again: bool = False) -> None:
        """Look at the folder anew: a file that was changed is off.  One that failed is run again only where ``again`` says so."""
        before, self._allowed = self._allowed, self.switches.allowed()
        under_way = set(self.reading.values())
        new = [each for each in self._room.unread(self._allowed, again) if each not in under_way]
        if new:
            self._run(new)
        self._settle(self._allowed != before)

    def _run(self, files: Sequence[Allowed]) -> None:
        """Run files beside the window; those that are quick are there when this returns."""
        self.reading |= {Path(path).name: (path, digest) for path, digest in files}
        found: dict[Allowed, Outcome] = {}
        done = threading.Event()

        def run() -> None:
            for each in files:
                found[each] = run_file(*each)
            done.set()
            with contextlib.suppress(RuntimeError):  # the studio is gone meanwhile
                self._read.emit(found)

        threading.Thread(target=run, name="plug-ins", daemon=True).start()
        if done.wait(_AT_ONCE):
            self._take(found)

    def _take(self, found: dict[Allowed, Outcome]) -> bool:
        """Keep what came of files; True where that is news."""
        news = [each for each in found if self.reading.get(Path(each[0]).name) == each]
        for path, digest in news:
            del self.reading[Path(path).name]
            self._room.take(path, digest, found[path, digest])
        return bool(news)

    def _on_read(self, found: dict[Allowed, Outcome]) -> None:
        if self._take(found):
            self._room.unread(self._allowed)  # of files that were changed meanwhile nothing is kept
            self._settle(False)

    def _settle(self, differs: bool) -> None:
        """Load what may run and has been run; say so where anything is other than before."""
        for name in self._room.errors:  # it may have been mended
            self.errors.pop(name, None)
        changed = self._room.use(self._allowed)
        self.errors |= self._room.errors
        self.listed.emit()
        if changed or differs:  # a file that fails here is one that the training process must not run either
            self.loaded.emit()

    def switch_on(self, name: str) -> None:
        """Try a file and, where it works, let it run: ``listed`` tells the end, ``errors`` what was wrong."""
        self.errors.pop(name, None)
        try:
            plugin = self.switches.get(name)
            if plugin.why is not None:
                raise plugin.why
        except NodegradError as error:
            self._end(name, error)
            return
        program, *arguments = command(plugin.path, plugin.digest)
        process = QProcess(self)
        process.setProgram(program)
        process.setArguments(arguments)
        process.setProcessEnvironment(environment())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(lambda *_: self._on_tried(plugin))
        process.errorOccurred.connect(lambda error: self._on_failed(plugin, error))
        self.trials[name] = process
        QTimer.singleShot(int(self._limit * 1000), process, process.kill)
        process.start()
        self.listed.emit()

    def _on_failed(self, plugin: Plugin, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._on_tried(plugin)

    def _on_tried(self, plugin: Plugin) -> None:
        process = self.trials.pop(plugin.name, None)
        if process is None:
            return
        output = bytes(process.readAllStandardOutput().data())
        finished = process.exitStatus() is QProcess.ExitStatus.NormalExit
        process.deleteLater()
        try:
            self.switches.switch_on(plugin.name, plugin.digest, outcome(plugin.name, output, finished))
        except NodegradError as error:
            self._end(plugin.name, error)
            return
        self.refresh()

    def _end(self, name: str, error: NodegradError) -> None:
        self.errors[name] = error
        self.listed.emit()

    def switch_off(self, name: str) -> None:
        """Let a file run no more."""
        self.errors.pop(name, None)
        try:
            self.switches.switch_off(name)
        except NodegradError as error:
            self._end(name, error)
        self.refresh()
