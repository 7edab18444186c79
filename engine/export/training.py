"""What a training script is made of, before any target is chosen: columns, weights, the model's side and the loss's side."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import ExportError
from engine.export.body import Body, nodes_between
from engine.export.data_steps import DataScript, write_pipeline
from engine.export.ending import TRAINING_LOSS, write_ending
from engine.export.figures import is_plain, result_rule
from engine.export.modes import draws, follows_mode
from engine.export.names import plain_text
from engine.export.parts import parts_of
from engine.export.printer import INDENT, fit, flat, parse
from engine.export.rows import Row, Site, Table, fill, numbers, refuse
from engine.ir.graph import Node, Value, ancestors
from engine.nn import initializers
from engine.ops.registry import get
from engine.optim.moving import next_state
from engine.optim.reach import reached_variables, trainable_variables
from engine.train.spec import TrainingSpec


@dataclass(frozen=True)
class Weight:
    """A variable that a script must draw: its node and the NumPy expression of its first value."""

    node: Node
    source: str
    helper: str

    @property
    def dtype(self) -> str:
        return str(self.node.attrs["dtype"])

    @property
    def draws(self) -> bool:
        return "rng" in self.source


class Training:
    """A spec, looked at as a script has to."""

    def __init__(self, spec: TrainingSpec, table: Table, steps: int | None = None) -> None:
        self.spec = spec
        self.table = table
        self.steps = spec.max_steps if steps is None else steps
        self.title = plain_text(spec.name, "Model")
        self.statistics = [value for metric in spec.metrics.values() for value in metric.statistics]
        spec.pipeline.element_types()
        self.columns = self._columns()
        self.data: DataScript = write_pipeline(
            spec.pipeline, list(self.columns), None if spec.folder is None else Path(spec.folder)
        )
        self.parts = parts_of(spec, table.target.lower())
        self.trained = reached_variables(spec.loss, trainable_variables(spec.graph))
        self.updates = self._updates()
        self.outputs = self._outputs()
        self.weights = self._weights()

    def _columns(self) -> dict[str, Value]:
        """The placeholders that are used, by the column that feeds them."""
        nodes = ancestors([self.spec.loss, *self.statistics])
        by_node = {value.node: column for column, value in self.spec.inputs.items()}
        for node in nodes:
            if node.op == "placeholder" and node not in by_node:
                raise ExportError(
                    "Placeholder '{placeholder}' is fed by nothing while training; connect the data to it",
                    origin=node.origin, placeholder=node.name,
                )  # fmt: skip
        used = {column: value for column, value in self.spec.inputs.items() if value.node in nodes}
        known = self.spec.pipeline.element_types()
        missing = next((column for column in used if column not in known), None)
        if missing is not None:
            raise ExportError("the data has no column '{column}'; use a dataset with targets", column=missing)
        return {column: used[column] for column in known if column in used}

    def _outputs(self) -> list[Value]:
        """What the model hands to loss and metrics: the values on the border of what depends on the targets.

        Where the model itself takes targets or weights stand beyond that border, the border is the loss alone.
        """
        final = {self.spec.loss.node, *(value.node for value in self.statistics)}
        nodes = ancestors([self.spec.loss, *self.statistics])
        beyond = set(final)
        for node in nodes:
            judges = node is self._target_node() or get(node.op).category == "losses"
            if judges or any(value.node in beyond for value in node.inputs):
                beyond.add(node)
        plain = all(
            not get(node.op).traits & {"state", "random", "training"} and not any(v.node.op == "variable" for v in node.inputs)
            for node in beyond - final
        )
        if not plain:
            beyond = final
        found = dict.fromkeys(
            value for node in nodes if node in beyond for value in node.inputs if value.node not in beyond and _is_made(value)
        )
        return list(found)

    def _updates(self) -> dict[str, Value]:
        """The next values of what changes in training without being trained, by the variable's name."""
        return {variable.name: value for variable, value in next_state([self.spec.loss]).items()}

    def _target_node(self) -> Node | None:
        return self.columns["y"].node if "y" in self.columns else None

    def _weights(self) -> list[Weight]:
        """The variables in the order in which they are drawn, up to the last one that is needed."""
        needed = {node for node in ancestors([self.spec.loss, *self.statistics]) if node.op == "variable"}
        order = self.spec.graph.ops("variable")
        last = max((index for index, node in enumerate(order) if node in needed), default=-1)
        found = [self._weight(node) for node in order[: last + 1]]
        return [weight for weight in found if weight.node in needed or weight.draws]

    def _weight(self, node: Node) -> Weight:
        value = node.attrs["value"]
        if value is not None:
            if value.size > 256:
                raise ExportError(
                    "the first value of '{weight}' holds {count} numbers, too many to write into a script; use an initializer",
                    origin=node.origin, weight=node.name, count=value.size,
                )  # fmt: skip
            return Weight(node, flat(_plain_array(value)), "")
        spec, shape = node.attrs["initializer"], tuple(node.attrs["shape"])
        return Weight(node, initializers.numpy_source(spec, shape), _helper(initializers.get(spec)))

    @property
    def shuffled(self) -> bool:
        return self.data.shuffle_seed is not None

    @property
    def has_validation(self) -> bool:
        return "validation" in self.data.parts

    @property
    def sparse(self) -> bool:
        """Whether a column of the data is sparse."""
        return any(value.type.is_sparse for value in self.columns.values())

    @property
    def has_test(self) -> bool:
        return "test" in self.data.parts

    @property
    def follows_mode(self) -> bool:
        """Whether the model behaves differently in training."""
        return any(map(follows_mode, ancestors([self.spec.loss, *self.outputs])))

    @property
    def draws(self) -> bool:
        """Whether random numbers are drawn in a step."""
        return any(map(draws, ancestors([self.spec.loss, *self.outputs])))


