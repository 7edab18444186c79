"""Rows that teach the wrong thing: classes that are rare, classes in order, padding that counts as words."""

from __future__ import annotations

from app.compile.edits import Become, Branch, Insert
from app.compile.lints.ask import name_of
from app.compile.lints.whole import Whole
from app.compile.look import Look, Made, Value
from app.compile.problems import Fix
from app.compile.state import Applied, Flow
from app.model.records import PortRef
from engine.ir.graph import Node

_RARE = 0.2
#: Sources whose rows come class after class.
_SORTED = frozenset({"iris", "wine", "image_folder", "text_folder"})


def class_imbalance(look: Look, whole: Whole) -> None:
    """A rare class in a loss that counts every row alike: always saying the other one looks right."""
    flows = [flow for _, flow in whole.ends if flow.stages[0][0] == "imbalanced" and flow.stages[0][1]["share"] < _RARE]
    losses = [it for it, _ in whole.losses if "class_weight" in it.attrs]
    if not flows or any(_weighs(it) for it in losses):
        return
    share = flows[0].stages[0][1]["share"]
    weights = [round(1 / (2 * (1 - share)), 2), round(1 / (2 * share), 2)]
    for it in losses:
        fixes = [Fix("Set class_weight to {class_weight}", it.node.id, {"class_weight": weights})]
        if it.kind.target == "binary_crossentropy":
            focal = Become(it.node.id, "BinaryFocalCrossentropy", {"apply_class_balancing": True})
            fixes.append(Fix("Use {kind}", edits=(focal,), words={"kind": "BinaryFocalCrossentropy"}))
        look.add(
            "hint",
            "only {share:.0%} of the rows are of class 1, so always saying 0 is right for {other:.0%} of them; "
            "weigh the classes in '{name}'",
            it.node.id, None, tuple(fixes), share=share, other=1 - share, name=it.node.name,
        )  # fmt: skip


def _weighs(it: Applied) -> bool:
    return "focal" in it.kind.target or it.attrs["class_weight"] is not None or it.inputs.get("sample_weight") is not None


def sorted_rows(look: Look, whole: Whole) -> None:
    """Rows that come class after class and are cut into batches as they come."""
    for batch, flow in whole.ends:
        source, _, origin = flow.stages[0]
        type_ = flow.type
        if source not in _SORTED or type_.split or type_.shuffled or (type_.batch_size or 0) >= (type_.rows or 2**62):
            continue
        fix = Fix("Insert {kind}", edits=(Insert("Shuffle", PortRef(batch, "data")),), words={"kind": "Shuffle"})
        look.add(
            "warning",
            "the rows of '{name}' come class after class, so a batch holds mostly one class; put Shuffle before '{batch}'",
            batch, None, (fix,), name=name_of(look, origin), batch=name_of(look, batch),
        )  # fmt: skip


#: Layers that read sequences, their input for a mask and the attribute that tells whether it is wired.
_MASKED = {
    "simple_rnn": ("mask", "has_mask"),
    "lstm": ("mask", "has_mask"),
    "gru": ("mask", "has_mask"),
    "bidirectional": ("mask", "has_mask"),
    "multi_head_attention": ("padding_mask", "has_padding_mask"),
    "transformer_encoder_block": ("padding_mask", "has_padding_mask"),
}


def reads_sequences(node: Node) -> bool:
    """Whether an op is a layer that may be told which steps of a sequence are padding."""
    return node.op in _MASKED


def padding_without_mask(look: Look, node: Made) -> None:
    """Sequences that were padded to one length, in a layer that reads the padding as if it were text."""
    port, flag = _MASKED[node.op]
    for batch, flow in look.ends.items():
        padding = _padding(flow)
        tokens = None if padding is None else look.value(PortRef(batch, "x"))
        if tokens is None or tokens.rank != 2 or tokens.type.kind != "int":
            continue
        if node.attrs.get(flag) or not _steps_of(node.inputs[0], tokens):
            continue
        mask = Branch("PaddingMask", PortRef(batch, "x"), PortRef(node.origin, port), {"value": padding})
        fix = Fix("Insert {kind}", edits=(mask,), words={"kind": "PaddingMask"})
        look.add(
            "hint", "'{name}' reads the padding of short rows as if it were text; connect a PaddingMask to '{input}'",
            node.origin, port, (fix,), name=name_of(look, node.origin), input=port,
        )  # fmt: skip


def _padding(flow: Flow) -> int | None:
    """The token that fills rows up, where rows are filled up."""
    return next((int(attrs["value"]) for name, attrs, _ in flow.stages if name == "pad_sequences"), None)


def _steps_of(value: Value, tokens: Value) -> bool:
    """Whether the steps that a layer reads are those of the tokens, made vectors by an embedding."""
    if value.rank != 3 or value.shape[1] != tokens.shape[1]:
        return False
    found, seen = False, False
    met = {value.node}
    stack = [value.node]
    while stack and not (found and seen):
        node = stack.pop()
        found = found or node == tokens.node
        seen = seen or node.op == "embedding"
        more = {each.node for each in node.inputs} - met
        met |= more
        stack.extend(more)
    return found and seen
