from pathlib import Path

from obelize.network.cache import AnswerCache

DAY = 86_400.0


def opened(folder: Path | None = None) -> AnswerCache:
    return AnswerCache(folder, found_days=30, missing_days=2)


def test_what_was_found_and_what_was_not_expire_by_their_own_times() -> None:
    cache = opened()
    cache.keep("crossref", "GET https://a", b"[1]", found=True, now=0.0)
    cache.keep("crossref", "GET https://b", b"[]", found=False, now=0.0)
    for day, a, b in ((1, True, True), (3, True, False), (31, False, False)):
        assert (cache.get("crossref", "GET https://a", day * DAY) is not None) is a
        assert (cache.get("crossref", "GET https://b", day * DAY) is not None) is b
    cache.close()


def test_an_answer_belongs_to_its_source_and_question_and_knows_its_age() -> None:
    cache = opened()
    cache.keep("crossref", "GET https://a", b"body", found=True, now=5.0)
    kept = cache.get("crossref", "GET https://a", 6.0)
    assert kept is not None
    assert (kept.body, kept.kept_at) == (b"body", 5.0)
    assert cache.get("openalex", "GET https://a", 6.0) is None
    assert cache.get("crossref", "POST https://a", 6.0) is None
    cache.close()


def test_an_answer_from_the_future_is_not_believed() -> None:
    cache = opened()
    cache.keep("crossref", "GET https://a", b"body", found=True, now=100 * DAY)
    assert cache.get("crossref", "GET https://a", DAY) is None
    cache.close()


def test_expired_answers_are_removed(tmp_path: Path) -> None:
    cache = opened(tmp_path)
    cache.keep("crossref", "a", b"x", found=True, now=0.0)
    cache.keep("crossref", "b", b"x", found=False, now=0.0)
    assert cache.size().answers == 2
    assert cache.drop_expired(3 * DAY) == 1
    assert cache.size().answers == 1
    cache.close()
    again = opened(tmp_path)
    assert again.get("crossref", "a", DAY) is not None
    again.close()


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"garbage" * 1000)
    cache = opened(tmp_path)
    assert cache.get("crossref", "a", 0.0) is None
    cache.close()


def test_the_folder_is_private(tmp_path: Path) -> None:
    opened(tmp_path / "cache").close()
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
