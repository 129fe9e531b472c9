"""The Chinese line that stands above an error's own words on the command line."""

from rag.errors import (
    AdaptingError,
    CorpusError,
    EncoderError,
    FeedbackError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    NotFoundError,
    PublishError,
    QuestionError,
    SettingsError,
    StoreBusyError,
    UnsupportedError,
    YoujuError,
)

_HEADLINES: tuple[tuple[type[YoujuError], str], ...] = (
    (IndexMissingError, "还没有索引。请先运行 youju ingest。"),
    (IndexMismatchError, "索引与当前设置不符，请运行 youju ingest 重建。"),
    (IndexDamagedError, "索引已损坏，请运行 youju ingest 重建。"),
    (StoreBusyError, "另一个进程正在更新索引，请稍后再试。"),
    (PublishError, "新索引没有写成，原索引不受影响。"),
    (CorpusError, "文献读不进来，索引保持原样。"),
    (AdaptingError, "文献太少，不能据以微调。"),
    (EncoderError, "自带的模型或所指定的模型不能用。"),
    (QuestionError, "问题不合要求。"),
    (NotFoundError, "没有找到。"),
    (SettingsError, "设置有误。"),
    (FeedbackError, "评价读不出来。"),
    (UnsupportedError, "当前没有配置这项功能。"),
)


def headline(error: YoujuError) -> str:
    """The line for an error's kind."""
    return next((text for kind, text in _HEADLINES if isinstance(error, kind)), "出错了。")
