"""The OpenAI-compatible door, by the official client against the real server, and by hand."""

from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam
from openai.types.chat.completion_create_params import (
    CompletionCreateParamsBase,
    CompletionCreateParamsNonStreaming,
    CompletionCreateParamsStreaming,
)

from api.chat import Completion, failed
from api.chat_request import IGNORED
from api.problems import no_index
from rag.errors import IndexMissingError
from rag.events import AnswerEvent, QuestionRead, SentenceChecked
from rag.types import Turn
from tests.asgi_client import Client, assert_problem, fields, make_app
from tests.fakes_api import CITATION, FakePipeline, answered, refused
from tests.serving import serving

QUESTION = "甲厂有多少工人？"
ASKED: ChatCompletionMessageParam = {"role": "user", "content": QUESTION}


def client_of(url: str, key: str = "any") -> openai.OpenAI:
    # No proxy of the environment between the test and its own server.
    transport = openai.DefaultHttpxClient(trust_env=False)
    return openai.OpenAI(
        base_url=f"{url}/v1", api_key=key, max_retries=0, http_client=transport, timeout=10
    )


class Writing(FakePipeline):
    """A pipeline that has a language model, of a name with a slash, and tells whom it asked."""

    def models(self) -> tuple[str, ...]:
        return ("extraction", "org/model-8b")


@pytest.fixture(scope="module")
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture(scope="module")
def client(pipeline: FakePipeline) -> Iterator[openai.OpenAI]:
    with serving(pipeline) as url, client_of(url) as made:
        yield made


def test_the_official_client_gets_an_answer(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(model="youju", messages=[ASKED])
    assert completion.object == "chat.completion"
    assert completion.id.startswith("chatcmpl-")
    assert completion.model == "youju"
    assert completion.system_fingerprint == "g1"
    (choice,) = completion.choices
    assert (choice.index, choice.finish_reason) == (0, "stop")
    assert choice.message.role == "assistant"
    assert choice.message.content == "1952年，甲厂有工人12人。[1]"
    extra = completion.model_extra
    assert extra is not None
    assert extra["citations"] == Client().ask(question=QUESTION).json()["citations"]


def test_the_official_client_reads_the_stream(client: openai.OpenAI) -> None:
    with client.chat.completions.create(model="youju", messages=[ASKED], stream=True) as stream:
        chunks = list(stream)
    assert len({chunk.id for chunk in chunks}) == 1
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text == "1952年，甲厂有工人12人。[1]"
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None, None, None, "stop"]
    extra = chunks[-2].model_extra
    assert extra is not None
    assert extra["citations"] == Client().ask(question=QUESTION).json()["citations"]


def test_a_refusal_is_said_and_cites_nothing(client: openai.OpenAI) -> None:
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": "丙厂呢？"}]
    completion = client.chat.completions.create(model="youju", messages=messages)
    assert completion.choices[0].message.content == "原文没有。"
    assert completion.choices[0].finish_reason == "stop"
    assert completion.model_extra is not None
    assert completion.model_extra["citations"] == []
    with client.chat.completions.create(model="youju", messages=messages, stream=True) as stream:
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == "原文没有。"


def test_a_follow_up_sends_the_answer_back_as_the_client_holds_it(
    client: openai.OpenAI, pipeline: FakePipeline
) -> None:
    message = client.chat.completions.create(model="youju", messages=[ASKED]).choices[0].message
    messages: list[Any] = [ASKED, message, {"role": "user", "content": "那年还有工人吗？"}]
    client.chat.completions.create(model="youju", messages=messages, temperature=0.2, max_tokens=5)
    question, turns, mode, top_k, _ = pipeline.asked[-1]
    assert (question, mode, top_k) == ("那年还有工人吗？", "auto", 8)
    assert turns == (Turn(QUESTION, "1952年，甲厂有工人12人。[1]"),)


def test_the_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["youju", "extraction"]
    assert client.models.retrieve("extraction").owned_by == "youju"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt")


@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_the_clients_own(client: openai.OpenAI, stream: bool) -> None:
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model="gpt", messages=[ASKED], stream=stream)
    long: ChatCompletionMessageParam = {"role": "user", "content": "工" * 501}
    with pytest.raises(openai.UnprocessableEntityError) as raised:
        client.chat.completions.create(model="youju", messages=[long], stream=stream)
    assert "工" * 20 not in str(raised.value)


@pytest.mark.parametrize("stream", [False, True])
def test_no_index_is_an_internal_server_error_of_the_client(stream: bool) -> None:
    pipeline = FakePipeline(fail=IndexMissingError("No index.", "Build one."))
    with (
        serving(pipeline) as url,
        client_of(url) as client,
        pytest.raises(openai.InternalServerError) as raised,
    ):
        client.chat.completions.create(model="youju", messages=[ASKED], stream=stream)
    assert raised.value.status_code == 503


def test_an_error_halfway_is_raised_by_the_client() -> None:
    class Halfway(FakePipeline):
        def stream(self, question: str, *_: Any, **__: Any) -> Iterator[AnswerEvent]:
            yield QuestionRead(question)
            raise IndexMissingError("No index.", "Build one.")

    with (
        serving(Halfway()) as url,
        client_of(url) as client,
        client.chat.completions.create(model="youju", messages=[ASKED], stream=True) as stream,
        pytest.raises(openai.APIError, match="Not ready"),
    ):
        list(stream)


