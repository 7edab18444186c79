"""How convolutions and pooling are spelled, in both targets: rows, and the helper functions that scripts carry for them.

PyTorch has the channels of an image first and pads both sides alike, so what Keras's ``same`` puts around an image is put there
by a helper.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.export.rows import Row, Site, Spelling
from engine.ops.conv import Geometry
from engine.ops.pool import Windows


def conv_options(site: Site) -> str:
    """The arguments of a convolution that are not what the helper takes for granted."""
    geometry = Geometry(site.attrs)
    words = []
    if geometry.strides != (1, 1):
        words.append(f"strides={geometry.strides}")
    if geometry.padding != "valid":
        words.append(f'padding="{geometry.padding}"')
    if geometry.dilation != (1, 1):
        words.append(f"dilation={geometry.dilation}")
    if geometry.groups != 1:
        words.append(f"groups={geometry.groups}")
    return "".join(f", {word}" for word in words)


def pool_options(site: Site) -> str:
    windows = Windows(site.attrs)
    same = ', padding="same"' if windows.padding == "same" else ""
    return f"{windows.size}, {windows.strides}{same}"


def _input_grad(site: Site) -> str:
    if site.attrs["has_like"]:
        size = "like.shape[1:3]"
    else:
        given = site.attrs["size"]
        size = str((given, given) if isinstance(given, int) else tuple(given))
    return f"conv2d_input_grad(grad, kernel, {size}{conv_options(site)})"


def _pool(function: str, values: str) -> Spelling:
    return lambda site: f"{function}({values}, {pool_options(site)})"


#: The same in both targets, as the helpers have the same names and arguments.
ROWS: Mapping[str, Spelling] = {
    "conv2d": lambda site: f"conv2d(x, kernel{conv_options(site)})",
    "conv2d_input_grad": _input_grad,
    "conv2d_kernel_grad": lambda site: f"conv2d_kernel_grad(x, grad, like.shape{conv_options(site)})",
    "max_pool": _pool("max_pool", "x"),
    "max_pool_grad": _pool("max_pool_grad", "x, grad"),
    "max_pool_pick": _pool("max_pool_pick", "x, values"),
    "average_pool": _pool("average_pool", "x"),
    "average_pool_grad": lambda site: f"average_pool_grad(grad, like.shape, {pool_options(site)})",
}


def is_plain_pool(site: Site) -> bool:
    return site.attrs["padding"] == "valid" and site.x.size != 0


def pool_arguments(site: Site) -> str:
    """PyTorch's own arguments: one number where height and width are alike, strides only where windows overlap or part."""
    windows = Windows(site.attrs)
    words = [str(size[0]) if size[0] == size[1] else str(size) for size in (windows.size, windows.strides)]
    return words[0] if windows.size == windows.strides else ", ".join(words)


TORCH_ROWS: Mapping[str, Spelling] = {
    **ROWS,
    "max_pooling2d": Row(
        lambda site: f"F.max_pool2d(x.permute(0, 3, 1, 2), {pool_arguments(site)}).permute(0, 2, 3, 1)", only=is_plain_pool
    ),
    "average_pooling2d": Row(
        lambda site: f"F.avg_pool2d(x.permute(0, 3, 1, 2), {pool_arguments(site)}).permute(0, 2, 3, 1)", only=is_plain_pool
    ),
}

_AROUND = '''
def around(size, window, stride, padding):
    """How much "same" puts before and after an axis; nothing for "valid"."""
    missing = 0
    if padding == "same":
        missing = max((-(-size // stride) - 1) * stride + window - size, 0)
    return missing // 2, missing - missing // 2
'''

