"""The training room: what is held out, what is batched, what the network and the export promise, and one whole run."""

from __future__ import annotations

import itertools
import json
import lzma
import math
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sacrebleu")

from train import backtranslate, batches, corpus, curve, export, holdout, lexicon, noise, optimizer, parcel, trials  # noqa: E402
from train.config import CONFIGS  # noqa: E402
from train.model import EOS, PAD, Shape, Translator  # noqa: E402
from train.records import parameters  # noqa: E402
from train.sources import Pair  # noqa: E402
from train.stages import STAGES, Run, execute  # noqa: E402

WORDS = {
    "الرئيس": "president", "الوزير": "minister", "المدينة": "city", "زار": "visited", "قال": "said", "في": "in",
    "مصر": "Egypt", "العراق": "Iraq", "اليوم": "today", "الحرب": "war", "السلام": "peace", "جديد": "new",
    "الحكومة": "government", "أعلن": "announced", "الجيش": "army", "القمة": "summit", "كبير": "large",
    "الاقتصاد": "economy", "الشعب": "people", "الطريق": "road",
}  # fmt: skip
TINY = Shape(96, 32, 2, 1, 64, 2, 64)


def _sentence(draw: random.Random, length: int = 7) -> tuple[str, str]:
    words = draw.choices(list(WORDS), k=length)
    year = str(draw.randint(1000, 9999))
    return " ".join([*words, year]) + ".", " ".join([*(WORDS[word] for word in words), year]) + "."


