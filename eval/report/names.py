"""What things are called in the report: Chinese first, English beside it."""

SET_NAMES = {"dev": "开发集", "test": "测试集", "second": "第二文献"}
SET_ENGLISH = {"dev": "dev", "test": "test", "second": "second text"}

TYPES = {
    "number": "数量",
    "date": "时间",
    "entity": "人、机构、地点",
    "list": "列举",
    "why_how": "为何、如何",
    "definition": "是什么",
    "comparison": "比较",
    "aggregation": "合计",
    "yes_no": "是非",
    "follow_up": "追问",
    "unanswerable": "文中没有",
}
REGISTERS = {
    "formal": "书面",
    "colloquial": "口语",
    "terse": "关键词",
    "long_winded": "冗长",
    "traditional": "繁体",
    "typo": "错别字",
    "old_name": "旧称",
    "numeral_year": "汉字年份",
    "english": "英文",
}
MEASURES = {
    "score": "得分",
    "strict": "严格一致",
    "number_match": "数值一致",
    "list_f1": "列举 F1",
    "computed": "算得对",
    "verdict": "判断对",
    "correction": "更正对",
    "character_f1": "字面 F1",
    "refused": "该拒而拒",
    "false_refusal": "不该拒而拒",
    "reason_match": "拒绝理由对",
    "nearest_any": "给出相近记载",
    "cited_any": "引对至少一处",
    "citation_precision": "引文准确率",
    "citation_recall": "引文召回率",
    "follow_up_loss": "追问损失",
    "verbatim": "引文逐字相同",
    "numbers": "数字有据",
    "evidence_any@1": "首段命中",
    "evidence_any@5": "前五段命中",
    "mrr": "MRR",
}
VARIANTS = {
    "lexical": "字词检索",
    "characters": "字词检索（按字）",
    "dense": "向量检索",
    "hybrid": "混合检索",
    "hybrid+sentences": "混合 + 句子排序",
    "ranked": "混合 + 句子排序",
    "full": "完整回答",
}
PARTS = {
    "vectors": "去掉向量",
    "dense": "去掉向量检索",
    "similarity": "去掉句向量",
    "words": "去掉字词",
    "coverage": "去掉整句覆盖",
    "clause": "去掉分句覆盖",
    "context": "去掉上文",
    "time": "去掉时间",
    "figure": "去掉数量种类",
    "passage": "去掉段落分",
}
SYSTEMS = {
    "youju": "有据",
    "langchain": "LangChain",
    "llamaindex": "LlamaIndex",
    "haystack": "Haystack",
    "txtai": "txtai",
}
READERS = {
    "served": "有据（照常回答）",
    "forced": "有据（不许拒答）",
    "sentence": "基线：最近的句子",
    "clause": "基线：最近的分句，去掉问句用词",
    "ceiling": "有据候选里最好的（上限）",
}
REASONS = {
    "not_in_source": "文中没有",
    "period_not_covered": "时间超出",
    "value_not_reported": "未记此数",
    "unknown_entity": "查无此名",
    "false_premise": "前提有误",
    "off_topic": "无关",
    "unclear": "不清楚",
}


def both(chinese: str, english: str) -> str:
    """A label in both languages; once where they are one."""
    return chinese if chinese == english else f"{chinese} · {english}"


def named(names: dict[str, str], key: str) -> str:
    """The label of a key: its Chinese name, if it has one, and itself."""
    return both(names.get(key, key), key)
