"""A twin of this engine in C, `-O3 -march=native`: how fast the machine could do the same, bit for bit.

It is given the thresholds of every year and counts in the same pass. Its columns must equal those of ours.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from work import SHAPE, START, Work, residents_of

from model.randomness.draws import keys_of
from model.randomness.registry import DEATH, NEWBORN_ID

COMPILER = os.environ.get("CC") or shutil.which("gcc") or shutil.which("cc")
SOURCE = Path(__file__).with_name("twin.c")
COLUMNS = ("id", "place", "age", "traits", "sector", "home_city", "years_since_move")
if COMPILER is None:
    raise ImportError("there is no C compiler")


class _Columns(ctypes.Structure):
    _fields_ = [*((name, ctypes.c_void_p) for name in COLUMNS), ("used", ctypes.c_int64), ("capacity", ctypes.c_int64)]


class _Tables(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("city", "province", "death", "birth", "newborn_death", "boys")]


def compiled() -> ctypes.CDLL:
    """The library, compiled once for this source and machine."""
    mark = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]
    library = Path(tempfile.gettempdir()) / f"engine-twin-{os.getuid()}-{mark}.so"
    if not library.exists():
        draft = library.with_suffix(f".{os.getpid()}")
        flags = ["-O3", "-march=native", "-std=c11", "-shared", "-fPIC"]
        subprocess.run([COMPILER, *flags, "-o", str(draft), str(SOURCE)], check=True)
        draft.replace(library)
    return ctypes.CDLL(str(library))


class Engine:
    def __init__(self, work: Work, threads: int) -> None:
        self.work, self.residents, self.library = work, residents_of(work.columns), compiled()
        self.key = ctypes.c_uint64(int(keys_of(1).dynamics))
        self.flows = np.zeros(2, np.int64)

    @property
    def births(self) -> int:
        return int(self.flows[0])

    @property
    def deaths(self) -> int:
        return int(self.flows[1])

    def live(self, k: int) -> np.ndarray:
        residents, work = self.residents, self.work
        tables = [work.city, work.province, work.death[k], work.birth[k], work.newborn_death[k], work.boys[k]]
        tables = [np.ascontiguousarray(table) for table in tables]
        people, used = np.empty(SHAPE, np.int64), residents.used
        mothers, children, traits = np.empty(used, np.int64), np.empty(used, np.uint64), np.empty(used, np.uint32)
        columns = _Columns(*(getattr(residents, name).ctypes.data for name in COLUMNS), used, residents.capacity)
        short = self.library.live(
            ctypes.byref(columns),
            ctypes.byref(_Tables(*(table.ctypes.data for table in tables))),
            ctypes.c_uint32(START + 1 + k),
            ctypes.c_uint32(DEATH.block),
            ctypes.c_uint32(NEWBORN_ID.block),
            self.key,
            *(ctypes.c_void_p(each.ctypes.data) for each in (people, self.flows, mothers, children, traits)),
        )
        if short:
            raise MemoryError("the twin has no slots left")
        residents.used = int(columns.used)
        return people
