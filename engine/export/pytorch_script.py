"""A training as a PyTorch script: layers as modules named as on the canvas, weights copied from the NumPy draw."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from engine.export.body import Body, dictionary, helper_sources, name_of, nodes_between, returned
from engine.export.imports import MODULES as IMPORTED
from engine.export.imports import with_imports
from engine.export.lowering import Lowered, clean, cut, open_composites, separate_activations
from engine.export.modes import follows_mode, hands_mode_on
from engine.export.modules import MODULES
from engine.export.names import Names, class_name, identifier
from engine.export.parts import Part
from engine.export.printer import INDENT, fit, parse
from engine.export.pytorch import HELPERS, METRICS, TABLE
from engine.export.rows import Row, Site, input_names, refuse
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
from engine.ir.graph import Node, Value
from engine.ops.registry import get
from engine.optim import OPTIMIZERS
from engine.train.spec import TrainingSpec

#: Attributes of nn.Module that a layer's name must not hide.
_MODULE_ATTRIBUTES = {
    "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children", "compile", "cpu", "cuda", "double",
    "dump_patches", "eval", "extra_repr", "float", "forward", "get_buffer", "get_extra_state", "get_parameter",
    "get_submodule", "half", "ipu", "load_state_dict", "modules", "mtia", "named_buffers", "named_children", "named_modules",
    "named_parameters", "parameters", "register_buffer", "register_module", "register_parameter", "requires_grad_",
    "set_extra_state", "set_submodule", "share_memory", "state_dict", "to", "to_empty", "train", "training", "type", "xpu",
    "zero_grad",
}  # fmt: skip
_RESERVED = {
    *IMPORTED, *HELPERS, "self", "model", "compute_loss", "evaluate", "batches", "load_data", "main", "SEED", "BATCH_SIZE",
    "LEARNING_RATE", "PATIENCE", "LOSS_THRESHOLD", "THRESHOLD",
    "initial_weights", "learning_rate", "parse_arguments", "truncated_normal", "orthogonal",
    *(made.__name__ for made in OPTIMIZERS),
}  # fmt: skip


@dataclass(frozen=True)
class _Layer:
    """A module of the model: its attribute, and which variable is which of its parameters, and in which order of the axes."""

    attribute: str
    make: str
    parameters: dict[str, tuple[str, tuple[int, ...] | None]]


def export_pytorch(spec: TrainingSpec, steps: int | None = None) -> str:
    """The script; ExportError where something cannot be written."""
    return _Script(Training(spec, TABLE, steps)).text()


class _Script:
    """One script in the making."""

    def __init__(self, training: Training) -> None:
        self.training = training
        self.helpers: set[str] = set()
        self.model = class_name(training.title)
        if self.model in _RESERVED:
            self.model = "Model"
        fetches = [*training.outputs, training.spec.loss, *training.statistics]
        lowered = separate_activations(cut(fetches).called(len(training.outputs), "loss"))
        lowered = open_composites(lowered, hands_mode_on)
        self.fitting = self._fitting_layers(lowered)
        for node in lowered.program.nodes:
            if follows_mode(node) and not self._is_layer(node) and not TABLE.has(node):
                raise refuse(node, TABLE.target)
        lowered = open_composites(lowered, lambda node: not (self._is_layer(node) or TABLE.has(node) or fits(node, METRICS)))
        self.lowered = clean(lowered, keep_stops=True)
        self.outputs = self.lowered.fetches[: len(training.outputs)]
        self.attributes = Names(_MODULE_ATTRIBUTES)
        self.layers: dict[str, _Layer] = {}
        self.rows: dict[str, Row] = {}
        self._make_layers()
        self.loose = self._loose_weights()

    # --- layers ---

    def _fitting_layers(self, lowered: Lowered) -> set[str]:
        """Names of the nodes that become modules: all uses of their weights are of the same layer with the same weights."""
        users: dict[Value, set[tuple[object, ...]]] = {}
        for node in lowered.program.nodes:
            for value in node.inputs:
                if value.node.op == "variable":
                    users.setdefault(value, set()).add(_identity(node))
        found = set()
        for node in lowered.program.nodes:
            module = MODULES.get(node.op)
            if module is None or not module.only(Site(node)):
                continue
            weights = _weights_of(node)
            if all(
                value.node.op == "variable"
                and value.node.attrs["trainable"] == _is_trained(node, port)
                and users[value] == {_identity(node)}
                for port, value in weights.items()
            ):
                found.add(node.name)
        return found

    def _is_layer(self, node: Node) -> bool:
        return node.name in self.fitting

    def _make_layers(self) -> None:
        """One module for each set of weights; a layer that is used twice is one module called twice."""
        made: dict[tuple[object, ...], _Layer] = {}
        for node in self.lowered.program.nodes:
            if not self._is_layer(node):
                continue
            module, weights = MODULES[node.op], _weights_of(node)
            key = _identity(node) if weights else (node.name,)
            if key not in made:
                label = self.lowered.labels.of(node.outputs[0]).removesuffix("/linear")
                attribute = self.attributes.fresh(label, "layer")
                parameters = {
                    weights[port].node.name: (f"{attribute}.{name}", order)
                    for port, (name, order) in module.weights.items()
                    if port in weights
                }
                made[key] = _Layer(attribute, module.make(Site(node)), parameters)
                self.helpers |= {module.helper} - {""}
                self.layers[node.name] = made[key]
            optional = {port.name for port in get(node.op).inputs if port.flag}
            data = [f"{name}={name}" if name in optional else name for name in input_names(node) if name not in weights]
            call = module.call.format(module=f"self.{made[key].attribute}", inputs=", ".join(data))
            self.rows[node.name] = Row(call)

    def _loose_weights(self) -> dict[str, str]:
        """The attribute of every variable that belongs to no module."""
        owned = {name for layer in self.layers.values() for name in layer.parameters}
        return {
            node.name: self.attributes.fresh(node.name, "weight")
            for node in self.lowered.program.nodes
            if node.op == "variable" and node.name not in owned
        }

    # --- the model ---

    def _body(self, indent: str) -> Body:
        known: dict[Value, ast.expr] = {}
        for node in self.lowered.program.nodes:
            if node.op == "variable" and node.name in self.loose:
                known[node.outputs[0]] = parse(f"self.{self.loose[node.name]}")
            elif node.op == "placeholder":
                column = next(key for key, value in self.training.columns.items() if value.name == node.name)
                known[node.outputs[0]] = name_of(column)
        names = Names({*_RESERVED, self.model, "x", "y"})
        return Body(TABLE, self.lowered.labels, names, known, indent=indent, helpers=self.helpers, special=self.rows)

    def _columns(self, values: Sequence[Value], known: Sequence[Value] = ()) -> list[str]:
        nodes = {node.name for node in nodes_between(values, known)}
        return [column for column, value in self.training.columns.items() if value.name in nodes]

    def model_class(self) -> list[str]:
        lines = [
            f"class {self.model}(nn.Module):",
            f'{INDENT}"""{self.training.title}: the layers in the order of the graph."""',
            "",
            f"{INDENT}def __init__(self):",
            f"{INDENT * 2}super().__init__()",
        ]
        for layer in self.layers.values():
            lines += fit(parse(layer.make), f"self.{layer.attribute} = ", "", INDENT * 2)
        for node in self.lowered.program.nodes:
            if node.op == "variable" and node.name in self.loose:
                lines += self._loose_weight(node)
        body = self._body(INDENT * 2)
        results = body.write(nodes_between(self.outputs, body.known), self.outputs)
        columns = self._columns(self.outputs)
        lines += ["", f"{INDENT}def forward({', '.join(['self', *columns])}):"]
        return [*lines, *body.lines, *returned(results, INDENT * 2)]

    def _loose_weight(self, node: Node) -> list[str]:
        attribute = self.loose[node.name]
        sizes = ", ".join(str(size) for size in node.attrs["shape"]) or "()"
        kind = "" if node.attrs["dtype"] == "float32" else f", dtype=torch.{node.attrs['dtype']}"
        zeros = f"torch.zeros({sizes}{kind})"
        if node.attrs["trainable"]:
            return fit(parse(f"nn.Parameter({zeros})"), f"self.{attribute} = ", "", INDENT * 2)
        return fit(parse(f'self.register_buffer("{attribute}", {zeros})'), "", "", INDENT * 2)

    def initial_weights(self) -> list[str]:
        """The function that gives the state dict that training starts from."""
        places = {name: place for layer in self.layers.values() for name, place in layer.parameters.items()}
        places |= {name: (attribute, None) for name, attribute in self.loose.items()}
        entries: dict[str, ast.expr] = {}
        drops: list[str] = []
        for weight in self.training.weights:
            source = weight.source
            if weight.node.name in places:
                key, order = places[weight.node.name]
                turned = "" if order == (1, 0) else f", {order}"
                entries[key] = parse(source if order is None else f"np.transpose({source}{turned})")
            else:  # not part of the model, but drawn before weights that are
                key = f"unused.{identifier(weight.node.name)}.{len(drops) + 1}"
                entries[key] = parse(source)
                drops.append(f"del weights[{key!r}]".replace("'", '"'))
        lines = [
            "def initial_weights():",
            f'{INDENT}"""The weights that training starts from, drawn in the order of the graph."""',
        ]
        if any(weight.draws for weight in self.training.weights):
            lines.append(f"{INDENT}rng = np.random.default_rng(SEED)")
        kinds = {weight.dtype for weight in self.training.weights}
        convert = f"torch.from_numpy(weight.astype(np.{kinds.pop()}))" if len(kinds) == 1 else "torch.from_numpy(weight)"
        lines += dictionary(entries, "weights = ")
        lines += [f"{INDENT}{text}" for text in drops]
        lines += fit_comprehension(convert)
        return lines

    # --- loss and metrics ---

    def _after_model(self) -> tuple[Body, list[str]]:
        """A function body in which the model's outputs are known, and what they are called."""
        body = self._body(INDENT)
        names = [body.names.fresh(self.lowered.labels.of(value)) for value in self.outputs]
        body.known.update((value, name_of(name)) for value, name in zip(self.outputs, names, strict=True))
        return body, names

    def _loss(self) -> tuple[list[str], list[str], list[str]]:
        """``compute_loss``, the names of the model's outputs, and the columns that it takes besides."""
        body, names = self._after_model()
        loss = self.lowered.fetches[len(self.outputs)]
        results = body.write(nodes_between([loss], body.known), [loss])
        columns = self._columns([loss], self.outputs)
        doc = f'{INDENT}"""The loss of a batch."""'
        return [f"def compute_loss({', '.join([*names, *columns])}):", doc, *body.lines, *returned(results)], names, columns

    def _call_model(self) -> str:
        return f"model({', '.join(self._columns(self.outputs))})"

    def _evaluate(self, columns: Sequence[str]) -> list[str]:
        body, names = self._after_model()
        found = figures(self.training, body, self.lowered.fetches[len(self.outputs) + 1 :], METRICS)
        loss = parse(f"compute_loss({', '.join([*names, *columns])}).item()")
        metrics = {key: ast.Call(ast.Attribute(value, "item", ast.Load()), [], []) for key, value in found.items()}
        return [
            "@torch.no_grad()",
            f"def evaluate({', '.join(['model', *self.training.columns])}):",
            f'{INDENT}"""Loss and metrics over the rows of a part."""',
            f"{INDENT}model.eval()",
            *unpacked(names, self._call_model()),
            *body.lines,
            *dictionary({"loss": loss, **metrics}, "return "),
        ]

    # --- the rest ---

    def _loop(self, names: Sequence[str], columns: Sequence[str]) -> Loop:
        output = ("*" if len(names) > 1 else "") + self._call_model()
        step = fit(parse(f"compute_loss({', '.join([output, *columns])})"), "loss = ", "", "")
        parts = self.training.parts
        return Loop(
            setup=[
                *(["torch.manual_seed(SEED)"] if self.training.draws else []),
                f"model = {self.model}()",
                "model.load_state_dict(initial_weights())",
                *(line for part in parts for line in self._made(part)),
            ],
            before_epoch=("model.train()",),
            step=[
                *(f'{part.name}.param_groups[0]["lr"] = {part.rate}' for part in parts if part.schedule),
                *step,
                "optimizer.zero_grad()" if len(parts) == 1 else "model.zero_grad()",
                "loss.backward()",
                *(line for part in parts for line in _update(part)),
                "losses.append(loss.item())",
            ],
            evaluate=f"evaluate(model, *map({self._convert}, {{}}))",
            at_end=tuple(line for part in parts for line in part.written.at_end),
            keep="copy.deepcopy(model.state_dict())",
            restore="model.load_state_dict(best_weights)",
        )

    @property
    def _convert(self) -> str:
        """What makes tensors of the arrays of a batch."""
        if not self.training.sparse:
            return "torch.from_numpy"
        self.helpers.add("to_tensor")
        return "to_tensor"

    def _made(self, part: Part) -> list[str]:
        """The lines that make an optimizer."""
        own = part.own(self._places())
        if own:
            own += part.chosen(f"{part.name}_weights", "model.get_parameter(name)", 1)
        call = [line.removeprefix(INDENT) for line in fit(parse(part.written.call), f"{part.name} = ", "", INDENT)]
        return [*own, *call, *part.written.setup]

    def _places(self) -> dict[str, str]:
        """Where each variable is kept in the model."""
        places = {name: place for layer in self.layers.values() for name, (place, _) in layer.parameters.items()}
        return places | self.loose

    def _docstring(self) -> str:
        lines = [
            f'"""{self.training.title}: a network trained with PyTorch.',
            "",
            "Data, initial weights, batches and updates are those of the run that this was exported",
            "from: the same seed gives the same losses, up to rounding.",
        ]
        if self.training.draws:
            lines[-1] = "from. Random draws in training are PyTorch's own and differ."
        return "\n".join([*lines, '"""'])

    def text(self) -> str:
        training = self.training
        model = self.model_class()
        loss, names, columns = self._loss()
        evaluate = self._evaluate(columns)
        fed = batches(training, self._convert + "({})")
        drawn = [weight.helper.strip("\n") for weight in training.weights if weight.helper]
        code = sections(
            constants(training),
            load_data(training),
            *([text] for text in helper_sources(TABLE, self.helpers)),
            model,
            *([text] for text in dict.fromkeys(drawn)),
            self.initial_weights(),
            loss,
            evaluate,
            *optimizers(training),
            fed,
            parse_arguments(training),
            main(training, self._loop(names, columns)),
            ['if __name__ == "__main__":', f"{INDENT}main()"],
        )
        return with_imports(self._docstring(), code)


