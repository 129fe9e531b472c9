"""Periods that have names: reigns, plans, wars and turns every Chinese reader can date.

Reigns are given by first and last year, counted as gazetteers do (光绪三十一年 is 1905). Months
of the old calendar are not converted: the year stands for them.
"""

from datetime import date
from functools import cache
from re import Pattern
from re import compile as compile_pattern

from rag.language.normalise import fold
from rag.types import Period

# Reign: first year, last year. Republic years run on for texts that use them after 1949.
_REIGNS = """
武德 618 626 贞观 627 649 永徽 650 655 显庆 656 661 开元 713 741 天宝 742 756 至德 756 758
乾元 758 760 大历 766 779 建中 780 783 贞元 785 805 元和 806 820 长庆 821 824 宝历 825 827
大和 827 835 开成 836 840 会昌 841 846 大中 847 860 咸通 860 874 乾符 874 879 光启 885 888
天祐 904 907 建隆 960 963 乾德 963 968 开宝 968 976 太平兴国 976 984 雍熙 984 987 端拱 988 989
淳化 990 994 至道 995 997 咸平 998 1003 景德 1004 1007 大中祥符 1008 1016 天禧 1017 1021
乾兴 1022 1022 天圣 1023 1032 明道 1032 1033 景祐 1034 1038 宝元 1038 1040 康定 1040 1041
庆历 1041 1048 皇祐 1049 1054 至和 1054 1056 嘉祐 1056 1063 治平 1064 1067 熙宁 1068 1077
元丰 1078 1085 元祐 1086 1094 绍圣 1094 1098 元符 1098 1100 崇宁 1102 1106 大观 1107 1110
政和 1111 1118 重和 1118 1119 宣和 1119 1125 靖康 1126 1127 建炎 1127 1130 绍兴 1131 1162
隆兴 1163 1164 乾道 1165 1173 淳熙 1174 1189 绍熙 1190 1194 庆元 1195 1200 嘉泰 1201 1204
开禧 1205 1207 嘉定 1208 1224 宝庆 1225 1227 绍定 1228 1233 端平 1234 1236 嘉熙 1237 1240
淳祐 1241 1252 宝祐 1253 1258 开庆 1259 1259 景定 1260 1264 咸淳 1265 1274 德祐 1275 1276
景炎 1276 1278 祥兴 1278 1279 元贞 1295 1297 大德 1297 1307 至大 1308 1311 皇庆 1312 1313
延祐 1314 1320 至治 1321 1323 泰定 1324 1328 天历 1328 1330 至顺 1330 1333 元统 1333 1335
至正 1341 1368 洪武 1368 1398 建文 1399 1402 永乐 1403 1424 洪熙 1425 1425 宣德 1426 1435
正统 1436 1449 景泰 1450 1457 天顺 1457 1464 成化 1465 1487 弘治 1488 1505 正德 1506 1521
嘉靖 1522 1566 隆庆 1567 1572 万历 1573 1620 泰昌 1620 1620 天启 1621 1627 崇祯 1628 1644
顺治 1644 1661 康熙 1662 1722 雍正 1723 1735 乾隆 1736 1795 嘉庆 1796 1820 道光 1821 1850
咸丰 1851 1861 同治 1862 1874 光绪 1875 1908 宣统 1909 1912 民国 1912 2050
"""

