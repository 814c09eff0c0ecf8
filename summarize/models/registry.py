"""The models Khulasa knows: one table, every row pinned to a commit.

A hub repository can be changed by its owner at any time; a commit cannot. Revisions and hashes were taken from public
sources that name them for these repositories (each row says how many), never from a branch head. Where a file's
sha256 is not in the table, `hub.pull` verifies it against the hash that the hub records for the pinned commit.

Licences are those of the model cards. Quality is the published figure of the same test for every translator: chrF++ on
FLORES-200 devtest, Arabic to English; for the summarizer, ROUGE-1/2/L on XL-Sum's Arabic test set.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarize.errors import LicenceError, ModelError
from summarize.models.folder import Family, Task, describe

EMBEDDED_FOLDER = Path(__file__).parent.parent / "embedded"
FREE_ALTERNATIVES: dict[Task, str] = {"summarize": "embedded", "translate": "embedded or opus-ar-en"}


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of a repository; its size in bytes and its sha256 are checked after every download."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of a model before it is here.

    ``revision`` is a full commit hash, ``files`` those whose hashes are known beforehand, ``size`` the download in
    bytes (the hub's own list gives the exact figure when it is pulled), ``parameters`` their number (None: unknown).
    ``languages`` are the FLORES-200 codes it writes; empty when that is the checkpoint's own list, which its engine
    reads from the vocabulary. ``commercial`` says whether the licence allows commercial use. ``folder`` is set for
    weights that are not downloaded: the embedded ones and local folders.
    """

    name: str
    tasks: tuple[Task, ...]
    family: Family
    licence: str
    commercial: bool
    good_for: str
    repo: str = ""
    revision: str = ""
    files: tuple[PinnedFile, ...] = ()
    size: int = 0
    parameters: int | None = None
    languages: tuple[str, ...] = ()
    folder: Path | None = None