def _compressed(file: Path, lines: list[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with lzma.open(file, "wt", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)


@pytest.fixture(scope="module")
def toy_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the real one's form, of invented sentences."""
    folder, draw = tmp_path_factory.mktemp("data"), random.Random(7)
    pairs = [_sentence(draw) for _ in range(400)]
    _compressed(folder / "parallel/news.tsv.xz", [f"{i}\toutlet\tworld\t{a}\t{e}" for i, (a, e) in enumerate(pairs)])
    mixed = [_sentence(draw) for _ in range(60)]
    _compressed(folder / "parallel/mixed.tsv.xz", [f"un_conflict\t0.8\t{a}\t{e}" for a, e in mixed])
    _compressed(folder / "parallel/names.tsv.xz", [f"names\t{a}\t{e}" for a, e in WORDS.items()])
    _compressed(folder / "english/news.tsv.xz", [f"paper\t{_sentence(draw)[1]}" for _ in range(80)])
    stories = []
    for index in range(120):
        body = [_sentence(draw, 9)[0] for _ in range(5)]
        kind = {"type": "abstract", "summary": body[0]} if index % 2 else {"type": "lead (removed)", "summary": body[0]}
        story = {"id": str(index), "source": "outlet", "title": " ".join(body[0].split()[:5]), "text": "\n".join(body)}
        stories.append(json.dumps({**story, **kind}, ensure_ascii=False))
    _compressed(folder / "news/summaries.jsonl.xz", stories)
    _compressed(folder / "news/headlines.jsonl.xz", stories)
    (folder / "tune").mkdir()
    for name in ("flores200_dev", "tico19", "un_heldout"):
        rows = [_sentence(draw) for _ in range(20)]
        (folder / f"tune/{name}.tsv").write_text("".join(f"{a}\t{e}\n" for a, e in rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def random_model() -> Translator:
    torch.manual_seed(0)
    model = Translator(TINY).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.05 * torch.randn_like(weight))
    return model


def test_a_text_that_shares_eight_words_with_a_test_set_is_recognised() -> None:
    held_out = holdout.Holdout(["one two three four five six seven eight nine"])
    assert held_out.touches("and then: Two three FOUR five six, seven eight nine!")
    assert not held_out.touches("two three four five six seven eight ten")


def test_a_short_test_sentence_is_recognised_as_a_whole() -> None:
    held_out = holdout.Holdout(["Talks failed."])
    assert held_out.touches("talks failed")
    assert not held_out.touches("the talks failed again")


@pytest.mark.parametrize(
    ("arabic", "english", "good"),
    [
        ("زار الرئيس العراق اليوم", "The president visited Iraq today", True),
        ("زار الرئيس العراق اليوم والتقى الوزير في بغداد بعد القمة الأخيرة", "Reuters", False),
        ("قتل 150 شخصا في الهجوم", "The attack killed 160 people", False),
        ("قتل 150 شخصا في الهجوم", "قتل 150 شخصا في الهجوم", False),
    ],
)
def test_pairs_that_are_no_translations_are_left_out(arabic: str, english: str, good: bool) -> None:
    assert corpus.good_pair(Pair("general", arabic, english)) == good


def test_a_summary_with_a_number_of_its_own_is_not_supported() -> None:
    article = "أعلن الجيش مقتل 12 جنديا في هجوم قرب المدينة"
    assert corpus.supported("مقتل 12 جنديا في هجوم", article, 0.6)
    assert not corpus.supported("مقتل 15 جنديا في هجوم", article, 0.6)
    assert not corpus.supported("الرئيس يفتتح معرضا دوليا للكتاب", article, 0.6)


def test_the_beginning_of_an_article_is_whole_sentences() -> None:
    assert corpus.beginning(["one two. three four.", "five six."], 5) == "one two. three four."


def test_noise_keeps_to_the_words_of_the_text() -> None:
    text = " ".join(map(str, range(30)))
    assert set(noise.noised(text, random.Random(3)).split()) < set(text.split())


def test_labels_stand_where_the_decoder_is_asked_for_them() -> None:
    batch = batches.collate([([10, 4, 5, EOS], [11, 6, EOS]), ([10, 4, EOS], [11, 7, 8, EOS])])
    assert batch.source.tolist() == [[10, 4, 5, EOS], [10, 4, EOS, PAD]]
    assert batch.target.tolist() == [[EOS, 11, 6, PAD], [EOS, 11, 7, 8]]
    assert batch.labels.tolist() == [6, EOS, 7, 8, EOS]
    assert batch.target.flatten()[batch.where].tolist() == [11, 6, 11, 7, 8]


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """A data set of a hundred pairs; the source's second token tells them apart."""
    flat: list[int] = []
    for index in range(100):
        flat += [10, index + 100, EOS, 11, index + 100, EOS]
    ends = [(6 * index + 3, 6 * index + 6) for index in range(100)]
    np.savez(tmp_path / "numbered.npz", flat=np.array(flat, np.uint16), ends=np.array(ends, np.int64))
    return tmp_path / "numbered.npz"


def test_a_share_of_a_data_set_is_its_first_rows(numbered: Path) -> None:
    part = batches.DataSet(numbered, 1, share=0.25)
    assert {part.draw()[0][1] for _ in range(60)} == set(range(100, 125))


def test_a_swapped_data_set_gives_targets_as_sources(tmp_path: Path) -> None:
    flat = np.array([10, 5, 6, EOS, 11, 7, EOS, 10, 8, EOS, 11, 9, EOS], np.uint16)
    np.savez(tmp_path / "two.npz", flat=flat, ends=np.array([[4, 7], [10, 13]], np.int64))
    plain = batches.DataSet(tmp_path / "two.npz", 1)
    swapped = batches.DataSet(tmp_path / "two.npz", 1, swapped=True)
    assert plain.draw() == tuple(reversed(swapped.draw()))
    assert (plain.mean_target, swapped.mean_target) == (3.0, 3.5)


@pytest.mark.parametrize("limit", [parcel.LIMIT, 3000])
def test_a_parcel_brings_back_the_weights_to_the_half_of_a_step(
    random_model: Translator, tmp_path: Path, limit: int
) -> None:
    weights = {name: weight.clone() for name, weight in random_model.state_dict().items()}
    run, home = tmp_path / "refine", tmp_path / "home"
    run.mkdir()
    saved = {"weights": weights, "progress": {"step": 7}, "shape": {"vocabulary": 96}}
    torch.save(saved, run / "snapshot-0000007.pt")
    files = parcel.pack(run, tmp_path / "parcel", limit)
    assert (len(files) > 1) == (limit == 3000)
    found = torch.load(parcel.unpack(tmp_path / "parcel", home), weights_only=True)
    assert (found["progress"], found["shape"]) == (saved["progress"], saved["shape"])
    assert found["weights"].keys() == weights.keys()
    for name, weight in weights.items():
        step = weight.abs().amax(dim=-1, keepdim=True) / 127 if weight.dim() == 2 else torch.zeros(())
        assert bool(((found["weights"][name] - weight).abs() <= 0.501 * step).all())


def test_one_batch_without_a_number_for_a_gradient_changes_no_weight() -> None:
    module = torch.nn.Linear(4, 4)
    before = module.weight.clone()
    trained = optimizer.MuonAdam(module)
    module.weight.grad, module.bias.grad = torch.full((4, 4), float("nan")), torch.ones(4)
    assert not math.isfinite(trained.step(1.0))
    torch.testing.assert_close(module.weight, before)


def test_loading_processes_draw_in_different_orders(numbered: Path) -> None:
    mixture = batches.Mixture({"numbered": batches.DataSet(numbered, 1)}, {"numbered": 1.0}, 60, 1)
    first, second = itertools.islice(mixture.batches(2), 2)
    assert first.source.shape[1] == second.source.shape[1] == 3
    assert first.source.tolist() != second.source.tolist()


def test_the_loss_is_cross_entropy_with_the_gradients_of_its_smoothed_form(random_model: Translator) -> None:
    source, target = torch.randint(4, 96, (3, 9)), torch.randint(4, 96, (3, 7))
    source[1, -3:] = PAD
    where, labels = torch.tensor([0, 1, 2, 5, 9, 15]), torch.randint(4, 96, (6,))
    random_model.zero_grad()
    loss, _ = random_model.loss(source, target, where, labels, 0.1)
    loss.backward()
    found = random_model.embedding.weight.grad.clone()
    random_model.zero_grad()
    logits = random_model.logits(source, target).flatten(0, 1)[where]
    torch.testing.assert_close(loss, torch.nn.functional.cross_entropy(logits, labels))
    torch.nn.functional.cross_entropy(logits, labels, label_smoothing=0.1).backward()
    torch.testing.assert_close(found, random_model.embedding.weight.grad)


def test_a_network_that_grew_from_a_smaller_one_says_the_same(random_model: Translator) -> None:
    deeper = Translator(replace(TINY, encoder_layers=TINY.encoder_layers + 2)).eval()
    deeper.grow_from(random_model.state_dict())
    source, target = torch.randint(4, 96, (2, 6)), torch.randint(4, 96, (2, 5))
    torch.testing.assert_close(deeper.logits(source, target), random_model.logits(source, target))


def test_padding_changes_nothing(random_model: Translator) -> None:
    source, target = torch.randint(4, 96, (1, 6)), torch.randint(4, 96, (1, 5))
    padded = torch.cat([source, torch.full((1, 4), PAD)], dim=1)
    torch.testing.assert_close(random_model.logits(source, target), random_model.logits(padded, target))


def test_the_hub_weights_give_the_logits_of_the_trained_network(random_model: Translator) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(**export.hub_config(TINY))
    hub = M2M100ForConditionalGeneration(config).eval()
    hub.load_state_dict(export.hub_weights(export.Checkpoint(TINY, dict(random_model.state_dict()))), strict=False)
    hub.tie_weights()
    source, target = torch.randint(4, 96, (2, 9)), torch.randint(4, 96, (2, 7))
    source[1, -3:] = PAD
    with torch.no_grad():
        found = hub(input_ids=source, attention_mask=(source != PAD).long(), decoder_input_ids=target).logits
        torch.testing.assert_close(found, random_model.logits(source, target), rtol=1e-4, atol=1e-4)


def test_the_count_of_parameters_is_the_network_s() -> None:
    assert parameters(TINY) == sum(weight.numel() for weight in Translator(TINY).parameters())


def test_orthogonalised_matrices_have_singular_values_near_one() -> None:
    values = torch.linalg.svdvals(optimizer.orthogonalise(torch.randn(2, 16, 48)).float())
    assert float(values.min()) > 0.6
    assert float(values.max()) < 1.3


def test_replicas_give_the_step_of_one_module() -> None:
    torch.manual_seed(1)
    whole, first = Translator(TINY), Translator(TINY)
    first.load_state_dict(whole.state_dict())
    second = Translator(TINY)
    for own, shared in zip(second.parameters(), first.parameters(), strict=True):
        own.data = shared.data
    source, target = torch.randint(4, 96, (4, 6)), torch.randint(4, 96, (4, 5))
    labels = torch.randint(4, 96, (20,))
    alone, together = optimizer.MuonAdam(whole), optimizer.MuonAdam(first, [first, second])
    whole.loss(source, target, torch.arange(20), labels, 0.0)[0].backward()
    for replica, rows in ((first, slice(0, 2)), (second, slice(2, 4))):
        part = labels.view(4, 5)[rows].flatten()
        (0.5 * replica.loss(source[rows], target[rows], torch.arange(10), part, 0.0)[0]).backward()
    alone.step(1.0)
    together.step(1.0)
    torch.testing.assert_close(first.embedding.weight, whole.embedding.weight, rtol=1e-3, atol=1e-4)


def test_translations_start_near_each_other(tmp_path: Path) -> None:
    draw, flat, ends = random.Random(1), [], []
    for _ in range(300):
        pieces = draw.sample(range(4, 20), 5)
        flat += [90, *pieces, EOS]
        middle = len(flat)
        flat += [91, *(piece + 20 for piece in pieces), EOS]
        ends.append((middle, len(flat)))
    np.savez(tmp_path / "pairs.npz", flat=np.array(flat, np.uint16), ends=np.array(ends))
    vectors = lexicon.embeddings(lexicon.associations([tmp_path / "pairs.npz"], 96, 1000), 64, seed=1)
    nearest = (vectors[4:20] @ vectors[24:40].T).argmax(dim=1)
    assert nearest.tolist() == list(range(16))


@pytest.mark.slow
def test_every_stage_runs_from_data_to_a_model_that_decodes(toy_data: Path, tmp_path: Path) -> None:
    from summarize.engines.base import Decoding
    from summarize.engines.ct2 import CT2Engine

    quick = {"seconds": 3.0, "budget": 600, "save_every": 1.0}
    config = CONFIGS["tiny"]
    config = replace(
        config, pieces=420, evaluate=8, back_sentences=10, finetune=replace(config.finetune, **quick),
        pretrain=replace(config.pretrain, **quick), reverse=replace(config.reverse, **quick),
        refine=replace(config.refine, **quick, loaders=1),
    )  # fmt: skip
    run = Run(config, toy_data, tmp_path / "work", tmp_path / "shipped")
    execute(run, "all")
    assert {name for name in STAGES if (run.work / f"{name}.done").exists()} == set(STAGES)
    assert (run.out / "README.md").exists()
    scores = (run.work / "scores.json").read_text(encoding="utf-8")
    assert "chrF++" in scores
    assert "headline dev" in scores
    engine = CT2Engine(run.out, device="cpu")
    found = engine.generate(["زار الرئيس العراق"], Decoding(max_tokens=20), "arb_Arab", "eng_Latn")
    assert len(found) == 1
    by_one, sentences = run.work / "text/back.tsv", run.work / "text/english.tsv"
    by_one.unlink()
    assert backtranslate.translate_back(run.work, "cpu:0") == len(sentences.read_text(encoding="utf-8").splitlines())
    assert [line.split("\t")[1] for line in by_one.read_text(encoding="utf-8").splitlines()] == (
        sentences.read_text(encoding="utf-8").splitlines()
    )
    before = (run.out / "model.bin").stat().st_mtime_ns
    execute(run, "all")
    assert (run.out / "model.bin").stat().st_mtime_ns == before
    for trial, start in (("quarter", None), ("on-r-drop", run.work / "finetune/last.pt")):
        found = dict(zip(curve.COLUMNS, trials.perform(run, trial, 2.0, start), strict=True))
        assert found["target_tokens"] > 0
        assert found["news_chrf"] >= 0


def test_the_data_size_curve_is_read_from_the_trials(tmp_path: Path) -> None:
    rows = ["\t".join(trials.COLUMNS), "all-rows\t240\t600000\t4\t15\t14\t17\t4", "on\t240\t1\t4\t45\t35\t51\t38",
            "quarter\t240\t500000\t4\t13\t12\t11\t2"]  # fmt: skip
    (tmp_path / "trials.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert curve.sizes(tmp_path / "trials.tsv") == [(0.25, 13.0, 12.0, 11.0), (1.0, 15.0, 14.0, 17.0)]
