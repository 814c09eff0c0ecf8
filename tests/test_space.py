"""A Hugging Face Space of one's own: what the folder holds, what its README tells the hub, and that it runs."""

import fnmatch
import importlib.metadata
import re
import shutil
import sys
from pathlib import Path

import pytest
import tomllib
import yaml
from huggingface_hub import SpaceHardware
from packaging.requirements import Requirement

from summarize.cli import main
from summarize.errors import UsageError
from summarize.models.registry import REGISTRY
from tests import miniature
from tests.space_drive import ask, first_choices_of, tools_of
from tests.space_process import running_space
from ui.space import PRELOADED, SDK_VERSION, ZERO, Space, door, readme, requirements, space, write

CHECKOUT = Path(__file__).parents[1]
ARTICLE = (
    "أعلنت البلدية افتتاح حديقة عامة جديدة في وسط المدينة بعد عامين من العمل.\n"
    "وقال المدير إن عدد الزوار بلغ 1500 زائر في اليوم الأول."
)
EMBEDDED = Space()
PULLED = space(["nllb-600m", "mt5-xlsum"])
# huggingface.co/docs/hub/spaces-config-reference
KEYS = set(
    "title emoji colorFrom colorTo sdk sdk_version python_version app_file short_description license models datasets"
    " tags suggested_hardware preload_from_hub startup_duration_timeout".split()
)
COLOURS = set("red yellow green blue indigo purple pink gray".split())
# Stands in for ZeroGPU's library, whose decorated functions need a GPU that is lent only while the page is up.
ZEROGPU = """
gradio_auto_wrap = lambda work: work  # Gradio calls it in a Space
def GPU(duration):
    def lend(work):
        def lent(*arguments):
            print("lent:", work.__name__, flush=True)
            yield from work(*arguments)
        return lent
    return lend
"""
DECLARED = importlib.metadata.requires("khulasa") or []


def matter(given: Space) -> dict[str, object]:
    _, yaml_text, text = readme(given).split("---\n", 2)
    assert text.startswith("\n# ")
    return yaml.safe_load(yaml_text)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("-")]


@pytest.mark.parametrize(
    "given", [EMBEDDED, PULLED, space(["nllb-600m", "mt5-xlsum"], ZERO)], ids=["embedded", "pulled", "zero"]
)
def test_the_front_matter_says_only_what_the_hub_understands(given: Space) -> None:
    said = matter(given)
    assert set(said) <= KEYS
    assert said["sdk"] == "gradio"
    assert {said["colorFrom"], said["colorTo"]} <= COLOURS
    assert len(str(said["short_description"])) <= 60
    assert SpaceHardware(str(said["suggested_hardware"])).value == given.hardware
    assert all(isinstance(said[key], str) for key in ("sdk_version", "python_version"))


def test_the_space_starts_the_gradio_that_the_page_asks_for() -> None:
    (gradio,) = (Requirement(line) for line in requirements(EMBEDDED, DECLARED).splitlines() if "gradio" in line)
    assert gradio.specifier.contains(SDK_VERSION)


def test_zerogpu_gets_a_python_that_it_offers_and_its_own_library() -> None:
    given = space(["nllb-600m", "mt5-xlsum"], ZERO)
    assert matter(given)["python_version"] == "3.12.12"
    assert "spaces" in requirements(given, DECLARED).splitlines()


def test_models_of_the_hub_are_preloaded_at_the_pinned_commits() -> None:
    preloaded = matter(PULLED)["preload_from_hub"]
    assert [line.split()[::2] for line in preloaded] == [
        ["csebuetnlp/mT5_multilingual_XLSum", "2437a524effdbadc327ced84595508f1e32025b3"],
        ["facebook/nllb-200-distilled-600M", "f8d333a098d19b4fd9a8b18f94170487ad3f821d"],
    ]
    assert matter(PULLED)["models"] == [line.split()[0] for line in preloaded]
    assert "preload_from_hub" not in matter(EMBEDDED)


@pytest.mark.parametrize("name", PRELOADED)
def test_every_file_with_a_pinned_hash_is_preloaded(name: str) -> None:
    assert {file.name for file in REGISTRY[name].files} <= set(PRELOADED[name])


@pytest.mark.parametrize(
    ("models", "licence"),
    [
        (["embedded"], "apache-2.0"),
        (["opus-ar-en"], "apache-2.0"),
        (["nllb-600m"], "cc-by-nc-4.0"),
        (["mt5-xlsum"], "cc-by-nc-sa-4.0"),
        (["nllb-600m", "mt5-xlsum"], "cc-by-nc-sa-4.0"),
    ],
)
def test_the_licence_is_the_strictest_of_what_it_runs(models: list[str], licence: str) -> None:
    assert matter(space(models))["license"] == licence


def test_the_readme_names_the_licence_of_each_model() -> None:
    text = readme(PULLED)
    assert "licensed CC-BY-NC-4.0: not for commercial use" in text
    assert "licensed CC-BY-NC-SA-4.0: not for commercial use" in text
    assert "commercial" not in readme(EMBEDDED)


