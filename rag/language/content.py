"""What a question is about: what is left once the words that ask and frame the asking are blanked.

Works on the matching form (``rag.language.normalise.fold``), at the same length, so that offsets
stay what they are.
"""

import re

from rag.language.patterns import late_regex

# 那个俱乐部 points to a 俱乐部; 那家属 is no 家.
_MEASURE = (
    r"(?:个|些|位|座|届|场|次|条|支|批|回|趟|间|份|处(?![理于在分长所级])|家(?![属里长乡庭])|所(?![有以谓在])|项(?!目)"
    r"|种(?![子植类])|部(?![门队分长])|名(?![字单称])|本(?![地市县人单来部]))"
)
# Words that ask, and words that only frame the asking. They carry no content to search for.
_FRAME = late_regex(
    r"请问|请教|谢谢|多谢|你好|您好|再见|麻烦|劳驾|帮我|帮忙|查一下|查查|告诉我|说说|讲讲|介绍一下|介绍|我想(?:问|知道|了解)?一?下?|"
    r"想(?:问|知道|了解)一?下?|你?知道|能不能|能否|可否|可不可以|是不是|是否|有没有|有无|对不对|"
    r"什么时候|什么时间|什么年代|什么意思|什么样|什么人|什么地方|什么原因|什么|啥时候|啥意思|啥|何时|何年|何月|何日|"
    r"何地|何处|何人|何故|何谓|何为|为什么|为何|为啥|缘何|因何|怎么样|怎么|怎样|如何|咋|多少|几几|"
    r"哪一年|哪年|哪一天|哪天|哪个月|哪些|哪几|哪里|哪儿|哪位|哪个|哪家|哪一?(?=[个家届次年天])|哪|几时|谁|"
    r"第几|几(?=[\u4e00-\u9fff])|到底|究竟|大概|大约|一共|总共|总计|合计|当时|那会儿|那会|那阵儿?|那时候?|"
    rf"那年|那么|[那这]{_MEASURE}(?=[\u4e00-\u9fff])|那(?=\d|[\u4e00-\u9fff])|都是|分别|具体|多(?=[大高长重久远快])|"
    r"[吗呢啊呀吧嘛么哦啦]+(?=[?？!！。,，]|$)|[?？!！。，,、;；:：…~]"
)
_ENGLISH_FRAME = late_regex(
    r"\b(?:how many|how much|how long|how|when|what|which|where|who|whom|whose|why|did|does|do|was|"
    r"were|is|are|has|have|had|the|a|an|of|in|on|at|to|for|by|and|or|it|its|that|this|there|please|"
    r"tell me|list|can you|could you|name)\b"
)


def content(folded: str) -> str:
    """The question with asking and framing words blanked, at the same length."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match.group())

    return _ENGLISH_FRAME.sub(blank, _FRAME.sub(blank, folded))