#: Functions that the expressions of initializers call, by name.
INITIALIZER_HELPERS = {
    "truncated_normal": '''
def truncated_normal(rng, mean, stddev, shape):
    """Normal numbers; those beyond two standard deviations are drawn again."""
    values = np.asarray(rng.normal(mean, stddev, size=shape))
    while (outside := np.abs(values - mean) > 2 * stddev).any():
        values[outside] = rng.normal(mean, stddev, size=np.count_nonzero(outside))
    return values
''',
    "orthogonal": '''
def orthogonal(rng, gain, shape):
    """A random matrix with orthonormal columns (or rows, if fewer), times gain."""
    rows, columns = math.prod(shape[:-1]), shape[-1]
    size = max(rows, columns), min(rows, columns)
    q, r = np.linalg.qr(rng.normal(0.0, 1.0, size=size))
    q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
    return gain * (q if rows >= columns else q.T).reshape(shape)
''',
}


def _helper(initializer: initializers.Initializer) -> str:
    """The source of the function that an initializer calls; empty where NumPy alone will do."""
    if initializer.helper is None:
        return ""
    return INITIALIZER_HELPERS.get(initializer.helper.__name__, initializer.numpy_helper)


def _is_made(value: Value) -> bool:
    return value.node.op not in ("placeholder", "constant")


def _plain_array(value: np.ndarray[Any, Any]) -> ast.expr:
    return ast.Call(parse("np.array"), [numbers(value)], [])


# --- pieces that all scripts have -----------------------------------------------------------------------------------


def constants(training: Training) -> list[str]:
    """The settings at the top of a script."""
    lines = [f"SEED = {training.spec.seed}", f"BATCH_SIZE = {training.data.batch_size}"]
    lines += [part.constant for part in training.parts if part.constant]
    lines += write_ending(training.spec, training.has_validation, "", "", "").constants
    return lines + [f"{name} = {text}" for name, text in training.data.constants.items()]


