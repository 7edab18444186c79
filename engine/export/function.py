"""Plain graphs as one Python function: no training, only what some values are computed from."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import ExportError
from engine.export import numpy, pytorch
from engine.export.body import Body, entry, helper_sources, name_of, returned
from engine.export.imports import MODULES, with_imports
from engine.export.lowering import clean, open_composites, refuse_effects, separate_activations, specialized
from engine.export.names import Names, plain_text
from engine.export.rows import Table
from engine.ir.graph import Graph, Value

TABLES: dict[str, Table] = {"numpy": numpy.TABLE, "pytorch": pytorch.TABLE}


def table_of(target: str) -> Table:
    """The rows of a target; ExportError where there is no such target."""
    try:
        return TABLES[target]
    except KeyError:
        raise ExportError(
            "there is no export target '{target}'; use one of {known}", target=target, known=", ".join(TABLES)
        ) from None


def export_function(
    graph: Graph, inputs: Sequence[Value], outputs: Sequence[Value], target: str = "numpy", name: str | None = None
) -> str:
    """A module with one function of ``inputs`` that returns ``outputs``; variables are entries of its argument ``weights``.

    Ops that behave differently in training do as outside of it.  Random ops draw by ``seed`` and ``step`` in NumPy.
    """
    table = table_of(target)
    if not outputs:
        raise ExportError("there is nothing to export; name at least one output")
    function = Names().fresh(name or graph.name, "function")
    lowered = separate_activations(specialized(outputs, training=False))
    refuse_effects(lowered.program, table.target)
    lowered = open_composites(lowered, lambda node: not table.has(node))
    lowered = clean(lowered, keep_stops=target == "pytorch")
    names = Names({function, "weights", "seed", "step", *MODULES, *table.helpers})
    arguments: dict[str, str] = {value.name: names.fresh(value.name, "x") for value in inputs}
    body = Body(table, lowered.labels, names, settings={"SEED": name_of("seed")})
    weights = Names()
    uses_weights = False
    for node in lowered.program.nodes:
        if node.op == "placeholder":
            if node.name not in arguments:
                raise ExportError(
                    "the outputs need the placeholder '{placeholder}', which is not among the inputs; add it",
                    origin=node.origin, placeholder=node.name,
                )  # fmt: skip
            body.known[node.outputs[0]] = name_of(arguments[node.name])
        elif node.op == "variable":
            uses_weights = True
            body.known[node.outputs[0]] = entry("weights", weights.fresh(node.name))
    results = body.write(lowered.program.nodes, lowered.fetches)
    lines = [*body.lines, *returned(results)]
    parameters = [*(["weights"] if uses_weights else []), *arguments.values()]
    text = "\n".join(lines)
    parameters += [f"{word}=0" for word in ("seed", "step") if "[seed, " in text]
    header = f"def {function}({', '.join(parameters)}):"
    doc = f'    """{plain_text(graph.name, "The graph")}, as a function of its inputs."""'
    helpers = helper_sources(table, body.helpers)
    whole = "\n\n\n".join([*helpers, "\n".join([header, doc, *lines])])
    return with_imports("", whole)
