"""The user's library: a folder with a file for each kind.  What cannot be read in it is noted and left alone."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from app.project.kinds import SUFFIX, KindFile, check_name, dumps, loads
from app.project.store import read_text, write_text
from engine.errors import FormatError, NodegradError


class Library:
    """The kinds of a folder by name, in the alphabet's order; ``faults`` are the files that hold none, with the reason."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kinds: dict[str, KindFile] = {}
        self.faults: dict[str, NodegradError] = {}
        self._paths: dict[str, Path] = {}
        self.load()

    def load(self) -> None:
        """Read the folder anew."""
        found: dict[str, KindFile] = {}
        self.faults, self._paths = {}, {}
        files: list[Path] = []
        with contextlib.suppress(OSError):
            files = sorted(path for path in self.folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
        for path in files:
            try:
                kind = loads(read_text(path), path.name)
                taken = next((other for other in found.values() if _same(other.name, kind.name) or other.id == kind.id), None)
                if taken is not None:
                    raise FormatError(
                        "'{file}' is the kind '{kind}', which another file of the library is too; remove one of them",
                        file=path.name, kind=taken.name,
                    )  # fmt: skip
            except NodegradError as error:
                self.faults[path.name] = error
            else:
                found[kind.name] = kind
                self._paths[kind.name] = path
        self.kinds = dict(sorted(found.items(), key=lambda item: item[0].casefold()))

    def by_id(self, id_: str) -> KindFile | None:
        return next((kind for kind in self.kinds.values() if kind.id == id_), None)

    def save(self, kind: KindFile) -> None:
        """Keep a kind, in place of its version before; NodegradError where its name is taken, or where it cannot be written."""
        name = check_name(kind.name)
        before = self.by_id(kind.id)
        if any(_same(other.name, name) and other.id != kind.id for other in self.kinds.values()):
            raise NodegradError("the library has a kind '{kind}' already; choose another name", kind=name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NodegradError(
                "the library's folder '{folder}' cannot be made; make it, or change its permissions", folder=str(self.folder)
            ) from error
        kept = before is not None and _same(before.name, name)
        path = self._paths[before.name] if before is not None and kept else self.folder / f"{name}{SUFFIX}"
        write_text(path, dumps(msgspec.structs.replace(kind, name=name)))
        if before is not None and not kept:
            self._remove(before.name)
        self.load()

    def rename(self, name: str, new: str) -> None:
        """Call a kind otherwise; instances keep the name that they have, and know it again all the same."""
        self.save(msgspec.structs.replace(self.kinds[name], name=check_name(new)))

    def delete(self, name: str) -> None:
        """Take a kind out of the library; instances of it stay as they are."""
        self._remove(name)
        self.load()

    def _remove(self, name: str) -> None:
        path = self._paths[name]
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise NodegradError("'{file}' cannot be deleted; change its permissions", file=str(path)) from error


def _same(a: str, b: str) -> bool:
    """Whether two names would be one file on some disks."""
    return a.casefold() == b.casefold()
