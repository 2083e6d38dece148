"""Take the Dockerfile's build steps in a clean folder, so that it is known to work where no container engine is.

    .venv/bin/python scripts/image_steps.py .uv/bin/uv

Copies what COPY names, sets what ENV sets for uv, runs each `uv sync` and `kubecon` as it is written there, and asks
the result a lookup.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def read_steps(dockerfile: str) -> list[tuple[str, str]]:
    """Return the instructions of a Dockerfile with what follows them, comments and line breaks taken out."""
    lines = "\n".join(line for line in dockerfile.splitlines() if not line.lstrip().startswith("#"))
    joined = lines.replace("\\\n", " ")
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def copy(sources: list[str], target: Path) -> None:
    """Copy as COPY does: files into the target, a folder as the target."""
    for source in sources:
        origin = ROOT / source
        if origin.is_dir():
            shutil.copytree(origin, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, target)


def take(steps: list[tuple[str, str]], app: Path, uv: str) -> None:
    """Take the steps that need no root; raises CalledProcessError if one fails."""
    given: dict[str, str] = {}
    for name, rest in steps:
        words = shlex.split(rest)
        if name == "COPY" and not rest.startswith("--from"):
            copy(words[:-1], app / words[-1])
        elif name == "ENV":
            given |= dict(word.split("=", 1) for word in words if word.startswith("UV_"))
        elif name == "RUN" and words[0] in {"uv", "kubecon"}:
            print(f"{name} {rest}", flush=True)
            run([uv if words[0] == "uv" else str(app / ".venv/bin/kubecon"), *words[1:]], app, given)


def run(command: list[str], app: Path, given: Mapping[str, str]) -> None:
    """Run a step in the folder that stands for /app, with what is given and nothing of this project's environment."""
    own = {"HOME": str(app), "PATH": os.defpath, "KUBECON_HOME": str(app / "home"), "UV_PYTHON": sys.executable}
    kept = {name: value for name, value in os.environ.items() if name.startswith(("UV_", "PIP_", "SSL_"))}  # noqa: TID251 - registries and certificates
    subprocess.run(command, cwd=app, env={**kept, **given, **own}, check=True)  # noqa: S603 - the Dockerfile's


def main() -> int:
    """Take all steps, and then answer a lookup from what they made."""
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "app"
        app.mkdir()
        take(read_steps((ROOT / "Dockerfile").read_text(encoding="utf-8")), app, sys.argv[1])
        run([str(app / ".venv/bin/kubecon"), "ask", "--limit", "2", "dra"], app, {})
    return 0


if __name__ == "__main__":
    sys.exit(main())
