"""Memory of a plan on a device: feeds and results, in one block each, and what is said when there is no more of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.backends.base import Array
from engine.backends.torch.rows import dtype_of
from engine.errors import DeviceError
from engine.ir.types import TensorType

_ALIGNMENT = 64


class Side:
    """The host's side of a block: its memory, and ``arrays``, which are NumPy views of it."""

    def __init__(self, host: Tensor, arrays: list[Array]) -> None:
        self.host, self.arrays = host, arrays


class Block:
    """Values of several types side by side on the host and on the device, so that one transfer moves them all.

    ``tensors`` are views of the device's side.  The host has as many ``sides`` as steps may be under way.  On the CPU both are
    the same memory.
    """

    def __init__(self, types: Sequence[TensorType], device: torch.device, sides: int = 1) -> None:
        places, size = [], 0
        for type_ in types:
            places.append(size)
            nbytes = math.prod(type_.static_shape) * dtype_of(type_.dtype, device).itemsize
            size += -(-nbytes // _ALIGNMENT) * _ALIGNMENT
        self.sides: list[Side] = []
        for _ in range(sides):
            host = torch.zeros(max(size, _ALIGNMENT), dtype=torch.uint8, pin_memory=device.type == "cuda")
            views = [_view(host, place, type_, device).numpy() for place, type_ in zip(places, types, strict=True)]
            self.sides.append(Side(host, views))
        first = self.sides[0].host
        self.there = torch.zeros_like(first, device=device) if is_apart(device) else first
        self.nbytes = first.nbytes
        self.tensors = [_view(self.there, place, type_, device) for place, type_ in zip(places, types, strict=True)]

    def send(self, side: int = 0) -> None:
        """To the device, without waiting for it."""
        if self.there is not (host := self.sides[side].host):
            self.there.copy_(host, non_blocking=True)

    def fetch(self, side: int = 0) -> None:
        """From the device, without waiting for it."""
        if self.there is not (host := self.sides[side].host):
            host.copy_(self.there, non_blocking=True)


def is_apart(device: torch.device) -> bool:
    """Whether the device has memory of its own."""
    return str(device.type) != "cpu"


def events(device: torch.device, count: int) -> list[Any]:
    """Marks in what the device has to do, which can be waited for; none where the device is waited for as a whole."""
    return [torch.cuda.Event() for _ in range(count)] if device.type == "cuda" else []


def _view(block: Tensor, place: int, type_: TensorType, device: torch.device) -> Tensor:
    dtype, shape = dtype_of(type_.dtype, device), type_.static_shape
    nbytes = math.prod(shape) * dtype.itemsize
    return block[place : place + nbytes].view(dtype).view(shape)


def to_device(array: Array, device: torch.device) -> Tensor:
    """A tensor of its own with the numbers of an array."""
    tensor = torch.from_numpy(np.array(array, order="C"))
    return tensor if device.type == "cpu" else tensor.to(device)


@contextmanager
def sparing(device: torch.device) -> Iterator[None]:
    """DeviceError in one sentence where the device has no memory left."""
    try:
        yield
    except torch.OutOfMemoryError as error:
        raise too_large(device, str(error)) from None
    except RuntimeError as error:
        if "can't allocate memory" in str(error) or "out of memory" in str(error).lower():
            raise too_large(device, str(error)) from None
        raise


def too_large(device: torch.device, message: str) -> DeviceError:
    """The error for what does not fit; PyTorch's own message tells how much was asked for."""
    name = "cpu:torch" if device.type == "cpu" else str(device)
    free = free_bytes(device)
    params = {"device": name, "needed": _asked(message), "free": f"{free / 2**30:,.1f} GiB"}
    if device.type == "cuda":
        torch.cuda.empty_cache()
    return DeviceError(
        "the memory of device {device} is not enough: {needed} more were needed, but {free} are free; "
        "make the batch or the layers smaller, or use a device with more memory",
        **params,
    )


def _asked(message: str) -> str:
    if found := re.search(r"allocate ([\d.,]+ [KMGT]i?B)", message):
        return found[1]
    if found := re.search(r"allocate (\d+) bytes", message):
        return f"{int(found[1]) / 2**30:,.1f} GiB"
    return "a few GiB"


def free_bytes(device: torch.device) -> int:
    """Bytes that the device can still give."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    from engine.devices import free_memory

    return free_memory()