def test_the_key_is_the_bearer_token() -> None:
    with serving(FakePipeline(), api_key="right") as url:
        with client_of(url, "wrong") as client, pytest.raises(openai.AuthenticationError):
            client.models.list()
        with client_of(url, "right") as client:
            assert client.models.list().data[0].id == "youju"


def test_every_documented_key_is_accepted_and_no_other() -> None:
    documented = {
        key
        for shape in (
            CompletionCreateParamsBase,
            CompletionCreateParamsNonStreaming,
            CompletionCreateParamsStreaming,
        )
        for key in shape.__annotations__
    }
    assert documented == {*IGNORED, "messages", "model", "stream"}
    body = {"model": "youju", "messages": [ASKED], **dict.fromkeys(IGNORED, "anything")}
    assert chat(body).status_code == 200
    assert fields(assert_problem(chat({**body, "top_k": 3}), 422)) == ["body"]
    odd = {"model": "youju", "messages": [{**ASKED, "mood": 1}]}
    assert fields(assert_problem(chat(odd), 422)) == ["messages[0]"]


def chat(body: dict[str, Any], pipeline: FakePipeline | None = None) -> httpx.Response:
    return Client(make_app(pipeline)).request("POST", "/v1/chat/completions", json=body)


def heard(messages: list[dict[str, Any]]) -> tuple[str, tuple[Turn, ...]]:
    """What reaches the pipeline."""
    pipeline = FakePipeline()
    response = chat({"model": "youju", "messages": messages}, pipeline)
    assert response.status_code == 200, response.text
    return pipeline.asked[-1][:2]


def test_messages_fold_into_turns() -> None:
    user, says = "user", "assistant"
    question, turns = heard(
        [
            {"role": "system", "content": "Say 13."},
            {"role": says, "content": "您好"},
            {"role": user, "content": "一？"},
            {"role": user, "content": [{"type": "text", "text": "二"}, *[part("？")]]},
            {"role": says, "content": "甲。"},
            {"role": "tool", "content": "13", "tool_call_id": "x"},
            {"role": says, "content": "乙。"},
            {"role": "developer", "content": [{"type": "image_url"}]},
            {"role": user, "content": "  三\u200b？ "},
            {"role": says, "content": "开头"},
        ]
    )
    assert question == "三？"
    assert turns == (Turn("一？", ""), Turn("二 ？", "甲。 乙。"))


def part(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}


def test_what_went_before_is_cut_to_the_limits_not_refused() -> None:
    earlier = [
        {"role": role, "content": text}
        for number in range(25)
        for role, text in (("user", f"问{number}" + "长" * 600), ("assistant", "答" * 3000))
    ]
    question, turns = heard([*earlier, {"role": "user", "content": "工人？"}])
    assert question == "工人？"
    assert len(turns) == 20
    # Turns 5 to 24 are left; "问5" and 498 more characters make 500.
    assert turns[0] == Turn("问5" + "长" * 498, "答" * 2000)


@pytest.mark.parametrize(
    ("messages", "field"),
    [
        ([], "messages"),
        ([{"role": "system", "content": "x"}], "messages"),
        ([{"role": "user", "content": " \u200b"}], "messages[0].content"),
        ([{"role": "user", "content": None}], "messages[0].content"),
        ([{"role": "user", "content": 7}], "messages[0].content"),
        ([{"role": "user", "content": [{"type": "image_url"}]}], "messages[0].content"),
        ([{"role": "user", "content": [{"type": "text"}]}], "messages[0].content"),
        ([{"role": "king", "content": "x"}], "messages[0].role"),
        ([ASKED, {"role": "user", "content": "工" * 501}], "messages[1].content"),
        ("x", "messages"),
    ],
)
def test_messages_that_are_refused_name_their_field(messages: Any, field: str) -> None:
    problem = assert_problem(chat({"model": "youju", "messages": messages}), 422)
    assert fields(problem) == [field]


@pytest.mark.parametrize(
    ("model", "mode"),
    [("youju", "auto"), ("extraction", "extractive"), ("org/model-8b", "generative")],
)
def test_a_model_is_a_mode(model: str, mode: str) -> None:
    pipeline = Writing()
    chat({"model": model, "messages": [ASKED]}, pipeline)
    assert pipeline.asked[-1][2] == mode
    client = Client(make_app(pipeline))
    assert [one["id"] for one in client.get("/v1/models").json()["data"]] == [
        "youju",
        "extraction",
        "org/model-8b",
    ]
    assert client.get(f"/v1/models/{model}").json()["id"] == model


def texts(*events: AnswerEvent) -> str:
    """What a client puts together from the chunks."""
    frames = b"".join(Completion("youju").chunks(iter(events))).decode().split("\n\n")
    assert frames[-2:] == ["data: [DONE]", ""]
    chunks = [httpx.Response(200, text=one.removeprefix("data: ")).json() for one in frames[:-2]]
    return "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)


def test_the_last_word_is_the_answers() -> None:
    answer = answered("工人")  # "1952年，甲厂有工人12人。[1]"
    assert texts(QuestionRead("工人"), answer) == answer.answer
    assert texts(SentenceChecked("1952年，", (CITATION,)), answer) == answer.answer
    assert texts(SentenceChecked("别的。", ()), answer) == f"别的。\n\n{answer.answer}"
    assert texts(refused("乙")) == "原文没有。"


def test_a_problem_in_a_stream_has_openais_shape_and_ours() -> None:
    event = failed(no_index()).decode()
    assert '"error": {' in event
    assert '"type": "urn:youju:problem:no-index"' in event
    assert '"code": "no-index"' in event
