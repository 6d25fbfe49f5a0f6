"""Choosing research abstracts that read as technology, for the demo's listings. Pure and deterministic.

The abstracts come from CSL (see data/ATTRIBUTION.md). A row is taken whole or left out; organisation, field, readiness
level and IPC subclass are added for the demo, inventors and rights are not, because the texts belong to other people.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

CATEGORIES = frozenset({"工学", "理学", "农学"})
ABSTRACT_MIN, ABSTRACT_MAX = 70, 560  # characters

# Discipline -> (technology field of R-REG-06, who plausibly lists it).
GENERAL = ("u1-chengdu-university", "chongqing-polytechnic")
MATERIALS = ("mianyang-materials-institute", "u1-chengdu-university")
MINERALS = ("panxi-vanadium-institute", "chongqing-polytechnic")
FARMING = ("chuannan-agri-academy",)
RAIL = ("tianfu-rail-institute", "chongqing-polytechnic")
LIFE = ("chongqing-biomed-institute", "chengdu-tcm-institute")
DISCIPLINES: Mapping[str, tuple[str, Sequence[str]]] = {
    "交通运输工程": ("transport", RAIL),
    "作物学": ("agriculture", FARMING),
    "信息与通信工程": ("electronics_information", GENERAL),
    "光学工程": ("electronics_information", (*GENERAL, "mianyang-materials-institute")),
    "农业工程": ("agriculture", (*FARMING, "chongqing-polytechnic")),
    "农业资源利用": ("agriculture", FARMING),
    "冶金工程": ("new_materials", MINERALS),
    "力学": ("advanced_manufacturing", (*GENERAL, "tianfu-rail-institute")),
    "动力工程及工程热物理": ("new_energy", GENERAL),
    "化学/化学工程与技术": ("new_materials", (*GENERAL, *LIFE)),
    "园艺学": ("agriculture", FARMING),
    "土木工程": ("urban_social", RAIL),
    "地理学": ("environment", GENERAL),
    "地质学/地质资源与地质工程": ("environment", MINERALS),
    "大气科学": ("environment", GENERAL),
    "控制科学与工程": ("advanced_manufacturing", GENERAL),
    "机械工程": ("advanced_manufacturing", GENERAL),
    "材料科学与工程": ("new_materials", MATERIALS),
    "林学/林业工程": ("agriculture", FARMING),
    "核科学与技术": ("nuclear", ("mianyang-materials-institute",)),
    "植物保护": ("agriculture", FARMING),
    "水产": ("agriculture", FARMING),
    "水利工程": ("urban_social", GENERAL),
    "测绘科学与技术": ("electronics_information", GENERAL),
    "海洋科学": ("environment", GENERAL),
    "物理学": ("electronics_information", GENERAL),
    "环境科学与工程": ("environment", GENERAL),
    "生物学/生物科学与工程": ("biomedicine", LIFE),
    "电子科学与技术": ("electronics_information", GENERAL),
    "电气工程": ("new_energy", GENERAL),
    "畜牧学/兽医学": ("agriculture", FARMING),
    "石油与天然气工程": ("environment", GENERAL),
    "矿业工程": ("environment", MINERALS),
    "纺织科学与工程": ("new_materials", GENERAL),
    "航空宇航科学与技术": ("aerospace", GENERAL),
    "船舶与海洋工程": ("transport", ("chongqing-polytechnic",)),
    "计算机科学与技术": ("electronics_information", GENERAL),
    "食品科学与工程": ("agriculture", (*FARMING, "chongqing-biomed-institute")),
}

TECHNOLOGY = re.compile(
    "方法|装置|材料|系统|技术|工艺|设备|模型|算法|制备|研制|设计|试验|实验|器|仪|电源|软件|平台|传感|合金|催化|涂层|薄膜|膜"
    "|树脂|纤维|陶瓷|混凝土|砂浆|复合|合成|提取|萃取|检测|测定|测量|施工|加工|加固|控制|优化|处理|脱硫|脱色|脱除|浮选|培育|养殖"
    "|选育|保鲜|监测|诊断|仿真|模拟|识别|去噪|抑制|改性|掺杂|回收|纯化|电池|电机|机构|机器人|荧光|染|应用|接收机|焊|天线|芯片"
    "|作业机|张紧|发酵|吸附|育苗|测试|估计|跟踪|定位|改造|电极|加密|配准|重建|抗菌|降解|阻尼|隔振|减速|防治|雾化|耐腐蚀"
)
# Surveys, theory, policy, arms, and pure observation.
NOT_TECHNOLOGY = re.compile(
    "综述|进展|展望|现状|探讨|探索|浅析|浅谈|浅议|初探|初报|初步|思考|讲究|概述|简介|评介|评述|评议|评价|评估|前景|方向|对策|战略"
    "|教学|理论|机理|机制|成因|演化|市场|产业|投资|经济|心理|消费|品牌|管理|成本|水价|期权|园林|绿化|城市|趋势|进步|历史|格局"
    "|中国|我国|公安|调查|意义|关系|规律|分布|特征$|问题|建议|措施|注意事项|预防|体会|讨论|社会|行为|选择|风险|满意|年代学|地球化学"
    "|弹道|战斗|潜艇|制导|导引头|防空|声纳|含能|爆炸|冲击波|形态学|发育|种群|群落|植物区系|矿床|成矿|地层"
    "|储层|沉积|构造|大鼠|小鼠|家兔|成纤维|凋亡|金鱼|羔羊|毒性试验|动力学研究|DFT|密度泛函|配合物|分子结构|分子对接|分子设计"
    "|过敏原|守恒律|涡|四能级|液氦|声子晶体|Helmholtz|Markov|保性能|自相关|阵列偶|代数|形式化|概念设计|人员|行人异质|路网|出行"
    "|停车|客流|公交|交通流|跟随|项目|排序方法|排污|抽样|编码原理|地图集|土地利用|森林|数字建管|区划|地籍|居民地|预报|台风|降水"
    "|气溶胶|暴雨|女套装|T-R方法|纳米颗粒的应用|铅渣|指示与累积|树体改造|溯因|孤立波|菌丝体核苷|桩土应力|不可能差分|角度依赖|极值风速"
    "|RNA|电泳分析|绕流|分形维数|基因分型|代价敏感|香气物质|某区|原区|相容性|门框墙|晶型控制|通行能力|两相流|点蚀|反应动力学|DNA"
    "|主共振|品比|噁唑的|瑞利|核磁共振谱|差异$|宰后|结构计算|缓冲特性|五种方法|最小绝对值|传递矩阵|小量分解|型综合|双层模型|小波配置"
    "|选型|应急|湖泊效应|变分|自然语言描述|毛乌素|封闭性|Navier|微囊藻|锋面|的发展|连分式|种子萌发|草鱼肌原|杂卤石|目标规划|生物代谢|联合细胞|施工区|非定常|分形粗糙|社会网络|单分子膜|洪水过程|组织血管|性状|讲座|策略$|嵌套事务|非脆弱"
    r"|\(口|\(二\)|\(下\)"
)
ARMS = re.compile("导弹|武器|火炮|弹药|战斗部|军事|作战")
# What something does to something else is technology only where a process is at work.
EFFECT = re.compile("影响|比较")
PROCESS = re.compile(
    "工艺|材料|涂层|喷涂|添加|掺杂|改性|退火|催化剂|合金|混凝土|薄膜|膜性能|电极|参数|处理|包装|LED|OLED|装置|纤维|铜"
)
# Names of real places, firms and projects do not belong in an invented organisation's listing.
REAL_NAME = re.compile(
    "大桥|立交桥|长江|黄河|太湖|渤海|海南|油田|气田|盆地|凹陷|地区|流域|沙钢|南钢|包钢|长安|一中|云南|贵州|贵黔|甘肃|河南|江西|安徽|福建"
    "|北京|京津冀|苏州|兴平|巢湖|武汉|岚山|华东|东北|西亚|凤凰山|黑岱沟|乌鞘岭|桃树坪|徐家围子|BSRF|HTR|EAST|中科3号|华亭|攀枝花|萍辣|大学|重庆|金华"
)

# First match names the subclass; what matches nothing gets none.
SUBCLASSES = tuple(
    (re.compile(words), subclass)
    for words, subclass in (
        ("废水|污水|脱氮|对磷|水环境|循环冷却", "C02F"),
        ("喷涂|陶瓷涂层", "C23C"),
        ("气象探测|水汽|微波辐射计", "G01W"),
        ("混凝土|胶凝|砂浆|赤泥", "C04B"),
        ("浮选|选矿|磁选", "B03D"),
        ("测定|光度检测|农药残留|残留分析|抗原|PCR", "G01N"),
        ("烟气|烟尘治理|分子筛膜|萃取|旋转填料", "B01D"),
        ("MPEG|视频编码|视音频", "H04N"),
        ("语音|说话人", "G10L"),
        ("加密|信息高位隐藏|入侵检测", "H04L"),
        ("导航|捷联|GNSS|GPS|SLAM|无人机速率", "G01C"),
        ("SAR|雷达|定位|声图", "G01S"),
        ("天线", "H01Q"),
        ("无线传感器网络|LTE|WirelessHART|无线通信", "H04W"),
        ("MIMO|OFDM|信道|频谱检测|多径|分光节点|UWB|射频直放", "H04B"),
        ("故障诊断|故障特征|模态参数识别|损伤识别|损伤和车辆", "G01M"),
        ("光伏", "H02S"),
        ("风机系统|风电叶片", "F03D"),
        ("永磁|直接转矩|无刷直流", "H02P"),
        ("锂离子|燃料电池|负极|动力电池|活性炭电极", "H01M"),
        ("储能|机组组合|配电网|电力系统|换流|短路电流|限流器|PSS", "H02J"),
        ("变换器|电源|斜坡补偿|感应式电能", "H02M"),
        ("图像|影像|轮廓线|网格曲面|光照烘焙|目标跟踪|肖像", "G06T"),
        ("放大器|预失真", "H03F"),
        ("THz波滤波器|IIR滤波器", "H03H"),
        ("(?<!化学)发光|荧光粉|蓝光", "C09K"),
        ("堆焊|焊接|焊缝", "B23K"),
        ("薄膜", "C23C"),
        ("镁合金|SiCp|弥散强化铜|形状记忆合金", "C22C"),
        ("路面|沥青|水泥稳定", "E01C"),
        ("桥|连续梁", "E01D"),
        ("盾构|隧道|巷道|立井", "E21D"),
        ("压裂|测井|防砂|采油", "E21B"),
        ("回采|采矿|露天矿", "E21C"),
        ("冶炼|浸出|焙烧|金红石|氧化锌", "C22B"),
        ("基桩|基坑|边坡|土工格栅|灌注桩|扩底桩", "E02D"),
        ("催化", "B01J"),
        ("阻燃|木塑|聚氨酯|聚乙烯醇|丙烯酸酯", "C08L"),
        ("印花|染料|染色|活性艳|着色剂", "D06P"),
        ("织物|上浆|棉", "D06M"),
        ("熔喷|纤维的制备|纤维素共混", "D01F"),
        ("精梳|梳毛", "D01G"),
        ("滚刀|齿轮|减速器|行星|凸轮", "F16H"),
        ("铣削|车削", "B23C"),
        ("电解加工", "B23H"),
        ("机器人|机械手|遥操作|柔顺机构", "B25J"),
        ("汽车悬架", "B60G"),
        ("事件探测|交通检测器|应急车辆|ITS", "G08G"),
        ("列车运行智能", "B61L"),
        ("隔振|振动控制", "F16F"),
        ("船", "B63B"),
        ("空间相机|反作用飞轮", "B64G"),
        ("收获|脱粒|捡拾|摘穗", "A01D"),
        ("温室|补光|育苗|栽培|下种苗", "A01G"),
        ("免耕播种|排种|施肥", "A01C"),
        ("旋耕|破茬", "A01B"),
        ("养殖|鱼|虾|蟹|鲤|蛏|鲆|鲀|鳇", "A01K"),
        ("选育|不育|新品种|愈伤|杂交早稻", "A01H"),
        ("毒死蜱|肟菌", "A01N"),
        ("喷杆|吊瓶输液", "A01M"),
        ("保鲜|贮藏", "A23B"),
        ("干燥|冻干", "F26B"),
        ("多糖|淀粉|果胶|低聚壳聚糖", "C08B"),
        ("葡萄酒|包曲酿酒", "C12G"),
        ("酶|菌|发酵", "C12N"),
        ("检测", "G01N"),
        ("压力传感器|测试系统|采集系统|数据记录", "G01D"),
        ("控制棒|RELAP", "G21C"),
        ("中子|准直体成像|背散射", "G01T"),
        ("气化", "C10J"),
        ("锅炉", "F23C"),
        ("神经网络|BP网络", "G06N"),
        ("处理器|查询|数据库|乘法器|频繁项|云计算", "G06F"),
        ("控制器|控制系统|控制方法|控制算法|预测控制|频率控制|温度控制|PID|过程监控|软测量", "G05B"),
    )
)
# Readiness that the title suggests: grown, built or in use; a device or system; a preparation or method; the rest computed.
READINESS = tuple(
    (re.compile(words), level)
    for words, level in (
        ("研制|施工|养殖|栽培|育苗|选育|推广|开发及应用", 7),
        ("系统|装置|设备|器|电源|机的|电路|加工|工艺", 5),
        ("制备|合成|提取|方法|检测|测定|材料|技术", 4),
    )
)
READINESS_ELSE = 3


def select(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows that read as technology, as demo listings, in the order of `rows` and without repetition."""
    seen: set[str] = set()
    for row in rows:
        title = clean(row["title"])
        if title not in seen and reads_as_technology(row):
            seen.add(title)
            yield demo_listing(row)