_ROWS = (
    ModelCard(
        name="embedded",
        tasks=("summarize", "translate"),
        family="nllb",
        licence="Apache-2.0",
        commercial=True,
        good_for="the gist, offline, on any machine: ships with the package",
        languages=("arb_Arab", "eng_Latn"),
        folder=EMBEDDED_FOLDER,
    ),
    ModelCard(
        name="mt5-xlsum",
        tasks=("summarize",),
        family="t5",
        licence="CC-BY-NC-SA-4.0",
        commercial=False,
        good_for="one-sentence Arabic summaries in BBC style: ROUGE 34.9/14.8/29.2",
        repo="csebuetnlp/mT5_multilingual_XLSum",
        # The commit in the cache paths and version tables of at least six public projects.
        revision="2437a524effdbadc327ced84595508f1e32025b3",
        size=2_334_000_000,
        parameters=582_401_280,
        languages=("arb_Arab",),
    ),
    ModelCard(
        name="nllb-600m",
        tasks=("translate",),
        family="nllb",
        licence="CC-BY-NC-4.0",
        commercial=False,
        good_for="200 languages on a laptop: chrF++ 61",
        repo="facebook/nllb-200-distilled-600M",
        # Pinned by at least ten public projects. The hashes below are listed by two independent projects or more,
        # the weights' by eight, always at this commit.
        revision="f8d333a098d19b4fd9a8b18f94170487ad3f821d",
        files=(
            PinnedFile(
                "pytorch_model.bin", 2_460_457_927, "c266c2cfd19758b6d09c1fc31ecdf1e485509035f6b51dfe84f1ada83eefcc42"
            ),
            PinnedFile(
                "sentencepiece.bpe.model", 4_852_054, "14bb8dfb35c0ffdea7bc01e56cea38b9e3d5efcdcb9c251d6b40538e1aab555a"
            ),
            PinnedFile(
                "tokenizer.json", 17_331_176, "e316b82de11d0f951f370943b3c438311629547285129b0b81dadabd01bca665"
            ),
            PinnedFile("config.json", 846, "f9b4081d3d108e9d06532ea8d92b932c04ed3a15ff2f87e6982f8e14db51fbc5"),
            PinnedFile(
                "special_tokens_map.json", 3_548, "992bd4ed610d644d6823081937bcc91bb8878dd556cea4ae5327f2480361330e"
            ),
        ),
        size=2_483_000_000,
        parameters=615_073_792,
    ),
    ModelCard(
        name="nllb-1.3b",
        tasks=("translate",),
        family="nllb",
        licence="CC-BY-NC-4.0",
        commercial=False,
        good_for="200 languages, better: chrF++ 64",
        repo="facebook/nllb-200-distilled-1.3B",
        # Pinned by at least eight public projects; the weights' size and hash are published by one of them, and the
        # size is that of 1,370,638,336 float32 parameters and their index.
        revision="7be3e24664b38ce1cac29b8aeed6911aa0cf0576",
        files=(
            PinnedFile(
                "pytorch_model.bin", 5_482_882_236, "7e40f838a5aad3d60e9254632ab876bda44340386ca7ebad3e099db7432b04e1"
            ),
        ),
        size=5_505_000_000,
        parameters=1_370_638_336,
    ),
    ModelCard(
        name="nllb-3.3b",
        tasks=("translate",),
        family="nllb",
        licence="CC-BY-NC-4.0",
        commercial=False,
        good_for="200 languages, rarer ones above all; wants a GPU: chrF++ 64",
        repo="facebook/nllb-200-3.3B",
        # Pinned by at least eight public projects. Three shards, each with the embedding again: hence 17.6 GB.
        revision="1a07f7d195896b2114afcb79b7b57ab512e7b43e",
        size=17_600_000_000,
        parameters=3_344_863_232,
    ),
    ModelCard(
        name="opus-ar-en",
        tasks=("translate",),
        family="marian",
        licence="CC-BY-4.0",
        commercial=True,
        good_for="Arabic to English, free for commerce, better than NLLB-3.3B: chrF++ 65",
        repo="Helsinki-NLP/opus-mt-tc-big-ar-en",
        # Pinned by three independent public projects (a model table, a cache path, a container build).
        revision="bcb4acd39ee8e3552e171653a8e31a10729b4330",
        size=575_000_000,
        parameters=240_000_000,
        languages=("eng_Latn",),
    ),
)
REGISTRY: dict[str, ModelCard] = {card.name: card for card in _ROWS}


def find(name_or_path: str | Path) -> ModelCard:
    """Give the card of a registered name, or one made for a local folder of weights.

    A folder is a Hugging Face checkpoint or a CTranslate2 model; a registered name wins over a folder of the same
    name (write ``./embedded`` for the folder). Raises ``ModelError`` for anything else.

    >>> find("opus-ar-en").licence
    'CC-BY-4.0'
    """
    card = REGISTRY.get(str(name_or_path))
    if card is not None:
        return card
    folder = Path(name_or_path).expanduser()
    if not folder.is_dir():
        raise ModelError(
            f"{str(name_or_path)!r} is neither a model nor a folder here: use one of {', '.join(REGISTRY)},"
            " or the path of a folder that holds a checkpoint"
        )
    contents = describe(folder)
    return ModelCard(
        name=folder.resolve().name,
        tasks=contents.tasks,
        family=contents.family,
        licence=contents.licence,
        commercial=contents.commercial,
        good_for="a folder of your own",
        folder=folder.resolve(),
    )


def require_commercial(card: ModelCard) -> None:
    """Raise ``LicenceError`` when the card's licence does not allow commercial use."""
    if card.commercial:
        return
    free = " and ".join(f"to {task}, {FREE_ALTERNATIVES[task]}" for task in card.tasks)
    if card.repo:
        raise LicenceError(
            f"{card.name} is licensed {card.licence}, which forbids commercial use. Free for commerce: {free}"
        )
    raise LicenceError(
        f"Nothing says that the licence of {card.folder} ({card.licence}) allows commercial use. If it does, say so in"
        f' its khulasa.json: {{"licence": "...", "commercial": true}}. Free for commerce: {free}'
    )
