"""Several optimizers in one run: each makes its own loss small through variables that no other one trains.

So two losses, two rates or two models can be compared step by step on the same batches.  What the run reports as its loss is
the sum; the gradient of the sum by a variable is that of its own loss, as the others do not depend on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import GraphError
from engine.ir.builder import Builder
from engine.ir.graph import Graph, Value
from engine.ops.state import group
from engine.optim.optimizer import Optimizer
from engine.optim.reach import reached_variables, trainable_variables


class Several(Optimizer):
    """Optimizers side by side.  ``parts`` are pairs of an optimizer and the loss that it makes small, in one graph.

    The optimizers must have names of their own.  GraphError where two of them would train the same variable.
    """

    def __init__(self, parts: Sequence[tuple[Optimizer, Value]]) -> None:
        self.parts = list(parts)
        first = self.parts[0][0]
        self.name = "several"
        self.learning_rate = first.learning_rate
        self.attrs = {}
        self.options = {}
        self.gradients = {}
        self.without_gradient = []

    @property
    def loss(self) -> Value:
        """The sum of the losses, to be given to ``minimize``."""
        total = self.parts[0][1]
        for _, loss in self.parts[1:]:
            total = Builder(total.graph).add(total, loss)
        return total

    def trained(self) -> list[list[Value]]:
        """The variables of each part, which are those that its loss can be moved by."""
        taken: dict[str, str] = {}
        found = []
        for optimizer, loss in self.parts:
            variables = reached_variables(loss, trainable_variables(loss.graph))
            for variable in variables:
                if (other := taken.setdefault(variable.name, optimizer.name)) != optimizer.name:
                    raise GraphError(
                        "the optimizers '{first}' and '{second}' would both train '{variable}'; give each layers of its own, or "
                        "add their losses and keep one optimizer",
                        origin=loss.origin, first=other, second=optimizer.name, variable=variable.name,
                    )  # fmt: skip
            found.append(variables)
        return found

    def minimize(self, loss: Value, var_list: Sequence[Value] | None = None) -> Value:
        """A value to run: each run makes one update by every part, all from the weights as they were before."""
        updates = []
        self.gradients = {}
        for (optimizer, own), variables in zip(self.parts, self.trained(), strict=True):
            wanted = [variable for variable in variables if var_list is None or variable in var_list]
            updates.append(optimizer.minimize(own, wanted))
            self.gradients |= optimizer.gradients
        every = trainable_variables(loss.graph) if var_list is None else var_list
        self.without_gradient = [variable.name for variable in every if variable.name not in self.gradients]
        return group(*updates, name=f"{self.name}/update")

    def finalize_variable_values(self, graph: Graph) -> Value | None:
        """What the parts do when training has ended, together; None where none has anything to do."""
        found = [value for optimizer, _ in self.parts if (value := optimizer.finalize_variable_values(graph)) is not None]
        return group(*found, name=f"{self.name}/finalize") if found else None

    def step_value(self, graph: Graph) -> Value:
        """The counter of the updates made so far, which is the same for all parts."""
        return self.parts[0][0].step_value(graph)

    def learning_rate_value(self, graph: Graph) -> Value:
        """The learning rate of the first part."""
        return self.parts[0][0].learning_rate_value(graph)

    def slots(self, variable: Value) -> dict[str, Value]:
        """What the part that trains the variable remembers of it."""
        return {name: value for optimizer, _ in self.parts for name, value in optimizer.slots(variable).items()}

    def __repr__(self) -> str:
        return f"Several({', '.join(f'{optimizer.name}={optimizer!r}' for optimizer, _ in self.parts)})"
