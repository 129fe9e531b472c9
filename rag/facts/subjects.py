"""The body or group that a clause is about, by the endings of such names."""

import re

_ENDINGS = (
    "总工会|工会|委员会|公司|集团|工厂|厂|局|商店|合作社|俱乐部|文化宫|博物馆|图书馆|学校|大学|校|"
    "中学|小学|学院|医院|法院|检察院|政府|党委|市委|县委|区委|部门|中心|协会|联合会|站|所|办公室|"
    "运动会|车间|矿|场|港|村|乡|镇|街道|县|市|省|自治区"
)
_HAN = r"[\u4e00-\u9fff]"
# The shortest name, and what goes on to a longer one: 北海市 + 总工会, 北海港 + 务局.
_NAME = re.compile(
    rf"[\u4e00-\u9fff]{{0,16}}?(?:{_ENDINGS})"
    rf"(?:(?:(?![开举召办组培设]){_HAN}){{0,3}}?(?:{_ENDINGS}))*(?![长员])"
)
_VERBS = re.compile(
    r"^(?:建立|建有|建成|组建|组织|举办|召开|开展|培训|覆盖|联合|通知|要求|设立|设有|检查|坚持|推动|吸引|惠及|参与|参加"
    r"|接待|发放|协助|指导|选聘|慰问|返还|提请|支持|拨缴|拥有|发展|新建|加强|推进|积极|深入|进入|成立|有|是)"
)
_BARE = frozenset(_ENDINGS.split("|"))
_SCOPE = re.compile(r"全(?:市|区|县|省|国|厂|站|校|州|镇|乡|系统)|各级(?:工会|政府|部门|单位)?")
_BREAK = re.compile(
    r"[，。；：、！？,;:!?（）()《》]|的|[在由向对为与及把被让经于从以将给使]|根据|按照|通过|围绕|[0-9]|(?<!共)和"
)
_TITLE = re.compile(r"《[^》]*》?")
_OPENERS = re.compile(
    r"^(?:[个家名位项所间](?=[\u4e00-\u9fff]{3})|截至|至|到|共|已|先后|其中|并|还|另外|此外|同时|全年|当年|年内)+"
)


def subject_of(left: str) -> str:
    """The subject named in the words before a figure, "" where none is.

    The first name wins: in Chinese prose the topic opens the clause.
    """
    for piece in _BREAK.split(_TITLE.sub("。", left)):
        words = _OPENERS.sub("", piece.strip())
        match = _SCOPE.match(words) or (None if _VERBS.match(words) else _NAME.match(words))
        if match is not None and match.group() not in _BARE:
            return match.group()
    return ""
