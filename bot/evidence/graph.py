"""The carried reader as a graph for onnxruntime, in whole numbers where that costs no answer: twice as fast on a CPU.

Made once from the carried model and the trained weights. Weights and what is multiplied with them become eight bits
wide, but for the second feed-forward layers, whose inputs have outliers (docs/decisions/0004-answering.md, levers).
"""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from index.errors import ModelError

FILE = "reader.onnx"
_KEPT = "/output/dense/MatMul"  # of a layer's end; with /attention before it another one, which is quantized


def make_graph(base: Path, weights: Path, folder: Path) -> None:
    """Write `folder`/FILE: word embeddings [1, tokens, width] of one pair → a score [1] and a mark [tokens].

    Raises ModelError when onnx cannot make it, OSError and what safetensors raises when a file cannot be read.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with TemporaryDirectory(dir=folder) as temporary:
        exact = Path(temporary) / FILE
        try:
            _export(base, weights, exact)
            nodes = onnx.load(exact).graph.node
            kept = [n.name for n in nodes if n.name.endswith(_KEPT) and "/attention/" not in n.name]
            # One bit less than there are: without VNNI a processor adds pairs of products in 16 bits.
            quantize_dynamic(exact, folder / FILE, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                             op_types_to_quantize=["MatMul"], nodes_to_exclude=kept)  # fmt: skip
        except RuntimeError as error:
            raise ModelError(f"cannot make the reader's graph: {error}") from error


def _export(base: Path, weights: Path, path: Path) -> None:
    import torch
    from safetensors.torch import load_file
    from torch import nn
    from transformers import AutoConfig, AutoModel

    trained = {name: tensor.float() for name, tensor in load_file(weights).items()}

    class Pair(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            config = AutoConfig.from_pretrained(base, attn_implementation="eager")
            self.bert = AutoModel.from_pretrained(base, config=config)
            self.classifier = nn.Linear(config.hidden_size, 1)
            self.evidence = nn.Linear(config.hidden_size, 1)
            missing = self.load_state_dict(trained, strict=False)
            if missing.unexpected_keys:
                raise ValueError(f"{weights} has weights that the model has not: {missing.unexpected_keys[:3]}")

        def forward(self, embeddings: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            out = self.bert(inputs_embeds=embeddings)
            return self.classifier(out.pooler_output)[:, 0], self.evidence(out.last_hidden_state).sigmoid()[0, :, 0]

    model = Pair().eval()
    example = torch.zeros(1, 16, model.bert.config.hidden_size)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (example,), str(path), input_names=["embeddings"], output_names=["score", "marks"],
                          dynamic_axes={"embeddings": {1: "tokens"}, "marks": {0: "tokens"}}, opset_version=17,
                          dynamo=False)  # fmt: skip
