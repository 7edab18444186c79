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
from engine.errors import PluginError
from engine.ops import registry
from engine.ops.spec import Op
from engine.plugins import load as loading
from engine.plugins.check import check_names, taken

SOURCE = "plug-ins"


class Room:
    """What is loaded, by path; ``errors`` are the files that failed, by name."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._loaded: dict[str, tuple[str, tuple[Op, ...]]] = {}
        self.errors: dict[str, PluginError] = {}

    def use(self, allowed: Iterable[tuple[str, str]]) -> bool:
        """Have just these files loaded, each with just this content; True where that changed anything.

        A file that fails is noted in ``errors`` and left out; the others work.
        """
        wanted = dict(allowed)
        before = {path: digest for path, (digest, _) in self._loaded.items()}
        self.errors = {}
        for path in [path for path, digest in before.items() if wanted.get(path) != digest]:
            self._unload(path)
        for path, digest in wanted.items():
            if path not in self._loaded:
                try:
                    self._load(Path(path), digest)
                except PluginError as error:
                    self.errors[Path(path).name] = error
        self._catalog.set_own(SOURCE, self.kinds())
        return {path: digest for path, (digest, _) in self._loaded.items()} != before

    def _load(self, path: Path, digest: str) -> None:
        ops = loading.load(path, loading.read(path, digest))
        self.check_free(ops, path.name)
        registry.register(ops)
        self._loaded[str(path)] = (digest, ops)

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