# Name (alternatives by "/"): first day, last day. A trailing "*" means that the bare name is too
# common a word; it is a time only with 前, 后, 初期, 时期, 以来 and the like.
_NAMED = """
新中国成立/中华人民共和国成立/新中国建立/共和国成立/开国大典 1949-10-01 1949-10-01
建国*/解放*/开国* 1949-10-01 1949-10-01
建党*/中国共产党成立/中共成立 1921-07-01 1921-07-31
国民经济恢复时期/国民经济恢复期 1949-10-01 1952-12-31
过渡时期* 1949-10-01 1956-12-31
抗美援朝/抗美援朝战争/朝鲜战争 1950-10-19 1953-07-27
土地改革*/土改* 1950-06-28 1953-03-31
三反五反/三反*/五反* 1951-12-01 1952-10-31
社会主义改造*/三大改造* 1953-01-01 1956-12-31
公私合营* 1954-01-01 1956-12-31
反右/反右派斗争/反右斗争 1957-04-27 1958-07-31
大跃进/大跃进运动/人民公社化* 1958-05-05 1960-12-31
三年困难时期/三年经济困难时期/三年自然灾害/三年困难/国民经济困难时期 1959-01-01 1961-12-31
国民经济调整时期/三年调整时期 1963-01-01 1965-12-31
四清运动/四清*/社会主义教育运动* 1963-02-01 1966-07-31
文化大革命/无产阶级文化大革命/文革/十年动乱/十年浩劫/十年内乱 1966-05-16 1976-10-06
粉碎四人帮/粉碎"四人帮"/打倒四人帮/打倒"四人帮" 1976-10-06 1976-10-06
拨乱反正* 1976-10-07 1982-09-30
上山下乡* 1968-12-22 1980-12-31
十一届三中全会 1978-12-18 1978-12-22
改革开放 1978-12-18 1978-12-22
南方谈话/南巡讲话/南方讲话 1992-01-18 1992-02-21
香港回归 1997-07-01 1997-07-01
澳门回归 1999-12-20 1999-12-20
西部大开发* 2000-01-01 2000-12-31
加入世贸组织/加入世界贸易组织/入世* 2001-12-11 2001-12-11
非典*/抗击非典 2003-01-01 2003-07-31
汶川地震/汶川大地震 2008-05-12 2008-05-12
北京奥运会/北京奥运* 2008-08-08 2008-08-24
新冠疫情*/新冠肺炎疫情*/新冠病毒感染疫情* 2020-01-20 2023-01-08
中共一大/党的一大 1921-07-23 1921-07-31
中共七大/党的七大 1945-04-23 1945-06-11
中共八大/党的八大 1956-09-15 1956-09-27
党的九大/中共九大 1969-04-01 1969-04-24
党的十大/中共十大 1973-08-24 1973-08-28
十一大* 1977-08-12 1977-08-18
十二大* 1982-09-01 1982-09-11
十三大* 1987-10-25 1987-11-01
十四大* 1992-10-12 1992-10-18
十五大* 1997-09-12 1997-09-18
十六大* 2002-11-08 2002-11-14
十七大* 2007-10-15 2007-10-21
十八大* 2012-11-08 2012-11-14
十九大* 2017-10-18 2017-10-24
二十大* 2022-10-16 2022-10-22
新民主主义革命时期 1919-05-04 1949-09-30
五四运动 1919-05-04 1919-06-28
大革命时期/第一次国内革命战争时期/第一次国共合作时期 1924-01-20 1927-07-15
北伐*/北伐战争 1926-07-09 1928-12-29
土地革命战争时期/土地革命时期/第二次国内革命战争时期/十年内战时期 1927-08-01 1937-07-06
南昌起义/八一起义 1927-08-01 1927-08-06
九一八事变/九一八*/9·18事变 1931-09-18 1931-09-18
西安事变 1936-12-12 1936-12-25
七七事变/卢沟桥事变/芦沟桥事变 1937-07-07 1937-07-07
抗日战争/抗战*/抗日战争时期/抗战时期/八年抗战/抗日时期/全面抗战 1937-07-07 1945-09-02
日本投降/抗战胜利/抗日战争胜利/日寇投降/日军投降 1945-08-15 1945-09-02
解放战争/解放战争时期/第三次国内革命战争/第三次国内革命战争时期 1946-06-26 1949-09-30
民国*/民国时期/民国年间/中华民国时期 1912-01-01 1949-09-30
民国初年/民国初期/民初/民国初 1912-01-01 1916-12-31
民国末年/民国末期/民国后期 1945-01-01 1949-09-30
北洋政府时期/北洋军阀时期/北洋时期 1912-04-01 1928-06-08
国民政府时期/国民党统治时期/国民党时期 1927-04-18 1949-09-30
辛亥革命/武昌起义 1911-10-10 1912-02-12
义和团运动 1899-01-01 1901-09-07
戊戌变法/百日维新/戊戌维新 1898-06-11 1898-09-21
甲午战争/中日甲午战争/甲午海战 1894-07-25 1895-04-17
中法战争 1883-12-11 1885-06-09
洋务运动 1861-01-01 1895-12-31
太平天国* 1851-01-11 1864-07-19
第二次鸦片战争 1856-10-08 1860-10-24
鸦片战争/第一次鸦片战争 1840-06-28 1842-08-29
第一次世界大战/一战* 1914-07-28 1918-11-11
第二次世界大战/二战* 1939-09-01 1945-09-02
清末民初 1901-01-01 1919-12-31
清末/清朝末年/清代末年/清季 1875-01-01 1912-02-12
晚清 1840-01-01 1912-02-12
清初/清朝初年/清代初年 1644-01-01 1722-12-31
清代/清朝/清时 1644-01-01 1912-02-12
明末清初 1600-01-01 1700-12-31
明末/明朝末年/明代末年 1573-01-01 1644-12-31
明初/明朝初年/明代初年 1368-01-01 1435-12-31
明代/明朝 1368-01-01 1644-12-31
明清时期/明清* 1368-01-01 1912-02-12
元代/元朝 1271-01-01 1368-12-31
宋代/宋朝 960-01-01 1279-12-31
北宋 960-01-01 1127-12-31
南宋 1127-01-01 1279-12-31
唐代/唐朝 618-01-01 907-12-31
隋代/隋朝 581-01-01 618-12-31
南北朝 420-01-01 589-12-31
东汉 25-01-01 220-12-31
cultural revolution 1966-05-16 1976-10-06
reform and opening/reform and opening-up/reform and opening up 1978-12-18 1978-12-22
founding of the people's republic/founding of the prc/founding of new china 1949-10-01 1949-10-01
world war ii/second world war 1939-09-01 1945-09-02
"""
# Spans that the words 初期, 时期 give to names which by themselves are one day.
_PHASES = {
    "新中国成立": "1949-10-01 1952-12-31",
    "建国": "1949-10-01 1952-12-31",
    "解放": "1949-10-01 1952-12-31",
    "改革开放": "1978-12-18 1984-12-31",
}
LAST = 1949
"""The last year that is counted by a reign."""
_PLANS = "一五 二五 三五 四五 五五 六五 七五 八五 九五 十五 十一五 十二五 十三五 十四五 十五五"


