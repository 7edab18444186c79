"""Rows that teach the wrong thing: classes that are rare, classes in order, padding that counts as words."""

from __future__ import annotations

from app.compile.edits import Become, Branch, Insert
from app.compile.lints.ask import Whole, name_of
from app.compile.problems import Fix
from app.compile.state import Applied, Flow, Lowering
from app.model.records import PortRef
from engine.ir.graph import Node, ancestors

_RARE = 0.2
#: Sources whose rows come class after class.
_SORTED = frozenset({"iris", "wine", "image_folder", "text_folder"})


def class_imbalance(state: Lowering, whole: Whole) -> None:
    """A rare class in a loss that counts every row alike: always saying the other one looks right."""
    flows = [flow for _, flow in whole.ends if flow.stages[0][0] == "imbalanced" and flow.stages[0][1]["share"] < _RARE]
    losses = [it for it in state.result.losses if "class_weight" in it.attrs]
    if not flows or any(_weighs(it) for it in losses):
        return
    share = flows[0].stages[0][1]["share"]
    weights = [round(1 / (2 * (1 - share)), 2), round(1 / (2 * share), 2)]
    for it in losses:
        fixes = [Fix("Set class_weight to {class_weight}", it.node.id, {"class_weight": weights})]
        if it.kind.target == "binary_crossentropy":
            focal = Become(it.node.id, "BinaryFocalCrossentropy", {"apply_class_balancing": True})
            fixes.append(Fix("Use {kind}", edits=(focal,), words={"kind": "BinaryFocalCrossentropy"}))
        state.add(
            "hint",
            "only {share:.0%} of the rows are of class 1, so always saying 0 is right for {other:.0%} of them; "
            "weigh the classes in '{name}'",
            it.node.id, None, tuple(fixes), share=share, other=1 - share, name=it.node.name,
        )  # fmt: skip


def _weighs(it: Applied) -> bool:
    return "focal" in it.kind.target or it.attrs["class_weight"] is not None or it.inputs.get("sample_weight") is not None


def sorted_rows(state: Lowering, whole: Whole) -> None:
    """Rows that come class after class and are cut into batches as they come."""
    for batch, flow in whole.ends:
        source, _, origin = flow.stages[0]
        type_ = flow.type
        if source not in _SORTED or type_.split or type_.shuffled or (type_.batch_size or 0) >= (type_.rows or 2**62):
            continue
        fix = Fix("Insert {kind}", edits=(Insert("Shuffle", PortRef(batch, "data")),), words={"kind": "Shuffle"})
        state.add(
            "warning",
            "the rows of '{name}' come class after class, so a batch holds mostly one class; put Shuffle before '{batch}'",
            batch, None, (fix,), name=name_of(state, origin), batch=name_of(state, batch),
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


def padding_without_mask(state: Lowering, whole: Whole) -> None:
    """Sequences that were padded to one length, in a layer that reads the padding as if it were text."""
    for batch, flow in whole.ends:
        tokens = state.result.values.get(PortRef(batch, "x"))
        padding = _padding(flow)
        if padding is None or tokens is None or tokens.rank != 2 or tokens.type.kind != "int":
            continue
        for node in whole.nodes:
            port, flag = _MASKED.get(node.op, ("", ""))
            if not port or node.origin is None or node.attrs.get(flag) or not _steps_of(node, tokens.node):
                continue
            mask = Branch("PaddingMask", PortRef(batch, "x"), PortRef(node.origin, port), {"value": padding})
            fix = Fix("Insert {kind}", edits=(mask,), words={"kind": "PaddingMask"})
            state.add(
                "hint", "'{name}' reads the padding of short rows as if it were text; connect a PaddingMask to '{input}'",
                node.origin, port, (fix,), name=name_of(state, node.origin), input=port,
            )  # fmt: skip


def _padding(flow: Flow) -> int | None:
    """The token that fills rows up, where rows are filled up."""
    return next((int(attrs["value"]) for name, attrs, _ in flow.stages if name == "pad_sequences"), None)


def _steps_of(node: Node, tokens: Node) -> bool:
    """Whether the steps that a layer reads are those of the tokens, made vectors by an embedding."""
    value = node.inputs[0]
    behind = ancestors([value])
    own = tokens.outputs[0].shape[1]
    return value.rank == 3 and value.shape[1] == own and tokens in behind and any(each.op == "embedding" for each in behind)
