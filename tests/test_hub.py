"""Models come to this machine whole, verified and once, or not at all with a message that says what to do."""

import hashlib
import json
import re
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.errors import DownloadError, LicenceError, MissingExtraError, ModelError, ModelNotHereError
from summarize.models import download, hub, lock, registry
from summarize.models.download import Transfer
from summarize.models.registry import ModelCard, PinnedFile
from tests.local_hub import LocalHub, Refusal, local_hub

REVISION = "0123456789abcdef0123456789abcdef01234567"
REPO = "somebody/tiny-nllb"
WEIGHTS = bytes(range(256)) * 4096
FILES = {
    "config.json": b'{"model_type": "m2m_100"}',
    "sentencepiece.bpe.model": b"pieces" * 500,
    "model.safetensors": WEIGHTS,
    "README.md": b"A model card.",
}
CARD = ModelCard(
    "tiny", ("translate",), "nllb", "CC-BY-NC-4.0", False, "tests", repo=REPO, revision=REVISION, size=len(WEIGHTS)
)


@pytest.fixture(autouse=True)
def quiet_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine of its own: an empty home, no tokens, no proxies, no pauses; ``tiny`` is the only hub model."""
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KHULASA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hf"))
    monkeypatch.setattr(download, "BACKOFF", 0)
    pin(monkeypatch, CARD)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    with local_hub() as running:
        running.publish(REPO, REVISION, FILES)
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def pin(monkeypatch: pytest.MonkeyPatch, card: ModelCard) -> None:
    monkeypatch.setattr(registry, "REGISTRY", {card.name: card})
    monkeypatch.setattr(hub, "REGISTRY", {card.name: card})


def put_in_place() -> Path:
    """Lay the model where a pull would have put it."""
    folder = hub.home() / "models" / f"tiny@{REVISION[:12]}"
    folder.mkdir(parents=True)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def test_pull_brings_every_file_and_locate_finds_them(server: LocalHub) -> None:
    folder = hub.pull("tiny")
    assert folder == hub.locate(CARD)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != lock.LOCK} == FILES


def test_pull_of_a_model_that_is_here_asks_the_hub_nothing(no_sockets: None) -> None:
    folder = put_in_place()
    assert hub.pull("tiny") == folder


def test_force_brings_it_again_and_drops_what_was_converted_from_it(server: LocalHub) -> None:
    folder = put_in_place()
    (folder / "model.safetensors").write_bytes(b"damaged")
    conversion = folder.with_name(f"{folder.name}-ct2-int8")
    conversion.mkdir()
    hub.pull("tiny", force=True)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS
    assert not conversion.exists()


def test_progress_tells_each_files_bytes_up_to_its_size(server: LocalHub) -> None:
    seen: list[Transfer] = []
    hub.pull("tiny", progress=seen.append)
    last = {transfer.file: transfer for transfer in seen}
    assert {name: (transfer.done, transfer.total) for name, transfer in last.items()} == {
        name: (len(data), len(data)) for name, data in FILES.items()
    }


def test_a_connection_that_breaks_is_taken_up_where_it_broke(server: LocalHub) -> None:
    server.cut_after, server.cuts_left = 300_000, 2
    folder = hub.pull("tiny")
    served = server.served("model.safetensors")
    assert [request.start for request in served] == [0, 300_000, 600_000]
    assert sum(request.sent for request in served) == len(WEIGHTS)
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS


def test_an_interrupted_pull_asks_only_for_missing_bytes_the_next_time(server: LocalHub) -> None:
    def unplug(transfer: Transfer) -> None:
        if transfer.file == "model.safetensors":
            server.refuse = Refusal(500)

    server.cut_after = 500_000
    with pytest.raises(DownloadError, match="refused \\(500\\)"):
        hub.pull("tiny", progress=unplug)
    with pytest.raises(ModelNotHereError):
        hub.locate(CARD)
    server.refuse = server.cut_after = None
    server.requests.clear()
    hub.pull("tiny")
    assert [(request.path.rsplit("/", 1)[1], request.start) for request in server.requests] == [
        ("model.safetensors", 500_000)
    ]


def test_a_hub_that_ignores_ranges_gives_the_whole_file_again(server: LocalHub) -> None:
    server.ranges, server.cut_after, server.cuts_left = False, 1000, 1
    folder = hub.pull("tiny")
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS


def test_a_download_that_never_gains_a_byte_ends_with_the_place_it_reached(server: LocalHub) -> None:
    server.cut_after = 0
    with pytest.raises(DownloadError, match=r"broke off at 0 of .* The same command goes on from there"):
        hub.pull("tiny")
    assert len(server.requests) == download.ATTEMPTS


def test_a_silent_hub_is_given_up_after_the_timeout(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "TIMEOUT", 0.05)
    server.stall = True
    with pytest.raises(DownloadError, match=r"Cannot reach http://127.*timed out"):
        hub.pull("tiny")


def test_a_hub_that_falls_silent_in_the_middle_is_given_up_and_its_bytes_kept(
    server: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "TIMEOUT", 0.05)
    server.hang, server.cut_after, server.cuts_left = True, 400_000, 1
    folder = hub.pull("tiny")
    assert [request.start for request in server.served("model.safetensors")] == [0, 400_000]
    assert (folder / "model.safetensors").read_bytes() == WEIGHTS


def test_a_busy_hub_is_asked_again(server: LocalHub) -> None:
    server.refuse, server.refusals_left = Refusal(503), 2
    assert hub.pull("tiny").is_dir()


def test_a_file_with_another_hash_is_deleted_and_named(server: LocalHub) -> None:
    server.corrupt = True
    with pytest.raises(DownloadError, match=r"config.json of somebody/tiny-nllb is not the file it should be.*deleted"):
        hub.pull("tiny")
    staging = hub.home() / "models" / f"tiny@{REVISION[:12]}.partial"
    assert not any(path.name.startswith("config.json") for path in staging.iterdir())


def test_a_file_damaged_between_two_pulls_is_noticed(server: LocalHub) -> None:
    staging = hub.home() / "models" / f"tiny@{REVISION[:12]}.partial"
    staging.mkdir(parents=True)
    (staging / "model.safetensors").write_bytes(WEIGHTS[::-1])
    with pytest.raises(DownloadError, match=r"model.safetensors .* is not the file it should be"):
        hub.pull("tiny")
    assert (hub.pull("tiny") / "model.safetensors").read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    ("size", "sha256"), [(len(WEIGHTS), "0" * 64), (len(WEIGHTS) + 1, hashlib.sha256(WEIGHTS).hexdigest())]
)
def test_weights_other_than_the_pinned_ones_are_not_even_downloaded(
    server: LocalHub, monkeypatch: pytest.MonkeyPatch, size: int, sha256: str
) -> None:
    pin(monkeypatch, replace_files(PinnedFile("model.safetensors", size, sha256)))
    with pytest.raises(DownloadError, match=r"another model.safetensors .* nothing was downloaded"):
        hub.pull("tiny")
    assert server.requests == []


def test_a_pinned_hash_holds_for_files_whose_sha256_the_hub_does_not_give(
    server: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin(monkeypatch, replace_files(PinnedFile("config.json", len(FILES["config.json"]), "0" * 64)))
    with pytest.raises(DownloadError, match=r"config.json of .* expected 000000000000"):
        hub.pull("tiny")


def test_a_pinned_file_that_the_commit_lacks_is_named(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(monkeypatch, replace_files(PinnedFile("tokenizer.json", 10, "0" * 64)))
    with pytest.raises(DownloadError, match=r"lacks tokenizer.json"):
        hub.pull("tiny")


def test_pinned_pickles_are_left_where_there_are_safetensors(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(monkeypatch, replace_files(PinnedFile("pytorch_model.bin", 5, hashlib.sha256(b"other").hexdigest())))
    server.publish(REPO, REVISION, {**FILES, "pytorch_model.bin": b"other"})
    assert {path.name for path in hub.pull("tiny").iterdir()} == {*FILES, lock.LOCK}


def test_a_listed_file_that_the_hub_cannot_give_is_named(server: LocalHub) -> None:
    server.extra_names = ("tokenizer.json",)
    with pytest.raises(DownloadError, match=r"tokenizer.json was refused \(404\): the commit has no such file"):
        hub.pull("tiny")


@pytest.mark.parametrize(
    "name", ["../../.bashrc", "/etc/passwd", "sub/../../model.safetensors", "..\\x.json", "C:x.json"]
)
def test_a_name_that_would_leave_the_folder_is_refused(server: LocalHub, name: str, tmp_path: Path) -> None:
    server.extra_names = (name,)
    with pytest.raises(DownloadError, match="would leave the model's folder"):
        hub.pull("tiny")
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_code_and_other_formats_are_left_on_the_hub(server: LocalHub) -> None:
    extra = (
        "modeling.py",
        "onnx/model.safetensors",
        "onnx/spiece.model",
        "pytorch_model.bin",
        "flax_model.msgpack",
        "training_args.bin",
    )
    server.publish(REPO, REVISION, {**FILES, **dict.fromkeys(extra, b"other")})
    assert {path.name for path in hub.pull("tiny").iterdir()} == {*FILES, lock.LOCK}


def test_pickled_weights_come_only_where_there_are_no_others(server: LocalHub) -> None:
    files = {name: data for name, data in FILES.items() if name != "model.safetensors"}
    server.publish(REPO, REVISION, {**files, "pytorch_model.bin": WEIGHTS})
    assert (hub.pull("tiny") / "pytorch_model.bin").read_bytes() == WEIGHTS


def test_a_repository_without_weights_is_named(server: LocalHub) -> None:
    server.publish(REPO, REVISION, {"config.json": b"{}"})
    with pytest.raises(DownloadError, match="holds no checkpoint"):
        hub.pull("tiny")


@pytest.mark.parametrize(
    ("refusal", "message"),
    [
        (Refusal(404, "RepoNotFound"), "no such repository"),
        (Refusal(401, "RepoNotFound"), "no such repository, or it is private"),
        (Refusal(404, "RevisionNotFound"), "no such commit"),
        (Refusal(401, "GatedRepo"), r"gated \(401\): accept its terms .* HF_TOKEN"),
        (Refusal(403), r"gated \(403\)"),
        (Refusal(404), "not found"),
        (Refusal(500), r"refused \(500\)"),
    ],
)
def test_a_refusal_says_why(server: LocalHub, refusal: Refusal, message: str) -> None:
    server.refuse = refusal
    with pytest.raises(DownloadError, match=message):
        hub.pull("tiny")


def test_another_commit_than_the_pinned_one_is_refused(server: LocalHub) -> None:
    server.repos["other/repo", "f" * 40] = {}
    server.listing = lambda repo, revision: {"sha": "f" * 40, "siblings": []}  # type: ignore[method-assign]
    with pytest.raises(DownloadError, match=rf"gave commit f{{40}} of {REPO} instead of {REVISION}"):
        hub.pull("tiny")


def test_an_endpoint_that_is_no_hub_is_named(server: LocalHub) -> None:
    server.listing = lambda repo, revision: {"message": "welcome"}  # type: ignore[method-assign]
    with pytest.raises(DownloadError, match="is HF_ENDPOINT right"):
        hub.pull("tiny")


def test_without_a_network_the_message_says_what_else_works(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    with pytest.raises(DownloadError) as caught:
        hub.pull("tiny")
    assert re.sub(r"\(.*\)", "(...)", str(caught.value)) == (
        f"Cannot reach http://127.0.0.1:{port} to bring somebody/tiny-nllb (...). Check the connection, set HF_ENDPOINT"
        " to a mirror, or copy the model's folder from a machine that has it"
    )
    assert "refused" in str(caught.value)


def test_a_token_goes_with_every_request_to_the_hub(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub.pull("tiny")
    assert {request.token for request in server.requests} == {"Bearer hf_secret"}


def test_a_token_does_not_follow_a_redirect_to_another_host(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
    with local_hub() as storage:
        storage.publish(REPO, REVISION, FILES)
        server.storage = storage.endpoint
        hub.pull("tiny")
    assert {request.token for request in storage.requests} == {""}


@pytest.mark.usefixtures("no_sockets")
class TestOffline:
    def test_locate_opens_no_socket_and_gives_the_command(self) -> None:
        with pytest.raises(ModelNotHereError, match=r"bring it with: khulasa models pull tiny$"):
            hub.locate(CARD)

    def test_pull_of_a_model_that_is_not_here_is_refused(self) -> None:
        with pytest.raises(ModelNotHereError, match="offline nothing is downloaded"):
            hub.pull("tiny", offline=True)

    def test_the_hubs_own_variable_counts_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        with pytest.raises(ModelNotHereError, match="offline nothing is downloaded"):
            hub.pull("tiny")

    def test_a_model_that_is_here_is_given(self) -> None:
        folder = put_in_place()
        assert hub.pull("tiny", offline=True) == hub.locate(CARD) == hub.ready(CARD, "torch") == folder

    def test_listing_opens_no_socket(self) -> None:
        assert [row.folder for row in hub.installed()] == [None]


def test_commercial_use_is_refused_before_anything_is_asked_for(server: LocalHub) -> None:
    with pytest.raises(LicenceError, match=r"CC-BY-NC-4\.0"):
        hub.pull("tiny", commercial=True)
    assert server.requests == []


def test_a_full_disk_is_told_before_the_download(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "_SPARE_BYTES", 1 << 60)
    with pytest.raises(
        DownloadError, match=r"tiny needs 0.0 GB more, and .* GB free: free some space, or set KHULASA_HOME"
    ):
        hub.pull("tiny")


def test_a_disk_that_fills_up_on_the_way_is_told(server: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    staging = hub.home() / "models" / f"tiny@{REVISION[:12]}.partial"
    staging.mkdir(parents=True)
    (staging / "model.safetensors.part").symlink_to("/dev/full")
    with pytest.raises(DownloadError, match="the disk is full"):
        hub.pull("tiny")


def test_two_pulls_of_one_model_do_not_write_over_each_other(server: LocalHub) -> None:
    pytest.importorskip("fcntl")
    refusals: list[str] = []

    def pull_again(_: Transfer) -> None:
        if not refusals:
            with pytest.raises(DownloadError) as caught:
                hub.pull("tiny")
            refusals.append(str(caught.value))

    hub.pull("tiny", progress=pull_again)
    assert refusals == ["Another khulasa is at work on tiny: wait for it, then try again"]


def test_the_lock_file_records_commit_and_hashes(server: LocalHub) -> None:
    found = lock.read(hub.pull("tiny"))
    assert found is not None
    assert (found.model, found.repo, found.revision) == ("tiny", REPO, REVISION)
    assert {file.name: file.sha256 for file in found.files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()
    }


def test_a_locked_folder_tells_what_was_changed_in_it(server: LocalHub) -> None:
    folder = hub.pull("tiny")
    found = lock.read(folder)
    assert found is not None
    assert lock.verify(folder, found) == ()
    (folder / "model.safetensors").write_bytes(WEIGHTS[::-1])
    (folder / "README.md").unlink()
    (folder / "config.json").write_bytes(b"{}")
    problems = lock.verify(folder, found)
    assert [re.split(" (was|is|has) ", problem)[0] for problem in problems] == [
        "README.md",
        "config.json",
        "model.safetensors",
    ]


def test_a_damaged_lock_file_is_an_error_with_its_path(tmp_path: Path) -> None:
    (tmp_path / lock.LOCK).write_text('{"files": 3}')
    with pytest.raises(ModelError, match=f"{lock.LOCK} is damaged"):
        lock.read(tmp_path)


def test_remove_takes_the_model_its_conversions_and_its_remains() -> None:
    folder = put_in_place()
    for suffix in ("-ct2-int8", ".partial"):
        folder.with_name(folder.name + suffix).mkdir()
    assert hub.remove("tiny") == sum(map(len, FILES.values()))
    assert [path for path in folder.parent.iterdir() if path.is_dir()] == []


def test_remove_of_what_is_not_here_says_so() -> None:
    with pytest.raises(ModelNotHereError, match="nothing to remove"):
        hub.remove("tiny")


def test_remove_leaves_a_users_own_folder_alone(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ModelError, match="nothing of Khulasa's to remove"):
        hub.remove(str(tmp_path))
    assert (tmp_path / "config.json").exists()


def test_installed_counts_the_bytes_on_disk() -> None:
    folder = put_in_place()
    assert hub.installed() == (hub.Installed(CARD, folder, sum(map(len, FILES.values()))),)


def test_converting_without_torch_gives_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place()
    monkeypatch.setattr(hub, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'khulasa\[torch\]'"):
        hub.ready(CARD, "ct2")


def test_a_conversion_is_made_once_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    optimize = pytest.importorskip("summarize.models.optimize")
    folder = put_in_place()
    made: list[Path] = []

    def convert(source: Path, target: Path, quantization: str) -> None:
        target.mkdir()
        (target / "model.bin").write_bytes(b"weights")
        (target / "config.json").write_text(json.dumps({"quantization": quantization}))
        made.append(source)

    monkeypatch.setattr(optimize, "convert", convert)
    first, second = hub.ready(CARD, "ct2"), hub.ready(CARD, "ct2")
    assert first == second == folder.with_name(f"{folder.name}-ct2-int8")
    assert made == [folder]


def test_a_ctranslate2_folder_is_ready_as_it_is_but_not_for_torch(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"weights")
    (tmp_path / "config.json").write_text('{"bos_token": "<s>"}')
    (tmp_path / "khulasa.json").write_text('{"architecture": "marian"}')
    card = registry.find(tmp_path)
    assert hub.ready(card, "ct2") == tmp_path.resolve()
    with pytest.raises(ModelError, match="use --engine ct2"):
        hub.ready(card, "torch")


def test_identity_names_the_commit_or_what_the_files_hold(tmp_path: Path) -> None:
    assert hub.identity(CARD) == "tiny@0123456789ab"
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    card = registry.find(tmp_path)
    before = hub.identity(card)
    assert hub.identity(card) == before
    (tmp_path / "model.safetensors").write_bytes(WEIGHTS[::-1])
    hub.identity.cache_clear()
    assert hub.identity(card) != before


def test_a_folder_of_ones_own_is_converted_into_the_home_not_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    optimize = pytest.importorskip("summarize.models.optimize")
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, data in FILES.items():
        (mine / name).write_bytes(data)
    monkeypatch.setattr(optimize, "convert", lambda source, target, quantization: target.mkdir())
    card = registry.find(mine)
    assert hub.ready(card, "ct2").parent == hub.home() / "models"
    assert {path.name for path in mine.iterdir()} == set(FILES)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the other platforms have their own cache folders")
def test_the_home_is_the_chosen_folder_or_the_platforms_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert hub.home() == tmp_path / "home"
    monkeypatch.delenv("KHULASA_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert hub.home() == tmp_path / "khulasa"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert hub.home() == Path.home() / ".cache" / "khulasa"


def replace_files(*files: PinnedFile) -> ModelCard:
    return ModelCard(
        "tiny", ("translate",), "nllb", "CC-BY-NC-4.0", False, "tests", repo=REPO, revision=REVISION, files=files
    )


class TestACheckpointInHuggingFacesCache:
    """What other tools, or a Space's ``preload_from_hub``, brought is used where it lies."""

    @pytest.fixture
    def cached(self, tmp_path: Path) -> Path:
        """The files of ``tiny`` as huggingface_hub stores them: links to blobs."""
        root = tmp_path / "hf" / "models--somebody--tiny-nllb"
        folder = root / "snapshots" / REVISION
        folder.mkdir(parents=True)
        (root / "blobs").mkdir()
        for name, data in FILES.items():
            blob = root / "blobs" / hashlib.sha256(data).hexdigest()
            blob.write_bytes(data)
            (folder / name).symlink_to(blob)
        return folder

    def test_is_found_without_a_socket_and_needs_no_pull(self, cached: Path, no_sockets: None) -> None:
        assert hub.locate(CARD) == cached
        assert hub.pull("tiny") == cached
        assert next(row for row in hub.installed() if row.card == CARD).folder == cached

    def test_is_not_ours_to_remove(self, cached: Path) -> None:
        with pytest.raises(ModelNotHereError):
            hub.remove("tiny")
        assert (cached / "model.safetensors").is_file()

    def test_gives_way_to_what_khulasa_pulled(self, cached: Path, server: LocalHub) -> None:
        assert hub.pull("tiny", force=True) != cached
        assert hub.locate(CARD) != cached

    @pytest.mark.parametrize("name", ["model.safetensors", "sentencepiece.bpe.model", "config.json"])
    def test_is_not_used_when_a_file_is_missing(self, cached: Path, name: str) -> None:
        (cached / name).unlink()
        with pytest.raises(ModelNotHereError):
            hub.locate(CARD)

    def test_is_not_used_when_a_shard_is_missing(self, cached: Path) -> None:
        index = {"weight_map": {"a": "model.safetensors", "b": "model-00002-of-00002.safetensors"}}
        (cached / "model.safetensors.index.json").write_text(json.dumps(index))
        with pytest.raises(ModelNotHereError):
            hub.locate(CARD)

    def test_is_not_used_when_its_weights_are_not_the_pinned_ones(
        self, cached: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = replace(CARD, files=(PinnedFile("model.safetensors", len(WEIGHTS), "0" * 64),))
        pin(monkeypatch, other)
        with pytest.raises(ModelNotHereError):
            hub.locate(other)
