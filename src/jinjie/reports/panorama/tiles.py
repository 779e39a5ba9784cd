"""Where each province stands in the grid of 34 squares, and its short name. No outline of the country is drawn."""

from __future__ import annotations

from jinjie.basics.text import Text

TILES: dict[str, tuple[int, int, Text]] = {
    "23": (8, 0, Text("黑龙江", "HL")),
    "15": (5, 1, Text("内蒙古", "NM")),
    "22": (8, 1, Text("吉林", "JL")),
    "65": (0, 2, Text("新疆", "XJ")),
    "14": (5, 2, Text("山西", "SX")),
    "13": (6, 2, Text("河北", "HE")),
    "11": (7, 2, Text("北京", "BJ")),
    "21": (8, 2, Text("辽宁", "LN")),
    "63": (1, 3, Text("青海", "QH")),
    "62": (2, 3, Text("甘肃", "GS")),
    "64": (3, 3, Text("宁夏", "NX")),
    "61": (4, 3, Text("陕西", "SN")),
    "41": (5, 3, Text("河南", "HA")),
    "37": (6, 3, Text("山东", "SD")),
    "12": (7, 3, Text("天津", "TJ")),
    "54": (1, 4, Text("西藏", "XZ")),
    "51": (2, 4, Text("四川", "SC")),
    "50": (3, 4, Text("重庆", "CQ")),
    "42": (4, 4, Text("湖北", "HB")),
    "34": (5, 4, Text("安徽", "AH")),
    "32": (6, 4, Text("江苏", "JS")),
    "31": (7, 4, Text("上海", "SH")),
    "53": (2, 5, Text("云南", "YN")),
    "52": (3, 5, Text("贵州", "GZ")),
    "43": (4, 5, Text("湖南", "HN")),
    "36": (5, 5, Text("江西", "JX")),
    "33": (6, 5, Text("浙江", "ZJ")),
    "45": (3, 6, Text("广西", "GX")),
    "44": (4, 6, Text("广东", "GD")),
    "35": (5, 6, Text("福建", "FJ")),
    "71": (7, 6, Text("台湾", "TW")),
    "46": (3, 7, Text("海南", "HI")),
    "82": (4, 7, Text("澳门", "MO")),
    "81": (5, 7, Text("香港", "HK")),
}
"""Column, row, short name (in English the letters of ISO 3166-2) by the first two digits of GB/T 2260."""
