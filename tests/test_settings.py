"""Settings come from the environment once; a wrong value is named."""

import pytest

from rag.errors import SettingsError
from rag.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"YOUJU_{name.upper()}", raising=False)


def test_it_binds_to_loopback_unless_told_otherwise() -> None:
    assert (read_settings().host, read_settings().port) == ("127.0.0.1", 8000)


def test_options_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_PORT", "9001")
    assert read_settings().port == 9001
    assert read_settings(port=9002).port == 9002
    assert read_settings(port=None).port == 9001


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_HOSTS", "example.org, 127.0.0.1")
    assert read_settings().hosts == ("example.org", "127.0.0.1")


def test_a_blank_key_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_API_KEY", " ")
    assert read_settings().api_key is None


@pytest.mark.parametrize("value", ["x", "70000", "-1"])
def test_a_wrong_port_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("YOUJU_PORT", value)
    with pytest.raises(SettingsError, match="YOUJU_PORT") as raised:
        read_settings()
    assert value in raised.value.what
