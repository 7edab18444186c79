"""Images as rows: MNIST and other IDX files, folders of pictures, and Augment, which changes training images by chance."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from engine.data import idx
from engine.data.augmentation import FILLS, Changes, augmented
from engine.data.columns import Array, Columns
from engine.data.files import find_file, find_folder
from engine.data.loaded import Loaded
from engine.data.mnist import CLASSES, find_pairs
from engine.data.pictures import ENDINGS, MODES, RESIZE, class_folders, files_below, read_picture
from engine.data.rows import FileRows, Part, Rows
from engine.data.spec import SEED, Context, DataType, Step, rows_of
from engine.errors import DataError
from engine.ir.graph import Attrs
from engine.ir.types import TensorType
from engine.ops.attrs import Attr

#: Threads that decode the pictures of a batch.
WORKERS = 4
_LABEL = TensorType("int64")

# --- MNIST and IDX --------------------------------------------------------------------------------------------------


def _mnist_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    pairs = find_pairs(attrs["file"], folder)
    shape = {pair.shape[1:] for pair in pairs.values()}
    if len(shape) > 1:
        raise DataError(
            "MNIST: the training images have the size {first}, the test images {second}; give files that belong together",
            first="×".join(map(str, pairs["train"].shape[1:])), second="×".join(map(str, pairs["test"].shape[1:])),
        )  # fmt: skip
    sizes: dict[str, int | None] = {part: pair.shape[0] for part, pair in pairs.items()}
    features = TensorType("float32", (*pairs["train"].shape[1:], 1))
    return DataType(features, _LABEL, sizes["train"], sizes, CLASSES)


def _mnist_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    pairs = find_pairs(attrs["file"], context.folder, download=True)
    parts = {
        part: _pixels(Part(pair.images()[..., np.newaxis], pair.labels().astype(np.int64)), attrs["scale"])
        for part, pair in pairs.items()
    }
    return Loaded(_mnist_rule(None, attrs, context.folder), parts)


def _pixels(rows: Part, scale: bool) -> Rows:
    """Rows whose bytes become numbers when they are taken, so that the images need a quarter of the memory."""

    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        x = given["x"].astype(np.float32)
        return {"x": x / 255 if scale else x}

    return rows.map(change, {"x": TensorType("float32", rows.columns["x"].shape)}, lazy=True)


def _idx_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    path = find_file("IDXFile", attrs["file"], folder)
    header = idx.read_header("IDXFile", path)
    if not header.shape[0]:
        raise DataError("IDXFile: '{file}' has no rows; give one row for each example", file=str(path))
    if not attrs["labels"]:
        return rows_of(TensorType("float32", header.shape[1:]), None, header.shape[0])
    labels = find_file("IDXFile", attrs["labels"], folder)
    label = idx.read_header("IDXFile", labels)
    if len(label.shape) != 1 or label.dtype.kind not in "iu" or label.shape != header.shape[:1]:
        raise DataError(
            "IDXFile: '{file}' has {rows:,} rows, but '{labels}' holds {shape} numbers of {dtype}; "
            "give a file with one whole number for each row",
            file=str(path), rows=header.shape[0], labels=str(labels), shape="×".join(map(str, label.shape)),
            dtype=str(label.dtype.newbyteorder("=")),
        )  # fmt: skip
    return rows_of(TensorType("float32", header.shape[1:]), _LABEL, header.shape[0])


def _idx_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    type_ = _idx_rule(None, attrs, context.folder)
    path = find_file("IDXFile", attrs["file"], context.folder)
    x = idx.read_idx("IDXFile", path).astype(np.float32)
    if not np.isfinite(x).all():
        raise DataError("IDXFile: '{file}' holds NaN or infinity, or numbers beyond float32; mend them", file=str(path))
    y = None
    if attrs["labels"]:
        labels = find_file("IDXFile", attrs["labels"], context.folder)
        y = idx.read_idx("IDXFile", labels)
        idx.check_labels("IDXFile", str(labels), y)
    return Loaded(type_, {"train": Part(x, None if y is None else y.astype(np.int64))})


# --- folders of pictures --------------------------------------------------------------------------------------------


def _folder_rule(incoming: DataType | None, attrs: Attrs, folder: Path | None) -> DataType:
    classes = _classes(attrs, folder)
    shape = (attrs["height"], attrs["width"], MODES[attrs["color"]][1])
    return rows_of(TensorType("float32", shape), _LABEL, None, len(classes))


def _classes(attrs: Attrs, folder: Path | None) -> list[Path]:
    place = find_folder("ImageFolder", attrs["directory"], folder)
    classes = class_folders(place)
    if not classes:
        raise DataError(
            "ImageFolder: '{folder}' has no sub-folders; put the images of each class into a sub-folder of its own",
            folder=str(place),
        )
    return classes


def _folder_apply(loaded: Loaded | None, attrs: Attrs, context: Context) -> Loaded:
    found = [(path, label) for label, place in enumerate(_classes(attrs, context.folder)) for path in files_below(place, ENDINGS)]
    size = attrs["height"], attrs["width"]
    if attrs["broken"] == "skip":
        found = _readable(found, size, attrs)
    if not found:
        raise DataError(
            "ImageFolder: there is no image below '{folder}' (looked for {endings}); add some",
            folder=attrs["directory"], endings=", ".join(ENDINGS),
        )  # fmt: skip
    paths = [path for path, _ in found]
    type_ = _folder_rule(None, attrs, context.folder)

    def read(numbers: Array) -> Columns:
        return {"x": np.stack([read_picture("ImageFolder", paths[i], size, attrs["resize"], attrs["color"]) for i in numbers])}

    labels = np.array([label for _, label in found], np.int64)
    rows = FileRows(len(paths), read, {"x": type_.features}, {"y": labels}, workers=WORKERS)
    return Loaded(type_, {"train": rows})


def _readable(found: list[tuple[Path, int]], size: tuple[int, int], attrs: Attrs) -> list[tuple[Path, int]]:
    """Those whose picture can be decoded to its end; a damaged one shows only then."""
    from concurrent.futures import ThreadPoolExecutor

    def good(item: tuple[Path, int]) -> bool:
        try:
            read_picture("ImageFolder", item[0], size, attrs["resize"], attrs["color"])
        except DataError:
            return False
        return True

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="pictures") as pool:
        return [item for item, fine in zip(found, pool.map(good, found), strict=True) if fine]


# --- augment --------------------------------------------------------------------------------------------------------


def changes_of(attrs: Attrs) -> Changes:
    """What Augment's attributes ask for."""
    return Changes(**{field.name: attrs[field.name] for field in fields(Changes)})


