"""Cuts what is read for its shape only: once all sizes are known, a constant of that shape serves as well."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.graph import Node, Value
from engine.passes.note import Note
from engine.passes.program import Program, add_constant, constant_of, filled, op_of, rewrite


def cut_shapes(program: Program) -> tuple[Program, str]:
    """After: no input that an op reads for its shape alone, and whose shape is known, depends on anything."""
    count = 0
    readers = {node for node in program.nodes if _may_be_cut(node)}
    if not readers:
        return program, Note("no input is read for its shape alone")

    def rule(builder: Builder, node: Node, inputs: tuple[Value, ...]) -> Sequence[Value] | None:
        nonlocal count
        op = op_of(node)
        ports = op.present_inputs(node.attrs)
        cut = list(inputs)
        for index, value in enumerate(inputs):
            port = ports[min(index, len(ports) - 1)]
            if port.shape_only and value.type.is_static and constant_of(value) is None:
                array = filled(value.type.static_shape, 0, numpy_name(value.dtype))
                cut[index] = add_constant(builder, array, f"{value.node.name}/shape")
                count += 1
        return builder.graph.copy(node, cut).outputs if cut != list(inputs) else None

    return rewrite(program, rule, only=readers), Note("{count} inputs cut", count=count)


def _may_be_cut(node: Node) -> bool:
    op = op_of(node)
    if not any(port.shape_only for port in op.inputs):
        return False
    ports = op.present_inputs(node.attrs)
    return any(
        ports[min(index, len(ports) - 1)].shape_only and value.type.is_static and value.node.op != "constant"
        for index, value in enumerate(node.inputs)
    )


def numpy_name(dtype: str) -> str:
    """The NumPy dtype that stands for ``dtype`` where only the shape matters (NumPy has no bfloat16)."""
    return "float16" if dtype == "bfloat16" else dtype
