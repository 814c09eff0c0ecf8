"""Engines at their edges: batches, memory, broken folders, languages, blank sources, missing dependencies."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from summarize.engines import ct2
from summarize.engines.base import Decoding, Engine, Hypothesis
from summarize.engines.batching import is_out_of_memory, run_batches
from summarize.engines.ct2 import CT2Engine
from summarize.engines.manifest import Manifest
from summarize.engines.search_rules import Trace
from summarize.engines.torch import TorchEngine
from summarize.errors import EngineError, LanguageError, MissingExtraError, ModelError, UsageError
from summarize.models.optimize import convert
from tests import miniature

CODES = ("arb_Arab", "eng_Latn")
GREEDY = Decoding(max_tokens=6)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return miniature.nllb(tmp_path_factory.mktemp("nllb") / "checkpoint")


@pytest.fixture(scope="module")
def converted(checkpoint: Path) -> Path:
    return convert(checkpoint, checkpoint.parent / "converted", "float32")


@pytest.fixture
def fast(converted: Path) -> CT2Engine:
    return CT2Engine(converted, device="cpu", compute_type="float32", intra_threads=1)


@pytest.fixture
def slow(checkpoint: Path) -> TorchEngine:
    return TorchEngine(checkpoint, device="cpu")


@pytest.fixture(params=["fast", "slow"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


def recorder(capacity: int, lengths: Sequence[int]) -> tuple[list[list[int]], Callable[[list[int]], list[str]]]:
    """A model whose memory holds ``capacity`` padded tokens; the batches it was given are listed."""
    batches: list[list[int]] = []

    def run(batch: list[int]) -> list[str]:
        batches.append(batch)
        if max(lengths[index] for index in batch) * len(batch) > capacity:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return [f"output {index}" for index in batch]

    return batches, run


def test_batches_hold_like_lengths_within_the_budget() -> None:
    lengths = [3, 50, 4, 48, 3, 5, 4]
    batches, run = recorder(10**6, lengths)
    assert run_batches(lengths, 100, run) == [f"output {index}" for index in range(7)]
    assert batches == [[1, 3], [5, 2, 6, 0, 4]]


def test_an_item_longer_than_the_budget_runs_alone() -> None:
    batches, run = recorder(10**6, [500, 2, 2])
    assert run_batches([500, 2, 2], 100, run) == ["output 0", "output 1", "output 2"]
    assert batches == [[0], [1, 2]]


def test_out_of_memory_halves_the_batch_and_goes_on() -> None:
    lengths = [10] * 8
    batches, run = recorder(20, lengths)
    assert run_batches(lengths, 80, run) == [f"output {index}" for index in range(8)]
    assert [len(batch) for batch in batches] == [8, 4, 2, 2, 2, 2]


def test_memory_is_released_before_the_smaller_batch_runs() -> None:
    released: list[str] = []
    _, run = recorder(10, [10, 10])
    run_batches([10, 10], 20, run, lambda: released.append("released"))
    assert released == ["released"]


def test_a_single_item_that_does_not_fit_is_an_error_with_advice() -> None:
    _, run = recorder(5, [10])
    with pytest.raises(EngineError, match=r"10 tokens.*smaller"):
        run_batches([10], 100, run)


def test_another_failure_is_not_taken_for_lack_of_memory() -> None:
    def run(batch: list[int]) -> list[str]:
        raise RuntimeError("shapes do not match")

    with pytest.raises(EngineError, match="shapes do not match"):
        run_batches([1, 2], 100, run)


def test_no_items_need_no_model() -> None:
    _, run = recorder(0, [])
    assert run_batches([], 100, run) == []


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA failed with error out of memory"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:75] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    ],
)
def test_every_librarys_lack_of_memory_is_known(error: Exception) -> None:
    assert is_out_of_memory(error)


def test_ctranslate2_out_of_memory_halves_its_batch(fast: CT2Engine) -> None:
    real, sizes = fast._translator, []

    class Tight:
        def translate_batch(self, batch: list[list[str]], **options: Any) -> Any:
            sizes.append(len(batch))
            if len(batch) > 2:
                raise RuntimeError("CUDA failed with error out of memory")
            return real.translate_batch(batch, **options)

    expected = fast.generate(miniature.ARABIC[:5], GREEDY, *CODES)
    fast._translator = Tight()
    assert texts(fast.generate(miniature.ARABIC[:5], GREEDY, *CODES)) == texts(expected)
    assert sizes[0] == 5
    assert max(sizes[-2:]) <= 2


def test_torch_out_of_memory_halves_its_batch(slow: TorchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    real, sizes = slow._model.generate, []

    def tight(ids: torch.Tensor, **options: Any) -> Any:
        sizes.append(len(ids))
        if len(ids) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return real(ids, **options)

    expected = slow.generate(miniature.ARABIC[:5], GREEDY, *CODES)
    monkeypatch.setattr(slow._model, "generate", tight)
    assert texts(slow.generate(miniature.ARABIC[:5], GREEDY, *CODES)) == texts(expected)
    assert sizes[0] == 5
    assert max(sizes[-2:]) <= 2


def texts(hypotheses: Sequence[Hypothesis]) -> list[str]:
    return [hypothesis.text for hypothesis in hypotheses]


def test_engines_fulfil_the_protocol(engine: Engine) -> None:
    assert isinstance(engine, Engine)
    assert engine.name in ("ct2-float32", "torch-float32")


def test_nothing_in_gives_nothing_out(engine: Engine) -> None:
    assert engine.generate([], GREEDY, *CODES) == []
    assert engine.count_tokens([]) == []


def test_blank_sources_keep_their_place(engine: Engine) -> None:
    hypotheses = engine.generate(["", miniature.ARABIC[0], " \n\t"], GREEDY, *CODES)
    assert hypotheses[0] == hypotheses[2] == Hypothesis("", 0.0, 0)
    assert hypotheses[1].tokens > 0


def test_only_blank_sources_need_no_model(engine: Engine) -> None:
    assert engine.generate(["", " "], GREEDY, *CODES) == [Hypothesis("", 0.0, 0)] * 2


@pytest.mark.parametrize(
    "codes", [("arb_Arab", "deu_Latn"), ("ara", "eng_Latn"), (None, "eng_Latn"), ("arb_Arab", None)]
)
def test_a_code_the_model_does_not_know_is_refused(engine: Engine, codes: tuple[str | None, str | None]) -> None:
    with pytest.raises(LanguageError, match="eng_Latn"):
        engine.generate([miniature.ARABIC[0]], GREEDY, *codes)


def test_a_code_is_refused_even_if_the_vocabulary_holds_it_as_a_token(engine: Engine) -> None:
    with pytest.raises(LanguageError):
        engine.generate([miniature.ARABIC[0]], GREEDY, "arb_Arab", "<unk>")


def test_a_limit_that_is_hit_is_told(engine: Engine) -> None:
    hypotheses = engine.generate(miniature.ARABIC, Decoding(max_tokens=3), *CODES)
    assert all(hypothesis.tokens == 3 for hypothesis in hypotheses if hypothesis.hit_limit)
    assert any(hypothesis.hit_limit for hypothesis in hypotheses)


def test_a_source_that_is_cut_is_told(engine: Engine) -> None:
    [count] = engine.count_tokens(miniature.ARABIC[:1])
    exact, short = (
        engine.generate(miniature.ARABIC[:1], Decoding(max_tokens=3, max_source_tokens=room), *CODES)[0]
        for room in (count, count - 1)
    )
    assert not exact.source_cut
    assert short.source_cut


@pytest.mark.parametrize(
    "wrong",
    [
        {"beam_size": 0},
        {"no_repeat_ngram": 1},
        {"no_repeat_ngram": -2},
        {"repetition_penalty": 0.0},
        {"max_tokens": 0},
        {"min_tokens": 0},
        {"min_tokens": 9, "max_tokens": 8},
        {"max_source_tokens": 0},
    ],
)
def test_decoding_refuses_what_engines_would_do_differently(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        Decoding(**wrong)


def test_positions_leave_room_for_the_special_tokens() -> None:
    assert Decoding(max_tokens=500, min_tokens=200).within(100) == Decoding(
        max_tokens=98, min_tokens=98, max_source_tokens=98
    )
    assert Decoding().within(None) == Decoding()


def test_a_manifest_reads_back_as_written(tmp_path: Path) -> None:
    manifest = Manifest("embedded", "nllb", 512, ("arb_Arab", "eng_Latn", "arb_Head"))
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest


def test_a_manifest_may_hold_what_other_rooms_put_there(tmp_path: Path) -> None:
    (tmp_path / "khulasa.json").write_text(
        '{"architecture": "t5", "trained_on": ["un"], "chrf": 50.1}', encoding="utf-8"
    )
    assert Manifest.read(tmp_path) == Manifest(tmp_path.name, "t5")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"architecture": "bart"}', '{"architecture": "t5", "positions": "x"}']
)
def test_a_broken_manifest_is_a_model_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "khulasa.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"khulasa\.json"):
        Manifest.read(tmp_path)


def test_a_folder_that_was_never_converted_says_how_to_convert_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="converted on first use"):
        CT2Engine(tmp_path)


@pytest.mark.parametrize("missing", ["khulasa.json", "model.bin", "shared_vocabulary.json", "sentencepiece.bpe.model"])
def test_a_converted_folder_without_one_of_its_files_is_a_model_error(
    converted: Path, tmp_path: Path, missing: str
) -> None:
    for file in converted.iterdir():
        if file.name != missing:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(ModelError):
        CT2Engine(tmp_path, device="cpu")


def test_a_promised_language_that_the_vocabulary_lacks_is_a_model_error(converted: Path, tmp_path: Path) -> None:
    for file in converted.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    Manifest("wrong", "nllb", languages=("arb_Arab", "deu_Latn")).write(tmp_path)
    with pytest.raises(ModelError, match="deu_Latn"):
        CT2Engine(tmp_path, device="cpu")


def test_a_manifest_can_name_fewer_languages_than_the_vocabulary_holds(converted: Path, tmp_path: Path) -> None:
    for file in converted.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    Manifest("few", "nllb", languages=("arb_Arab", "eng_Latn")).write(tmp_path)
    assert CT2Engine(tmp_path, device="cpu").languages() == {"arb_Arab", "eng_Latn"}


@pytest.mark.parametrize("asked", ["float16", "int8_float16"])
def test_t5_is_never_computed_in_float16(asked: str) -> None:
    with pytest.raises(UsageError, match="overflows"):
        ct2._compute_type(asked, "cpu", Manifest("mt5", "t5"))


@pytest.mark.parametrize(
    ("architecture", "device", "expected"),
    [("nllb", "cpu", "int8"), ("t5", "cpu", "int8"), ("nllb", "cuda", "float16"), ("t5", "cuda", "bfloat16")],
)
def test_the_type_fits_the_device_and_the_model(
    monkeypatch: pytest.MonkeyPatch, architecture: str, device: str, expected: str
) -> None:
    import ctranslate2

    monkeypatch.setattr(
        ctranslate2, "get_supported_compute_types", lambda device: {"int8", "float32", "float16", "bfloat16"}
    )
    assert ct2._compute_type("auto", device, Manifest("any", architecture)) == expected


def test_a_gpu_without_bfloat16_runs_t5_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda device: {"int8", "float32", "float16"})
    assert ct2._compute_type("auto", "cuda", Manifest("mt5", "t5")) == "float32"


def test_a_device_that_is_not_there_is_named(converted: Path, checkpoint: Path) -> None:
    with pytest.raises(UsageError, match="abacus"):
        CT2Engine(converted, device="abacus")
    with pytest.raises(UsageError, match="abacus"):
        TorchEngine(checkpoint, device="abacus")


def test_torch_refuses_float16_for_t5(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="overflows"):
        TorchEngine(miniature.mt5(tmp_path / "mt5"), device="cpu", dtype="float16")


def test_a_checkpoints_own_decoding_does_not_fill_in(checkpoint: Path, slow: TorchEngine, tmp_path: Path) -> None:
    """mT5-XLSum's files ask for beams and no repeated bigrams: here only what a task asks for counts."""
    for file in checkpoint.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    settings = json.loads((tmp_path / "generation_config.json").read_text(encoding="utf-8"))
    settings |= {"num_beams": 3, "no_repeat_ngram_size": 2, "max_length": 5, "forced_eos_token_id": 2}
    (tmp_path / "generation_config.json").write_text(json.dumps(settings), encoding="utf-8")
    opinionated = TorchEngine(tmp_path, device="cpu")
    plain = Decoding(max_tokens=16)
    assert opinionated.generate(miniature.ARABIC[:4], plain, *CODES) == slow.generate(
        miniature.ARABIC[:4], plain, *CODES
    )


