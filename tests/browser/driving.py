"""Starting the app and Chromium, for the browser tests and the benchmarks."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import explorer

ROOT = Path(explorer.__file__).parent.parent
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Where Chromium stands on this machine, if anywhere."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def serve(log: Path, *options: str, script: str = "app.py", root: Path = ROOT) -> Iterator[str]:
    """The app of the checkout ``root`` on a free port; when it stops, its log must be free of warnings and tracebacks."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true", f"--server.port={port}"]
    with log.open("w") as out:
        server = subprocess.Popen([*command, "--server.address=127.0.0.1", *options], cwd=root, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    base = next((o.split("=")[1] for o in options if o.startswith("--server.baseUrlPath=")), "")
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/{base}/_stcore/health".replace(f"{port}//", f"{port}/"), timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield f"{address}/{base}".rstrip("/") + "/"
    finally:
        server.terminate()
        server.wait(timeout=10)
    said = log.read_text().lower()
    assert not any(word in said for word in ("warning", "traceback", "error", "exception")), said
