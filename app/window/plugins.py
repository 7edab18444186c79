"""Plug-ins in the studio: those that are on are loaded, one that is to be switched on is tried in a process of its own first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.plugins.ready import room
from app.plugins.switches import Allowed, Plugin, Switches
from app.plugins.trial import LIMIT, command, outcome
from app.session.client import environment
from engine.errors import NodegradError


class Plugins(QObject):
    """For all windows.  ``loaded`` says that other files run or give other kinds, ``listed`` that something about a file differs.

    ``errors`` are what is wrong with a file, by its name; one that is being tried is in ``trials``.
    """

    loaded = Signal()
    listed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None, limit: float = LIMIT) -> None:
        super().__init__(parent)
        self.switches = Switches(folder)
        self.errors: dict[str, NodegradError] = {}
        self.trials: dict[str, QProcess] = {}
        self._limit = limit
        self._room = room()
        self._allowed: list[Allowed] = []
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

    def refresh(self) -> None:
        """Look at the folder anew: a file that was changed is off."""
        before, self._allowed = self._allowed, self.switches.allowed()
        for name in self._room.errors:  # it may have been mended
            self.errors.pop(name, None)
        changed = self._room.use(self._allowed)
        self.errors |= self._room.errors
        self.listed.emit()
        if changed or self._allowed != before:  # a file that fails here is one that the training process must not run either
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
