"""The doctor says what is here, what is missing and what to type, without a network."""

import socket
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from summarize import doctor
from summarize.doctor import Finding, Requirement, examine, requirements
from summarize.models import hub, lock, registry
from summarize.models.registry import REGISTRY, ModelCard

REVISION = "0123456789abcdef0123456789abcdef01234567"
DECLARED = [
    "numpy>=1.26",
    "no-such-package<2,>=1.0",
    "khulasa[torch]; extra == 'dev'",
    "pytest>=8; extra == 'dev'",
    "no-such-torch<3,>=2.6; extra == 'torch'",
    'rich>=1; extra == "docx"',
]


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine of its own, whose sockets are blocked."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("KHULASA_HOME", str(tmp_path / "home"))


def found(what: str) -> Finding:
    return next(finding for finding in examine() if finding.what == what)


def embed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    card = ModelCard("embedded", ("summarize",), "nllb", "Apache-2.0", True, "tests", folder=folder)
    for module in (doctor, hub, registry):
        monkeypatch.setattr(module, "REGISTRY", {"embedded": card})


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A sealed folder in the place of the embedded model; CTranslate2 can't load its bytes."""
    folder = tmp_path / "embedded"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.bin").write_bytes(b"not a model")
    lock.seal(folder, "embedded")
    embed(monkeypatch, folder)
    return folder


def test_python_and_the_package_come_first() -> None:
    assert [finding.what for finding in examine()[:2]] == ["Python", "khulasa"]


def test_everything_broken_or_missing_says_what_to_type() -> None:
    assert all(finding.remedy for finding in examine() if finding.status != "ok")


def test_every_base_dependency_is_looked_at() -> None:
    names = {finding.what for finding in examine()}
    assert {"ctranslate2", "sentencepiece", "numpy", "trafilatura", "rich"} <= names


def test_every_model_of_the_hub_has_its_line_and_command() -> None:
    for name, card in REGISTRY.items():
        if card.repo:
            assert found(f"model {name}") == Finding(
                "missing", f"model {name}", card.good_for, f"khulasa models pull {name}"
            )


def test_a_model_that_is_here_is_given_with_its_size_and_place(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "models" / f"opus-ar-en@{REGISTRY['opus-ar-en'].revision[:12]}"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text('{"model_type": "marian"}')
    (folder / "model.safetensors").write_bytes(b"weights")
    finding = found("model opus-ar-en")
    assert finding.status == "ok"
    assert str(folder) in finding.detail


def test_requirements_keep_bounds_and_extras_and_skip_references_to_ourselves() -> None:
    assert requirements(DECLARED) == (
        Requirement("numpy", "1.26", ""),
        Requirement("no-such-package", "1.0", ""),
        Requirement("pytest", "8", "dev"),
        Requirement("no-such-torch", "2.6", "torch"),
        Requirement("rich", "1", "docx"),
    )


class TestPackages:
    @pytest.fixture(autouse=True)
    def declared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(metadata, "requires", lambda name: DECLARED)

    def test_a_missing_base_dependency_is_broken(self) -> None:
        finding = found("no-such-package")
        assert (finding.status, finding.remedy) == ("broken", "pip install --upgrade 'no-such-package>=1.0'")

    def test_a_missing_extra_is_missing_with_its_purpose(self) -> None:
        assert found("extra torch") == Finding(
            "missing",
            "extra torch",
            "no-such-torch is not installed; for the torch engine, and converting pulled models",
            "pip install 'khulasa[torch]'",
        )

    def test_an_extra_that_is_here_names_its_versions(self) -> None:
        assert found("extra docx").detail == f"rich {metadata.version('rich')}; for --format docx"

    def test_what_only_developers_need_is_no_finding(self) -> None:
        assert "extra dev" not in {finding.what for finding in examine()}


def test_an_old_dependency_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda name: ["numpy>=99.1"])
    finding = found("numpy")
    assert finding.status == "broken"
    assert finding.detail == f"{metadata.version('numpy')} is older than 99.1"


def test_a_package_that_is_not_installed_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    assert found("khulasa").remedy == "pip install -e ."


def test_an_embedded_model_that_loads_is_ok(monkeypatch: pytest.MonkeyPatch, embedded: Path) -> None:
    monkeypatch.setattr("ctranslate2.Translator", lambda *_, **__: object())
    assert found("embedded model") == Finding("ok", "embedded model", "0 MB, verified, loads")


def test_embedded_weights_that_do_not_load_are_broken(embedded: Path) -> None:
    finding = found("embedded model")
    assert finding.status == "broken"
    assert finding.detail.startswith("CTranslate2 cannot load it")


def damage(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"not a tool.")


def unseal(folder: Path) -> None:
    (folder / lock.LOCK).unlink()


def empty(folder: Path) -> None:
    (folder / "model.bin").unlink()


@pytest.mark.parametrize(
    ("harm", "detail"),
    [(damage, "model.bin was changed"), (unseal, "no khulasa-lock.json"), (empty, "files are missing")],
)
def test_harm_to_the_embedded_weights_is_seen(embedded: Path, harm: Callable[[Path], None], detail: str) -> None:
    harm(embedded)
    finding = found("embedded model")
    assert finding.status == "broken"
    assert detail in finding.detail
    assert "reinstall" in finding.remedy


def test_a_cache_folder_that_cannot_be_written_is_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    finding = found("cache folder")
    assert (finding.status, finding.detail) == (
        "broken",
        f"{tmp_path / 'home'} cannot be written to (Permission denied)",
    )


def test_looking_creates_nothing(tmp_path: Path) -> None:
    examine()
    assert not (tmp_path / "home").exists()


def test_a_disk_with_little_room_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LITTLE_DISK", 1 << 62)
    assert "KHULASA_HOME" in found("disk").remedy


@pytest.mark.parametrize(
    ("count", "detail"), [(0, "none: models run on the processors"), (2, "2 usable by CTranslate2")]
)
def test_gpus_are_counted_by_the_engine_that_uses_them(
    monkeypatch: pytest.MonkeyPatch, count: int, detail: str
) -> None:
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: count)
    assert found("GPU").detail == detail