def _period(first: str, last: str) -> Period:
    (y1, m1, d1), (y2, m2, d2) = (map(int, day.split("-")) for day in (first, last))
    return Period(date(y1, m1, d1), date(y2, m2, d2))


@cache
def reigns() -> dict[str, tuple[int, int]]:
    """Reign name (folded, 乾 also as 干) to its first and last year."""
    words = _REIGNS.split()
    table: dict[str, tuple[int, int]] = {}
    for name, first, last in zip(words[::3], words[1::3], words[2::3], strict=True):
        for form in (fold(name), name.replace("乾", "干")):
            table[form] = (int(first), int(last))
    return table


@cache
def named() -> dict[str, tuple[Period, bool]]:
    """Name (folded) to its period and whether the bare name is already a time."""
    table: dict[str, tuple[Period, bool]] = {}
    for line in _NAMED.strip().splitlines():
        names, first, last = line.rsplit(" ", 2)
        for name in names.split("/"):
            table[fold(name.rstrip("*"))] = (_period(first, last), not name.endswith("*"))
    return table


@cache
def phases() -> dict[str, Period]:
    """What 初期 or 时期 means after a name that is one day."""
    return {name: _period(*days.split()) for name, days in _PHASES.items()}


@cache
def plans() -> dict[str, tuple[int, int]]:
    """Five-year plan to its years; 1963-1965 stood between the second and the third."""
    first = [1953, 1958, *range(1966, 2027, 5)]
    return {name: (year, year + 4) for name, year in zip(_PLANS.split(), first, strict=True)}