def _augment_rule(incoming: DataType, attrs: Attrs, folder: Path | None) -> DataType:
    features = incoming.features
    if incoming.inputs or features.rank != 3 or not features.is_float:
        raise DataError(
            "Augment needs images (height, width, channels), but the rows are {type}; use a source of images, such as MNIST",
            type=str(features),
        )
    return replace(incoming, augmented=True)


def _augment_apply(loaded: Loaded, attrs: Attrs, context: Context) -> Loaded:
    seed, changes = context.seed_of(attrs), changes_of(attrs)

    def change(given: Columns, numbers: Array, epoch: int) -> Columns:
        rows = zip(given["x"], numbers, strict=True)
        made = [augmented(image, changes, np.random.default_rng([seed, epoch, int(row)])) for image, row in rows]
        return {"x": np.stack(made) if made else given["x"]}

    train = loaded.parts["train"].map(change, {"x": loaded.type.features}, per_epoch=True)
    return replace(loaded, parts={**loaded.parts, "train": train})


def _fraction(name: str, help: str, maximum: float = 1.0) -> Attr:
    return Attr(name, "float", default=0.0, minimum=0, maximum=maximum, help=help)


STEPS: tuple[Step, ...] = (
    Step(
        name="mnist", title="MNIST", role="source", rule=_mnist_rule, apply=_mnist_apply,
        attrs=(
            Attr("file", "str", default="",
                 help="A folder with the four IDX files (packed by gzip or not) or an mnist.npz, relative to the project's "
                 "folder; empty: fetched once and kept."),
            Attr("scale", "bool", default=True, help="Divide the grey values by 255, so that they go from 0 to 1."),
        ),
        help="70,000 handwritten digits of 28×28 grey pixels in 10 classes; the test files become the test part.",
        source="Y. LeCun, C. Cortes and C. Burges, The MNIST database; the file of keras.datasets.mnist", telling="file",
        keywords=("digits", "images", "handwritten", "idx", "fashion", "classification"),
    ),
    Step(
        name="idx", title="IDXFile", role="source", rule=_idx_rule, apply=_idx_apply,
        attrs=(
            Attr("file", "str", default="", help="The IDX file with the features, relative to the project's folder."),
            Attr("labels", "str", default="", help="The IDX file with one whole number for each row; empty: no targets."),
        ),
        help="Arrays in MNIST's IDX format, packed by gzip or not: features, and class labels in a second file.",
        source="Y. LeCun, The MNIST database: file formats", telling="file", keywords=("mnist", "file", "ubyte"),
    ),
    Step(
        name="image_folder", title="ImageFolder", role="source", rule=_folder_rule, apply=_folder_apply,
        attrs=(
            Attr("directory", "str", default="", help="The folder whose sub-folders are the classes, relative to the project's."),
            Attr("height", "int", default=64, minimum=1, maximum=8192, unit="pixels", help="Height of every image."),
            Attr("width", "int", default=64, minimum=1, maximum=8192, unit="pixels", help="Width of every image."),
            Attr("color", "choice", default="rgb", choices=tuple(MODES), help="rgb: three channels; grey: one."),
            Attr("resize", "choice", default="stretch", choices=RESIZE,
                 help="stretch: to the size as it is; crop: fill it and cut what is over; pad: fit, black around."),
            Attr("broken", "choice", default="error", choices=("error", "skip"),
                 help="What happens to an image that cannot be read: end with its name, or leave it out (all are tried first)."),
        ),
        help="Pictures in a folder, one sub-folder for each class; read batch by batch, values from 0 to 1.",
        source="Layout of keras.utils.image_dataset_from_directory; read with Pillow, upright by EXIF", telling="directory",
        keywords=("pictures", "photos", "png", "jpeg", "files", "classification"),
    ),
    Step(
        name="augment", title="Augment", role="transform", rule=_augment_rule, apply=_augment_apply,
        attrs=(
            Attr("horizontal_flip", "bool", default=False, help="Mirror every second image, drawn by chance, left to right."),
            Attr("vertical_flip", "bool", default=False, help="Mirror every second image, drawn by chance, top to bottom."),
            _fraction("rotate", "Largest turn to either side, in degrees.", 180.0),
            _fraction("shift", "Largest shift to any side, as a fraction of height and width."),
            _fraction("zoom", "Largest change of size: 0.1 is from 0.9 to 1.1 times.", 0.95),
            Attr("noise", "float", default=0.0, minimum=0, help="Standard deviation of the normal noise that is added."),
            Attr("fill", "choice", default="zeros", choices=tuple(FILLS), help="What comes in from beyond the border."),
            SEED,
        ),
        help="Change the training images by chance, anew each epoch: flips, turns, shifts, zoom, noise. Other parts stay as they "
        "are, and so does everything for the same seed, epoch and row.",
        source="scipy.ndimage.affine_transform, bilinear", telling="rotate",
        keywords=("flip", "rotate", "shift", "zoom", "noise", "images", "random"),
    ),
)  # fmt: skip
