"""A training as a plain NumPy script: forward and backward pass written out, as the differentiated program has them."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from engine.export.body import Body, dictionary, entry, helper_sources, name_of, nodes_between, returned
from engine.export.imports import MODULES, with_imports
from engine.export.lowering import Lowered, clean, open_composites, separate_activations, specialized, with_gradients
from engine.export.names import Names
from engine.export.numpy import HELPERS, METRICS, TABLE
from engine.export.parts import Part
from engine.export.printer import INDENT, fit, flat, parse
from engine.export.training import (
    Loop,
    Training,
    batches,
    constants,
    figures,
    fits,
    load_data,
    main,
    optimizers,
    parse_arguments,
    sections,
    unpacked,
)
from engine.ir.graph import Value
from engine.optim import OPTIMIZERS
from engine.train.spec import TrainingSpec

_RESERVED = {
    *MODULES, *HELPERS, "weights", "step", "forward", "loss_and_gradients", "evaluate", "batches", "load_data", "main", "SEED",
    "BATCH_SIZE", "LEARNING_RATE", "PATIENCE", "LOSS_THRESHOLD", "THRESHOLD",
    "initial_weights", "learning_rate", "parse_arguments", "gradients", "truncated_normal",
    "orthogonal", "clip_gradients", "averages", "moving",
    *(made.__name__ for made in OPTIMIZERS),
}  # fmt: skip


def export_numpy(spec: TrainingSpec, steps: int | None = None) -> str:
    """The script; ExportError where something cannot be written."""
    return _Script(Training(spec, TABLE, steps)).text()


class _Script:
    """One script in the making."""

    def __init__(self, training: Training) -> None:
        self.training = training
        self.helpers: set[str] = set()
        names = Names()
        self.keys = {weight.node.name: names.fresh(weight.node.name, "weight") for weight in training.weights}
        self.trained = [value.name for value in training.trained]
        self.step = "step" if training.draws else ""

    # --- the model ---

    def _body(self, lowered: Lowered, names: Names | None = None) -> Body:
        """An empty function body in which weights and columns are known."""
        known: dict[Value, ast.expr] = {}
        for node in lowered.program.nodes:
            if node.op == "variable":
                known[node.outputs[0]] = entry("weights", self.keys[node.name])
            elif node.op == "placeholder":
                column = next(key for key, value in self.training.columns.items() if value.name == node.name)
                known[node.outputs[0]] = name_of(column)
        return Body(TABLE, lowered.labels, names or Names({*_RESERVED, "x", "y"}), known, helpers=self.helpers)

    def _columns(self, values: Sequence[Value]) -> list[str]:
        """The columns that these values are computed from."""
        nodes = {value.node.name for node in nodes_between(values, ()) for value in (node.outputs[0],)}
        return [column for column, value in self.training.columns.items() if value.name in nodes]

    def _trained(self) -> Lowered:
        """The program of one step: loss, what the model hands on, moving averages, and the gradients of the trained weights."""
        training = self.training
        fetches = [training.spec.loss, *training.outputs, *training.updates.values()]
        lowered = separate_activations(specialized(fetches, training=True).called(0, "loss"))
        lowered = with_gradients(lowered, 0, self.trained)
        return clean(open_composites(lowered, lambda node: not TABLE.has(node)))

    def _judged(self) -> Lowered:
        """The program outside of training: what the model hands on, loss and metrics."""
        training = self.training
        fetches = [*training.outputs, training.spec.loss, *training.statistics]
        lowered = separate_activations(specialized(fetches, training=False).called(len(training.outputs), "loss"))
        return clean(open_composites(lowered, lambda node: not (TABLE.has(node) or fits(node, METRICS))))

    def functions(self) -> list[list[str]]:
        """``forward``, ``loss_and_gradients`` and ``evaluate``."""
        count = len(self.training.outputs)
        trained, judged = self._trained(), self._judged()
        shared = not self.training.follows_mode and not self.training.draws and count > 0
        if shared:
            outputs = trained.fetches[1 : 1 + count]
            forward, handed = self._forward(trained, outputs, self._crossing(trained, outputs))
        else:
            outputs = judged.fetches[:count]
            forward, handed = self._forward(judged, outputs, [])
        backward = self._loss_and_gradients(trained, handed if shared else [])
        return [forward, backward, self._evaluate(judged, len(handed))]

    def _crossing(self, lowered: Lowered, outputs: Sequence[Value]) -> list[Value]:
        """What the backward pass needs of the forward pass besides its outputs."""
        inside = nodes_between(outputs, ())
        made = {value for node in inside if node.op not in ("placeholder", "variable", "constant") for value in node.outputs}
        later = [node for node in lowered.program.nodes if node not in inside]
        used = {value for node in later for value in node.inputs} | set(lowered.fetches)
        return [value for node in inside for value in node.outputs if value in made & used and value not in outputs]

    def _forward(self, lowered: Lowered, outputs: Sequence[Value], more: Sequence[Value]) -> tuple[list[str], list[Value]]:
        """The function, and the values that it returns in order: what the backward pass needs, then the outputs."""
        if not outputs:
            return [], []
        handed = [*more, *outputs]
        body = self._body(lowered)
        body.settings = {"step": ast.Constant(0)}
        results = body.write(nodes_between(handed, body.known), handed, stay=more)
        columns = self._columns(outputs)
        doc = "What the model makes of a batch"
        doc += ", after what its gradients need." if more else "."
        head = [f"def forward({', '.join(['weights', *columns])}):", f'{INDENT}"""{doc}"""']
        return [*head, *body.lines, *returned(results)], handed

    def _call_forward(self, outputs: Sequence[Value]) -> str:
        return f"forward({', '.join(['weights', *self._columns(outputs)])})"

    def _loss_and_gradients(self, lowered: Lowered, handed: Sequence[Value]) -> list[str]:
        body = self._body(lowered)
        if handed:
            names = [body.names.fresh(lowered.labels.of(value)) for value in handed]
            body.known.update((value, name_of(name)) for value, name in zip(handed, names, strict=True))
            body.lines += unpacked(names, self._call_forward(handed))
        count, moved = len(self.training.outputs), len(self.training.updates)
        wanted = [lowered.fetches[0], *lowered.fetches[1 + count :]]
        loss, *rest = body.write(nodes_between(wanted, body.known), wanted)
        moving, gradients = rest[:moved], rest[moved:]
        keys = [self.keys[name] for name in self.trained]
        parameters = ["weights", *self.training.columns, *([self.step] if self.step else [])]
        return [
            f"def loss_and_gradients({', '.join(parameters)}):",
            f'{INDENT}"""The loss of a batch, and its gradient with respect to every weight."""',
            *body.lines,
            *dictionary(dict(zip(keys, gradients, strict=True)), "gradients = "),
            *self._moving(moving),
            *returned([loss, name_of("gradients"), *([name_of("moving")] if moved else [])]),
        ]

    def _moving(self, values: Sequence[ast.expr]) -> list[str]:
        """What changes in training without a gradient, as a dict of its own."""
        keys = [self.keys[name] for name in self.training.updates]
        return dictionary(dict(zip(keys, values, strict=True)), "moving = ") if keys else []

    def _evaluate(self, lowered: Lowered, handed: int) -> list[str]:
        count = len(self.training.outputs)
        outputs = lowered.fetches[:count]
        body = self._body(lowered)
        body.settings = {"step": ast.Constant(0)}
        if count:
            names = [body.names.fresh(lowered.labels.of(value)) for value in outputs]
            rest = ["*_"] if handed > count else []
            body.lines += unpacked([*rest, *names], self._call_forward(outputs))
            body.known.update((value, name_of(name)) for value, name in zip(outputs, names, strict=True))
        loss = lowered.fetches[count]
        found = dict(zip(["loss"], body.write(nodes_between([loss], body.known), [loss]), strict=True))
        found |= figures(self.training, body, lowered.fetches[count + 1 :], METRICS)
        return [
            f"def evaluate({', '.join(['weights', *self.training.columns])}):",
            f'{INDENT}"""Loss and metrics over the rows of a part."""',
            *body.lines,
            *dictionary(found, "return "),
        ]

    # --- the rest ---

    def initial_weights(self) -> list[str]:
        weights = self.training.weights
        kinds = {weight.dtype for weight in weights}
        single = kinds.pop() if len(kinds) == 1 else None
        entries = {
            self.keys[weight.node.name]: parse(
                weight.source if single else f"np.asarray({weight.source}, {flat(TABLE.dtype(weight.dtype))})"
            )
            for weight in weights
        }
        lines = [
            "def initial_weights():",
            f'{INDENT}"""The weights that training starts from, drawn in the order of the graph."""',
        ]
        if any(weight.draws for weight in weights):
            lines.append(f"{INDENT}rng = np.random.default_rng(SEED)")
        if single is None:
            return [*lines, *dictionary(entries, "return ")]
        kind = flat(TABLE.dtype(single))
        last = f"{INDENT}return {{name: weight.astype({kind}) for name, weight in weights.items()}}"
        return [*lines, *dictionary(entries, "weights = "), last]

    def _loop(self) -> Loop:
        arguments = ["weights", *self.training.columns, *(["len(losses)"] if self.step else [])]
        moved = bool(self.training.updates)
        call = f"loss_and_gradients({', '.join(arguments)})"
        return Loop(
            setup=["weights = initial_weights()", *(line for part in self.training.parts for line in self._made(part))],
            step=[
                *fit(parse(call), "loss, gradients, moving = " if moved else "loss, gradients = ", "", ""),
                *(line for part in self.training.parts for line in self._update(part)),
                *(["weights.update(moving)"] if moved else []),
                "losses.append(float(loss))",
            ],
            evaluate="evaluate(weights, *{})",
            at_end=tuple(line for part in self.training.parts for line in part.written.at_end),
            keep="{name: weight.copy() for name, weight in weights.items()}",
            restore="weights = best_weights",
        )

    def _made(self, part: Part) -> list[str]:
        """The lines that make an optimizer."""
        return [*part.own(self.keys), f"{part.name} = {part.written.call}", *part.written.setup]

    @staticmethod
    def _update(part: Part) -> list[str]:
        """The lines that change the weights of an optimizer by one step."""
        own = part.chosen(part.gradients, "gradients[name]", 3) if part.weights else []
        return [
            *own,
            *part.written.before_step,
            f"{part.name}.update(weights, {part.gradients}, {part.rate})",
            *part.written.after_step,
        ]

    def text(self) -> str:
        training = self.training
        functions = self.functions()
        drawn = [weight.helper.strip("\n") for weight in training.weights if weight.helper]
        code = sections(
            constants(training),
            load_data(training),
            *([text] for text in dict.fromkeys(drawn)),
            self.initial_weights(),
            *([text] for text in helper_sources(TABLE, self.helpers)),
            *functions,
            *optimizers(training),
            batches(training),
            parse_arguments(training),
            main(training, self._loop()),
            ['if __name__ == "__main__":', f"{INDENT}main()"],
        )
        docstring = "\n".join(
            [
                f'"""{training.title}: a network trained with plain NumPy.',
                "",
                "Data, initial weights, batches and updates are those of the run that this was exported",
                "from: the same seed gives the same losses.",
                '"""',
            ]
        )
        return with_imports(docstring, code)
