"""Settings: flags > environment (`OBELIZE_…`) > project file > user file > defaults, each value with its origin."""

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import platformdirs

from obelize.errors import SettingsError

PROJECT_FILE = "obelize.toml"
_PASSWORD = re.compile(r"(://[^:/@]*:)[^/]*@")
_SECRETS = frozenset({"openalex_key", "semanticscholar_key", "pubmed_key", "factcheck_key"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `contact` is the operator's e-mail address, sent to sources that ask for one.

    `online_sources` are the names of the literature sources asked when online, cheap ones first. `timeout` is in
    seconds, `cache_days` and `negative_cache_days` are how long found and not-found answers are kept. `endpoints`
    are other addresses for sources: a mirror, a server of one's own. `send_claims` lets the words of claims and vague
    mentions go to the online sources; without it only identifiers and bibliographic fields do. Keys are shown by
    nobody.
    """

    data_dir: str = field(default_factory=lambda: platformdirs.user_data_dir("obelize", appauthor=False))
    library: str = ""
    contact: str = ""
    offline: bool = False
    send_claims: bool = False
    online_sources: tuple[str, ...] = ("crossref", "openalex", "arxiv", "datacite", "doi")
    timeout: float = 10.0
    cache_days: float = 30.0
    negative_cache_days: float = 2.0
    jobs: int = 0
    reviewer: str = ""
    endpoints: Mapping[str, str] = field(default_factory=dict)
    spacy_model: str = ""
    store_url: str = ""
    openalex_key: str = ""
    semanticscholar_key: str = ""
    pubmed_key: str = ""
    factcheck_key: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def data_path(self) -> Path:
        """The folder of store, library and cache."""
        return Path(self.data_dir).expanduser()

    @property
    def library_path(self) -> Path:
        """The local library of works."""
        return Path(self.library).expanduser() if self.library else self.data_path / "library.sqlite"

    @property
    def cache_path(self) -> Path:
        """The folder of cached answers."""
        return self.data_path / "cache"

    @property
    def store_location(self) -> str:
        """The store as an SQLAlchemy URL."""
        return self.store_url or f"sqlite:///{(self.data_path / 'store.sqlite').as_posix()}"

    def shown(self) -> dict[str, str]:
        """Every setting as text for display, secrets as "set" or "not set", a password in an address as "***"."""
        out: dict[str, str] = {}
        for name in _NAMES:
            value = getattr(self, name)
            out[name] = ("set" if value else "not set") if name in _SECRETS else _as_text(value)
        out["store_url"] = _PASSWORD.sub(r"\1***@", out["store_url"])
        return out


_NAMES = tuple(f.name for f in fields(Settings) if f.name != "origins")
_DEFAULTS = Settings()
# The least value of a number, and whether it must be more than that. No process at all means: as many as are useful.
_LEAST = {"timeout": (0, True), "cache_days": (0, False), "negative_cache_days": (0, False), "jobs": (0, False)}


def load_settings(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user_file: Path | None = None,
) -> Settings:
    """The settings in force. `flags` that are None count as not given.

    `folder` is where the project file is looked for (default: the working folder). A misspelt name or a value of
    the wrong type raises `SettingsError`, naming where it was set.
    """
    environment = os.environ if environment is None else environment
    user_file = user_file or Path(platformdirs.user_config_dir("obelize", appauthor=False)) / "config.toml"
    files = (user_file, (folder or Path()) / PROJECT_FILE)
    layers: list[tuple[str, Mapping[str, object]]] = [(str(path), _read(path)) for path in files if path.is_file()]
    layers.append(("environment", _from_environment(environment)))
    layers.append(("flag", {k: v for k, v in (flags or {}).items() if v is not None}))

    values: dict[str, object] = {}
    origins = dict.fromkeys(_NAMES, "default")
    for origin, layer in layers:
        for name, value in layer.items():
            values[name] = _checked(name, value, origin)
            origins[name] = origin
    return replace(_DEFAULTS, **values, origins=origins)  # type: ignore[arg-type]


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    prefix = "OBELIZE_"
    return {key.removeprefix(prefix).lower(): value for key, value in environment.items() if key.startswith(prefix)}


def _checked(name: str, value: object, origin: str) -> object:
    if name not in _NAMES:
        import difflib

        near = difflib.get_close_matches(name, _NAMES, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise SettingsError(f"{origin}: there is no setting {name!r}{hint}")
    default = getattr(_DEFAULTS, name)
    try:
        return _in_range(name, _converted(value, default), origin)
    except (TypeError, ValueError) as error:
        wanted = {
            bool: "true or false",
            int: "a whole number",
            float: "a number",
            tuple: "a list",
            dict: "a table (name=value,…)",
        }
        raise SettingsError(f"{origin}: {name} must be {wanted.get(type(default), 'a text')}") from error


def _in_range(name: str, value: object, origin: str) -> object:
    """`value` if it is a number that the setting can have."""
    if isinstance(value, int | float) and name in _LEAST:
        least, exclusive = _LEAST[name]
        if not math.isfinite(value) or value < least or (exclusive and value == least):
            raise SettingsError(f"{origin}: {name} must be {'more than' if exclusive else 'at least'} {least}")
    return value


def _converted(value: object, default: object) -> object:
    match default, value:
        case bool(), bool():
            return value
        case bool(), str() if value.lower() in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
            return value.lower() in {"1", "true", "yes", "on"}
        case int(), (int() | str()) if not isinstance(default, bool) and not isinstance(value, bool):
            return int(value)
        case float(), (int() | float() | str()) if not isinstance(value, bool):
            return float(value)
        case tuple(), str():
            return tuple(part.strip() for part in value.split(",") if part.strip())
        case tuple(), (list() | tuple()) if all(isinstance(part, str) for part in value):
            return tuple(value)
        case dict(), str():
            pairs = [part.partition("=") for part in value.split(",") if part.strip()]
            if not all(name.strip() and sign for name, sign, _ in pairs):
                raise ValueError
            return {name.strip(): text.strip() for name, _, text in pairs}
        case dict(), dict() if all(isinstance(part, str) for part in value.values()):
            return dict(value)
        case str(), str():
            return value
    raise TypeError


def _as_text(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(value)
        case dict():
            return ", ".join(f"{k}={v}" for k, v in value.items())
        case _:
            return str(value)
