import pytest

from obelize.network.addresses import Gate, redirect_target
from obelize.network.failures import RefusedError


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]:8080/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://user@example.org/",
        "http:///nowhere",
        "http://example.org:notaport/",
        "http://[::1/",
    ],
)
async def test_the_gate_refuses(url: str) -> None:
    with pytest.raises(RefusedError):
        await Gate(frozenset(), 5).check(url)


async def test_the_gate_lets_through_global_addresses_and_configured_hosts() -> None:
    await Gate(frozenset(), 5).check("https://1.1.1.1/")
    await Gate(frozenset({"127.0.0.1:8080"}), 5).check("http://127.0.0.1:8080/works")
    with pytest.raises(RefusedError):
        await Gate(frozenset({"127.0.0.1:8080"}), 5).check("http://127.0.0.1:8081/works")


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("https://a.org/x", "/y", "https://a.org/y"),
        ("http://a.org/x", "https://a.org/x", "https://a.org/x"),
        ("https://a.org:8443/x", "y?z", "https://a.org:8443/y?z"),
    ],
)
def test_redirects_that_are_followed(url: str, location: str, target: str) -> None:
    assert redirect_target(url, location) == target


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("https://a.org/x", "https://b.org/x"),
        ("https://a.org/x", "//b.org/x"),
        ("https://a.org/x", "http://a.org/x"),
        ("https://a.org/x", "https://a.org:8443/x"),
        ("https://a.org/x", "javascript:alert(1)"),
        ("https://a.org/x", "file:///etc/passwd"),
        ("https://a.org/x", "https://[::1/x"),
        ("https://a.org/x", "https://a.org:port/x"),
    ],
)
def test_redirects_that_are_not(url: str, location: str) -> None:
    with pytest.raises(RefusedError):
        redirect_target(url, location)
