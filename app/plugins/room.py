"""The plug-ins that have been read in this process: their ops in the engine, their kinds in the catalogue.

It is told by path and content which files may run; it knows of no folder and decides nothing.  No Qt: studio, worker and
command line have one each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app.catalog.from_ops import from_op
from app.catalog.registry import Catalog
from app.catalog.spec import PLUGIN, Kind
from app.plugins.switches import Allowed
from engine.errors import PluginError
from engine.ops import registry
from engine.ops.spec import Op
from engine.plugins import load as loading
from engine.plugins.check import check_names, taken

SOURCE = "plug-ins"


#: What came of running a file: its ops, or what was wrong.
Outcome = tuple[Op, ...] | PluginError


def run_file(path: str, digest: str) -> Outcome:
    """Run a file if it has just this content, in whatever thread; nothing is made known to anybody yet."""
    try:
        return loading.load(Path(path), loading.read(Path(path), digest))
    except PluginError as error:
        return error


class Room:
    """What is loaded, by path; ``errors`` are the files that failed, by name.

    What came of a file is kept with its content, so that one that fails, maybe after long, is not run again at every look.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._loaded: dict[str, tuple[str, tuple[Op, ...]]] = {}
        self._outcomes: dict[str, tuple[str, Outcome]] = {}
        self.errors: dict[str, PluginError] = {}

    def unread(self, allowed: Iterable[Allowed], again: bool = False) -> list[Allowed]:
        """Those of the files that have not been run with this content; with ``again``, also those that failed."""
        wanted = dict(allowed)
        for path, (digest, outcome) in list(self._outcomes.items()):
            if wanted.get(path) != digest or (again and isinstance(outcome, PluginError)):
                del self._outcomes[path]
        return [(path, digest) for path, digest in wanted.items() if path not in self._outcomes]

    def take(self, path: str, digest: str, outcome: Outcome) -> None:
        """Keep what came of running a file."""
        self._outcomes[path] = (digest, outcome)

    def load(self, allowed: Iterable[Allowed], again: bool = False) -> bool:
        """Have just these files loaded, each with just this content, run here and now; True where that changed anything."""
        wanted = list(allowed)
        for path, digest in self.unread(wanted, again):
            self.take(path, digest, run_file(path, digest))
        return self.use(wanted)

    def use(self, allowed: Iterable[Allowed]) -> bool:
        """Have just these of the files loaded that have been run; True where that changed anything.

        A file that fails is noted in ``errors`` and left out; the others work.
        """
        wanted = dict(allowed)
        before = {path: digest for path, (digest, _) in self._loaded.items()}
        self.errors = {}
        for path in [path for path, digest in before.items() if wanted.get(path) != digest]:
            self._unload(path)
        for path, digest in wanted.items():
            if path not in self._loaded and path in self._outcomes:
                outcome = self._outcomes[path][1]
                try:
                    if isinstance(outcome, PluginError):
                        raise outcome
                    self.check_free(outcome, Path(path).name)
                    registry.register(outcome)
                    self._loaded[path] = (digest, outcome)
                except PluginError as error:
                    self.errors[Path(path).name] = error
        self._catalog.set_own(SOURCE, self.kinds())
        return {path: digest for path, (digest, _) in self._loaded.items()} != before

    def _unload(self, path: str) -> None:
        _, ops = self._loaded.pop(path)
        registry.unregister(op.name for op in ops)
        loading.forget(Path(path))

    def check_free(self, ops: tuple[Op, ...], file: str) -> None:
        """PluginError where a kind of that name is there already."""
        check_names(ops, file)
        for op in ops:
            if self._catalog.owner(op.title) not in (None, SOURCE):
                raise taken(file, op.title)

    def kinds(self) -> list[Kind]:
        """The kinds of all that is loaded."""
        return [kind_of(op, Path(path).name) for path, (_, ops) in self._loaded.items() for op in ops]


def kind_of(op: Op, file: str) -> Kind:
    """The kind of an op of a plug-in, which says where it comes from."""
    kind = from_op(op)
    return replace(kind, keywords=(*kind.keywords, "plug-in", file.removesuffix(".py")), options={**kind.options, PLUGIN: file})
