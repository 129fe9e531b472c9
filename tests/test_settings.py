"""Settings come from the environment once; a wrong value is named."""

import pytest

from rag.answering.refusal import RefusalSettings
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


def test_a_language_model_is_set_by_its_address_and_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (read_settings().llm_url, read_settings().llm_model) == (None, None)
    monkeypatch.setenv("YOUJU_LLM_URL", "http://127.0.0.1:11434/v1")
    with pytest.raises(SettingsError, match="YOUJU_LLM_MODEL"):
        read_settings()
    monkeypatch.setenv("YOUJU_LLM_MODEL", "some-model")
    monkeypatch.setenv("YOUJU_LLM_KEY", "secret")
    settings = read_settings()
    assert (settings.llm_model, settings.llm_key) == ("some-model", "secret")
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:80", "ftp://a", "file:///etc", "http://u:p@a", "http://a?k=1", "http://a b", "//a"],
)
def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("YOUJU_LLM_URL", url)
    monkeypatch.setenv("YOUJU_LLM_MODEL", "some-model")
    with pytest.raises(SettingsError, match="YOUJU_LLM_URL"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("RISK", "-0.1"), ("RISK", "1.1"), ("RISK", "bold"), ("LLM_SECONDS", "0"), ("LLM_BYTES", "0")],
)
def test_a_bound_out_of_range_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"YOUJU_{name}", value)
    with pytest.raises(SettingsError, match=f"YOUJU_{name}"):
        read_settings()


def test_what_is_standard_for_refusing_is_the_default() -> None:
    assert read_settings().risk == RefusalSettings().confidence


def test_only_reading_looks_at_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_PORT", "9001")
    assert Settings().port == 8000
    assert Settings(port=7).port == 7
