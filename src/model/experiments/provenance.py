"""How a run came about: code, libraries, machine. What a reader needs to make it again or to doubt it."""

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import numpy as np

import model
from model.experiments.identity import data_sha256, sources_sha256

PACKAGES: Final = ("numpy", "numba", "scipy", "pandas", "pyarrow", "mesa", "pydantic", "ruamel.yaml", "matplotlib")
_GIT_SECONDS: Final = 5.0


def provenance() -> dict[str, Any]:
    """Code, packages and platform, as they go into a manifest."""
    return {
        "model": {
            "version": _version("jingjinji"),
            "sources_sha256": sources_sha256(),
            "data_sha256": data_sha256(),
            "git": git_state(),
        },
        "packages": {name: _version(name) for name in PACKAGES},
        "platform": {
            "python": platform.python_version(),
            "implementation": platform.python_implementation(),
            "system": platform.system(),
            "release": platform.release(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
            "simd": simd(),
        },
    }


def simd() -> list[str]:
    """Instructions of this processor that NumPy uses: exponentials differ in the last bit with AVX-512 and without."""
    shown = np.show_config(mode="dicts")
    return list(shown["SIMD Extensions"].get("found", [])) if shown else []


def git_state() -> dict[str, Any] | None:
    """Commit of the checkout that the package stands in, and whether its sources differ from it; None without."""
    package = Path(str(model.__file__)).parent
    if _git(package, "ls-files", "--error-unmatch", "__init__.py") is None:
        return None
    commit = _git(package, "rev-parse", "HEAD")
    changes = _git(package, "status", "--porcelain", "--", ".")
    if commit is None or changes is None:
        return None
    return {"commit": commit, "dirty": bool(changes)}


def _version(name: str) -> str | None:
    loaded = getattr(sys.modules.get(name), "__version__", None)
    try:
        # A loaded package says its version at once; otherwise its whole description is read.
        return loaded if isinstance(loaded, str) else version(name)
    except PackageNotFoundError:
        return None


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, text=True, timeout=_GIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
