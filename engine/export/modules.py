"""The PyTorch modules that layers become in a script: how each is made, called, and which weight is which of its parameters.

A layer that PyTorch has no module for, in all that its attributes say, is written with functions over weights of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.export.rows import Site
from engine.ops.windows import pads, per_axis, reach


@dataclass(frozen=True)
class Module:
    """How a layer becomes a module.

    ``make`` gives the constructor call; ``weights`` says for each parameter port the module's parameter, and the order in which
    it has the axes; ``call`` how the ``{module}`` is called on its ``{inputs}``; ``only`` where the layer fits; ``helper`` the
    class that the script must carry for it.
    """

    make: Callable[[Site], str]
    weights: Mapping[str, tuple[str, tuple[int, ...] | None]]
    only: Callable[[Site], bool] = lambda site: True
    call: str = "{module}({inputs})"  # an optional input is given by its name
    helper: str = ""


#: PyTorch has the channels of images and sequences before their places.
_ON_IMAGES = "{module}({inputs}.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)"
_ON_STEPS = "{module}({inputs}.mT).mT"


def _ending(site: Site) -> str:
    """The arguments that most modules end with."""
    bias = "" if site.attrs["use_bias"] else ", bias=False"
    return bias + dtype_word(site)


def dtype_word(site: Site) -> str:
    return "" if site.x.dtype == "float32" else f", dtype=torch.{site.x.dtype}"


def _linear(site: Site) -> str:
    return f"nn.Linear({site.x.shape[-1]}, {site.attrs['units']}{_ending(site)})"


def _short(sizes: tuple[int, ...]) -> str:
    """One number where all are alike."""
    return str(sizes[0]) if len(set(sizes)) == 1 else str(sizes)


def _axes(site: Site, name: str, count: int = 2) -> tuple[int, ...]:
    return per_axis(site.attrs[name], count, name)


def _convolution(dims: int) -> Callable[[Site], str]:
    def make(site: Site) -> str:
        words = [f"{site.x.shape[-1]}, {site.attrs['filters']}, {_short(_axes(site, 'kernel_size', dims))}"]
        strides, dilation = _axes(site, "strides", dims), _axes(site, "dilation_rate", dims)
        words += [f"stride={_short(strides)}"] if set(strides) != {1} else []
        words += ['padding="same"'] if site.attrs["padding"] == "same" else []
        words += [f"dilation={_short(dilation)}"] if set(dilation) != {1} else []
        words += [f"groups={site.attrs['groups']}"] if site.attrs["groups"] != 1 else []
        return f"nn.Conv{dims}d({', '.join(words)}{_ending(site)})"

    return make


def _pads_alike(dims: int) -> Callable[[Site], bool]:
    """Whether PyTorch puts the same padding around: it knows ``same`` only where windows begin at every place."""

    def only(site: Site) -> bool:
        padding = site.attrs["padding"]
        return padding == "valid" or (padding == "same" and set(_axes(site, "strides", dims)) == {1})

    return only


def _depthwise(site: Site) -> str:
    channels, many = site.x.shape[-1], site.attrs["depth_multiplier"]
    assert isinstance(channels, int)
    same = ', padding="same"' if site.attrs["padding"] == "same" else ""
    strides, dilation = _axes(site, "strides"), _axes(site, "dilation_rate")
    stride = f", stride={_short(strides)}" if set(strides) != {1} else ""
    apart = f", dilation={_short(dilation)}" if set(dilation) != {1} else ""
    size = _short(_axes(site, "kernel_size"))
    return f"nn.Conv2d({channels}, {channels * many}, {size}{stride}{same}{apart}, groups={channels}{_ending(site)})"


def _transpose_padding(site: Site) -> tuple[int, ...] | None:
    """What PyTorch cuts off each side of the result; None where Keras's result cannot be had so."""
    found = []
    for size, stride, step in zip(_axes(site, "kernel_size"), _axes(site, "strides"), _axes(site, "dilation_rate"), strict=True):
        span = reach(size, step)
        if span < stride:
            return None
        before, after = pads(stride, span, stride, site.attrs["padding"])
        if before != after:
            return None
        found.append(before)
    return tuple(found)


