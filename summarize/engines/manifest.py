"""``khulasa.json``: what a CTranslate2 folder does not say about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from summarize.engines.tokenizers import FAMILIES, Family
from summarize.errors import ModelError

FILE_NAME = "khulasa.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The family of a converted model and its limits.

    ``architecture`` is a key of ``FAMILIES``. ``positions`` is how many tokens the encoder or the decoder can hold,
    special tokens included; None where there is no such limit (T5's positions are relative). ``languages`` are the
    codes the model was made for; empty means: all that its vocabulary holds.
    """

    name: str
    architecture: str
    positions: int | None = None
    languages: tuple[str, ...] = ()

    @property
    def family(self) -> Family:
        """What sets this model's family apart."""
        return FAMILIES[self.architecture]

    def write(self, folder: Path) -> None:
        """Write ``khulasa.json`` into ``folder``; other rooms' keys in the one that is there stay.

        Raises ``ModelError`` when that one cannot be read.
        """
        path = folder / FILE_NAME
        try:
            known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
            record = {**known, **asdict(self)}
        except (OSError, ValueError, TypeError) as error:
            raise ModelError(f"{path} cannot be read ({error!r}): mend it or take it away.") from error
        path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read ``folder``'s ``khulasa.json``; keys that are not a Manifest's are other rooms' business.

        Raises ``ModelError`` when it is missing, broken or names an unknown architecture.
        """
        path = folder / FILE_NAME
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            manifest = cls(
                name=str(record.get("name", folder.name)),
                architecture=str(record["architecture"]),
                positions=None if record.get("positions") is None else int(record["positions"]),
                languages=tuple(map(str, record.get("languages", ()))),
            )
        except FileNotFoundError as error:
            raise ModelError(
                f"{folder} has no {FILE_NAME}, so it is no model converted by Khulasa. "
                "Name the folder of the checkpoint it came from instead: it is converted on first use"
            ) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path} cannot be read ({error!r}). Pull or convert the model again.") from error
        if manifest.architecture not in FAMILIES:
            raise ModelError(
                f"{path} names the architecture {manifest.architecture!r}; known are {', '.join(FAMILIES)}."
            )
        return manifest
