"""Miniature checkpoints of the true classes, laid out as their authors publish them.

A folder holds ``config.json``, weights and the SentencePiece files under their hub names, so that loading, converting,
serving and translating run the code that the full-size weights run. Weights are random but loud: outputs differ from
source to source, some end by themselves and some hit the limit.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sentencepiece

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedModel

LANGUAGES = ("arb_Arab", "eng_Latn", "fra_Latn")

ARABIC = (
    "أعلنت البلدية افتتاح حديقة عامة جديدة في وسط المدينة بعد عامين من العمل.",
    "قال المدير إن عدد الزوار بلغ 1500 زائر في اليوم الأول.",
    "تساقطت الأمطار على القرى الجبلية وأغلقت الطرق حتى المساء.",
    "وصل القطار متأخرا ساعتين بسبب عطل في الإشارات قرب المحطة.",
    "اتفق المزارعون على بيع القمح بسعر أعلى من العام الماضي.",
    "هل تنجح المدينة في توفير الماء لكل الأحياء قبل الصيف؟",
    "كتبت الطالبة رسالة طويلة إلى أستاذها تشكره فيها على صبره.",
    "فاز الفريق المحلي بهدفين مقابل هدف واحد في مباراة صعبة.",
    "تقول الطبيبة إن النوم المبكر يحسن الذاكرة ويقوي المناعة.",
    "بدأت السفينة رحلتها من الميناء محملة بالبرتقال والزيتون.",
)
ENGLISH = (
    "The town opened a new public garden after two years of work.",
    "The manager said 1500 visitors came on the first day.",
    "Rain fell on the mountain villages and the roads were closed until evening.",
    "The train arrived two hours late because of a signal fault near the station.",
    "Farmers agreed to sell wheat at a higher price than last year.",
    "Will the city provide water to every district before summer?",
    "The student wrote a long letter to thank her teacher for his patience.",
    "The local team won by two goals to one in a difficult match.",
    "The doctor says that early sleep helps memory and strengthens immunity.",
    "The ship left the port loaded with oranges and olives.",
)

_WIDTH, _HEADS, _FEED_FORWARD, _LAYERS = 32, 4, 64, 2
_LOUD = 2.0  # standard deviation of what a random matrix makes of unit input
_ENDING = 2.0  # how much louder the end token is than another: some outputs end before the limit


def mt5(folder: Path, seed: int = 0) -> Path:
    """Write an ``MT5ForConditionalGeneration`` as csebuetnlp publishes it: ``spiece.model``, an untied ``lm_head``.

    ``config.json`` says ``tie_word_embeddings: false``, as the published one does. Weights are safetensors.
    """
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration

    config = MT5Config(**_t5_shape(folder))
    with _seeded(seed):
        model = MT5ForConditionalGeneration(config).eval()
        _loud(model)
        model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight) * 0.4)
        model.lm_head.weight[1] *= _ENDING
    model.all_tied_weights_keys.pop("lm_head.weight", None)
    model.save_pretrained(folder)
    _edit(folder / "config.json", tie_word_embeddings=False, tokenizer_class="T5Tokenizer")
    return folder


def t5(folder: Path, seed: int = 0) -> Path:
    """Write a ``T5ForConditionalGeneration`` of the first kind: a tied table, and an output scaled down for it."""
    from transformers import T5Config, T5ForConditionalGeneration

    config = T5Config(**_t5_shape(folder))
    with _seeded(seed):
        model = T5ForConditionalGeneration(config).eval()
        _loud(model)
        _scatter(model.decoder.final_layer_norm)
        model.decoder.final_layer_norm.weight.mul_(_WIDTH**0.5)
        model.shared.weight[1] *= _ENDING
    model.save_pretrained(folder)
    return folder


def nllb(folder: Path, seed: int = 0, languages: Sequence[str] = LANGUAGES, pickled: bool = False) -> Path:
    """Write an ``M2M100ForConditionalGeneration`` with an ``NllbTokenizer`` that knows ``languages``.

    ``pickled`` saves ``pytorch_model.bin`` in place of safetensors, as facebook/nllb-200-distilled-600M does.
    """
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    size = _train(folder / "sentencepiece.bpe.model", ARABIC + ENGLISH, "bpe")
    _edit(
        folder / "tokenizer_config.json",
        tokenizer_class="NllbTokenizer",
        additional_special_tokens=list(languages),
        src_lang=languages[0],
        tgt_lang=languages[1],
    )
    config = M2M100Config(
        vocab_size=size + 1 + len(languages) + 1,  # <pad>, the codes, <mask>
        d_model=_WIDTH,
        encoder_layers=_LAYERS,
        decoder_layers=_LAYERS,
        encoder_attention_heads=_HEADS,
        decoder_attention_heads=_HEADS,
        encoder_ffn_dim=_FEED_FORWARD,
        decoder_ffn_dim=_FEED_FORWARD,
        max_position_embeddings=256,
        dropout=0.0,
        attention_dropout=0.0,
        scale_embedding=True,
        tokenizer_class="NllbTokenizer",
    )
    with _seeded(seed):
        model = M2M100ForConditionalGeneration(config).eval()
        _loud(model)
        _scatter(model.model.decoder.layer_norm)
        model.model.shared.weight[2] *= _ENDING
    _save(model, folder, pickled)
    return folder


def marian(folder: Path, seed: int = 0) -> Path:
    """Write a ``MarianMTModel`` as Helsinki-NLP publishes it: ``source.spm``, ``target.spm``, ``vocab.json``."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    _train(folder / "source.spm", ARABIC, "unigram")
    _train(folder / "target.spm", ENGLISH, "unigram")
    tokens = ["</s>", "<unk>"]
    for name in ("source.spm", "target.spm"):
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
        tokens += [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]
    tokens = [*dict.fromkeys(tokens), "<pad>"]
    (folder / "vocab.json").write_text(
        json.dumps({token: index for index, token in enumerate(tokens)}, ensure_ascii=False), encoding="utf-8"
    )
    _edit(folder / "tokenizer_config.json", tokenizer_class="MarianTokenizer", source_lang="ar", target_lang="en")
    pad = len(tokens) - 1
    config = MarianConfig(
        vocab_size=len(tokens),
        d_model=_WIDTH,
        encoder_layers=_LAYERS,
        decoder_layers=_LAYERS,
        encoder_attention_heads=_HEADS,
        decoder_attention_heads=_HEADS,
        encoder_ffn_dim=_FEED_FORWARD,
        decoder_ffn_dim=_FEED_FORWARD,
        max_position_embeddings=256,
        dropout=0.0,
        attention_dropout=0.0,
        activation_function="relu",
        scale_embedding=True,
        eos_token_id=0,
        forced_eos_token_id=0,
        pad_token_id=pad,
        decoder_start_token_id=pad,
    )
    with _seeded(seed):
        model = MarianMTModel(config).eval()
        _loud(model, residual=0.3)
        last = model.model.decoder.layers[-1].final_layer_norm
        _scatter(last)
        model.model.shared.weight.mul_(0.3)
        last.weight.div_(0.3)
        model.model.shared.weight[pad] = 0.0  # as published: decoding starts from the padding, which is nothing
        # The published checkpoints have one, and the converter must keep it.
        model.final_logits_bias = 0.5 * torch.randn(1, len(tokens))
        model.final_logits_bias[0, 0] = 4.0  # the end token
    model.save_pretrained(folder)
    return folder