@pytest.mark.parametrize(
    ("models", "said"),
    [
        (["gpt"], "model 'gpt' given, one of embedded, "),
        ([""], "model '' given"),
        (["nllb-3.3b"], "model 'nllb-3.3b' given"),
        (["nllb-600m", "opus-ar-en"], "nllb-600m and opus-ar-en both translate"),
    ],
)
def test_models_that_no_space_can_start_with_are_refused(models: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        space(models)


@pytest.mark.parametrize("models", [["embedded"], ["nllb-600m"], ["mt5-xlsum"]])
def test_zerogpu_is_refused_to_models_that_its_gpu_cannot_run(models: list[str]) -> None:
    with pytest.raises(UsageError, match="one that summarizes and one that translates"):
        space(models, ZERO)


def test_the_door_is_khulasa_ui_with_the_models_that_were_chosen() -> None:
    assert 'main(["ui", "--host", HOST, "--port", PORT]))' in door(EMBEDDED)
    assert '"--summarizer", "mt5-xlsum", "--translator", "nllb-600m"]))' in door(PULLED)
    assert '"--engine", "torch"]))' in door(space(["nllb-600m", "mt5-xlsum"], ZERO))


@pytest.mark.parametrize("given", [EMBEDDED, PULLED], ids=["embedded", "pulled"])
def test_the_requirements_are_those_of_pyproject(given: Space) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["ui"], *(extras["torch"] if given.pulled else [])]
    for line in wanted:  # grows: an extra may be made of others
        if Requirement(line).name == "khulasa":
            wanted += [other for extra in Requirement(line).extras for other in extras[extra]]
    expected = {Requirement(line) for line in wanted if Requirement(line).name != "khulasa"}
    found = {Requirement(line) for line in lines(requirements(given, DECLARED))}
    assert found == expected, "the installed khulasa is older than pyproject.toml: install it again (make does)"


def test_torch_comes_only_where_a_checkpoint_must_be_converted() -> None:
    assert "torch" not in requirements(EMBEDDED, DECLARED)
    assert re.search(r"^torch<", requirements(PULLED, DECLARED), re.MULTILINE)
    assert requirements(PULLED, DECLARED).startswith("--extra-index-url https://download.pytorch.org/whl/cpu\n")
    on_a_gpu = space(["nllb-600m", "mt5-xlsum"], ZERO)
    assert "index" not in requirements(on_a_gpu, DECLARED)


@pytest.mark.parametrize("name", ["app.py", "requirements.txt"])
def test_the_checkout_itself_can_be_pushed_as_a_space(name: str) -> None:
    generated = {"app.py": door(EMBEDDED), "requirements.txt": requirements(EMBEDDED, DECLARED)}
    assert (CHECKOUT / name).read_text("utf-8") == generated[name]


def test_the_folder_is_whole_and_clean(tmp_path: Path) -> None:
    out = tmp_path / "space"
    assert main(["space", str(out)]) == 0
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    shipped = {
        path.relative_to(CHECKOUT).as_posix()
        for folder in ("summarize", "ui", "eval", "samples")
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == shipped | {"app.py", "requirements.txt", "README.md", "LICENSE", ".gitattributes"}
    assert "summarize/embedded/model.bin" in names
    assert (out / "LICENSE").read_bytes() == (CHECKOUT / "LICENSE").read_bytes()


def test_git_lfs_keeps_every_binary_file(tmp_path: Path) -> None:
    write(tmp_path / "space", EMBEDDED)
    attributes = (tmp_path / "space/.gitattributes").read_text("utf-8").splitlines()
    patterns = [line.split()[0] for line in attributes if line.endswith("filter=lfs diff=lfs merge=lfs -text")]
    binary = [path.name for path in (tmp_path / "space").rglob("*") if path.is_file() and b"\0" in path.read_bytes()]
    assert binary
    assert [name for name in binary if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)] == []


def test_a_clone_is_written_anew_and_what_is_the_owners_own_stays(tmp_path: Path) -> None:
    write(tmp_path, EMBEDDED)
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "ui" / "gone.py").write_text("of an older version")
    (tmp_path / "app.py").write_text("old")
    (tmp_path / ".gitattributes").write_text("*.zip filter=lfs diff=lfs merge=lfs -text\n")
    write(tmp_path, PULLED)
    assert (tmp_path / "app.py").read_text("utf-8") == door(PULLED)
    assert (tmp_path / "README.md").read_text("utf-8") == readme(PULLED)
    assert not (tmp_path / "ui" / "gone.py").exists()
    assert (tmp_path / ".git").is_dir()
    assert (tmp_path / "notes.txt").read_text() == "mine"
    kept = (tmp_path / ".gitattributes").read_text("utf-8")
    write(tmp_path, PULLED)
    assert (tmp_path / ".gitattributes").read_text("utf-8") == kept
    assert [line.split()[0] for line in kept.splitlines()] == ["*.zip", "*.bin", "*.model"]


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert main(["space", str(tmp_path)]) == 2
    assert "holds something that is no Space" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="is a file"):
        write(tmp_path / "file", EMBEDDED)


