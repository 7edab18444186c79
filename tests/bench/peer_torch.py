"""The training steps by PyTorch, as its users would write them for speed."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from step_works import Work, data

Step = Callable[[], object]


def torch_step(work: Work, compiled: bool = False) -> Step:
    """Eager with the fused optimizer, or with the model and the loss compiled."""
    import torch
    from torch import nn

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    rows, labels = map(torch.from_numpy, data(work))
    if len(work.shape) == 3:
        rows = rows.permute(0, 3, 1, 2).contiguous()
    model = _torch_model(torch, nn, work)
    adam = work.optimizer == "Adam"
    optimizer = (torch.optim.Adam if adam else torch.optim.SGD)(model.parameters(), 1e-3 if adam else 0.01, fused=True)

    def loss(x: Any, y: Any) -> Any:
        found = model(x)
        if work.build == "autoencoder":
            e = y - found
            return (torch.log(torch.cosh(e)) + 0.01 * torch.abs(e)).mean()
        if work.target == "values":
            return nn.functional.mse_loss(found, y)
        return nn.functional.cross_entropy(found.flatten(0, -2), y.flatten())

    forward = torch.compile(loss) if compiled else loss

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        forward(rows, labels).backward()
        optimizer.step()

    return step


def _torch_model(torch: Any, nn: Any, work: Work) -> Any:
    if work.build:
        return {"residual": _torch_residual, "masked": _torch_masked, "autoencoder": _torch_autoencoder}[work.build](torch, nn)
    layers: list[Any] = []
    width = work.shape[-1]
    for kind, attrs in work.layers:
        if kind == "Dense":
            width = 1600 if layers and isinstance(layers[-1], nn.Flatten) else width
            layers.append(nn.Linear(width, attrs["units"]))
            width = attrs["units"]
        elif kind == "Conv2D":
            layers.append(nn.Conv2d(width, attrs["filters"], 3))
            width = attrs["filters"]
        elif kind == "Embedding":
            layers.append(nn.Embedding(attrs["input_dim"], attrs["output_dim"]))
            width = attrs["output_dim"]
        elif kind == "LSTM":
            layers.append(_last_of(nn, nn.LSTM(width, attrs["units"], batch_first=True)))
            width = attrs["units"]
        elif kind == "TransformerEncoderBlock":
            layers.append(nn.TransformerEncoderLayer(width, 4, 256, dropout=0.0, batch_first=True))
        else:
            layers.append({"MaxPooling2D": lambda: nn.MaxPool2d(2), "Flatten": nn.Flatten}[kind]())
        if attrs.get("activation"):
            layers.append({"relu": nn.ReLU, "sigmoid": nn.Sigmoid}[attrs["activation"]]())
    return nn.Sequential(*layers)


def _last_of(nn: Any, layer: Any) -> Any:
    class Last(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.layer = layer

        def forward(self, x: Any) -> Any:
            return self.layer(x)[0][:, -1]

    return Last()


def _torch_residual(torch: Any, nn: Any) -> Any:
    class Block(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self, width: int) -> None:
            super().__init__()
            self.skip = nn.Identity() if width == 32 else nn.Conv2d(width, 32, 1)
            self.a, self.b = nn.Conv2d(width, 32, 3, padding=1), nn.Conv2d(32, 32, 3, padding=1)
            self.m, self.n = nn.BatchNorm2d(32), nn.BatchNorm2d(32)

        def forward(self, x: Any) -> Any:
            return torch.relu(self.skip(x) + self.n(self.b(torch.relu(self.m(self.a(x))))))

    return nn.Sequential(Block(3), Block(32), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 10))


def _torch_masked(torch: Any, nn: Any) -> Any:
    class Masked(nn.Module):  # type: ignore[misc, name-defined]
        """Where a token is 0 the state stays as it was."""

        def __init__(self) -> None:
            super().__init__()
            self.table, self.cell, self.out = nn.Embedding(200, 32), nn.GRUCell(32, 64), nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            state = torch.zeros(len(x), 64)
            rows, counts = self.table(x), (x != 0).unsqueeze(-1)
            for at in range(x.shape[1]):
                state = torch.where(counts[:, at], self.cell(rows[:, at], state), state)
            return self.out(state)

    return Masked()


def _torch_autoencoder(torch: Any, nn: Any) -> Any:
    return nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 784), nn.Sigmoid())