NUMPY_HELPERS: Mapping[str, str] = {
    "around": _AROUND,
    "frame": '''
def frame(x, window, strides, padding, value=0.0):
    """Images with their padding around them."""
    widths = [*map(around, x.shape[1:3], window, strides, (padding, padding))]
    return np.pad(x, [(0, 0), *widths, (0, 0)], constant_values=value)
''',
    "cut_frame": '''
def cut_frame(x, size, window, strides, padding):
    """Images of that height and width without the padding around them."""
    widths = [*map(around, size, window, strides, (padding, padding))]
    (top, _), (left, _) = widths
    return x[:, top : top + size[0], left : left + size[1]]
''',
    "slide": '''
def slide(x, size, strides, dilation=(1, 1)):
    """All windows of images: (batch, rows, columns, height, width, channels)."""
    spans = [d * (n - 1) + 1 for n, d in zip(size, dilation, strict=False)]
    x = np.lib.stride_tricks.sliding_window_view(x, spans, axis=(1, 2))
    x = x[:, :: strides[0], :: strides[1], :, :: dilation[0], :: dilation[1]]
    return np.moveaxis(x, 3, 5)
''',
    "grouped": '''
def grouped(x, groups):
    """The last axis as two: groups, and what is in a group."""
    return x.reshape(*x.shape[:-1], groups, x.shape[-1] // groups)
''',
    "conv2d": '''
def conv2d(x, kernel, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1):
    """Images convolved with a kernel (height, width, channels, filters)."""
    size = kernel.shape[:2]
    spans = [d * (n - 1) + 1 for n, d in zip(size, dilation, strict=False)]
    windows = slide(frame(x, spans, strides, padding), size, strides, dilation)
    windows, kernels = grouped(windows, groups), grouped(kernel, groups)
    y = np.einsum("bhwijgc,ijcgo->bhwgo", windows, kernels, optimize=True)
    return y.reshape(*y.shape[:3], kernel.shape[3])
''',
    "conv2d_input_grad": '''
def conv2d_input_grad(
    grad, kernel, size, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1
):
    """The gradient of conv2d with respect to images of that height and width."""
    spans = [d * (n - 1) + 1 for n, d in zip(kernel.shape, dilation, strict=False)]
    empty = np.zeros((len(grad), *size, kernel.shape[2] * groups), grad.dtype)
    whole = frame(empty, spans, strides, padding)
    grad, kernels = grouped(grad, groups), grouped(kernel, groups)
    for i, j in np.ndindex(kernel.shape[:2]):
        part = np.einsum("bhwgo,cgo->bhwgc", grad, kernels[i, j], optimize=True)
        rows = slice(i * dilation[0], None, strides[0])
        columns = slice(j * dilation[1], None, strides[1])
        target = whole[:, rows, columns][:, : grad.shape[1], : grad.shape[2]]
        target += part.reshape(target.shape)
    return cut_frame(whole, size, spans, strides, padding)
''',
    "conv2d_kernel_grad": '''
def conv2d_kernel_grad(
    x, grad, shape, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1
):
    """The gradient of conv2d with respect to a kernel of that shape."""
    spans = [d * (n - 1) + 1 for n, d in zip(shape, dilation, strict=False)]
    windows = slide(frame(x, spans, strides, padding), shape[:2], strides, dilation)
    windows, grad = grouped(windows, groups), grouped(grad, groups)
    kernel = np.einsum("bhwijgc,bhwgo->ijcgo", windows, grad, optimize=True)
    return kernel.reshape(shape)
''',
    "max_pool": '''
def max_pool(x, size, strides, padding="valid"):
    """The largest pixel of each window."""
    windows = slide(frame(x, size, strides, padding, -np.inf), size, strides)
    return windows.max(axis=(3, 4))
''',
    "largest": '''
def largest(x, size, strides, padding):
    """For each place in a window: where its first largest pixel stands there."""
    windows = slide(frame(x, size, strides, padding, -np.inf), size, strides)
    top = windows.max(axis=(3, 4))
    left = np.ones(top.shape, bool)
    for i, j in np.ndindex(size):
        found = left & (windows[:, :, :, i, j] == top)
        left = left & ~found
        yield i, j, found
''',
    "max_pool_grad": '''
def max_pool_grad(x, grad, size, strides, padding="valid"):
    """The gradient of max_pool: it goes to the first of the largest pixels."""
    whole = frame(np.zeros_like(x), size, strides, padding)
    for i, j, found in largest(x, size, strides, padding):
        target = whole[:, i :: strides[0], j :: strides[1]]
        target[:, : grad.shape[1], : grad.shape[2]] += np.where(found, grad, 0)
    return cut_frame(whole, x.shape[1:3], size, strides, padding)
''',
    "max_pool_pick": '''
def max_pool_pick(x, values, size, strides, padding="valid"):
    """Values where the first of the largest pixels of each window stands."""
    windows = slide(frame(values, size, strides, padding), size, strides)
    places = largest(x, size, strides, padding)
    return sum(np.where(found, windows[:, :, :, i, j], 0) for i, j, found in places)
''',
    "average_pool": '''
def average_pool(x, size, strides, padding="valid"):
    """The mean of each window, of the pixels that are there."""
    windows = slide(frame(x, size, strides, padding), size, strides)
    there = slide(frame(np.ones_like(x[:1]), size, strides, padding), size, strides)
    count = there.sum(axis=(3, 4)) if len(x) else 1
    return windows.sum(axis=(3, 4)) / count
''',
    "average_pool_grad": '''
def average_pool_grad(grad, shape, size, strides, padding="valid"):
    """The gradient of average_pool for images of that shape."""
    whole = frame(np.zeros(shape, grad.dtype), size, strides, padding)
    ones = frame(np.ones((1, *shape[1:]), grad.dtype), size, strides, padding)
    share = grad / slide(ones, size, strides).sum(axis=(3, 4))
    for i, j in np.ndindex(size):
        target = whole[:, i :: strides[0], j :: strides[1]]
        target[:, : grad.shape[1], : grad.shape[2]] += share
    return cut_frame(whole, shape[1:3], size, strides, padding)
''',
}

