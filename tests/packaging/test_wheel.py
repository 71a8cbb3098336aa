"""What a facilitator gets: the wheel, installed in an environment of its own, run from somewhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OPEN_EVERY_FORM = """
from xml.etree import ElementTree
from PySide6 import QtWidgets
from visionwork.assets import asset_dir
from visionwork.gui.forms import load_form
from visionwork.gui.theme import Theme

app = QtWidgets.QApplication([])
theme = Theme(app)
for path in sorted(asset_dir("ui").glob("*.ui")):
    kind = ElementTree.parse(path).getroot().find("widget").get("class")
    window = getattr(QtWidgets, kind)()
    load_form(path.stem, window)
    print(path.stem)
    window.close()
    del window
"""

READ_THE_METHOD = """
from visionwork.assets import asset_dir
from visionwork.method.loader import default_method

print(len(default_method().steps))
print(asset_dir("resources"))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from that sdist, so that the sdist is known to be whole."""
    folder, unpacked = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("unpacked")

    def build(target: str, source: Path) -> None:
        # As `python -m build --no-isolation` does, without its five processes.
        command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
        done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    build("sdist", ROOT)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    build("wheel", source)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a new environment, which borrows the libraries but not the source tree."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    wheel = next(built.glob("*.whl"))
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-compile",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(wheel)], check=True)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(
        subprocess.run([python, "-c", where], capture_output=True, text=True, check=True).stdout.strip()
    )
    # A path file of a borrowed folder is not read, so an editable install in it stays out of sight.
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts


def run(command: list[str | Path], folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_forms_data_and_licences(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    for kind in ("ui", "resources"):
        here = {p.relative_to(ROOT).as_posix() for p in (ROOT / kind).rglob("*") if p.is_file()}
        assert {f"visionwork/_assets/{name}" for name in here} <= set(names)
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_sdist_can_be_tested(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "Makefile", "README.md", "LICENSE", "tests/conftest.py", ".ci/dev.py"} <= names


def test_every_form_opens(installed: Path, tmp_path: Path) -> None:
    opened = run([installed / "python", "-c", OPEN_EVERY_FORM], tmp_path).split()
    assert opened == sorted(path.stem for path in (ROOT / "ui").glob("*.ui"))
    assert opened


def test_the_method_is_read_from_the_installed_package(installed: Path, tmp_path: Path) -> None:
    steps, resources = run([installed / "python", "-c", READ_THE_METHOD], tmp_path).split("\n", 1)
    assert int(steps) == 4
    assert Path(resources.strip()).is_relative_to(installed.parent)


def test_the_sample_becomes_a_pdf(installed: Path, tmp_path: Path) -> None:
    run([installed / "visionwork", "sample", "aldermoor.visionwork"], tmp_path)
    run([installed / "visionwork", "export", "aldermoor.visionwork", "-o", "aldermoor.pdf"], tmp_path)
    assert (tmp_path / "aldermoor.pdf").read_bytes().startswith(b"%PDF-")
