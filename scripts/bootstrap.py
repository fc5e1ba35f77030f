"""Prepares .venv: what the lock files name, and a browser for the tests. Needs no package.

python3 scripts/bootstrap.py                 what `make serve` needs
python3 scripts/bootstrap.py --dev           and what the tests need
python3 scripts/bootstrap.py --dev --browser and a Chromium and node tools, where they can be had
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed"
BROWSER = VENV / "browser"  # path of the browser for the tests; empty when none could be had
LOCKS = {False: ROOT / "requirements.lock", True: ROOT / "requirements-dev.lock"}

# The shell is Chromium without its window, which costs half a second for each context of a test.
BROWSER_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
DEBIAN_PACKAGES = BROWSER_NAMES[:2]  # older releases have the second alone
BROWSER_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHT_PATH = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Prepares .venv and a browser for the tests.")
    parser.add_argument("--dev", action="store_true", help="install what the tests need, too")
    parser.add_argument(
        "--browser", action="store_true", help="find or install a Chromium, install node tools"
    )
    wanted = parser.parse_args()
    if sys.version_info < OLDEST:
        return _fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    failure = install_packages(is_dev=wanted.dev)
    if failure:
        return _fail(failure)
    if wanted.browser:
        provide_browser()
        provide_node_tools()
    return 0


def install_packages(*, is_dev: bool) -> str:
    """Brings .venv to what the lock says; why that failed, empty when it did not.

    Nothing is done while the stamp names the same locks: they change, the venv is made anew.
    """
    done = STAMP.read_text().split() if STAMP.is_file() and _is_usable(PYTHON) else []
    if _digest(is_dev) in done:
        return ""
    is_fresh = _digest(False) not in done
    if is_fresh:
        _say(f"Making .venv with Python {sys.version.split()[0]}")
        failure = _make_venv()
        if failure:
            return failure
    lock = LOCKS[is_dev]
    _say(f"Installing what {lock.name} names (each file is checked against its hash)")
    pip: list[str | Path] = [
        PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check",
        "--require-hashes", "--only-binary=:all:", "-r", lock,
    ]  # fmt: skip
    if not _runs(*pip):
        return f"Installing from {lock.name} failed; see above. Is the network there?"
    # The dev lock holds all of the other one; a test checks that.
    STAMP.write_text("\n".join(_digest(each) for each in {False, is_dev}) + "\n")
    return ""


def provide_browser() -> None:
    """Writes the path of a Chromium to .venv/browser; says plainly when there is none.

    Installing is tried once for each .venv: `make clean` starts again.
    """
    path = installed_browser()
    is_first_try = not BROWSER.exists()
    if not path and is_first_try:
        path = _install_browser()
    BROWSER.write_text(path)
    if not path:
        _say(
            "No Chromium was found or could be installed: tests that need one will be skipped.\n"
            "  Install one and run again, or name one: make test CHROME=/path/to/chromium"
        )
    elif is_first_try:
        _say(f"Browser tests will use {path}")


def provide_node_tools() -> None:
    """Installs what package-lock.json names, if npm is there; says plainly when it is not."""
    lock, done = ROOT / "package-lock.json", ROOT / "node_modules" / ".package-lock.json"
    if done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = shutil.which("npm")
    if not npm:
        _say("No npm here: tests that check pages with node tools will be skipped")
        return
    _say(f"Installing what {lock.name} names (each file is checked against its hash)")
    if not _runs(
        npm, "ci", "--prefix", ROOT, "--ignore-scripts", "--no-progress", "--loglevel=error"
    ):
        _say("That failed, see above: tests that check pages with node tools will be skipped")


def installed_browser() -> str:
    """Path of a browser of this machine that starts; empty when there is none."""
    return next((path for path in _browser_candidates() if _is_usable(Path(path))), "")


def _browser_candidates() -> Iterator[str]:
    for name in (os.environ.get("CHROME", ""), *BROWSER_NAMES, *BROWSER_PATHS):
        path = shutil.which(name) if name else None
        if path:
            yield path
    if BROWSER.is_file() and BROWSER.read_text():
        yield BROWSER.read_text()


def _install_browser() -> str:
    if _is_debian() and any(_apt_install(package) for package in DEBIAN_PACKAGES):
        path = installed_browser()
        if path:
            return path
    _say("Installing playwright's Chromium")
    if not _runs(PYTHON, "-m", "playwright", "install", "chromium"):
        return ""
    asked = subprocess.run([PYTHON, "-c", PLAYWRIGHT_PATH], capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and _is_usable(Path(path)) else ""


def _make_venv() -> str:
    # Debian ships the module without pip in a package of its own.
    if not _runs(sys.executable, "-c", "import ensurepip, venv", is_quiet=True):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not (_is_debian() and _apt_install(package)):
            return f"This Python cannot make a venv; install {package} (apt) or another Python."
    shutil.rmtree(VENV, ignore_errors=True)
    if not _runs(sys.executable, "-m", "venv", VENV):
        return "Making .venv failed; see above."
    return ""


def _apt_install(package: str) -> bool:
    """Installs a Debian package, where that needs no password."""
    apt = shutil.which("apt-get")
    become = _become_root()
    if not apt or become is None:
        return False
    _say(f"Installing Debian's package {package}")
    environment = [*become, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    return _runs(*environment, "update") and _runs(
        *environment, "install", "-y", "--no-install-recommends", package
    )


def _become_root() -> list[str] | None:
    """What to put before a command so that root runs it; None where that is not possible."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    return [sudo, "-n"] if sudo and _runs(sudo, "-n", "true", is_quiet=True) else None


def _is_debian() -> bool:
    # Ubuntu's chromium package is a pointer to a snap, which does not start everywhere.
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text().splitlines()


def _digest(is_dev: bool) -> str:
    """Changes with the lock and with the Python that installs it."""
    name = "dev" if is_dev else "site"
    content = LOCKS[is_dev].read_bytes() + sys.version.encode()
    return f"{name}:{hashlib.sha256(content).hexdigest()}"


def _is_usable(program: Path) -> bool:
    """Whether the program starts: a shim or a half-removed one does not."""
    return program.is_file() and _runs(program, "--version", is_quiet=True)


def _runs(*command: str | Path, is_quiet: bool = False) -> bool:
    """Whether the command ends well. What it prints is shown unless it must be quiet."""
    sink = subprocess.DEVNULL if is_quiet else None
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, timeout=1800
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        if not is_quiet:
            _say(f"{shlex.join(map(str, command))}: {error}")
        return False
    return ended.returncode == 0


def _say(text: str) -> None:
    print(f"==> {text}", flush=True)


def _fail(text: str) -> int:
    print(f"bootstrap: {text}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
