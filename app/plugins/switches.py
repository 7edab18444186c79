"""Which plug-ins there are, and which of them may run: a list beside their folder, that nothing but the user's word changes.

A permission is for a file of the plug-in folder by its name and for its content: a file that was changed is off until it is
switched on again.  Looking at the folder runs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.project.store import write_text
from engine.errors import NodegradError, PluginError
from engine.plugins.load import MAX_BYTES, sha256

SUFFIX = ".py"
_KEY = "nodegrad-plug-ins"
_VERSION = 1

#: A plug-in as it is handed on: its path, and the content that may run.
Allowed = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plugin:
    """A file of the folder.

    ``state`` is ``off``, ``on``, ``changed`` (since it was switched on) or ``barred`` (it cannot be switched on; ``why`` says the
    reason).  ``kinds`` are those that it had when it was switched on last.
    """

    name: str
    path: Path
    digest: str = ""
    state: str = "off"
    kinds: tuple[str, ...] = ()
    why: NodegradError | None = None


class Switches:
    """The plug-ins of a folder.  The list lies beside the folder, not in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder.with_suffix(".json")

    # --- what there is ----------------------------------------------------------------------------------------------------

    def found(self) -> list[Plugin]:
        """The files of the folder, in the alphabet's order."""
        try:
            paths = [path for path in self.folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith((".", "_"))]
        except OSError:
            return []
        known = self._known()
        return [self._plugin(path, known) for path in sorted(paths, key=lambda path: path.name.casefold())]

    def get(self, name: str) -> Plugin:
        """The plug-in of that file name; PluginError where the folder has none, or where it is no bare name."""
        found = next((plugin for plugin in self.found() if plugin.name == name), None)
        if found is None:
            raise PluginError(
                "there is no plug-in '{file}'; put a file of that name into the folder '{folder}'",
                file=name, folder=str(self.folder),
            )  # fmt: skip
        return found

    def _plugin(self, path: Path, known: dict[str, dict[str, Any]]) -> Plugin:
        try:
            if path.is_symlink():
                raise PluginError(
                    "plug-in '{file}' is a link to another file; put the file itself into the folder", file=path.name
                )
            if not path.is_file():
                raise PluginError("plug-in '{file}' is no file; put a Python file into the folder", file=path.name)
            if path.stat().st_size > MAX_BYTES:
                raise PluginError("plug-in '{file}' is larger than {limit} MiB; put a smaller file into the folder",
                                  file=path.name, limit=MAX_BYTES >> 20)  # fmt: skip
            digest = sha256(path.read_bytes())
        except PluginError as error:
            return Plugin(path.name, path, state="barred", why=error)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            why = PluginError("plug-in '{file}' cannot be read ({reason}); restore it", file=path.name, reason=reason)
            return Plugin(path.name, path, state="barred", why=why)
        entry = known.get(path.name)
        if entry is None:
            return Plugin(path.name, path, digest)
        state = "off" if not entry["on"] else "on" if entry["sha256"] == digest else "changed"
        return Plugin(path.name, path, digest, state, tuple(entry["kinds"]))

    def allowed(self) -> list[Allowed]:
        """Those that are switched on, as they were when they were."""
        return [(str(plugin.path), plugin.digest) for plugin in self.found() if plugin.state == "on"]

    # --- the user's word --------------------------------------------------------------------------------------------------

    def switch_on(self, name: str, digest: str, kinds: Sequence[str] = ()) -> None:
        """Let a file run as it is now; PluginError where that is not the content that was shown to work."""
        plugin = self.get(name)
        if plugin.why is not None:
            raise plugin.why
        if plugin.digest != digest:
            raise PluginError("plug-in '{file}' was changed while it was tried; switch it on again", file=name)
        self._write({**self._known(), name: {"on": True, "sha256": digest, "kinds": list(kinds)}})

    def switch_off(self, name: str) -> None:
        """Let a file run no more."""
        known = self._known()
        if name in known:
            self._write({**known, name: {**known[name], "on": False}})

    def _known(self) -> dict[str, dict[str, Any]]:
        """The entries of the list by file name; of one that is damaged, none: what nobody switched on is off."""
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        rows = data.get("plug-ins") if isinstance(data, dict) and data.get(_KEY) == _VERSION else None
        return {name: row for name, row in rows.items() if _is_entry(row)} if isinstance(rows, dict) else {}

    def _write(self, known: dict[str, dict[str, Any]]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_text(self.file, json.dumps({_KEY: _VERSION, "plug-ins": known}, indent=1, ensure_ascii=False) + "\n")


def _is_entry(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("on"), bool)
        and isinstance(row.get("sha256"), str)
        and isinstance(row.get("kinds"), list)
        and all(isinstance(kind, str) for kind in row["kinds"])
    )