def reads_as_technology(row: Mapping[str, Any]) -> bool:
    """Whether the title names something that can be made or done, and the abstract has the length to show it."""
    title = row["title"]
    return (
        row["category"] in CATEGORIES
        and row["discipline"] in DISCIPLINES
        and ABSTRACT_MIN <= len(row["abstract"]) <= ABSTRACT_MAX
        and bool(TECHNOLOGY.search(title))
        and not NOT_TECHNOLOGY.search(title)
        and not ARMS.search(title + row["abstract"])
        and (not EFFECT.search(title) or bool(PROCESS.search(title)))
        and not REAL_NAME.search(title)
    )


def demo_listing(row: Mapping[str, Any]) -> dict[str, Any]:
    """A demo listing of one abstract; the text is CSL's, the rest is invented here."""
    title = clean(row["title"])
    digest = hashlib.sha256(title.encode()).digest()
    field, organisations = DISCIPLINES[row["discipline"]]
    return {
        "key": f"csl-{digest.hex()[:12]}",
        "organisation": organisations[digest[0] % len(organisations)],
        "title": title,
        "abstract": row["abstract"],
        "keywords": row["keywords"],
        "category": row["category"],
        "discipline": row["discipline"],
        "technology_field": field,
        "ipc_codes": [subclass for words, subclass in SUBCLASSES if words.search(title)][:1],
        "trl": next((level for words, level in READINESS if words.search(title)), READINESS_ELSE) + digest[1] % 2,
        "source": "CSL",
    }


def clean(title: str) -> str:
    """A title without the footnote marks and lost characters that end some of them."""
    return title.strip().rstrip("*?？ ")