def test_a_pickle_that_would_run_code_is_refused_unrun(tmp_path: Path) -> None:
    import torch

    class Bomb:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "exploded",)

    checkpoint = miniature.nllb(tmp_path / "checkpoint", pickled=True)
    torch.save({"model.shared.weight": Bomb()}, checkpoint / "pytorch_model.bin")
    with pytest.raises(ModelError):
        TorchEngine(checkpoint, device="cpu")
    with pytest.raises(ModelError):
        convert(checkpoint, tmp_path / "converted")
    assert not (tmp_path / "exploded").exists()
    assert not (tmp_path / "converted").exists()


@pytest.mark.parametrize("spoil", ["truncated", "empty", "other"])
def test_a_broken_checkpoint_is_a_model_error(checkpoint: Path, tmp_path: Path, spoil: str) -> None:
    for file in checkpoint.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    weights = tmp_path / "model.safetensors"
    if spoil == "truncated":
        weights.write_bytes(weights.read_bytes()[:5000])
    elif spoil == "empty":
        (tmp_path / "config.json").unlink()
    else:
        (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    with pytest.raises(ModelError):
        TorchEngine(tmp_path, device="cpu")


def test_a_conversion_keeps_the_licence_that_its_checkpoint_states(checkpoint: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for file in checkpoint.iterdir():
        (source / file.name).write_bytes(file.read_bytes())
    (source / "khulasa.json").write_text('{"licence": "CC-BY-4.0", "architecture": "nllb"}', encoding="utf-8")
    convert(source, tmp_path / "target")
    note = json.loads((tmp_path / "target" / "khulasa.json").read_text(encoding="utf-8"))
    assert (note["licence"], note["positions"]) == ("CC-BY-4.0", 256)


def test_tokens_that_tie_are_scored_all_the_same() -> None:
    """In bfloat16 ties are common, and which of the two a search takes is open."""
    import torch

    trace = Trace(beam_size=1)
    scores = torch.tensor([[0.0, 2.0, 2.0, 1.0]])
    chances = trace(torch.zeros(1, 1, dtype=torch.long), scores)
    for token in (1, 2):
        assert trace.chances(torch.tensor([[token]]), None).item() == pytest.approx(chances[0, token].item())


def test_a_failed_conversion_leaves_what_was_there(checkpoint: Path, tmp_path: Path) -> None:
    incomplete, target = tmp_path / "incomplete", tmp_path / "target"
    for folder in (incomplete, target):
        folder.mkdir()
    for file in checkpoint.iterdir():
        if file.name != "sentencepiece.bpe.model":
            (incomplete / file.name).write_bytes(file.read_bytes())
    (target / "model.bin").write_text("old", encoding="utf-8")
    with pytest.raises(ModelError):
        convert(incomplete, target)
    assert [file.name for file in tmp_path.iterdir() if file.name not in ("incomplete", "target")] == []
    assert (target / "model.bin").read_text(encoding="utf-8") == "old"


def test_without_torch_the_line_that_installs_it_is_given(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtraError, match=r"khulasa\[torch\]"):
        TorchEngine(checkpoint)
    with pytest.raises(MissingExtraError, match=r"khulasa\[torch\]"):
        convert(checkpoint, checkpoint.parent / "elsewhere")


def test_the_default_engine_runs_without_torch_and_transformers(converted: Path) -> None:
    script = (
        "import sys; sys.modules.update(torch=None, transformers=None)\n"
        "from pathlib import Path\n"
        "from summarize.engines.base import Decoding\n"
        "from summarize.engines.ct2 import CT2Engine\n"
        f"engine = CT2Engine(Path({str(converted)!r}), device='cpu', compute_type='float32')\n"
        "print(engine.generate(['قال.'], Decoding(max_tokens=4), 'arb_Arab', 'eng_Latn')[0].tokens > 0)"
    )
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "True"


def test_engines_import_nothing_heavy() -> None:
    script = (
        "import sys, summarize.engines.ct2, summarize.engines.torch, summarize.models.optimize\n"
        "print(sorted({'torch', 'transformers', 'ctranslate2', 'sentencepiece', 'numpy'} & set(sys.modules)))"
    )
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"
