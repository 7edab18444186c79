"""What authors of plug-ins import: declare an op in one Python file, and it is a kind like any other.

A **composite** is written in ops that are there; its gradient, every backend and every export follow from them::

    from engine.plugins import Attr, composite, weight

    @composite("Mish", category="activations", formula="y = x·tanh(softplus(x))", source="Misra 2019",
               help="Like ReLU, but smooth: small negative inputs come through a little.")
    def mish(b, x):
        return x * b.tanh(b.softplus(x))

A **primitive** is a NumPy function with a gradient written in ops::

    @primitive("CubeRoot", category="math", gradient=lambda b, v: [v.g / (3 * b.square(v.y))])
    def cube_root(x):
        return np.cbrt(x)

``b`` makes ops (``b.matmul(x, kernel)``); the arguments after it are inputs and weights by name, and those behind ``*`` are
attributes.  Whatever fails in a plug-in is one sentence that names its file and line.
"""

from engine.errors import PluginError, RuleError
from engine.ir.types import TensorType
from engine.ops.attrs import Attr
from engine.ops.spec import NoGradient, Op, Param, Port, Sample
from engine.plugins.declare import CATEGORIES, composite, primitive, weight

__all__ = [
    "CATEGORIES", "Attr", "NoGradient", "Op", "Param", "PluginError", "Port", "RuleError", "Sample", "TensorType", "composite",
    "primitive", "weight",
]  # fmt: skip