def load_data(training: Training) -> list[str]:
    """The function that loads the rows and gives the parts, each as the columns that are used."""
    data = training.data
    parts = [part or "train" for part in data.parts]
    lines = list(data.lines)
    columns = list(training.columns)
    groups = [[data.named(column, part) for column in columns] for part in data.parts]
    texts = [f"({', '.join(group)}{',' if len(group) == 1 else ''})" for group in groups]
    if len(groups) == 1 and len(columns) > 1:
        texts = groups[0]
    doc = f"The {_listed(parts)} rows{', normalized by the training rows' if data.type and data.type.normalized else ''}."
    whole = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
    returned = f"{INDENT}return {', '.join(texts)}"
    end = [returned] if len(returned) <= 88 else fit(parse(whole), "return ", "", INDENT)
    before = [line for source in data.functions.values() for line in (*source.split("\n"), "", "")]
    return [*before, "def load_data():", f'{INDENT}"""{doc}"""', *lines, *end]


def _listed(words: list[str]) -> str:
    shown = ["training" if word == "train" else word for word in words]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def batches(training: Training, wrap: str = "{}") -> list[str]:
    """The generator of the training batches of an epoch; ``wrap`` is what is done to each array."""
    data, columns = training.data, list(training.columns)
    first = f"len({columns[0]})"
    if training.sparse:  # SciPy's matrices have no length, as it could mean rows or entries
        plain = [column for column in columns if not training.columns[column].type.is_sparse]
        first = f"len({plain[0]})" if plain else f"{columns[0]}.shape[0]"
    end = f"{first} - BATCH_SIZE + 1" if data.drop_remainder else first
    doc, order, rows = "in the order of the rows", [], "slice(start, start + BATCH_SIZE)"
    if data.shuffle_seed is not None:
        doc, rows = "in an order that the seed and the epoch decide", "order[start : start + BATCH_SIZE]"
        order = [f"{INDENT}order = np.random.default_rng([{data.shuffle_seed}, epoch]).permutation({first})"]
    if data.batch_calls and data.shuffle_seed is None:
        rows = f"np.arange(start, min(start + BATCH_SIZE, {first}))"
    calls = {column: data.batch_calls[column] for column in columns if column in data.batch_calls}
    changed = [line for column, call in calls.items() for line in fit(parse(call), f"{column}_rows = ", "", INDENT * 2)]
    items = ", ".join(wrap.format(f"{column}_rows" if column in calls else f"{column}[rows]") for column in columns)
    return [
        f"def batches({', '.join(columns)}, epoch):",
        f'{INDENT}"""The batches of an epoch, {doc}."""',
        *order,
        f"{INDENT}for start in range(0, {end}, BATCH_SIZE):",
        f"{INDENT * 2}rows = {rows}",
        *changed,
        f"{INDENT * 2}yield {items if len(columns) > 1 else f'({items},)'}",
    ]


def unpacked(names: Sequence[str], call: str) -> list[str]:
    """``a, b = call`` inside a function, a name a line where they do not fit on one."""
    head = f"{', '.join(names)} = "
    if len(INDENT + head) + call.index("(") <= 86:
        return fit(parse(call), head, "", INDENT)
    return [f"{INDENT}(", *(f"{INDENT * 2}{name}," for name in names), *fit(parse(call), ") = ", "", INDENT)]


def optimizers(training: Training) -> list[list[str]]:
    """The schedules as functions, then what the optimizers are made of."""
    schedules = [part.schedule for part in training.parts]
    return [*schedules, *([source] for source in dict.fromkeys(part.written.source for part in training.parts))]


def parse_arguments(training: Training) -> list[str]:
    """The command line of a script."""
    steps = "" if training.steps is None else f", default={training.steps}"
    options = [
        f'"--epochs", type=int, default={training.spec.epochs}, help="passes over the data"',
        f'"--steps", type=int{steps}, help="stop after so many steps"',
        '"--losses", metavar="FILE", help="write the loss of each step here, as JSON"',
    ]
    calls = [line for option in options for line in fit(parse(f"parser.add_argument({option})"), "", "", INDENT)]
    return [
        "def parse_arguments():",
        f'{INDENT}"""What the command line says."""',
        f"{INDENT}parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])",
        *calls,
        f"{INDENT}return parser.parse_args()",
    ]