def _transpose(site: Site) -> str:
    padding = _transpose_padding(site)
    assert padding is not None
    words = [f"{site.x.shape[-1]}, {site.attrs['filters']}, {_short(_axes(site, 'kernel_size'))}"]
    strides, dilation = _axes(site, "strides"), _axes(site, "dilation_rate")
    words += [f"stride={_short(strides)}"] if set(strides) != {1} else []
    words += [f"padding={_short(padding)}"] if any(padding) else []
    words += [f"dilation={_short(dilation)}"] if set(dilation) != {1} else []
    return f"nn.ConvTranspose2d({', '.join(words)}{_ending(site)})"


def _batch_norm(site: Site) -> str:
    axis, words = site.attrs["axis"], [str(site.x.shape[site.attrs["axis"]])]
    words += [f"axis={axis}"] if axis != -1 else []
    words += [
        f"{name}={site.attrs[name]!r}" for name, usual in (("momentum", 0.99), ("epsilon", 0.001)) if site.attrs[name] != usual
    ]
    words += [f"{name}=False" for name in ("center", "scale") if not site.attrs[name]]
    return f"BatchNormalization({', '.join(words)})"


def _is_whole_norm(site: Site) -> bool:
    return bool(site.attrs["scale"] and site.attrs["center"])


def _group_norm(site: Site) -> str:
    channels, groups = site.x.shape[-1], site.attrs["groups"]
    return f"nn.GroupNorm({channels if groups == -1 else groups}, {channels}, eps={site.attrs['epsilon']!r}{dtype_word(site)})"


def _follows_mode(site: Site) -> bool:
    return site.attrs["training"] is None


def _words(site: Site, **usual: object) -> list[str]:
    """Keyword arguments for what is not as usual: the module's word, or the attribute's own name."""
    names = {"causal": "use_causal_mask", "bias": "use_bias"}
    values = {word: site.attrs[names.get(word, word)] for word in usual}
    return [f"{word}={value!r}" for word, value in values.items() if value != usual[word]]


def _in_dtype(site: Site, made: str) -> str:
    return made if site.x.dtype == "float32" else f"{made}.double()"


def _is_common_float(site: Site) -> bool:
    return site.x.dtype in ("float32", "float64")


def _attention(site: Site) -> str:
    words = [repr(site.attrs["dropout"]), *_words(site, scale=None, causal=False)]
    return f"ScaledDotProductAttention({', '.join(words)})"


def _heads(site: Site) -> str:
    types = dict(zip(site.inputs, site.types, strict=True))
    value = types["value"].shape[-1]
    features = [site.x.shape[-1], types.get("key", types["value"]).shape[-1], value, site.y.shape[-1]]
    size = site.attrs["key_dim"]
    sizes = f"{features}, {site.attrs['num_heads']}, {size}, {site.attrs['value_dim'] or size}"
    words = [sizes, *_words(site, bias=True, causal=False, dropout=0.0)]
    return _in_dtype(site, f"MultiHeadAttention({', '.join(words)})")


def _encoder(site: Site) -> str:
    types = dict(zip(site.inputs, site.types, strict=True))
    features, heads, size = types["query_kernel"].shape
    words = [f"{features}, {heads}, {size}, {site.attrs['intermediate_dim']}"]
    words += ["activation=F.gelu"] if site.attrs["activation"] == "gelu" else []
    words += _words(site, norm_first=False, epsilon=1e-5, causal=False, dropout=0.0)
    return _in_dtype(site, f"TransformerEncoderBlock({', '.join(words)})")


_HEADS = ("query_kernel", "query_bias", "key_kernel", "key_bias", "value_kernel", "value_bias", "output_kernel", "output_bias")
_NORM_WEIGHTS = {"gamma": ("weight", None), "beta": ("bias", None)}
_IMAGE_WEIGHTS = {"kernel": ("weight", (3, 2, 0, 1)), "bias": ("bias", None)}

