"""Where scenario files are looked for."""

from difflib import get_close_matches
from pathlib import Path

from model.scenario.problems import Mark, Problem, ScenarioError

ENDINGS = (".yaml", ".yml")


def library() -> Path:
    """Folder of the shipped scenarios: inside an installed package, or beside the sources."""
    inside = Path(__file__).parent / "library"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "scenarios"


def shelves(own: Path | None = None) -> tuple[Path, ...]:
    """Folders in the order in which a name is looked up: the file's own, ./scenarios, the shipped ones."""
    own_first = () if own is None else (own,)
    return tuple(dict.fromkeys((*own_first, Path("scenarios"), library())))


def names_on(folders: tuple[Path, ...]) -> list[str]:
    """Names of all scenarios in some folders, subfolders as `emissions/high`; at most two levels deep."""
    found: dict[str, None] = {}
    for folder in folders:
        for pattern in ("*", "*/*"):
            for file in sorted(folder.glob(pattern)):
                if file.suffix in ENDINGS and file.is_file():
                    found[file.relative_to(folder).with_suffix("").as_posix()] = None
    return list(found)


def find_named(name: str, folders: tuple[Path, ...], mark: Mark, key: str) -> Path:
    """The file of a scenario's name.

    Raises:
        ScenarioError: the name leaves the folders, or no file has it; the message has the nearest name.
    """
    relative = Path(name)
    if (
        relative.is_absolute()
        or any(sign in name for sign in "\\:")
        or ".." in relative.parts
        or name.startswith("~")
        or not name.strip()
    ):
        text = f"'{name}' is not a scenario's name; write `baseline` or `emissions/high`, never `..` or a path from /"
        raise ScenarioError([Problem(mark, key, text)])
    stem = name[: -len(relative.suffix)] if relative.suffix in ENDINGS else name
    for folder in folders:
        for ending in ENDINGS:
            file = folder / f"{stem}{ending}"
            if file.is_file():
                return file
    known = names_on(folders)
    tails = [one for one in known if one.rpartition("/")[2] == stem.rpartition("/")[2]]
    close = tails or get_close_matches(stem, known, n=1)
    hint = f"; did you mean '{close[0]}'?" if close else f"; looked in {', '.join(map(str, folders))}"
    raise ScenarioError([Problem(mark, key, f"there is no scenario '{name}'{hint}")])


def locate(path_or_name: str | Path) -> Path:
    """The file that a user means on the command line: a path, or the name of a scenario.

    Raises:
        ScenarioError: there is neither such a file nor such a name.
    """
    path = Path(path_or_name)
    if path.exists() or path.suffix in ENDINGS or path.is_absolute():
        if not path.exists():
            raise ScenarioError([Problem(Mark(str(path)), "", f"there is no such file{_near(path)}")])
        return path
    return find_named(str(path_or_name), shelves(), Mark(str(path_or_name)), "")


def _near(path: Path) -> str:
    """A hint at a file or a shipped scenario of nearly the same name."""
    beside = [file.name for file in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
    close = get_close_matches(path.name, beside, n=1)
    if close:
        return f"; did you mean '{path.parent / close[0]}'?"
    known = names_on(shelves())
    shipped = get_close_matches(path.stem, known, n=1)
    return f"; did you mean the shipped scenario '{shipped[0]}'?" if shipped else "; `jjj new NAME` makes one"
