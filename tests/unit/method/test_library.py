"""A workshop finds its method again: the given one, the app's own, or a copy that was kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from visionwork.domain.method import OWN_METHOD, MethodName
from visionwork.domain.workshop import Workshop
from visionwork.method import MethodError, default_method
from visionwork.method.library import MethodLibrary, UnknownMethodError

SMALL = MethodName("small", "Small method")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "app" / "methods"


@pytest.fixture
def given(method_path: Path, small_text: str) -> Path:
    method_path.write_text(small_text, encoding="utf-8")
    return method_path


def made_with(name: MethodName, language: str = "en") -> Workshop:
    return Workshop("u", "Harbour", "Harbour Hotel", language=language, method=name)


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_apps_own_method_is_named_as_workshops_name_it(folder: Path) -> None:
    assert default_method().named == OWN_METHOD
    assert MethodLibrary(folder).of(made_with(OWN_METHOD)) == default_method()
    assert not folder.exists()


def test_a_method_given_once_is_found_without_its_file(folder: Path, given: Path) -> None:
    assert MethodLibrary(folder, given).standard.named == SMALL
    given.unlink()
    assert MethodLibrary(folder).of(made_with(SMALL)).named == SMALL
    assert kept(folder) == ["method.small.en.toml"]


def test_a_workshop_of_another_method_gets_its_own_and_not_the_given_one(folder: Path, given: Path) -> None:
    library = MethodLibrary(folder, given)
    assert library.of(made_with(OWN_METHOD)).named == OWN_METHOD
    with pytest.raises(UnknownMethodError) as caught:
        library.of(made_with(MethodName("tidal", "Tidal method")))
    assert caught.value.sentence == (
        "The workshop was made with the method “Tidal method” (tidal); its file is not on this computer."
    )
    assert "--method" in caught.value.next_step


def test_a_copy_follows_a_newer_file_and_no_older_one(folder: Path, given: Path, small_text: str) -> None:
    MethodLibrary(folder, given)
    newer = small_text.replace("title = 'First'", "title = 'Newer'")
    given.write_text(newer, encoding="utf-8")
    os.utime(given, (2e9, 2e9))
    MethodLibrary(folder, given)
    given.write_text(small_text, encoding="utf-8")
    os.utime(given, (1e9, 1e9))
    assert MethodLibrary(folder, given).standard.steps[0].title == "First"
    assert MethodLibrary(folder).of(made_with(SMALL)).steps[0].title == "Newer"
    assert kept(folder) == ["method.small.en.toml"]


def test_a_translation_is_found_by_the_language(folder: Path, given: Path, small_text: str) -> None:
    MethodLibrary(folder, given)
    given.write_text(
        small_text.replace("language = 'en'", "language = 'de'").replace("'Small", "'Kleine"),
        encoding="utf-8",
    )
    MethodLibrary(folder, given)
    library = MethodLibrary(folder)
    assert library.of(made_with(MethodName("small", "Kleine method"), "de")).name == "Kleine method"
    assert library.of(made_with(SMALL)).name == "Small method"
    # where there is no translation, another one stands in, and forms stay in the workshop's language
    stands_in = library.of(made_with(SMALL, "fr"))
    assert (stands_in.name, stands_in.language) == ("Small method", "fr")
    assert MethodLibrary(folder, given).of(made_with(SMALL)).language == "de"  # asked for by name


def test_the_own_method_in_another_language_is_kept_beside_the_own_one(
    folder: Path, given: Path, small_text: str
) -> None:
    text = small_text.replace("id = 'small'", "id = 'visionwork'", 1).replace("'en'", "'de'")
    given.write_text(text, encoding="utf-8")
    assert MethodLibrary(folder, given).remark == ""
    library = MethodLibrary(folder)
    assert library.of(made_with(OWN_METHOD)) == default_method()
    assert library.of(made_with(MethodName("visionwork", "Small method"), "de")).name == "Small method"
    german = library.of(made_with(MethodName("visionwork", "Small method"), "fr"))
    assert german.language == "fr"


def test_a_file_that_passes_for_the_own_method_is_not_kept_and_told(
    folder: Path, given: Path, small_text: str
) -> None:
    text = small_text.replace("id = 'small'", "id = 'visionwork'", 1)
    given.write_text(text.replace("'Small method'", f"'{OWN_METHOD.name}'"), encoding="utf-8")
    assert "another id" in MethodLibrary(folder, given).remark
    assert not folder.exists()


@pytest.mark.parametrize(
    "stored", ["../small", "small/../small", "", ".", "Small", "con\x00", "a" * 5_000, "s*", "small.en"]
)
def test_what_a_stranger_wrote_as_an_id_never_becomes_a_file(folder: Path, given: Path, stored: str) -> None:
    MethodLibrary(folder, given)
    with pytest.raises(UnknownMethodError):
        MethodLibrary(folder).of(made_with(MethodName(stored, "")))


@pytest.mark.parametrize("language", ["../en", "e" * 5_000, "", "*", "en\n"])
def test_neither_does_a_language(folder: Path, given: Path, language: str) -> None:
    MethodLibrary(folder, given)
    library = MethodLibrary(folder)
    assert library.of(made_with(SMALL, language)).language == "en"
    assert library.of(made_with(OWN_METHOD, language)) == default_method()


@pytest.mark.parametrize("damage", ["", "id = 'small'", "id = 'other'"])
def test_a_copy_is_checked_like_any_method_file(
    folder: Path, given: Path, small_text: str, damage: str
) -> None:
    MethodLibrary(folder, given)
    text = small_text.replace("id = 'small'", damage, 1) if "other" in damage else damage
    (folder / "method.small.en.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnknownMethodError):
        MethodLibrary(folder).of(made_with(SMALL))


def test_a_file_with_a_fault_is_refused_and_not_kept(folder: Path, given: Path) -> None:
    given.write_text("id = 'small'", encoding="utf-8")
    with pytest.raises(MethodError):
        MethodLibrary(folder, given)
    assert not folder.exists()


def test_a_method_can_be_used_where_no_copy_can_be_kept(tmp_path: Path, given: Path) -> None:
    (tmp_path / "file").write_text("")
    library = MethodLibrary(tmp_path / "file" / "methods", given)
    assert library.of(made_with(SMALL)).named == SMALL
