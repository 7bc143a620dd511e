"""Settings: who wins, what is refused, and that no key is shown."""

from pathlib import Path

import pytest

from obelize.config import Settings, load_settings
from obelize.errors import SettingsError


def load(
    tmp_path: Path, *, user: str = "", project: str = "", env: dict[str, str] | None = None, **flags: object
) -> Settings:
    user_file = tmp_path / "user.toml"
    user_file.write_text(user, encoding="utf-8")
    (tmp_path / "obelize.toml").write_text(project, encoding="utf-8")
    return load_settings(flags, env or {}, tmp_path, user_file)


def test_flags_beat_environment_beats_project_beats_user_beats_default(tmp_path: Path) -> None:
    layers = {
        "user": "jobs = 1\ntimeout = 1\nreviewer = 'u'\ncontact = 'u'",
        "project": "jobs = 2\ntimeout = 2\nreviewer = 'p'",
    }
    settings = load(tmp_path, **layers, env={"OBELIZE_JOBS": "3", "OBELIZE_TIMEOUT": "3"}, jobs=4, library=None)
    assert (settings.jobs, settings.timeout, settings.reviewer, settings.contact) == (4, 3.0, "p", "u")
    assert settings.origins["jobs"] == "flag"
    assert settings.origins["timeout"] == "environment"
    assert settings.origins["reviewer"].endswith("obelize.toml")
    assert settings.origins["library"] == "default"


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"OBELIZE_LIBARY": "x"}, "no setting 'libary'; did you mean 'library'"),
        ({"OBELIZE_JOBS": "many"}, "jobs must be a whole number"),
        ({"OBELIZE_OFFLINE": "perhaps"}, "offline must be true or false"),
        ({"OBELIZE_TIMEOUT": "-5"}, "timeout must be more than 0"),
        ({"OBELIZE_TIMEOUT": "nan"}, "timeout must be more than 0"),
        ({"OBELIZE_CACHE_DAYS": "-1"}, "cache_days must be at least 0"),
        ({"OBELIZE_NEGATIVE_CACHE_DAYS": "inf"}, "negative_cache_days must be at least 0"),
        ({"OBELIZE_JOBS": "-3"}, "jobs must be at least 0"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_origin(tmp_path: Path, env: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=f"environment: .*{message}"):
        load(tmp_path, env=env)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"obelize\.toml"):
        load(tmp_path, project="jobs = ")


@pytest.mark.parametrize(("text", "value"), [("1", True), ("no", False), ("", False), ("True", True)])
def test_truth_values_from_the_environment(tmp_path: Path, text: str, value: bool) -> None:
    assert load(tmp_path, env={"OBELIZE_OFFLINE": text}).offline is value


def test_lists_from_file_and_environment(tmp_path: Path) -> None:
    assert load(tmp_path, project='online_sources = ["arxiv"]').online_sources == ("arxiv",)
    assert load(tmp_path, env={"OBELIZE_ONLINE_SOURCES": "arxiv, pubmed"}).online_sources == ("arxiv", "pubmed")


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    settings = load(tmp_path, env={"OBELIZE_DATA_DIR": str(tmp_path / "d")})
    assert settings.library_path == tmp_path / "d" / "library.sqlite"
    assert settings.cache_path == tmp_path / "d" / "cache"
    assert settings.store_location == f"sqlite:///{(tmp_path / 'd' / 'store.sqlite').as_posix()}"


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    shown = load(tmp_path, env={"OBELIZE_OPENALEX_KEY": "s3cret"}).shown()
    assert shown["openalex_key"] == "set"
    assert shown["pubmed_key"] == "not set"
    assert "s3cret" not in repr(shown)


def test_a_password_in_an_address_is_never_shown(tmp_path: Path) -> None:
    settings = load(tmp_path, env={"OBELIZE_STORE_URL": "postgresql://ada:p@ss@db.example/x"})
    assert settings.shown()["store_url"] == "postgresql://ada:***@db.example/x"
    assert settings.store_location == "postgresql://ada:p@ss@db.example/x"
