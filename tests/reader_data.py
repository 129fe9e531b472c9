"""A data folder for the reader's recipe, small and made here: bridges, who built them and when."""

import gzip
import json
from pathlib import Path

NAMES = [a + b for a in "金木水火土山川草花鸟鱼虫" for b in "甲乙丙丁戊"]
PEOPLE = [
    a + b for a in "赵钱孙李周吴郑王冯陈" for b in ("大力", "小满", "文彬", "德茂", "玉兰", "长青")
]


def paragraph(number: int, name: str) -> str:
    """What is told of a bridge."""
    person, year = PEOPLE[number % len(PEOPLE)], 1900 + number
    return (
        f"{name}桥是城里的一座石桥，横跨小河，两岸都是田地和果园，早年往来靠渡船。"
        f"{name}桥由{person}主持修建，{year}年动工，附近村民出工出力。"
        f"桥建成后长{50 + number}米，宽{3 + number % 5}米，可以走车。"
    )


def questions(number: int, name: str) -> list[tuple[str, str]]:
    """Questions about a bridge with the answers' own words."""
    return [
        (f"{name}桥由谁主持修建？", PEOPLE[number % len(PEOPLE)]),
        (f"{name}桥哪年动工？", f"{1900 + number}年"),
        (f"{name}桥长多少米？", f"{50 + number}米"),
    ]


def write_lines(path: Path, lines: list[str]) -> None:
    """One line each, compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("".join(line + "\n" for line in lines))


def as_json(**record: object) -> str:
    """A line."""
    return json.dumps(record, ensure_ascii=False)


def write_data(folder: Path) -> Path:
    """Fifty bridges to learn from, ten to measure on, of which one is also among the former."""
    real, bench = [], []
    for number, name in enumerate(NAMES):
        text = paragraph(number, name)
        for asked, answer in questions(number, name):
            if number >= 10:
                real.append(
                    as_json(
                        question=asked,
                        context=text,
                        answer=answer,
                        answer_start=text.index(answer),
                        source="made",
                        licence="A" if number < 55 else "B",
                    )
                )
            if number <= 10:
                bench.append(as_json(question=asked, context=text, answers=[answer]))
    write_lines(folder / "train" / "qa.jsonl.gz", real)
    write_lines(folder / "bench" / "cmrc2018_dev.jsonl.gz", bench)
    law = "第{}条 因水利需要，各县设立水利局，由县政府领导，每年检查河堤两次，经费由县财政负担。"
    write_lines(
        folder / "text" / "laws.txt.gz",
        [f"河堤条例{n}\t" + "\t".join(law.format(n + m) for m in range(4)) for n in range(12)],
    )
    write_lines(
        folder / "text" / "wiki_contexts.txt.gz",
        [f"{name}桥\t{paragraph(n, name)}" for n, name in enumerate(NAMES[5:15], start=5)],
    )
    return folder
