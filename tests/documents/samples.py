"""Data for every shipped template, of the demo market's kind."""

from datetime import date

SIDES = {"transferor": "示范大学", "transferee": "示范新材料有限公司"}
PROJECT = {
    "project_title": "一种高温合金粉末制备方法及其应用（示范）",
    "case_number": "P-2027-000042",
    "project_number": "SW-2027-000017",
}

SAMPLES = {
    "acceptance_notice": {
        "addressee": "示范大学",
        **PROJECT,
        "accepted_date": date(2027, 3, 1),
        "track": "网络竞价（多次报价）",
        "rules": "双城技术交易规则 2026 版（R-BID、R-FEE）",
        "next_step": "审核",
        "due_date": date(2027, 3, 4),
        "officer": "示范业务员",
    },
    "supplement_notice": {
        "addressee": "示范大学",
        "project_title": PROJECT["project_title"],
        "case_number": PROJECT["case_number"],
        "due_date": date(2027, 3, 15),
        "pieces": [
            {"piece": "营业执照（副本）", "fault": "扫描件第 2 页缺失，请补交完整的彩色扫描件。", "basis": "R-DSK-01"},
            {
                "piece": "共有权利人同意书",
                "fault": "共有人“示范研究院”尚未签署同意转让的书面意见。",
                "basis": "民法典 860",
            },
            {"piece": "保密审查意见", "fault": "未填写审查人和审查日期。"},
        ],
        "officer": "示范业务员",
    },
}
