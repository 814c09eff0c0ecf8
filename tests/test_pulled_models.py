"""The whole way of a model: from a hub, verified, converted once, and run by both engines without a network."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from summarize.engines.base import Decoding
from summarize.models import hub, registry
from summarize.models.folder import Family, Task
from summarize.models.registry import ModelCard
from tests import miniature
from tests.local_hub import local_hub

pytest.importorskip("torch")
pytest.importorskip("transformers")

REVISION = "89abcdef0123456789abcdef0123456789abcdef"
SOURCE = "أعلنت البلدية افتتاح حديقة عامة جديدة في وسط المدينة."


def pickled_nllb(folder: Path) -> Path:
    return miniature.nllb(folder, pickled=True)


@pytest.mark.parametrize(
    ("build", "family", "task", "codes"),
    [
        (miniature.nllb, "nllb", "translate", ("arb_Arab", "eng_Latn")),
        (pickled_nllb, "nllb", "translate", ("arb_Arab", "eng_Latn")),
        (miniature.mt5, "t5", "summarize", (None, None)),
        (miniature.marian, "marian", "translate", (None, None)),
    ],
)
def test_a_checkpoint_is_pulled_converted_and_run_by_both_engines_alike(
    build: Callable[[Path], Path],
    family: Family,
    task: Task,
    codes: tuple[str | None, str | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from summarize.engines.ct2 import CT2Engine
    from summarize.engines.torch import TorchEngine

    card = ModelCard("mini", (task,), family, "Apache-2.0", True, "tests", repo="us/mini", revision=REVISION)
    for module in (registry, hub):
        monkeypatch.setattr(module, "REGISTRY", {"mini": card})
    monkeypatch.setenv("KHULASA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with local_hub() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
        server.publish("us/mini", REVISION, build(tmp_path / "published"))
        hub.pull("mini")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    converted, checkpoint = hub.ready(card, "ct2", "float32"), hub.ready(card, "torch")
    decoding = Decoding(beam_size=2, max_tokens=20)
    (ct2,) = CT2Engine(converted, compute_type="float32").generate([SOURCE], decoding, *codes)
    (torch,) = TorchEngine(checkpoint).generate([SOURCE], decoding, *codes)
    assert ct2.text == torch.text
    assert ct2.score == pytest.approx(torch.score, abs=1e-3)
