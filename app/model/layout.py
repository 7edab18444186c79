"""Where nodes go by themselves: in layers from left to right, with few crossings and wires that run straight.

After Sugiyama, Tagawa and Toda (1981): layers by the longest way from a source, order within a layer by the median of the
neighbours, and heights by least squares under the order found.  Long wires hold a place in every layer that they pass.
No Qt here, and no document: sizes and wires go in, places come out.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

COLUMN_GAP, ROW_GAP, WIRE_GAP, PART_GAP = 64.0, 32.0, 20.0, 72.0
_ORDERINGS = 12  # sweeps over the layers, there and back
_STRAIGHTENINGS = 8
_LARGE = 40_000  # cells beyond which long wires get no place of their own

Key = Hashable


@dataclass(frozen=True, slots=True)
class Wire:
    """From a node to a node; ``leaves`` and ``enters`` say how far below the upper edges."""

    source: str
    target: str
    leaves: float = 0.0
    enters: float = 0.0


@dataclass(slots=True)
class _Cell:
    """A node, or the place of a passing wire, in its layer; ``left`` and ``right`` are neighbours with both ports' heights."""

    key: Key
    layer: int
    width: float
    height: float
    gap: float
    left: list[tuple[_Cell, float, float]] = field(default_factory=list)
    right: list[tuple[_Cell, float, float]] = field(default_factory=list)
    index: int = 0
    y: float = 0.0


def arrange(sizes: Mapping[str, tuple[float, float]], wires: Iterable[Wire]) -> dict[str, tuple[float, float]]:
    """The upper left corner of every node.  ``sizes`` are widths and heights; wires to nodes without a size are left out.

    Nodes without any wire stand in a row below the others.  The same input gives the same places.
    """
    kept = [wire for wire in wires if wire.source in sizes and wire.target in sizes and wire.source != wire.target]
    joined = {wire.source for wire in kept} | {wire.target for wire in kept}
    places: dict[str, tuple[float, float]] = {}
    top = 0.0
    for part in _parts([node for node in sizes if node in joined], kept):
        members = set(part)
        found = _arrange_part(part, sizes, [wire for wire in kept if wire.source in members])
        high = min(y for _, y in found.values())
        places |= {node: (x, y - high + top) for node, (x, y) in found.items()}
        top = max(places[node][1] + sizes[node][1] for node in part) + PART_GAP
    x = 0.0
    for node in (node for node in sizes if node not in joined):
        places[node] = (x, top)
        x += sizes[node][0] + COLUMN_GAP
    return places


def _parts(nodes: Sequence[str], wires: Sequence[Wire]) -> list[list[str]]:
    """The nodes that hang together, each part in the given order, the largest first."""
    parent = {node: node for node in nodes}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for wire in wires:
        parent[root(wire.source)] = root(wire.target)
    parts: dict[str, list[str]] = {}
    for node in nodes:
        parts.setdefault(root(node), []).append(node)
    return sorted(parts.values(), key=len, reverse=True)


def _arrange_part(
    nodes: Sequence[str], sizes: Mapping[str, tuple[float, float]], wires: Sequence[Wire]
) -> dict[str, tuple[float, float]]:
    layer_of = _layers(nodes, wires)
    layers = _cells(nodes, sizes, wires, layer_of)
    _order(layers)
    _straighten(layers)
    places: dict[str, tuple[float, float]] = {}
    x = 0.0
    for layer in layers:
        places |= {cell.key: (x, cell.y) for cell in layer if isinstance(cell.key, str)}
        x += max((cell.width for cell in layer), default=0.0) + COLUMN_GAP
    return places


