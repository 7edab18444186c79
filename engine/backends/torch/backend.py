"""The backend of one PyTorch device: its variables are tensors that stay there."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.backends.base import Array, Backend, Request
from engine.backends.torch.kernels import has_row
from engine.backends.torch.memory import free_bytes, sparing, to_device
from engine.backends.torch.runner import TorchPlan
from engine.backends.torch.whole import pulls_back
from engine.ir.graph import Node
from engine.passes.program import Program


class TorchBackend(Backend):
    """Plans for ``cpu:torch``, ``cuda:N`` or ``mps``."""

    takes_rows = whole_updates = True

    def __init__(self, name: str) -> None:
        self.device = torch.device("cpu" if name == "cpu:torch" else name)

    def keeps(self, node: Node) -> bool:
        return has_row(node)

    def pulls_back(self, node: Node) -> bool:
        return pulls_back(node, self.device)

    def make_plan(self, program: Program, request: Request) -> TorchPlan:
        return TorchPlan(program, request, self.device, request.state)

    def place(self, array: Array) -> Tensor:
        if self.device.type == "mps" and array.dtype == np.float64:
            array = array.astype(np.float32)  # a plan that uses it is refused with a sentence of its own
        with sparing(self.device):
            return to_device(array, self.device)

    def read(self, kept: Tensor) -> Array:
        array: Array = np.array(kept.cpu().numpy())
        return array

    def is_finite(self, kept: Tensor) -> bool:
        return bool(torch.isfinite(kept).all())

    def write(self, kept: Tensor, value: Array) -> None:
        kept.copy_(torch.from_numpy(np.array(value)))

    def free_memory(self) -> int:
        return free_bytes(self.device)
