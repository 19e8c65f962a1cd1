"""Weights' folders: the graph that is written computes what the network computes."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="the extra train is absent")
pytest.importorskip("onnx", reason="the extra train is absent")

import numpy as np
import onnxruntime
import torch
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from seedlib.errors import UsageError
from seedlib.tagging.folder import read_weights
from seedlib.tagging.network import load
from seedlib.tagging.wordpieces import SHAPES
from seedlib.training.configuration import Configuration, Encoder, Head
from seedlib.training.exporting import Shape, export, made_graph
from seedlib.training.network import HeadOfTags, Network, key_of
from seedlib.training.vocabulary import Vocabulary

HEAD = Head(
    name="attribution",
    labels=("attribution:source", "attribution:cue", "attribution:content"),
    links=("attribution:of-cue", "attribution:from-source"),
)
OTHER = Head(name="mentions", labels=("mention:person",))
SIZES: dict[str, Any] = {
    "vocab_size": 50,
    "hidden_size": 24,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "attn_implementation": "eager",
}
WINDOW = 160


def bert() -> Any:
    """Return a random encoder of BERT's kind."""
    return BertModel(BertConfig(**SIZES, max_position_embeddings=WINDOW + 20), add_pooling_layer=False)


def mpnet() -> Any:
    """Return a random encoder of MPNet's kind."""
    return MPNetModel(MPNetConfig(**SIZES, max_position_embeddings=WINDOW + 2, pad_token_id=1), add_pooling_layer=False)


@pytest.mark.parametrize("make", [bert, mpnet])
@pytest.mark.parametrize("length", [3, 31, 150])
def test_a_graph_computes_what_the_network_computes(make: Any, length: int) -> None:
    """Tags and pointers of all heads, at any length, of pieces and how they are written; far pieces of MPNet share buckets of distance."""
    torch.manual_seed(1)
    encoder = make().eval()
    heads = {head.name: HeadOfTags(head, SIZES["hidden_size"]).eval() for head in (HEAD, OTHER)}
    for parameter in (*encoder.parameters(), *(p for head in heads.values() for p in head.parameters())):
        torch.nn.init.normal_(parameter, std=0.3)  # wider than a first network's, so that what is left out shows
    written = torch.randn(len(SHAPES), SIZES["hidden_size"])
    ids, shapes = torch.randint(3, 50, (1, length)), torch.randint(len(SHAPES), (1, length))
    with torch.no_grad():
        given = encoder.get_input_embeddings()(ids) + written[shapes]
        states = encoder(inputs_embeds=given, attention_mask=torch.ones_like(ids)).last_hidden_state
        expected = [head.tags(states)[0].log_softmax(-1) for head in heads.values()]
        expected += [heads[HEAD.name].links[key_of(link)](states, torch.ones_like(ids))[0].softmax(-1) for link in HEAD.links]
    state = {"shapes.weight": written.numpy()}
    state |= {f"encoder.{name}": held.numpy() for name, held in encoder.state_dict().items()}
    state |= {f"heads.{name}.{part}": held.numpy() for name, head in heads.items() for part, held in head.state_dict().items()}
    shape = Shape(encoder.config.model_type, 3, encoder.config.layer_norm_eps, WINDOW)
    graph = made_graph(state, shape, [HEAD, OTHER], quantised=False)
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    names = ["attribution.tags", "mentions.tags", *HEAD.links]
    for name, found, wanted in zip(names, session.run(names, {"ids": ids.numpy(), "shapes": shapes.numpy()}), expected, strict=True):
        np.testing.assert_allclose(found, wanted.numpy(), atol=2e-4, err_msg=name)


def test_a_folder_is_read_back_and_quantising_changes_little(tmp_path: Path) -> None:
    """What the folder says of itself, and what its network answers beside the one it was made from."""
    torch.manual_seed(2)
    configuration = Configuration(name="tiny", encoder=Encoder(width=32), heads=[HEAD], window=64)
    vocabulary = Vocabulary(("[PAD]", "[UNK]", "[CLS]", "[SEP]", *(chr(97 + n) for n in range(26))), "[CLS]", "[SEP]", "[PAD]", "[UNK]")
    network = Network(configuration, len(vocabulary.pieces)).eval()
    torch.nn.init.normal_(network.shapes.weight, std=0.1)  # a first network's are zeros
    weights = export(network, configuration, vocabulary, tmp_path, version="3", packed=40)
    assert read_weights(tmp_path) == weights
    assert (weights.name, weights.version, weights.packed, weights.heads[0].tags) == ("tiny", "3", 40, HEAD.tags)
    assert dict(weights.encoder) == {"kind": "bert"}  # a random one is of no package, and under no licence
    assert set(weights.files) == {path.name for path in tmp_path.iterdir()} - {"tagger.json"}
    ids, shapes = list(range(4, 30)), [number % len(SHAPES) for number in range(26)]
    with torch.no_grad():
        given = torch.tensor([[2, *ids, 3]])
        scores, _ = network(given, torch.tensor([[0, *shapes, 0]]), torch.ones_like(given), HEAD)
    (found,) = load(tmp_path)(ids, shapes, weights.heads)
    assert found.tags.shape == (26, 7)
    assert found.pointers["attribution:of-cue"].shape == (28, 28)
    assert np.abs(np.exp(found.tags) - scores[0, 1:-1].softmax(-1).numpy()).max() < 0.05


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    """So that a SHA-256 names weights."""
    configuration = Configuration(name="tiny", encoder=Encoder(width=32), heads=[HEAD], window=64)
    vocabulary = Vocabulary(("[PAD]", "[UNK]", "[CLS]", "[SEP]"), "[CLS]", "[SEP]", "[PAD]", "[UNK]")
    network = Network(configuration, 4)
    one, other = (export(network, configuration, vocabulary, tmp_path / name, version="1").sha256 for name in "ab")
    assert one == other


def test_an_encoder_of_another_kind_is_refused() -> None:
    """Rather than a graph that computes something else."""
    with pytest.raises(UsageError, match="found an encoder of the kind 'xlnet', expected bert or mpnet"):
        made_graph({}, Shape("xlnet", 1, 1e-12, 8), [])
