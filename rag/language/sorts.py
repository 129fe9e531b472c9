"""What sort of thing a question for a name asks for, told by the noun that it asks about.

哪位老劳模 asks for a person, 哪座岛 for a place, 什么口号 for words that were said. The noun is
the one behind the interrogative, else the one before 叫什么 and 是哪家, else the last of a query
without one (首任厂长).

Not done here: whether a name is of that sort (``rag.answering.sort_fit``).
"""

import re
from enum import StrEnum
from functools import lru_cache

from rag.language.asking import Asked, Wanted
from rag.language.calling import thing_called
from rag.language.counted import Counted, counted_by_noun
from rag.language.patterns import late_regex


class Sort(StrEnum):
    """A sort of thing. ``WORDS`` are said or given as a name: slogans, mottoes, nicknames."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    TITLE = "title"
    WORDS = "words"
    HONOUR = "honour"
    OFFICE = "office"
    TIME = "time"
    THING = "thing"


_ROLE = late_regex(
    r"(?:编剧|主编|编导|作者|记者|学者|使者|领取者|编写者|[^或]者|先生|师傅|老板|老大|大夫|教授|导演|演员|"
    r"主席|书记|主任|经理|秘书长|[局厂校院站社队部处科股所班乡镇县市省会团组园行馆店]长|首长|家长|村官|"
    r"太爷|专家|画家|作家|科学家|企业家|行家|匠人|匠|姑娘|媳妇|嫂|大娘|大姐|大哥|小伙|状元|"
    r"负责人|牵头人|领头人|带头人|人|谁)$"
)
_NO_ROLE = late_regex(r"(?:法人|成员单位)$")
_SORTS = (
    (Sort.OFFICE, late_regex(r"(?:职务|职位|岗位|官|职|头衔|工种|身份|差事)$")),
    (
        Sort.HONOUR,
        late_regex(r"(?:奖|奖项|奖章|称号|荣誉|奖状|奖励|勋章|奖牌|名次|锦旗|证书|通报表扬)$"),
    ),
    (Sort.TIME, late_regex(r"(?:时候|时间|日子|日期|年份|[年月天])$")),
    (
        Sort.WORDS,
        late_regex(
            r"(?:话|口号|方针|思路|原则|精神|主题|外号|绰号|诨号|称呼|名号|旗号|誓言?|誓词|号召|讥称|"
            r"别名|俗称|美称|[逗乐浑新旧]名|名堂|招牌|牌[号子匾]|理念|行动|活动|宗旨|标语|校训|家训|说法|对联)$"
        ),
    ),
    (
        Sort.TITLE,
        late_regex(
            r"(?:书|文件|通知|意见|办法|条例|规定|法规?|法律|著作?|作品|文章?|小说|电影|歌曲?|报纸?|杂志|刊物?|"
            r"教材|手册|戏剧?|剧目?|剧本|节目|协议|章程|公约|制度|方案|片子?|题目|标题|画作?|书籍|读物|曲子?|"
            r"决定|计划|合同|规划|纲要|志)$"
        ),
    ),
    (
        Sort.BODY,
        late_regex(
            r"(?:机构|单位|部门|组织|机关|公司|厂家?|商家|企业|集团|店铺?|银行|学校|学院|大学|[中小]学|医院|"
            r"科室|[会委局部科队社院所团班党馆站厅署校处组行]|中心|车间|场所|商号|字号)$"
        ),
    ),
    (
        Sort.PLACE,
        late_regex(
            r"(?:哪里|地方|地点|地址|城市|国家|码头|[岛山河江湖海省市县区镇乡村街路巷渠桥泉井港湾地庙寺楼坡滩])$"
        ),
    ),
)
_BY_MEASURE = {
    "位": Sort.PERSON,
    "本": Sort.TITLE,
    "部": Sort.TITLE,
    "篇": Sort.TITLE,
    "首": Sort.TITLE,
    "幅": Sort.TITLE,
    "句": Sort.WORDS,
    "家": Sort.BODY,
    "座": Sort.PLACE,
}
_MEASURED = late_regex(r"哪一?(?P<measure>[位本部篇首幅句家座])")
_BARE = frozenset({"", "名字", "名称", "全名", "姓名", "简称", "谁", "哪里"})
_NAMED = late_regex(r"名|叫|题|为何")
_ASKED_NAME = late_regex(
    r"(?:到底|究竟)?(?:又|都|全|真|原|本|正式)?(?:全名|真名|名字|姓名|名称|名)?"
    r"(?:叫做|叫作|叫|称为|取|题|名为|是|为|冠以)?(?:个|何种)?(?:什么|啥|何|谁)?"
    r"(?:名字|名称|姓名|名)?(?:为何|是什么|是啥)?(?:呢|来着)?$"
)
_CLAUSES = re.compile(r"[，,。?？]")


def sort_asked(folded: str, asked: Asked) -> Sort:
    """The sort of thing that a question in its matching form asks for; THING where none is told."""
    if asked.kind is Wanted.PERSON:
        return Sort.PERSON
    if asked.kind is Wanted.PLACE:
        return Sort.PLACE
    noun = noun_asked(folded, asked)
    if asked.noun in _BARE and not noun:
        measured = _MEASURED.search(folded)
        return _BY_MEASURE[measured["measure"]] if measured else Sort.THING
    return sort_of_noun(noun)


@lru_cache(maxsize=512)
def sort_of_noun(noun: str) -> Sort:
    """The sort of thing that a noun is for: a person for 首任厂长, a body for 工厂."""
    people = _ROLE.search(noun) or counted_by_noun(noun) is Counted.PEOPLE
    if people and not _NO_ROLE.search(noun):
        return Sort.PERSON
    return next((sort for sort, pattern in _SORTS if pattern.search(noun)), Sort.THING)


@lru_cache(maxsize=512)
def noun_asked(folded: str, asked: Asked) -> str:
    """The noun asked for, or words that end in it; "" where only a measure word tells it."""
    if asked.noun not in _BARE or asked.kind in (Wanted.PERSON, Wanted.PLACE):
        return asked.noun
    if not asked.noun and _MEASURED.search(folded):
        return ""
    said = folded.rstrip("?？。 ")
    if _NAMED.search(said):
        said = thing_called(_ASKED_NAME.sub("", said, count=1))
    return _CLAUSES.split(said)[-1].strip()
