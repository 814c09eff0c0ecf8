"""The vocabulary: joint Arabic and English SentencePiece BPE, digits one by one, every letter of both scripts.

Text comes here in the models' spelling (`summarize.arabic.model_text`), so the tokenizer normalises nothing.
Ids follow fairseq's order, as `NllbTokenizer` has them: ``<s> <pad> </s> <unk>``, the pieces, ``<mask>``, the codes.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import sentencepiece

from train import sources

FIRST = ("<s>", "<pad>", "</s>", "<unk>")
CODES = ("arb_Arab", "eng_Latn", "arb_Head", "spare_1", "spare_2")
REQUIRED = (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچڤگژ،؛؟"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßĀāăćČčđēęěğīİıłńňőōŒœřśŞşŠšţūżžŽ"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~°£€¥§©®²³½×÷"
)


class Tokenizer:
    """Text to ids and back over a SentencePiece file."""

    def __init__(self, model_file: Path) -> None:
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(model_file))
        self.tokens: tuple[str, ...] = (
            *FIRST, *(self._pieces.id_to_piece(i) for i in range(3, self._pieces.get_piece_size())), "<mask>", *CODES,
        )  # fmt: skip
        self.ids = {token: index for index, token in enumerate(self.tokens)}

    def encode(self, text: str) -> list[int]:
        """Ids of ``text``, no specials (SentencePiece counts ``<unk> <s> </s>`` first, fairseq has one more)."""
        return [3 if piece == 0 else piece + 1 for piece in self._pieces.encode(text)]

    def decode(self, ids: list[int]) -> str:
        """Text of ``ids``; codes and specials are left out."""
        size = self._pieces.get_piece_size()
        text: str = self._pieces.decode([piece - 1 for piece in ids if 3 < piece < size + 1])
        return text


#: What the vocabulary is learned from: rows of each data set, both sides unless it is Arabic twice.
SAMPLE = {
    "news": 10**6, "un_human": 10**6, "fignews": 10**6, "lead": 10**6, "general": 8000, "names": 8000,
    "un_machine": 6000,
}  # fmt: skip
ENGLISH_SENTENCES = 30_000


def train(data: Path, work: Path, size: int, threads: int = 2) -> None:
    """Learn ``size`` pieces from the training text, English news among it, into ``work/sentencepiece.bpe.model``."""
    sample = work / "tokenizer.txt"
    with sample.open("w", encoding="utf-8") as out:
        for name, limit in SAMPLE.items():
            file = work / f"text/{name}.tsv"
            for line in itertools.islice(file.open(encoding="utf-8") if file.exists() else (), limit):
                source, target = line.rstrip("\n").split("\t")
                out.write(f"{source}\n" if name == "lead" else f"{source}\n{target}\n")
        out.writelines(f"{text}\n" for text in itertools.islice(sources.english_sentences(data), ENGLISH_SENTENCES))
    sentencepiece.SentencePieceTrainer.train(
        input=str(sample), model_prefix=str(work / "sentencepiece.bpe"), model_type="bpe", vocab_size=size,
        character_coverage=0.9998, required_chars=REQUIRED, split_digits=True, normalization_rule_name="identity",
        remove_extra_whitespaces=False, max_sentence_length=8000, num_threads=threads, minloglevel=1,
    )  # fmt: skip
