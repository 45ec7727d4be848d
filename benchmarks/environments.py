"""Virtual environments of their own for other people's programs, from lock files with hashes."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parents[1] / ".soak"


def environment(lock: Path) -> Path:
    """The `bin` folder of an environment made from a lock file; made once for each state of the lock."""
    folder = FOLDER / f"{lock.stem}-{sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
        subprocess.run([folder / "bin" / "python", *install], check=True)
        (folder / "ready").touch()
    return folder / "bin"
