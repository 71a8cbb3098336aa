"""The last method file is read from memory, and never taken for another one."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from visionwork.method import MethodError, default_method, load_method
from visionwork.method.remembered import read_toml
from visionwork.paths import app_data_dir


@pytest.fixture
def no_toml(monkeypatch: pytest.MonkeyPatch, small_text: str) -> None:
    """Remember the small method, and have no TOML reader from then on."""
    read_toml(small_text)

    def refuse(text: str) -> None:
        raise AssertionError("TOML was read")

    monkeypatch.setattr(tomllib, "loads", refuse)


def kept() -> Path:
    return app_data_dir() / "method.json"


@pytest.mark.usefixtures("no_toml")
def test_the_same_text_is_not_read_again(small_text: str, method_path: Path) -> None:
    method_path.write_text(small_text, encoding="utf-8")
    assert load_method(method_path).name == "Small method"


@pytest.mark.usefixtures("no_toml")
def test_another_text_is_read(small_text: str) -> None:
    with pytest.raises(AssertionError, match="TOML was read"):
        read_toml(small_text + "\n")


def test_what_is_remembered_is_the_same() -> None:
    assert default_method() == default_method()
    assert kept().exists()


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"sha256": "1", "data": {}}', "[" * 100_000, "\x00"])
def test_a_damaged_memory_is_no_harm(damage: str, small_text: str) -> None:
    expected = read_toml(small_text)
    kept().write_text(damage, encoding="utf-8")
    assert read_toml(small_text) == expected
    assert json.loads(kept().read_bytes())["data"] == expected


def test_data_of_a_wrong_kind_is_no_harm(small_text: str) -> None:
    expected = read_toml(small_text)
    digest = json.loads(kept().read_bytes())["sha256"]
    kept().write_text(json.dumps({"sha256": digest, "data": ["step"]}))
    assert read_toml(small_text) == expected


@pytest.mark.parametrize("text", ["held = 2026-03-02", "share = inf"])
def test_what_json_cannot_hold_is_read_each_time(text: str) -> None:
    assert read_toml(text) == read_toml(text) == tomllib.loads(text)
    assert list(app_data_dir().iterdir()) == []


def test_a_fault_is_told_with_its_line_the_second_time_too(small_text: str, method_path: Path) -> None:
    method_path.write_text(small_text.replace("language = 'en'", "language = 'English, mostly'"))
    told: list[str] = []
    for _ in range(2):
        with pytest.raises(MethodError) as caught:
            load_method(method_path)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert "language" in told[0]


def test_without_a_folder_of_its_own_the_app_reads_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_text: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VISIONWORK_HOME", str(tmp_path / "file"))
    assert read_toml(small_text) == tomllib.loads(small_text)