@pytest.mark.parametrize("place", [CHECKOUT, CHECKOUT / "ui", CHECKOUT / "summarize" / "new"])
def test_khulasa_is_never_written_over_itself(place: Path) -> None:
    with pytest.raises(UsageError, match="where Khulasa itself lies"):
        write(place, EMBEDDED)
    assert not (CHECKOUT / "summarize" / "new").exists()


def test_the_licences_are_said_when_it_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["space", str(tmp_path / "space"), "--models", "nllb-600m, mt5-xlsum"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "nllb-600m: CC-BY-NC-4.0, not for commercial use" in said.err
    assert "mt5-xlsum: CC-BY-NC-SA-4.0, not for commercial use" in said.err


def test_a_space_that_calls_out_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "import http.server, os, sys\n"
        "sys.audit('socket.connect', None, ('192.0.2.7', 443))\n"
        "address = '127.0.0.1', int(os.environ['GRADIO_SERVER_PORT'])\n"
        "http.server.HTTPServer(address, http.server.SimpleHTTPRequestHandler).serve_forever()\n"
    )
    with running_space(tmp_path, Path(sys.executable), tmp_path) as running:
        assert running.outgoing() == ["socket.connect 192.0.2.7"]


def test_a_space_does_not_see_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import summarize")
    with (
        pytest.raises(AssertionError, match="No module named 'summarize'"),
        running_space(tmp_path, Path(sys.executable), tmp_path),
    ):
        pass


@pytest.mark.slow
def test_the_folder_runs_alone_and_calls_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    write(tmp_path / "space", EMBEDDED)
    with running_space(tmp_path / "space", Path(sys.executable), tmp_path) as running:
        digest = ask(running.url, "/digest", text=ARTICLE)
        measured = ask(running.url, "/rouge", hypothesis=digest["abstract"]["text"], references=[ARTICLE])
        assert {"digest", "summarize", "translate", "rouge"} <= tools_of(running.url)
        assert running.outgoing() == []
    assert digest["abstract"]["text"]
    assert measured["scores"][0]["name"] == "ROUGE-1"
    assert len(digest["translation"]["lines"]) == len(digest["sentences"])


@pytest.mark.slow
def test_preloaded_models_are_what_the_space_digests_with(
    preloaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    write(tmp_path / "space", PULLED)
    shutil.copytree(preloaded, tmp_path / "home/.cache/huggingface/hub")
    with running_space(tmp_path / "space", Path(sys.executable), tmp_path) as running:
        digest = ask(running.url, "/digest", text=ARTICLE, summarizer="mt5-xlsum", translator="nllb-600m")
        assert {"mt5-xlsum", "nllb-600m"} <= first_choices_of(running.url)
        assert running.outgoing() == []
    assert digest["translation"]["model"] == "nllb-600m"
    assert len(digest["translation"]["lines"]) == len(digest["sentences"])
    assert "mt5-xlsum@2437a524effd" in digest["signature"]
    assert "nllb-600m@f8d333a098d1" in digest["signature"]


@pytest.mark.slow
def test_zerogpu_is_asked_for_its_gpu_once_for_an_article_and_not_before(
    preloaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    write(tmp_path / "space", space(["nllb-600m", "mt5-xlsum"], ZERO))
    (tmp_path / "space" / "spaces.py").write_text(ZEROGPU)
    shutil.copytree(preloaded, tmp_path / "home/.cache/huggingface/hub")
    with running_space(tmp_path / "space", Path(sys.executable), tmp_path) as running:
        assert "lent" not in running.log.read_text("utf-8")
        digest = ask(running.url, "/digest", text=ARTICLE, summarizer="mt5-xlsum", translator="nllb-600m")
        assert running.log.read_text("utf-8").count("lent: digest_steps") == 1
    assert "torch" in digest["signature"]


@pytest.fixture(scope="module")
def preloaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay small checkpoints into a cache as ``preload_from_hub`` lays the true ones: the files it names, no others."""
    torch = pytest.importorskip("torch")
    from safetensors.torch import load_file

    summarizer = miniature.mt5(tmp_path_factory.mktemp("mt5"))
    torch.save(load_file(summarizer / "model.safetensors"), summarizer / "pytorch_model.bin")
    translator = miniature.nllb(tmp_path_factory.mktemp("nllb"), pickled=True)
    cache = tmp_path_factory.mktemp("hub")
    for name, published in (("mt5-xlsum", summarizer), ("nllb-600m", translator)):
        card = REGISTRY[name]
        snapshot = cache / f"models--{card.repo.replace('/', '--')}" / "snapshots" / card.revision
        snapshot.mkdir(parents=True)
        for file in PRELOADED[name]:
            if (published / file).exists():
                shutil.copy(published / file, snapshot)
    return cache
