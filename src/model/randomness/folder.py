"""The folder of compiled kernels: asked without Numba, for it is asked before anything else is loaded."""

import hashlib
import os
from functools import cache
from pathlib import Path


@cache
def kernel_cache_folder() -> Path:
    """Where compiled kernels are kept: the user's cache, in a folder named after this room's sources."""
    sources = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "jingjinji" / "kernels" / hashlib.sha256(sources).hexdigest()[:16]


def compiled_before() -> bool:
    """Whether this machine has compiled kernels of these sources; if not, the first run takes longer."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    folder = Path(chosen) if chosen else kernel_cache_folder()
    return any(folder.rglob("*.nbi"))
