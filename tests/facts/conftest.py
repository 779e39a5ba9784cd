"""A small vocabulary with a fact of every kind, so that these tests do not move when the shipped one does."""

from pathlib import Path

import pytest

from jinjie.facts.vocabulary_file import read_vocabulary

INDUSTRIES = """\
list: industries
title: {zh: 行业表, en: List of industries}
source: some-standard
status: verified
codes:
  B: {zh: 采矿业, en: Mining}
  B06: {zh: 煤炭, en: Coal}
  C: {zh: 制造业, en: Manufacturing}
  C35: {zh: 专用设备, en: Special equipment}
  C39: {zh: 电子, en: Electronics}
  C391: {zh: 计算机, en: Computers}
  C392: {zh: 通信, en: Communication}
"""
REGIONS = """\
list: regions
title: {zh: 区划表, en: List of regions}
source: some-standard
status: verified
codes:
  "11": {zh: 北京市, en: Beijing}
  "44": {zh: 广东省, en: Guangdong}
  "4401": {zh: 广州市, en: Guangzhou}
  "4403": {zh: 深圳市, en: Shenzhen}
"""
FINANCE = """\
subject: {zh: 财务, en: Finance}
facts:
  revenue:
    series: [y1, y2, y3]
    kind: money
    label: {zh: "{period}营业收入", en: "Revenue, {period}"}
    question: {zh: "{period}营业收入是多少？", en: "What was the revenue? ({period})"}
    look_up: {zh: 利润表, en: income statement}
    evidence: {zh: 审计报告, en: audit report}
    note: {zh: "说明{y}", en: "note {y}"}
    range: ">= 0"
    effort: 1
  main_revenue:
    series: [y1, y2]
    kind: money
    label: {zh: 主营收入, en: Main revenue}
    question: {zh: 多少？, en: How much?}
    range: ">= 0"
  expense:
    series: [y1]
    kind: money
    label: {zh: 研发费用, en: R&D expense}
    question: {zh: 多少？, en: How much?}
    range: ">= 0"
  profit:
    kind: money
    label: {zh: 净利润, en: Net profit}
    question: {zh: 多少？, en: How much?}
  share:
    series: [y1]
    kind: ratio
    label: {zh: 研发占比, en: R&D share}
    question: {zh: 多少？, en: How much?}
    range: ">= 0"
    equals: expense_{y} / revenue_{y}
  main_share:
    series: [y1]
    kind: ratio
    label: {zh: 主营占比, en: Main share}
    question: {zh: 多少？, en: How much?}
    range: 0..1
    equals: main_revenue_{y} / revenue_{y}
  growth:
    series: [y1]
    kind: ratio
    label: {zh: 增长率, en: Growth}
    question: {zh: 多少？, en: How much?}
    range: ">= -1"
    equals: revenue_{y} / revenue_{y+1} - 1
  cagr:
    kind: ratio
    label: {zh: 复合增长率, en: Compound growth}
    question: {zh: 多少？, en: How much?}
    range: ">= -1"
    equals: sqrt(revenue_y1 / revenue_y3) - 1
    status: inferred
relations:
  - main_revenue_{y} <= revenue_{y}
"""
OTHERS = """\
subject: {zh: 其他, en: Others}
facts:
  credit_code:
    kind: text
    label: {zh: 信用代码, en: Credit code}
    question: {zh: 多少？, en: Which?}
  remark:
    kind: text
    label: {zh: 备注, en: Remark}
    question: {zh: 备注？, en: What else?}
  region:
    kind: region
    label: {zh: 地区, en: Region}
    question: {zh: 哪里？, en: Where?}
  industry:
    kind: industry
    label: {zh: 行业, en: Industry}
    question: {zh: 哪个？, en: Which?}
  founded_on:
    kind: date
    label: {zh: 成立日期, en: Founded on}
    question: {zh: 何时？, en: When?}
  people:
    kind: count
    label: {zh: 人数, en: People}
    question: {zh: 多少？, en: How many?}
    range: ">= 0"
  staff:
    kind: count
    label: {zh: 研发人员, en: R&D staff}
    question: {zh: 多少？, en: How many?}
    range: ">= 0"
  years:
    kind: years
    label: {zh: 年限, en: Years}
    question: {zh: 几年？, en: How many?}
    range: ">= 0"
    period: as_of
  points:
    kind: number
    label: {zh: 得分, en: Points}
    question: {zh: 多少？, en: How many?}
    range: 0..15
  own_brand:
    kind: yes_no
    label: {zh: 自主品牌, en: Own brand}
    question: {zh: 有吗？, en: Is there one?}
    judged: true
    effort: 3
  is_small:
    kind: yes_no
    label: {zh: 小企业, en: Small}
    question: {zh: 是吗？, en: Is it?}
    computed_by: size
  level:
    kind: choice
    label: {zh: 级别, en: Level}
    question: {zh: 哪级？, en: Which?}
    choices:
      national: {zh: 国家级, en: National}
      provincial: {zh: 省级, en: Provincial}
      municipal: {zh: 市级（含直辖市区级）, en: Municipal}
      below: {zh: 市级以下, en: Below municipal}
      none: {zh: 无, en: None at all}
relations:
  - staff <= people
"""
FILES = {
    "industries/gbt4754-2017.yaml": INDUSTRIES,
    "regions/gbt2260.yaml": REGIONS,
    "facts/finance.yaml": FINANCE,
    "facts/others.yaml": OTHERS,
}


@pytest.fixture(scope="session")
def write_root():
    """Writes a folder of vocabulary files; named files replace or add to the usual ones."""

    def write(root: Path, **replaced: str) -> Path:
        more = {f"facts/{name}.yaml": text for name, text in replaced.items()}
        for name, text in (FILES | more).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return root

    return write


@pytest.fixture(scope="session")
def small(write_root, tmp_path_factory):
    """The vocabulary of the files above."""
    return read_vocabulary(write_root(tmp_path_factory.mktemp("rulebooks")))
