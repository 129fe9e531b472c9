"""The body or group that a clause is about, by the endings of such names.

In Chinese prose the topic opens the clause, before the verb; what stands behind a verb (抓好工会),
behind 对 or 向, or after the first member of a row (商店、摊点) is no topic.
"""

import re

from rag.language.patterns import late_regex

_ENDINGS = (
    "总工会|工会|委员会|公司|集团|工厂|厂|局|商店|合作社|俱乐部|文化宫|博物馆|图书馆|文化馆|纪念馆|学校|大学|校|"
    "中学|[一二三四五六七八九十]中|小学|小学堂|书院|学院|幼儿园|医院|卫生院|法院|检察院|政府|党委|市委|县委|区委|部门|中心|协会|联合会|站|所|"
    "办公室|研究所|运动会|车间|矿|场|港|村|乡|镇|街道|县|市|省|自治区|水库|大桥|隧道|码头|机场|铁路|剧团|剧院|影院|"
    "书店|银行|信用社|报社"
)
_HAN = r"[\u4e00-\u9fff]"
_IN_NAME = rf"(?:(?![了获被把着]|得到|受到|建立|推进|进行|加强|举办|开展){_HAN})"
# The shortest name, and what goes on to a longer one: 北海市 + 总工会, 北海港 + 务局.
_NAME = late_regex(
    rf"[县市省区镇乡]?{_IN_NAME}{{1,16}}?(?:{_ENDINGS})"
    rf"(?:(?:(?![开举召办组培设]){_HAN}){{0,3}}?(?:{_ENDINGS}))*"
    r"(?![长员舍徽花民内外区园])"
)
_VERBS = late_regex(
    r"(?:建立|建有|建成|建设|组建|组织|举办|召开|开展|培训|覆盖|联合|通知|要求|设立|设有|检查|坚持|推动|吸引|惠及|参与|参加"
    r"|接待|发放|协助|指导|选聘|慰问|返还|提请|支持|拨缴|拥有|发展|新建|加强|推进|积极|深入|进入|成立|维修|修建|扩建|改建"
    r"|打造|争创|协调|减免|来自|充分|配合|承办|主办|动员|争取|推荐|选送|评选|巩固|增设|撤销|撤并|投资|筹建|兴建|续建"
    r"|竣工|重修|重建|恢复|合并|接收|移交|安排|安置|实施|实行|实现|落实|完成|处理|办理|提供|制定|制订|出台|下发|印发"
    r"|命名|授予|调整|补充|充实|健全|扩大|巡回|持续|继续|不断|大力|广泛|全面|认真|切实|努力|着力|逐步|先行|带领|带动"
    r"|抓|占|为|有|是|无|使|令|让|建|办|设|派|获|受|到|并入|划归|隶属|每|以)"
)
_GENERIC = late_regex(
    r"(?:专职|兼职|基层|各类|各级|各|新发展|新建|新|非公有制|企业|农村|乡镇|工业|园区|专业|大型|中型|小型)"
)
_BARE = frozenset(_ENDINGS.split("|"))
_SCOPE = late_regex(
    r"全(?:市|区|县|省|国|厂|站|校|州|镇|乡|村|院|系统)|各级(?:工会|政府|部门|单位)?"
)
_CLAUSE = late_regex(r"[，。；：！？,;:!?（）()]")
_PIECE = late_regex(
    r"[、《》]|的|[在由向对为与及把被让经于从以将给使]|根据|按照|通过|围绕|[0-9]|(?<!共)和"
)
_AGENT = late_regex(r"[由经](?P<rest>[^、在向对为与及把被让于从以将给使]+)")
_TITLE = late_regex(r"《[^》]*》?")
_OPENERS = late_regex(
    r"^(?:例如|如(?!皋|东)|[个家名位项所间年](?=[\u4e00-\u9fff]{3})|截至|至|到|共|已|先后|其中|并|还|另外|此外|同时|全年|当年|年内|年底"
    r"|从|自(?!治)|在|\s)+"
)


def subject_of(left: str) -> str:
    """The subject named in the words before a figure, "" where none is.

    The first name wins: in Chinese prose the topic opens the clause.
    """
    for clause in _CLAUSE.split(_TITLE.sub("。", left)):
        words = _OPENERS.sub("", clause.strip())
        agent = _AGENT.search(words)
        found = _named(_PIECE.split(words, maxsplit=1)[0])
        found = found or (_named(agent["rest"]) if agent else "")
        if found:
            return found
    return ""


def _named(piece: str) -> str:
    """The name that a piece opens with."""
    words = _OPENERS.sub("", piece.strip())
    scope = _SCOPE.match(words)
    if scope is not None:
        return scope.group()
    match = None if _VERBS.match(words) else _NAME.match(words)
    if match is None or match.group() in _BARE:
        return ""
    # 专职工会工作人员, 基层工会主席: a kind of thing, not a body of its own.
    if _GENERIC.match(words) and re.match(_HAN, words[match.end() :]):
        return ""
    return match.group()
