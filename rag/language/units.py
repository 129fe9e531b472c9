"""Measure words and units of Chinese: open classes, with what may not follow them.

All patterns are for folded text. Lists are of the language, not of any one text.
"""

from functools import cache

# Count words that make a lone 一 a number: 一个, 一名. The rest (一面, 一手, 一线 …) are mostly
# adverbs and nouns with 一 and count only after other numerals.
_FIRM = (
    "个只条件张位名户家所座栋幢间台辆艘架列支枝根棵株匹尾粒颗枚幅册卷篇份封套副双对组批届期次遍趟"
    "场轮种项款章节句页层门宗桩例则顿餐年天日岁倍元圆吨克斤亩尺寸米升里队字具丈担石斗"
)
_LOOSE = (
    "人部本首块片把头口群类段班行级等号道课讲堂起通滴杯碗盘瓶桶箱盒包袋筐篓车船床顶扇盏挺发盆束串"
    "排垛堆团股缕阵剂服贴针炉窑窝茬季代辈派方处点站线路环圈区县市省乡镇村州国校院系科室社连营师旅"
    "军面回打角分文贯两钱厘毫顷桌席幕集版笔手身步拨拍声幢匝捆札沓叠挂柄管帧眼泓洼折番度秒刻周旬载"
    "世合勺英磅令株枪炮届尊域棚灶筒听罐坛缸篮匙"
)
_UNITS = """
平方公里 平方千米 平方米 平方厘米 平方 立方米 立方厘米 立方 公里 千米 厘米 毫米 微米 海里 公顷
公亩 英里 英尺 英寸 英亩 华里 市里 市尺 市亩 市斤 市担 公尺 公石 公担 公斤 千克 毫克 公升 毫升
加仑 千瓦时 千瓦 兆瓦 瓦 千伏 伏 安培 马力 千卡 摄氏度 千帕 赫兹 兆赫 比特 字节 标准箱 标箱
载重吨 总吨 人民币 元人民币 美元 港元 港币 日元 日圆 英镑 欧元 卢布 法郎 马克 银元 大洋 块钱
毛钱 国币 法币 关金 银两 两白银 两银子 海关两 关平两 个百分点 百分点 个点 倍 个小时 小时 钟头
个钟头 分钟 刻钟 秒钟 课时 学时 工时 工日 学分 个月 个星期 星期 礼拜 个世纪 世纪 个年头 年头
周岁 周年 昼夜 时辰 年级 年期 立方尺 平方尺 人份 人份额 人时 人日 工分 股份 字 门次 码 令 度电
处所 车皮 标段 批次 班次 频次 航次 梯次 层次 档次 名次 场次 位次 轮次 大类 大项 大块 大件 小项
小类 小组 岁口 帧 格 档 宗地 套房 栋楼 分贝
"""
_LATIN_UNITS = "km² km kg mm² mm cm² cm m² m³ m g mg t kwh kw mw w v kv ml l ha %% % ‰ ℃ °c ° yuan"
_COUNTED = "人户家个件车架台艘例船只辆项篇课卷册部对起套头场批班门宗处支间所笔"

_RANKED = ("奖", "功", "残", "舱", "品", "兵")
_GRADED = ("吨", "千瓦", "兆瓦", "马力")
_DOLLARS = ("美", "港", "日", "欧")
_NO_TIMES = ("年", "日", "月", "要", "序")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

