"""What a training step of a document is made of: passes and kernels, of the run's plan or one made for that.  No Qt here."""

from __future__ import annotations

from pathlib import Path

from app.catalog.registry import catalog
from app.compile.lower import lower
from app.compile.projects import training_of
from app.model.kernels import Kernel, PassDone
from app.model.records import DocumentRecord
from app.project.format import loads
from app.session.pipes import plain
from app.session.previews import Scene
from app.session.protocol import Explain, Explained
from engine.backends.base import Plan
from engine.backends.pieces import Piece
from engine.passes.note import Note
from engine.passes.pipeline import Report
from engine.session import Session
from engine.train.program import build_program
from engine.train.spec import TrainingSpec


def explain(command: Explain, trained: Scene | None) -> Explained:
    """The answer; NodegradError where the document cannot be trained.  ``trained`` is the newest run's."""
    record = loads(command.document)
    of_run = trained is not None and trained.means(record, command.folder) and _same_device(trained, record)
    plan = trained.plan if of_run and trained is not None else None
    return _told(command.request, plan if plan is not None else _plan_of(record, command.folder))


def _same_device(trained: Scene, record: DocumentRecord) -> bool:
    return trained.record.settings.device == record.settings.device


def _plan_of(record: DocumentRecord, folder: str) -> Plan:
    """The plan that a run would have for whole batches; no data are loaded for it."""
    spec = training_of(lower(record, catalog(), folder=Path(folder) if folder else None))
    program = build_program(spec)
    types = spec.pipeline.element_types()
    size = batch_rows(spec)
    feeds = {
        value.name: value.type.with_shape((size, *types[column].shape[1:]))
        for column, value in spec.inputs.items()
        if column in types
    }
    session = Session(graph=spec.graph, device=spec.device, seed=spec.seed)
    return session.prepare(program.fetches, feeds, training=True)


def batch_rows(spec: TrainingSpec) -> int:
    """Rows of a whole batch: no more than the training part has."""
    data = spec.pipeline.type
    rows = data.parts.get("train", data.rows) if data.parts else data.rows
    sizes = [size for size in (data.batch_size, rows) if size]
    return max(1, min(sizes, default=1))


def _told(request: str, plan: Plan) -> Explained:
    compiled = plan.compiled
    return Explained(
        request=request,
        passes=[_done(report) for report in plan.reports],
        library=plan.library,
        kernels=_kernels(plan.pieces()),
        compiled=_kernels(compiled.pieces()) if compiled is not None and not compiled.failure else None,
        swap_after=compiled.swap_after if compiled is not None else 0,
        worth=compiled.worth if compiled is not None else 0,
        memory_bytes=plan.memory_bytes,
    )


def _done(report: Report) -> PassDone:
    note = report.note
    known = note if isinstance(note, Note) else Note("{text}", text=note)
    return PassDone(report.name, report.before, report.after, known.template, plain(known.params))


def _kernels(pieces: list[Piece]) -> list[Kernel]:
    return [Kernel(piece.kind, piece.ops, piece.size, piece.origins) for piece in pieces]
