"""The script that streamlit runs for every visitor; started by `jjj app`."""

import sys
from pathlib import Path

from model.app.page import show

if __name__ == "__main__":  # a worker process reads this file under another name
    show(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