@cache
def name_pattern() -> Pattern[str]:
    """Any name of a period, longest first; a pair of quotation marks around it belongs to it."""
    names = "|".join(sorted(named(), key=lambda name: (-len(name), name)))
    first = "".join(sorted({name[0] for name in named()}))
    return compile_pattern(f'(?=["{first}])(?P<open>")?(?P<name>{names})(?(open)"?)')


@cache
def reign_pattern() -> Pattern[str]:
    """A reign and its year: 光绪三十一年, 民国38年, 宣统元年."""
    names = "|".join(sorted(reigns(), key=lambda name: (-len(name), name)))
    digits = "[〇零一二三四五六七八九十廿卅]{1,4}|[0-9]{1,2}"
    first = "".join(sorted({name[0] for name in reigns()}))
    return compile_pattern(f"(?=[{first}])(?P<reign>{names}) ?(?P<count>元|{digits}) ?年(?!代)")


@cache
def continued_reign_pattern() -> Pattern[str]:
    """Another year of the reign just named: 至14年 of 民国10年至14年, 、35年 of 民国34年、35年."""
    return compile_pattern(
        " ?(?:起?[至到]|[、和与及~-]|—{1,2}) ?"
        "(?P<count>[〇零一二三四五六七八九十廿卅]{1,4}|[0-9]{1,2}) ?年(?![代间来多级制期])"
    )


@cache
def bare_reign_pattern() -> Pattern[str]:
    """A year of the reign named before: 二十七年 of 光绪二十三年设关，二十七年移交."""
    dozens = "[二三四五六]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?"
    dated = "(?= ?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九正冬腊]) ?月|[春夏秋冬](?!节))"
    told = "(?=[\u4e00-\u9fff])(?![后间来内多余以之期代的级度前里左如仍])"
    return compile_pattern(
        f"(?:(?<![\\s\\S])|(?<=[,，。;；:：、(（于至自到迄从]))"
        f"(?P<count>元|{dozens}|[二三四五六七八九]) ?年(?:(?P<dated>{dated})|{told})"
    )


@cache
def reign_of(year: int, count: int) -> tuple[str, int] | None:
    """The reign of a year that has a ``count``-th one, and that year; None if there is none.

    Of two in one year the one whose year lies nearer; 民国 to its end only.
    """
    found = [
        (abs(first + count - 1 - year), name, first + count - 1)
        for name, (first, last) in reigns().items()
        if first <= year <= min(last, LAST) and first + count - 1 <= min(last, LAST)
    ]
    return min(found)[1:] if found else None


@cache
def reign_part_pattern() -> Pattern[str]:
    """A reign and no year of it: 道光年间, 光绪末年; of 民国 the names above tell."""
    names = "|".join(sorted(reigns().keys() - {"民国"}, key=lambda name: (-len(name), name)))
    first = "".join(sorted({name[0] for name in reigns()}))
    return compile_pattern(f"(?=[{first}])(?P<reign>{names})(?P<part>年间|[初末]年|中叶)")


@cache
def plan_pattern() -> Pattern[str]:
    """A five-year plan: "十二五"时期, 八五期间, 一五计划."""
    names = "|".join(sorted(plans(), key=lambda name: (-len(name), name)))
    after = "(?= ?(?:时期|期间|计划|规划|末|初|中期|以来|目标))"
    return compile_pattern(
        f"['\"](?P<quoted>{names})['\"]|(?<![十第周星期])(?P<plan>{names}){after}"
    )