BUILDERS: dict[str, Callable[[Path], Path]] = {"mt5": mt5, "t5": t5, "nllb": nllb, "marian": marian}


def _t5_shape(folder: Path) -> dict[str, Any]:
    """Write the tokenizer of a T5 into ``folder``; give the arguments of its configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    size = _train(folder / "spiece.model", ARABIC + ENGLISH, "unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    _edit(folder / "tokenizer_config.json", tokenizer_class="T5Tokenizer", extra_ids=0, legacy=True)
    return {
        "vocab_size": size + 12,  # the published table is padded as well: 250,112 rows for 250,100 tokens
        "d_model": _WIDTH,
        "d_kv": _WIDTH // _HEADS,
        "d_ff": _FEED_FORWARD,
        "num_layers": _LAYERS,
        "num_heads": _HEADS,
        "dropout_rate": 0.0,
    }


def _train(path: Path, text: Sequence[str], kind: str, **ids: int) -> int:
    """Train a SentencePiece model of at most 300 pieces on ``text``; give the number it has."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text), model_writer=model, model_type=kind, vocab_size=300,
        hard_vocab_limit=False, character_coverage=1.0, minloglevel=2, num_threads=1, **ids,
    )  # fmt: skip
    path.write_bytes(model.getvalue())
    size: int = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()).get_piece_size()
    return size


def _edit(path: Path, **values: object) -> None:
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**known, **values}, ensure_ascii=False, indent=2), encoding="utf-8")


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Draw under ``seed`` and leave the process's random state as it was."""
    import torch

    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(seed)
        yield


def _loud(model: PreTrainedModel, residual: float = _LOUD) -> None:
    """Redraw every weight at a scale where attention is sharp and the next token is far from uniform.

    ``residual`` scales what a layer adds to its input: loud post-norm layers forget the source.
    """
    import torch

    for name, parameter in model.named_parameters():
        if parameter.dim() == 2:
            scale = residual if name.endswith(("out_proj.weight", "fc2.weight")) else _LOUD
            parameter.copy_(torch.randn_like(parameter) * scale * parameter.shape[1] ** -0.5)
        elif parameter.std() == 0:
            parameter.add_(torch.randn_like(parameter) * 0.1)


def _scatter(norm: nn.Module) -> None:
    """Flip half the signs of the last norm: with a tied table a token would otherwise predict itself for ever."""
    import torch

    norm.weight.mul_(torch.where(torch.rand_like(norm.weight) < 0.5, -1.0, 1.0))


def _save(model: PreTrainedModel, folder: Path, pickled: bool) -> None:
    """Save as safetensors, or as the ``pytorch_model.bin`` that older repositories hold."""
    import torch

    model.save_pretrained(folder)
    if pickled:
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