MODULES: dict[str, Module] = {
    "dense": Module(make=_linear, weights={"kernel": ("weight", (1, 0)), "bias": ("bias", None)}),
    "dropout": Module(
        make=lambda site: f"nn.Dropout({site.attrs['rate']!r})", weights={}, only=lambda site: site.attrs["training"] is None
    ),
    "conv2d_layer": Module(make=_convolution(2), weights=_IMAGE_WEIGHTS, only=_pads_alike(2), call=_ON_IMAGES),
    "conv1d_layer": Module(
        make=_convolution(1), weights={"kernel": ("weight", (2, 1, 0)), "bias": ("bias", None)}, only=_pads_alike(1),
        call=_ON_STEPS,
    ),
    "conv2d_transpose": Module(
        make=_transpose, weights=_IMAGE_WEIGHTS, call=_ON_IMAGES,
        only=lambda site: site.attrs["output_padding"] is None and _transpose_padding(site) is not None,
    ),
    "depthwise_conv2d": Module(
        make=_depthwise, weights={"kernel": ("weight", (2, 3, 0, 1)), "bias": ("bias", None)},
        only=lambda site: site.attrs["depth_multiplier"] == 1 and _pads_alike(2)(site), call=_ON_IMAGES,
    ),
    "batch_normalization": Module(
        make=_batch_norm, helper="BatchNormalization",
        weights={name: (name, None) for name in ("gamma", "beta", "moving_mean", "moving_variance")},
        only=lambda site: _follows_mode(site) and site.x.dtype == "float32",
    ),
    "layer_normalization": Module(
        make=lambda site: f"nn.LayerNorm({site.x.shape[-1]}, eps={site.attrs['epsilon']!r}{dtype_word(site)})",
        weights=_NORM_WEIGHTS,
        only=lambda site: _is_whole_norm(site) and site.attrs["axis"] in (-1, site.x.rank - 1, [-1], [site.x.rank - 1]),
    ),
    "group_normalization": Module(
        make=_group_norm, weights=_NORM_WEIGHTS, call=_ON_IMAGES,
        only=lambda site: _is_whole_norm(site) and site.x.rank == 4,
    ),
    "embedding": Module(
        make=lambda site: f"nn.Embedding({site.attrs['input_dim']}, {site.attrs['output_dim']})",
        weights={"embeddings": ("weight", None)},
        only=lambda site: site.types[1].dtype == "float32" and not site.attrs["mask_zero"],
    ),
    "scaled_dot_product_attention": Module(
        make=_attention, weights={}, only=lambda site: _follows_mode(site) and site.attrs["dropout"] > 0,
        helper="ScaledDotProductAttention",
    ),
    "multi_head_attention": Module(
        make=_heads, weights={name: (name, None) for name in _HEADS}, helper="MultiHeadAttention",
        only=lambda site: _follows_mode(site) and _is_common_float(site),
    ),
    "transformer_encoder_block": Module(
        make=_encoder, helper="TransformerEncoderBlock", only=lambda site: _follows_mode(site) and _is_common_float(site),
        weights={
            **{name: (f"attention.{name}", None) for name in _HEADS},
            "attention_gamma": ("attention_norm.weight", None), "attention_beta": ("attention_norm.bias", None),
            "intermediate_kernel": ("inner.weight", (1, 0)), "intermediate_bias": ("inner.bias", None),
            "feedforward_kernel": ("outer.weight", (1, 0)), "feedforward_bias": ("outer.bias", None),
            "feedforward_gamma": ("norm.weight", None), "feedforward_beta": ("norm.bias", None),
        },
    ),
    "spatial_dropout": Module(
        make=lambda site: f"SpatialDropout({site.attrs['rate']!r})", weights={}, only=_follows_mode, helper="SpatialDropout"
    ),
    "gaussian_noise": Module(
        make=lambda site: f"GaussianNoise({site.attrs['stddev']!r})", weights={}, only=_follows_mode, helper="GaussianNoise"
    ),
}  # fmt: skip