def _update(part: Part) -> list[str]:
    """The lines of one step of an optimizer."""
    return [*part.written.before_step, f"{part.name}.step()", *part.written.after_step]


def fit_comprehension(convert: str) -> list[str]:
    """The dict of tensors that ``initial_weights`` returns."""
    line = f"{INDENT}return {{name: {convert} for name, weight in weights.items()}}"
    if len(line) <= 88:
        return [line]
    inside = [f"{INDENT * 2}name: {convert}", f"{INDENT * 2}for name, weight in weights.items()"]
    return [f"{INDENT}return {{", *inside, f"{INDENT}}}"]


def _is_trained(node: Node, name: str) -> bool:
    """Whether a layer's weight is meant to be trained."""
    return any(port.name == name and port.param is not None and port.param.trainable for port in get(node.op).inputs)


def _weights_of(node: Node) -> dict[str, Value]:
    """The weights of a layer, by port."""
    ports = {port.name for port in get(node.op).inputs if port.param is not None}
    return {name: _first(value, name) for name, value in zip(input_names(node), node.inputs, strict=True) if name in ports}


def _first(value: Value, name: str) -> Value:
    """The weight itself, where what comes in is its next value from an earlier use of the layer."""
    node = value.node
    if name in get(node.op).updates and value is node.outputs[get(node.op).outputs.index(name)]:
        return _first(dict(zip(input_names(node), node.inputs, strict=True))[name], name)
    return value


def _identity(node: Node) -> tuple[object, ...]:
    """What two nodes share that are uses of one layer: op, attributes and weights."""
    weights = tuple(value.name for value in _weights_of(node).values())
    return node.op, repr(sorted(node.attrs.items(), key=lambda item: item[0])), weights