TORCH_HELPERS: Mapping[str, str] = {
    "around": _AROUND,
    "frame": '''
def frame(x, window, strides, padding, value=0.0):
    """Images, channels first, with their padding around them."""
    x = x.permute(0, 3, 1, 2)
    high, wide = map(around, x.shape[2:], window, strides, (padding, padding))
    return F.pad(x, (*wide, *high), value=value)
''',
    "cut_frame": '''
def cut_frame(x, size, window, strides, padding):
    """Images of that size without the padding around them, channels last."""
    (top, _), (left, _) = map(around, size, window, strides, (padding, padding))
    return x[:, :, top : top + size[0], left : left + size[1]].permute(0, 2, 3, 1)
''',
    "conv2d": '''
def conv2d(x, kernel, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1):
    """Images convolved with a kernel (height, width, channels, filters)."""
    spans = [d * (n - 1) + 1 for n, d in zip(kernel.shape, dilation, strict=False)]
    x, kernel = frame(x, spans, strides, padding), kernel.permute(3, 2, 0, 1)
    y = F.conv2d(x, kernel, None, strides, 0, dilation, groups)
    return y.permute(0, 2, 3, 1)
''',
    "conv2d_input_grad": '''
def conv2d_input_grad(
    grad, kernel, size, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1
):
    """The gradient of conv2d with respect to images of that height and width."""
    spans = [d * (n - 1) + 1 for n, d in zip(kernel.shape, dilation, strict=False)]
    shape = (1, *size, kernel.shape[2] * groups)
    whole = frame(torch.zeros(shape), spans, strides, padding)
    sizes = zip(whole.shape[2:], spans, strides, strict=True)
    rest = [(n - span) % step for n, span, step in sizes]
    grad, kernel = grad.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1)
    x = F.conv_transpose2d(grad, kernel, None, strides, 0, 0, groups, dilation)
    x = F.pad(x, (0, rest[1], 0, rest[0]))
    return cut_frame(x, size, spans, strides, padding)
''',
    "conv2d_kernel_grad": '''
def conv2d_kernel_grad(
    x, grad, shape, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1
):
    """The gradient of conv2d with respect to a kernel of that shape."""
    spans = [d * (n - 1) + 1 for n, d in zip(shape, dilation, strict=False)]
    x, grad = frame(x, spans, strides, padding), grad.permute(0, 3, 1, 2)
    order = [shape[axis] for axis in (3, 2, 0, 1)]
    kernel = torch.nn.grad.conv2d_weight(x, order, grad, strides, 0, dilation, groups)
    return kernel.permute(2, 3, 1, 0)
''',
    "max_pool": '''
def max_pool(x, size, strides, padding="valid"):
    """The largest pixel of each window."""
    windows = frame(x, size, strides, padding, -torch.inf)
    windows = windows.unfold(2, size[0], strides[0]).unfold(3, size[1], strides[1])
    return windows.flatten(4).max(dim=-1).values.permute(0, 2, 3, 1)
''',
    "places_of_largest": '''
def places_of_largest(x, size, strides, padding):
    """Where in the framed image the first largest pixel of each window stands."""
    whole = frame(x, size, strides, padding, -torch.inf)
    high, wide = whole.shape[2:]
    number = torch.arange(high * wide).reshape(high, wide)
    windows = whole.unfold(2, size[0], strides[0]).unfold(3, size[1], strides[1])
    numbers = number.unfold(0, size[0], strides[0]).unfold(1, size[1], strides[1])
    first = windows.flatten(4).argmax(dim=-1, keepdim=True)
    numbers = numbers.flatten(2).expand(*first.shape[:4], -1)
    return whole, numbers.gather(-1, first).squeeze(-1)
''',
    "max_pool_grad": '''
def max_pool_grad(x, grad, size, strides, padding="valid"):
    """The gradient of max_pool: it goes to the first of the largest pixels."""
    whole, places = places_of_largest(x, size, strides, padding)
    grad = grad.permute(0, 3, 1, 2).flatten(2)
    result = torch.zeros_like(whole).flatten(2).scatter_add(2, places.flatten(2), grad)
    return cut_frame(result.reshape(whole.shape), x.shape[1:3], size, strides, padding)
''',
    "max_pool_pick": '''
def max_pool_pick(x, values, size, strides, padding="valid"):
    """Values where the first of the largest pixels of each window stands."""
    _, places = places_of_largest(x, size, strides, padding)
    values = frame(values, size, strides, padding).flatten(2)
    picked = values.gather(2, places.flatten(2)).reshape(places.shape)
    return picked.permute(0, 2, 3, 1)
''',
    "average_pool": '''
def average_pool(x, size, strides, padding="valid"):
    """The mean of each window, of the pixels that are there."""
    sums = [
        frame(part, size, strides, padding)
        .unfold(2, size[0], strides[0])
        .unfold(3, size[1], strides[1])
        .sum(dim=(-1, -2))
        for part in (x, torch.ones((1, *x.shape[1:]), dtype=x.dtype))
    ]
    return (sums[0] / sums[1]).permute(0, 2, 3, 1)
''',
    "average_pool_grad": '''
def average_pool_grad(grad, shape, size, strides, padding="valid"):
    """The gradient of average_pool for images of that shape."""
    x = torch.zeros(shape, dtype=grad.dtype, requires_grad=True)
    y = average_pool(x, size, strides, padding)
    return torch.autograd.grad(y, x, grad)[0]
''',
}