@dataclass(frozen=True)
class Loop:
    """What varies in ``main`` from target to target."""

    setup: list[str]  # makes the model and the optimizer
    step: list[str]  # one update; leaves ``losses`` longer by one
    evaluate: str  # calls evaluate on ``*{part}``
    before_epoch: tuple[str, ...] = ()
    at_end: tuple[str, ...] = ()  # after the last step
    keep: str = ""  # a copy of the weights
    restore: str = ""  # takes the copy ``best_weights`` back


def main(training: Training, loop: Loop) -> list[str]:
    """Training from the data to the last line printed."""
    parts = [part or "train" for part in training.data.parts]
    names = [f"{part}_data" for part in parts]
    columns = list(training.columns)
    target = ", ".join(columns) if len(columns) > 1 else f"({columns[0]},)"
    following = [line for part in training.parts for line in part.after_epoch]
    followed = any(TRAINING_LOSS in line for line in following)
    ending = write_ending(training.spec, training.has_validation, columns[0], loop.keep, loop.restore, followed)
    lines = [
        "def main():",
        '    """Train, and print a line after every epoch."""',
        "    arguments = parse_arguments()",
        f"    {', '.join(names)} = load_data()",
        *(INDENT + line for line in loop.setup),
        "    losses = []",
        *(INDENT + line for line in ending.setup),
        "    for epoch in range(arguments.epochs):",
        *(INDENT * 2 + line for line in (*loop.before_epoch, *ending.before_epoch)),
        f"        for {target} in batches(*train_data, epoch):",
        *(INDENT * 3 + line for line in (*loop.step, *ending.step)),
        "            if len(losses) == arguments.steps:",
        "                break",
    ]
    if training.has_validation:
        lines += [
            f"        figures = {loop.evaluate.format('validation_data')}",
            '        report = ", ".join(f"validation {key} {figures[key]:.4f}" for key in figures)',
            '        print(f"epoch {epoch + 1}: loss {losses[-1]:.4f}, {report}")',
        ]
    else:
        lines.append('        print(f"epoch {epoch + 1}: loss {losses[-1]:.4f}")')
    lines += [INDENT * 2 + line for line in following]
    lines += ["        if len(losses) == arguments.steps:", "            break"]
    lines += [INDENT * 2 + line for line in ending.after_epoch]
    lines += [INDENT + line for line in (*loop.at_end, *ending.at_end)]
    if training.has_test:
        lines += [
            f"    figures = {loop.evaluate.format('test_data')}",
            '    print("test: " + ", ".join(f"{key} {figures[key]:.4f}" for key in figures))',
        ]
    lines += [
        "    if arguments.losses:",
        '        with open(arguments.losses, "w") as file:',
        "            json.dump(losses, file)",
    ]
    return lines


def figures(training: Training, body: Body, statistics: Sequence[Value], rows: Mapping[str, Row]) -> dict[str, ast.expr]:
    """The metrics as expressions, after the statements that they need."""
    values = iter(statistics)
    metrics = training.spec.metrics
    found = {name: [next(values) for _ in metric.statistics] for name, metric in metrics.items()}
    whole = {name: items[0].node for name, items in found.items() if fits(items[0].node, rows)}
    rest = [value for name, items in found.items() if name not in whole for value in items]
    rules = {name: result_rule(metric) for name, metric in metrics.items() if name not in whole}
    often = [value for name, rule in rules.items() if rule and not is_plain(metrics[name]) for value in found[name]]
    written = iter(body.write(nodes_between(statistics, body.known), rest, stay=often, leave=list(whole.values())))
    result: dict[str, ast.expr] = {}
    for name, metric in metrics.items():
        if name in whole:
            result[name] = body.expression(whole[name], rows[whole[name].op])
            continue
        rule = rules[name]
        if rule is None:
            raise refuse(metric.statistics[0].node, training.table.target)
        result[name] = fill(parse(rule), {word: next(written) for word in metric.metric.op.outputs})
    return result


def fits(node: Node, rows: Mapping[str, Row]) -> bool:
    """Whether a metric has a row of its own here."""
    return node.op in rows and rows[node.op].only(Site(node))


def sections(*groups: Sequence[str]) -> str:
    """Functions and classes, two empty lines apart."""
    return "\n\n\n".join(text for text in ("\n".join(group).strip("\n") for group in groups) if text)