def _layers(nodes: Sequence[str], wires: Sequence[Wire]) -> dict[str, int]:
    """The longest way from a source; sources stand right before the first node that they feed.  Wires of a circle are ignored."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    waiting = dict.fromkeys(nodes, 0)
    for wire in wires:
        after[wire.source].append(wire.target)
        waiting[wire.target] += 1
    fed = {node for node in nodes if waiting[node]}
    layer = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waiting[node]]
    done: set[str] = set()
    left = list(nodes)
    while len(done) < len(nodes):
        if not ready:  # a circle: go on with the first node of it
            ready.append(next(node for node in left if node not in done))
        node = ready.pop()
        if node in done:
            continue
        done.add(node)
        for other in after[node]:
            if other not in done:
                layer[other] = max(layer[other], layer[node] + 1)
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
    for node in nodes:
        if node not in fed and (nearest := [layer[other] for other in after[node] if layer[other] > 0]):
            layer[node] = min(nearest) - 1
    return layer


def _cells(
    nodes: Sequence[str], sizes: Mapping[str, tuple[float, float]], wires: Sequence[Wire], layer_of: Mapping[str, int]
) -> list[list[_Cell]]:
    layers: list[list[_Cell]] = [[] for _ in range(max(layer_of.values()) + 1)]
    cells = {node: _Cell(node, layer_of[node], *sizes[node], ROW_GAP) for node in nodes}
    for cell in cells.values():
        layers[cell.layer].append(cell)
    crowded = len(nodes) + sum(abs(layer_of[wire.target] - layer_of[wire.source]) for wire in wires) > _LARGE
    for number, wire in enumerate(wires):
        first, last = cells[wire.source], cells[wire.target]
        leaves, enters = wire.leaves, wire.enters
        if last.layer <= first.layer or (crowded and last.layer > first.layer + 1):
            continue
        for layer in range(first.layer + 1, last.layer):
            passing = _Cell((number, layer), layer, 0.0, 0.0, WIRE_GAP)
            layers[layer].append(passing)
            _join(first, passing, leaves, 0.0)
            first, leaves = passing, 0.0
        _join(first, last, leaves, enters)
    return layers


def _join(a: _Cell, b: _Cell, leaves: float, enters: float) -> None:
    a.right.append((b, leaves, enters))
    b.left.append((a, enters, leaves))


# --- the order within a layer -----------------------------------------------------------------------------------------


def _order(layers: list[list[_Cell]]) -> None:
    """Sort the layers so that few wires cross; the best order that was seen is kept."""
    _number(layers)
    best, fewest = [list(layer) for layer in layers], _crossings(layers)
    for sweep in range(_ORDERINGS):
        if not fewest:
            break
        forth = sweep % 2 == 0
        for layer in layers if forth else reversed(layers):
            layer.sort(key=lambda cell: _median(cell.left if forth else cell.right, cell.index))
            for index, cell in enumerate(layer):
                cell.index = index
        count = _crossings(layers)
        if count < fewest:
            best, fewest = [list(layer) for layer in layers], count
    layers[:] = best
    _number(layers)


def _number(layers: Iterable[Sequence[_Cell]]) -> None:
    for layer in layers:
        for index, cell in enumerate(layer):
            cell.index = index


def _median(neighbours: Sequence[tuple[_Cell, float, float]], now: int) -> float:
    """Where a cell would like to stand: between its neighbours, counting how far down their ports are; else where it is."""
    if not neighbours:
        return float(now)
    at = sorted(other.index + there / (other.height + 1.0) / 2 for other, _, there in neighbours)
    middle = len(at) // 2
    return at[middle] if len(at) % 2 else (at[middle - 1] + at[middle]) / 2


def _crossings(layers: Sequence[Sequence[_Cell]]) -> int:
    """Pairs of wires between neighbouring layers whose ends stand in opposite orders."""
    count = 0
    for layer in layers:
        ends: list[tuple[int, float]] = []
        for cell in layer:
            outgoing = sorted((leaves, other.index, enters) for other, leaves, enters in cell.right)
            for _, index, enters in outgoing:
                end = (index, enters)
                count += len(ends) - bisect_right(ends, end)
                insort(ends, end)
    return count


# --- heights ----------------------------------------------------------------------------------------------------------


def _straighten(layers: Sequence[Sequence[_Cell]]) -> None:
    """Give every cell a height near to where its wires would be level, in the order of its layer and without overlap."""
    for layer in layers:
        _spread(layer, [0.0] * len(layer))
    for sweep in range(_STRAIGHTENINGS):
        forth = sweep % 2 == 0
        for layer in layers if forth else reversed(layers):
            wanted = [_level(cell, cell.left if forth else cell.right) for cell in layer]
            _spread(layer, wanted)
    for layer in layers:
        _spread(layer, [_level(cell, [*cell.left, *cell.right]) for cell in layer])


def _level(cell: _Cell, neighbours: Sequence[tuple[_Cell, float, float]]) -> float:
    """The height at which the wires to these neighbours would be level on the average."""
    if not neighbours:
        return cell.y
    return sum(other.y + there - here for other, here, there in neighbours) / len(neighbours)


def _spread(layer: Sequence[_Cell], wanted: Sequence[float]) -> None:
    """Heights with the least sum of squared distances from the wanted ones that keep the order and the gaps.

    Neighbours that would overlap are pooled into a block that takes their mean, as in isotonic regression.
    """
    offsets: list[float] = []
    place = 0.0
    for before, cell in zip([None, *layer], layer, strict=False):
        if before is not None:
            place += before.height + max(before.gap, cell.gap)
        offsets.append(place)
    blocks: list[list[float]] = []  # sum, count
    for want, offset in zip(wanted, offsets, strict=True):
        blocks.append([want - offset, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    cells = iter(zip(layer, offsets, strict=True))
    for total, count in blocks:
        for _ in range(int(count)):
            cell, offset = next(cells)
            cell.y = total / count + offset
