"""How the data steps of images and texts are written: NumPy, Pillow and SciPy, with a small function where there is no call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.data.augmentation import FILLS
from engine.data.files import find_file
from engine.data.images import changes_of
from engine.data.mnist import DOWNLOAD, find_idx, is_idx
from engine.data.pictures import ENDINGS, MODES
from engine.data.text import DELIMITERS, table_columns
from engine.data.tokens import PIECE, UNSPACED, WORD
from engine.export.names import script_path
from engine.export.printer import INDENT, string
from engine.ir.graph import Attrs

READ_IDX = '''
def read_idx(path):
    """The numbers of an IDX file, packed by gzip or not."""
    content = Path(path).read_bytes()
    if content[:2] == b"\\x1f\\x8b":
        content = gzip.decompress(content)
    kinds = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
    shape = np.frombuffer(content, ">u4", content[3], 4)
    values = np.frombuffer(content, kinds[content[2]], offset=4 + 4 * content[3])
    return values.reshape(shape)
'''

LEARN_JOINS = '''
def joined(parts, pair):
    """The parts with every occurrence of the pair made one."""
    made, index = [], 0
    while index < len(parts):
        step = 2 if tuple(parts[index : index + 2]) == pair else 1
        made.append("".join(parts[index : index + step]))
        index += step
    return made
'''


def _lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


# --- images ---------------------------------------------------------------------------------------------------------


def _mnist(s: Any, attrs: Attrs) -> None:
    parts = list(s.type.parts)
    scale = " / 255" if attrs["scale"] else ""
    if attrs["file"] and is_idx(attrs["file"], s.folder):
        s.function("read_idx", READ_IDX)
        s.constants["DATA_FOLDER"] = script_path(attrs["file"], "Path({})")
        for part, (images, labels) in find_idx(attrs["file"], s.folder).items():
            s.add(f'x_{part} = read_idx(DATA_FOLDER / "{images.name}")[..., np.newaxis]')
            s.add(f'y_{part} = read_idx(DATA_FOLDER / "{labels.name}").astype(np.int64)')
    else:
        file = attrs["file"]
        if file and not file.lower().endswith(".npz"):
            file = f"{file}/{DOWNLOAD.file}"
        s.constants["DATA_FILE"] = f"Path({string(file or DOWNLOAD.file)})"
        if not attrs["file"]:
            s.constants["DATA_URL"] = string(DOWNLOAD.url)
            s.add("if not DATA_FILE.exists():", "    urlretrieve(DATA_URL, DATA_FILE)")
        s.add("with np.load(DATA_FILE) as arrays:")
        for part in parts:
            s.add(f'    x_{part} = arrays["x_{part}"][..., np.newaxis]')
            s.add(f'    y_{part} = arrays["y_{part}"].astype(np.int64)')
    if parts == ["train"]:
        s.add(f"x = x_train.astype(np.float32){scale}", "y = y_train")
        return
    s.parts = parts
    s.each("x", f"{{}}.astype(np.float32){scale}")


def _idx(s: Any, attrs: Attrs) -> None:
    s.function("read_idx", READ_IDX)
    s.constants["DATA_FILE"] = script_path(attrs["file"])
    s.add("x = read_idx(DATA_FILE).astype(np.float32)")
    if attrs["labels"]:
        s.constants["LABEL_FILE"] = script_path(attrs["labels"])
        s.add("y = read_idx(LABEL_FILE).astype(np.int64)")


def _image_folder(s: Any, attrs: Attrs) -> None:
    mode = MODES[attrs["color"]][0]
    size = f"({attrs['width']}, {attrs['height']})"
    fitted = {
        "stretch": f"picture.resize({size}, Image.Resampling.BILINEAR)",
        "crop": f"ImageOps.fit(picture, {size}, Image.Resampling.BILINEAR)",
        "pad": f"ImageOps.pad(picture, {size}, Image.Resampling.BILINEAR)",
    }[attrs["resize"]]
    s.function(
        "read_picture",
        f'''
def read_picture(path):
    """A picture, upright and in size, with values from 0 to 1."""
    with Image.open(path) as file:
        picture = ImageOps.exif_transpose(file)
        if picture.mode.startswith("I;16"):
            picture = Image.fromarray((np.asarray(picture) / 257).astype(np.uint8))
        picture = picture.convert("{mode}")
        picture = {fitted}
    shape = {attrs["height"]}, {attrs["width"]}, {MODES[attrs["color"]][1]}
    return np.asarray(picture, np.float32).reshape(shape) / 255
''',
    )
    s.constants["DATA_FOLDER"] = f"Path({string(attrs['directory'])})"
    endings = ", ".join(f'"{ending}"' for ending in ENDINGS)
    s.add("pictures, labels = [], []")
    _walk(s, f"path.suffix.lower() in ({endings})", attrs["broken"] == "skip", "pictures", "read_picture(path)")
    s.add("x = np.stack(pictures)", "y = np.array(labels)")


def _walk(s: Any, wanted: str, skip: bool, column: str, call: str) -> None:
    """The loop over the files of class folders, in the order of the engine."""
    s.constants["ENDINGS"] = wanted.partition(" in ")[2]
    s.add(
        "classes = sorted(path for path in DATA_FOLDER.iterdir() if path.is_dir())",
        'classes = [path for path in classes if not path.name.startswith(".")]',
        "for label, folder in enumerate(classes):",
        "    for place, folders, files in os.walk(folder):",
        '        folders[:] = sorted(name for name in folders if name[0] != ".")',
        "        for name in sorted(files):",
        "            path = Path(place, name)",
        '            if path.suffix.lower() not in ENDINGS or name[0] == ".":',
        "                continue",
    )
    if skip:
        s.add(
            "            try:", f"                {column}.append({call})",
            "            except (OSError, ValueError, SyntaxError):", "                continue",
        )  # fmt: skip
    else:
        s.add(f"            {column}.append({call})")
    s.add("            labels.append(label)")


def _augment(s: Any, attrs: Attrs) -> None:
    changes = changes_of(attrs)
    seed = "SEED" if attrs["seed"] is None else str(attrs["seed"])
    lines = [
        "def augmented(images, rows, epoch):",
        '    """The images, each changed by what its row and the epoch draw."""',
        "    made = []",
        "    for image, row in zip(images, rows, strict=True):",
        f"        rng = np.random.default_rng([{seed}, epoch, row])",
    ]
    if changes.horizontal_flip:
        lines += ["        if rng.random() < 0.5:", "            image = image[:, ::-1]"]
    if changes.vertical_flip:
        lines += ["        if rng.random() < 0.5:", "            image = image[::-1]"]
    if changes.moves:
        lines += [
            f"        angle = np.radians(rng.uniform(-{changes.rotate!r}, {changes.rotate!r}))",
            f"        zoom = rng.uniform(1 - {changes.zoom!r}, 1 + {changes.zoom!r})",
            f"        shift = rng.uniform(-{changes.shift!r}, {changes.shift!r}, 2) * image.shape[:2]",
            "        cos, sin = np.cos(angle) / zoom, np.sin(angle) / zoom",
            "        matrix = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])",
            "        height, width = image.shape[:2]",
            "        centre = np.array([(height - 1) / 2, (width - 1) / 2, 0])",
            "        offset = centre - matrix @ (centre + np.array([*shift, 0]))",
            "        image = ndimage.affine_transform(",
            f'            image, matrix, offset, order=1, mode="{FILLS[changes.fill]}"',
            "        )",
        ]
    if changes.noise:
        lines.append(f"        image = image + rng.normal(0, {changes.noise!r}, image.shape)")
    s.function("augmented", "\n".join([*lines, "        made.append(image.astype(np.float32))", "    return np.stack(made)"]))
    s.batch_calls["x"] = "augmented(x[rows], rows, epoch)"


# --- texts ----------------------------------------------------------------------------------------------------------


def _text_file(s: Any, attrs: Attrs) -> None:
    find_file("TextFile", attrs["file"], s.folder)
    s.constants["DATA_FILE"] = script_path(attrs["file"])
    s.add('text = Path(DATA_FILE).read_text(encoding="utf-8-sig")')
    parts = list(s.type.parts)
    if parts == ["train"]:
        s.add("x = [text]")
        return
    ends = [part for part in ("validation", "test") if part in parts]
    for part in ends:
        s.add(f"{part}_size = math.ceil({attrs[part + '_fraction']!r} * len(text))")
    s.add(f"end = len(text) - {' - '.join(part + '_size' for part in ends)}", "x_train = [text[:end]]")
    if ends == ["validation", "test"]:
        s.add("x_validation = [text[end : end + validation_size]]", "x_test = [text[end + validation_size :]]")
    else:
        s.add(f"x_{ends[0]} = [text[end:]]")
    s.parts = parts


def _text_table(s: Any, attrs: Attrs) -> None:
    columns = table_columns(attrs, s.folder)
    s.constants["DATA_FILE"] = script_path(attrs["file"])
    delimiter = "" if attrs["delimiter"] == "comma" else f", delimiter={string(DELIMITERS[attrs['delimiter']])}"
    s.add('with open(DATA_FILE, newline="", encoding="utf-8-sig") as file:')
    s.add(f"    table = [row for row in csv.reader(file{delimiter}) if row][1:]")
    s.add(f"x = [row[{columns[0]}] for row in table]")
    if columns[1] is not None:
        s.add(f"y = np.unique([row[{columns[1]}].strip() for row in table], return_inverse=True)[1]")


def _text_folder(s: Any, attrs: Attrs) -> None:
    s.constants["DATA_FOLDER"] = f"Path({string(attrs['directory'])})"
    s.add("x, labels = [], []")
    _walk(s, 'path.suffix.lower() in (".txt",)', False, "x", 'path.read_text(encoding="utf-8-sig")')
    s.add("y = np.array(labels)")


def _tokenize(s: Any, attrs: Attrs) -> None:
    lower = ".lower()" if attrs["lowercase"] else ""
    train, room = s.named("x", s.parts[0]), attrs["vocabulary_size"] - 2
    words = f"text{lower}"
    if attrs["level"] != "char":
        if attrs["level"] == "word":
            s.constants["UNSPACED"] = f'r"{UNSPACED}"'
            s.constants["TOKEN"] = f'rf"{WORD}"'.replace(UNSPACED, "{UNSPACED}")
        else:
            s.constants["TOKEN"] = f'r"{PIECE}"'
        words = f"re.findall(TOKEN, text{lower})"
    s.add(f"seen = (token for text in {train} for token in {words})", "counts = Counter(seen)")
    if attrs["level"] == "subword":
        s.function("learn_pieces", SUBWORDS)
        s.add(f"tokens, joins = learn_pieces(counts, {room})")
        s.add("numbers = {token: number for number, token in enumerate(tokens, 2)}")
        _numbered(s, [f"rows.append(encode({words}, numbers, joins))"], ", joins")
        return
    s.add(f"tokens = sorted(counts, key=lambda token: (-counts[token], token))[:{room}]")
    s.add("numbers = {token: number for number, token in enumerate(tokens, 2)}")
    found = f"found = [numbers.get(token, 1) for token in {words}]"
    _numbered(s, [found, "rows.append(np.array(found, np.int64))"], "")


def _numbered(s: Any, lines: Sequence[str], more: str) -> None:
    row = f"\n{INDENT * 2}".join(lines)
    s.function(
        "tokenized",
        f'''
def tokenized(texts, numbers{more}):
    """The token numbers of each text; 1 stands for what the vocabulary lacks."""
    rows = []
    for text in texts:
        {row}
    return rows
''',
    )
    s.each("x", f"tokenized({{}}, numbers{more})")


SUBWORDS = (
    LEARN_JOINS
    + '''

def learn_pieces(counts, room):
    """Characters and joined pairs by falling frequency, and the pairs."""
    characters = Counter()
    for word, count in counts.items():
        for char in word:
            characters[char] += count
    pieces = sorted(characters, key=lambda char: (-characters[char], char))[:room]
    pieces = dict.fromkeys(pieces)
    words = {word: list(word) for word in counts}
    joins = {}
    while len(pieces) < room:
        pairs = Counter()
        for word, parts in words.items():
            for pair in itertools.pairwise(parts):
                if pair[0] in pieces and pair[1] in pieces:
                    pairs[pair] += counts[word]
        if not pairs:
            break
        pair = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[pair] < 2:
            break
        joins[pair] = len(joins)
        pieces["".join(pair)] = None
        words = {word: joined(parts, pair) for word, parts in words.items()}
    return list(pieces), joins


def encode(words, numbers, joins):
    """The numbers of the pieces of words."""
    known = {}
    for word in set(words):
        parts = list(word)
        while ranks := [joins[p] for p in itertools.pairwise(parts) if p in joins]:
            parts = joined(parts, list(joins)[min(ranks)])
        known[word] = [numbers.get(part, 1) for part in parts]
    return np.array([number for word in words for number in known[word]], np.int64)
'''
)


def _pad(s: Any, attrs: Attrs) -> None:
    length = attrs["length"]
    cut = f"row[:{length}]" if attrs["truncating"] == "post" else f"row[-{length}:]"
    place = "target[: len(row)] = row" if attrs["padding"] == "post" else f"target[{length} - len(row) :] = row"
    s.function(
        "padded",
        f'''
def padded(rows):
    """Rows of one length."""
    result = np.full((len(rows), {length}), {attrs["value"]})
    for target, row in zip(result, rows, strict=True):
        row = {cut}
        {place}
    return result
''',
    )
    s.each("x", "padded({})")


def _next_token(s: Any, attrs: Attrs) -> None:
    length, stride = attrs["length"], attrs["stride"] or attrs["length"]
    s.function(
        "windows",
        f'''
def windows(rows):
    """Every window of the rows of tokens, and the same shifted by one."""
    slide = np.lib.stride_tricks.sliding_window_view
    long = [row for row in rows if len(row) > {length}]
    views = np.concatenate([slide(row, {length + 1})[::{stride}] for row in long])
    return views[:, :-1], views[:, {"1:" if attrs["targets"] == "each" else "-1"}]
''',
    )
    for part in s.parts:
        x, y = s.named("x", part), s.named("y", part)
        s.add(f"{x}, {y} = windows({x})")


MEDIA_STEPS: dict[str, Callable[[Any, Attrs], None]] = {
    "mnist": _mnist,
    "idx": _idx,
    "image_folder": _image_folder,
    "augment": _augment,
    "text_file": _text_file,
    "text_table": _text_table,
    "text_folder": _text_folder,
    "tokenize": _tokenize,
    "pad_sequences": _pad,
    "next_token": _next_token,
}
