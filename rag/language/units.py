"""Measure words and units of Chinese: open classes, as regular expression alternatives.

All patterns are for folded text. Lists are of the language, not of any one text.
"""

from functools import cache
from re import Pattern
from re import compile as compile_pattern

# Count words that make a lone 一 a number: 一个, 一名. The rest (一面, 一手, 一线 …) are mostly
# adverbs and nouns with 一 and count only after other numerals.
_FIRM = (
    "个只条件张位名户家所座栋幢间台辆艘架列支枝根棵株匹尾粒颗枚幅册卷篇份封套副双对组批届期次遍趟"
    "场轮种项款章节句页层门宗桩例则顿餐年天日岁倍元圆吨克斤亩尺寸寸米升里队字具匹丈担石斗"
)
_LOOSE = (
    "人部本首块片把头口群类段班行级等号道课讲堂起通滴杯碗盘瓶桶箱盒包袋筐篓车船床顶扇盏挺发盆束串"
    "排垛堆团股缕阵剂服贴针炉窑窝茬季代辈派方处点站线路环圈区县市省乡镇村州国校院系科室社连营师旅"
    "军面回打角分文贯两钱厘毫顷桌席幕集版笔手身步拨拍声幢匝捆包札沓叠挂柄管帧眼泓洼"
    "折番度秒刻周旬载世顷合勺英磅令株枪炮届尊域棚灶筒听罐坛缸篮匙"
)
_UNITS = (
    "平方公里 平方千米 平方米 平方厘米 平方 立方米 立方厘米 立方 公里 千米 厘米 毫米 微米 海里 公顷 公亩 "
    "英里 英尺 英寸 英亩 华里 市里 市尺 市亩 市斤 市担 公尺 公石 公担 公斤 千克 毫克 公升 毫升 加仑 "
    "千瓦时 千瓦 兆瓦 瓦 千伏 伏 安培 马力 千卡 摄氏度 千帕 赫兹 兆赫 比特 字节 标准箱 标箱 载重吨 总吨 "
    "人民币 元人民币 美元 港元 港币 日元 日圆 英镑 欧元 卢布 法郎 马克 银元 大洋 块钱 毛钱 国币 法币 关金 "
    "银两 两白银 两银子 海关两 关平两 个百分点 百分点 个点 倍 个小时 小时 钟头 个钟头 分钟 刻钟 秒钟 "
    "课时 学时 工时 工日 学分 个月 个星期 星期 礼拜 个世纪 世纪 个年头 年头 周岁 周年 昼夜 时辰 年级 年期 "
    "立方尺 平方尺 人份 人份额 人时 人日 工分 股份 字 字节 门次 码 令 度电 "
    "处所 车皮 标段 批次 班次 频次 航次 梯次 层次 档次 名次 场次 位次 轮次 "
    "大类 大项 大块 大件 小项 小类 小组 岁口 帧 格 档 宗地 套房 栋楼"
)
_LATIN_UNITS = "km² km kg mm² mm cm² cm m² m³ m g mg t kwh kw mw w v kv ml l ha %% % ‰ ℃ °c ° yuan"
_COUNTED = "人户家个件车架台艘例船只辆项篇课卷册部对起套头场批班门宗台处支间所笔"

_ALIASES = {
    "圆": "元",
    "块钱": "元",
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
    "部": "分门署长队委落下",
    "成": "立为员年绩功果长就本份人都型分套批片群交活效品熟",
    "家": "庭长乡属务具族访",
    "天": "津下然空气文府主",
    "年": "代",
    "日": "本报常益",
    "人": "民大事均口们物类才力身家",
    "方": "面法针向案式便",
    "面": "积对向临粉貌",
    "点": "名击评",
    "号": "召称",
    "线": "上下索",
    "口": "号岸径粮",
    "头": "等条",
    "级": "别",
    "等": "于级地",
    "分": "之为别成工析布会厂局公店校行支类级散享管",
    "处": "理于长",
    "会": "议",
    "国": "家际有营内民务外",
    "市": "场民政委长",
    "县": "委长",
    "区": "域委长",
    "省": "委长略",
    "社": "会区",
    "院": "长",
    "校": "长园企",
    "班": "子组",
    "团": "结委员体",
    "队": "伍",
    "组": "织建长成",
    "门": "诊口",
    "期": "间望待",
    "次": "年日月要",
    "回": "归来到族乡",
    "起": "来草源义",
    "对": "于待方象",
    "把": "握",
    "通": "过知",
    "发": "展生现布放动出明",
    "服": "务",
    "号令": "",
    "路": "线",
    "首": "先长都要",
    "本": "人身地市省县书来",
    "块": "儿",
    "升": "级学为",
    "合": "作同并浦计资",
    "里": "面程",
    "车": "间站辆",
    "船": "厂员舶",
    "军": "队事民人",
    "师": "傅范生",
    "营": "业销收",
    "连": "续接",
    "代": "表会理",
    "声": "音",
    "手": "续工段机",
    "席": "位",
    "集": "体团中合资",
    "笔": "者记",
    "管": "理",
    "域": "",
    "度": "过",
    "周": "边围恩",
    "季": "度",
    "角": "度色",
    "文": "化件艺明教字物",
    "元": "旦月年",
    "科": "学技研",
    "系": "列统",
    "行": "业动政为",
    "类": "似型",
    "两": "个岸会",
    "道": "路德理",
    "课": "题程",
    "版": "本",
    "步": "骤伐",
    "环": "境节保",
    "具": "有体备",
    "听": "取",
    "合计": "",
}


def _alternatives(words: list[str]) -> str:
    parts = []
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        barred = _NOT_BEFORE.get(word)
        parts.append(f"{word}(?![{barred}])" if barred else word)
    return "|".join(parts)


@cache
def firm_measure() -> Pattern[str]:
    """What after a lone 一 makes it a number."""
    words = [*_FIRM, *_units(), "万", "亿", "半"]
    return compile_pattern(_alternatives(words))


@cache
def unit_pattern() -> Pattern[str]:
    """A unit at the place of matching: 个, 人次, 人(件)次, 立方米, 万吨级 without its 万."""
    base = _alternatives([*_FIRM, *_LOOSE, *_units(), "成"])
    times = f"(?:[{_COUNTED}](?:\\([{_COUNTED}名艘]\\))?次(?!年|日|月|要|序)|[{_COUNTED}]\\(次\\))"
    paired = f"(?:{base})(?:\\((?:{base})\\))"
    latin = "|".join(sorted(_LATIN_UNITS.split(), key=lambda unit: -len(unit)))
    ton_grade = "(?:吨|千瓦|兆瓦|马力)级"
    dollars = "[美港日欧]元"
    return compile_pattern(f"{times}|{ton_grade}|{paired}|{dollars}|{base}|(?:{latin})(?![a-z])")


def canonical_unit(unit: str) -> str:
    """The common name of a unit: 块钱 and 圆 are 元, km is 公里. 人 and 人次 stay apart."""
    return _ALIASES.get(unit, unit)


def _units() -> list[str]:
    return _UNITS.split()
