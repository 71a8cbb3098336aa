"""Finds the system libraries that Qt needs on Linux and, where that is allowed, installs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
"""Library, as the dynamic linker names it, and the Debian or Ubuntu package that has it."""

HEADLESS_PARTS = (
    "QtWidgets.abi3.so",
    "QtUiTools.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
SCREEN_PARTS = ("Qt/plugins/platforms/libqxcb.so",)
WAYLAND_PARTS = ("Qt/plugins/platforms/libqwayland.so",)


def ensure(python: Path, *, screen: bool) -> bool:
    """Make Qt loadable on this machine, or say in one line what is missing.

    Args:
        python: The environment that holds PySide6.
        screen: Whether windows are to be shown on a screen, too.

    Returns:
        Whether Qt can be used as asked.
    """
    if not sys.platform.startswith("linux"):
        return True
    folder = _pyside_folder(python)
    names = [*HEADLESS_PARTS, *(SCREEN_PARTS if screen else ())]
    if screen and os.environ.get("WAYLAND_DISPLAY"):
        names += WAYLAND_PARTS
    parts = [folder / name for name in names]
    missing = _missing(parts)
    if not missing:
        return True
    packages = sorted({DEBIAN_PACKAGES[library] for library in missing if library in DEBIAN_PACKAGES})
    as_root = _root_prefix()
    if packages and shutil.which("apt-get") and as_root is not None:
        print(f"Installing system libraries for Qt: {' '.join(packages)} ...", flush=True)
        _apt_install(as_root, packages)
        missing = _missing(parts)
        if not missing:
            return True
    if shutil.which("apt-get") and all(library in DEBIAN_PACKAGES for library in missing):
        advice = f"run: sudo apt-get install {' '.join(packages)}"
    else:
        advice = f"install what provides {', '.join(sorted(missing))}"
    print(f"Qt needs system libraries that are not here; {advice}", file=sys.stderr)
    return False


def _pyside_folder(python: Path) -> Path:
    # Found, not imported: an import would already need the libraries.
    code = "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"
    return Path(_run([str(python), "-c", code]).stdout.strip())


def _missing(parts: list[Path]) -> set[str]:
    listed = _run(["ldd", *(str(part) for part in parts if part.exists())]).stdout
    return set(re.findall(r"^\s*(\S+) => not found", listed, flags=re.MULTILINE))


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def _apt_install(as_root: list[str], packages: list[str]) -> None:
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-qq"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    if _run(install).returncode:  # the package lists may be old or missing
        _run([*apt, "update"])
        _run(install)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