_ALIASES = {
    "圆": "元",
    "块钱": "元",
    "两白银": "两",
    "两银子": "两",
    "银两": "两",
    "元人民币": "元",
    "人民币": "元",
    "yuan": "元",
    "港币": "港元",
    "日圆": "日元",
    "千米": "公里",
    "km": "公里",
    "m": "米",
    "公尺": "米",
    "cm": "厘米",
    "mm": "毫米",
    "千克": "公斤",
    "kg": "公斤",
    "g": "克",
    "t": "吨",
    "km²": "平方公里",
    "平方千米": "平方公里",
    "m²": "平方米",
    "平方": "平方米",
    "平米": "平方米",
    "m³": "立方米",
    "立方": "立方米",
    "方米": "平方米",
    "ha": "公顷",
    "kw": "千瓦",
    "kwh": "千瓦时",
    "°c": "℃",
    "摄氏度": "℃",
    "个百分点": "百分点",
    "个点": "百分点",
    "个小时": "小时",
    "钟头": "小时",
    "个钟头": "小时",
    "个星期": "星期",
    "礼拜": "星期",
    "个世纪": "世纪",
    "个年头": "年",
    "年头": "年",
    "周岁": "岁",
    "标箱": "标准箱",
}
# A measure character that begins a longer word is no measure: 部分, 成立, 天津, 年级.
_NOT_BEFORE = {
    "两": "个岸会",
    "人": "民大事均口们物类才力身家帮心称为生",
    "代": "表会理",
    "件": "套",
    "份": "子额",
    "会": "议",
    "位": "于置列居",
    "元": "旦月年",
    "具": "有体备",
    "册": "封",
    "军": "队事民人",
    "分": "之为别成工析布会厂局公店校行支类级散享管",
    "列": "入为",
    "则": "是为",
    "副": "主书校食产业市县省局乡镇镇",
    "区": "域委长",
    "升": "级学为",
    "卷": "入",
    "县": "委长",
    "双": "方增革",
    "发": "展生现布放动出明",
    "口": "号岸径粮",
    "只": "是有能要不好得",
    "台": "湾风账",
    "号": "召称",
    "合": "作同并浦计资",
    "名": "义称单誉字额",
    "听": "取",
    "周": "边围恩",
    "回": "归来到族乡",
    "团": "结委员体",
    "国": "家际有营内民务外",
    "场": "所馆",
    "块": "儿",
    "声": "音",
    "处": "理于长",
    "天": "津下然空气文府主",
    "头": "等条",
    "季": "度",
    "宗": "旨教族",
    "家": "庭长乡属务具族访",
    "对": "于待方象外",
    "封": "建闭锁",
    "层": "次面",
    "届": "时满",
    "市": "场民政委长",
    "师": "傅范生",
    "席": "位",
    "幅": "度员",
    "年": "代",
    "度": "过",
    "座": "谈右",
    "张": "贴扬",
    "成": "立为员年绩功果长就本份人都型分套批片群交活效品熟",
    "所": "有以在属长谓",
    "手": "续工段机",
    "打": "击造工破算",
    "批": "准评判发",
    "把": "握",
    "担": "任负心保当",
    "支": "援持部出付委前",
    "文": "化件艺明教字物",
    "斗": "争",
    "方": "面法针向案式便",
    "日": "本报常益",
    "服": "务",
    "期": "间望待",
    "本": "人身地市省县书来金息",
    "条": "件例款约",
    "架": "设桥",
    "校": "长园企",
    "根": "据本",
    "次": "年日月要",
    "款": "项",
    "步": "骤伐",
    "点": "名击评",
    "版": "本",
    "环": "境节保",
    "班": "子组",
    "省": "委长略",
    "石": "油灰",
    "社": "会区",
    "种": "植子类地田",
    "科": "学技研",
    "章": "程",
    "笔": "者记",
    "等": "于级地",
    "管": "理",
    "米": "粮饭",
    "类": "似型",
    "系": "列统",
    "级": "别",
    "线": "上下索",
    "组": "织建长成合",
    "群": "众体",
    "船": "厂员舶",
    "营": "业销收",
    "行": "业动政为",
    "角": "度色",
    "课": "题程",
    "起": "来草源义",
    "路": "线",
    "车": "间站辆",
    "轮": "船车机廓番流换岗训",
    "连": "续接",
    "通": "过知",
    "道": "路德理",
    "部": "分门署长队委落下",
    "里": "面程",
    "门": "诊口",
    "队": "伍员长",
    "院": "长",
    "集": "体团中合资",
    "面": "积对向临粉貌",
    "页": "面",
    "项": "目链",
    "首": "先长都要",
}


# After an Arabic number a measure is nearly always one; only these words stand in the way.
_NOT_BEFORE_ARABIC = {
    "部": "门",
    "成": _NOT_BEFORE["成"],
    "分": "之别布公",
    "日": "本报",
    "天": "津",
    "年": "代",
    "元": "旦",
    "人": "民",
    "市": "场",
    "点": "击",
}


@cache
def _firm() -> frozenset[str]:
    return frozenset([*_FIRM, *_UNITS.split()])


@cache
def _by_first(strict: bool) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each first character the units that begin with it, longest first, each with what may
    not follow."""
    words = {*_FIRM, *_LOOSE, *_UNITS.split(), *_LATIN_UNITS.split(), "成"}
    barred = _NOT_BEFORE if strict else _NOT_BEFORE_ARABIC
    table: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        stop = _LETTERS if word.isascii() and word[-1].isalpha() else barred.get(word, "")
        table.setdefault(word[0], []).append((word, stop))
    return {head: tuple(units) for head, units in table.items()}


def unit_at(folded: str, place: int, *, strict: bool = True) -> str:
    """The unit that begins at a place: 个, 人次, 人(件)次, 立方米, 万吨级 without its 万; else "".

    Args:
        strict: whether a longer word that begins with the measure rules it out (部分, 级别);
            after Arabic numbers it hardly ever does.
    """
    head = folded[place : place + 1]
    for word, stop in _by_first(strict).get(head, ()):
        if folded.startswith(word, place):
            if word == "等" and folded[place + 1 : place + 2] not in _RANKED:
                continue
            after = folded[place + len(word) : place + len(word) + 5]
            if not after or after[0] not in stop:
                return word + _tail(word, after)
            if after[0] == "次" and word in _COUNTED:
                return word + _tail(word, after)
    return f"{head}元" if head in _DOLLARS and folded.startswith("元", place + 1) else ""


def _tail(word: str, after: str) -> str:
    """次, (件)次, (次), (艘), 级: what makes a compound of a unit."""
    if word in _COUNTED and after.startswith("次") and after[1:2] not in _NO_TIMES:
        return "次"
    if after[:1] == "(" and after[2:3] == ")" and after[1] in _FIRM + "次":
        again = word in _COUNTED and after[3:4] == "次"
        return after[:4] if again else after[:3]
    return "级" if word in _GRADED and after.startswith("级") else ""


def firm_at(folded: str, place: int) -> bool:
    """Whether what stands there makes a lone 一 before it a number."""
    if folded[place : place + 1] in ("万", "亿"):
        return True
    unit = unit_at(folded, place)
    rank = unit == "等" and folded[place + 1 : place + 2] in ("奖", "功")
    return rank or unit in _firm() or unit[:1] in _firm()


def canonical_unit(unit: str) -> str:
    """The common name of a unit: 块钱 and 圆 are 元, km is 公里. 人 and 人次 stay apart."""
    return _ALIASES.get(unit, unit)
