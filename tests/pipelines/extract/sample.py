"""An invented school's report, composed for the tests, as blocks in reading order."""

import re

Block = tuple[str, str]

TITLE = "云岭理工学院2021-2022学年信息公开工作年度报告"
SIGNATURE = "云岭理工学院"
DATE = "2022年10月28日"

BLOCKS: list[Block] = [
    ("title", TITLE),
    (
        "p",
        "本报告根据《高等学校信息公开办法》（教育部令第29号）和《教育部关于公布〈高等学校信息公开事项清单〉的通知》"
        "（教办函〔2014〕23号）的要求编制，由概述、主动公开情况、依申请公开和不予公开情况等部分组成。报告中所列数据的"
        "统计期限自2021年9月1日起至2022年8月31日止。报告全文可在学校信息公开网（http://xxgk.ylit.example.cn/ndbg/2022/index.htm）"
        "查阅；如有疑问，请与学校办公室联系，电话：0870-5550123，电子邮箱：xxgk@ylit.example.cn。",
    ),
    ("h1", "一、概述"),
    (
        "p",
        "2021-2022学年，学校把信息公开作为推进依法治校、接受师生监督的基础工作，校长办公会两次专题研究，全年修订制度11项。"
        "学校办公室牵头，纪检监察、人事、财务、教务等23个部门分工负责，每个二级单位都指定了1名信息员。",
    ),
    ("h2", "（一）健全工作机制"),
    (
        "p",
        "修订《云岭理工学院信息公开实施细则》，明确“谁制作、谁公开，谁保存、谁答复”的责任；对拟公开的信息逐条进行保密审查，"
        "全年审查1,286条，其中退回修改37条。",
    ),
    ("h2", "（二）畅通公开渠道"),
    (
        "p",
        "学校门户网站、信息公开网、官方微信公众号“云岭理工”和校报互为补充。公众号关注人数达到48,210人，较上年增加6,035人，"
        "Weibo and WeChat accounts were merged in March，合并后日均阅读量为3.2万次。",
    ),
    ("h1", "二、主动公开情况"),
    (
        "p",
        "本学年学校主动公开各类信息4,917条。其中，通过门户网站公开2,306条，通过信息公开网公开641条，通过微信公众号推送418篇，"
        "通过校内办公系统发布文件1,552份。",
    ),
    (
        "p",
        "1．招生信息。公布招生章程、分省分专业计划和录取分数，编印《报考指南》12,000册，举办线上咨询26场，答复提问3,471人次。",
    ),
    ("p", "2．财务信息。按时公开2021年度决算和2022年度预算，公示收费项目19个，未发生乱收费问题。"),
    ("h1", "三、依申请公开和不予公开情况"),
    (
        "p",
        "本学年共收到信息公开申请5件，其中通过电子邮件提交4件、信函1件，均在规定时限内答复；没有不予公开的情况，未收取任何费用。",
    ),
    ("h1", "四、对信息公开的评议情况"),
    ("p", "学校在教代会上就信息公开工作组织评议，发放问卷820份，收回796份，满意率为97.5%。"),
    ("h1", "五、因学校信息公开工作受到举报、复议、诉讼的情况"),
    ("p", "本学年未发生因信息公开工作受到举报、申请行政复议或者提起行政诉讼的情况。"),
    ("h1", "六、信息公开工作的主要经验、问题和改进措施"),
    (
        "p",
        "学校信息公开工作取得一定成效，但仍有不足：一是个别二级单位公开不够及时；二是英文网站内容更新较慢。下一学年将把信息公开"
        "纳入年度考核，每季度通报一次，并在2023年3月前完成英文网站改版。",
    ),
    ("h1", "七、清单事项公开情况表"),
    ("signature", SIGNATURE),
    ("date", DATE),
]

HEADER = ["序号", "类别", "公开事项", "负责部门", "公开网址"]
INVENTORY = [
    ["1", "基本信息（6项）", "（1）办学规模、校级领导班子简介及分工、学校机构设置", "学校办公室", "http://xxgk.ylit.example.cn/jbxx/bxgm/"],
    ["2", "", "（2）学校章程及制定的各项规章制度", "发展规划处", "http://xxgk.ylit.example.cn/jbxx/zzzd/"],
    ["3", "", "（3）教职工代表大会相关制度、工作报告", "工会", "http://xxgk.ylit.example.cn/jbxx/jdh/"],
    ["4", "招生考试信息（8项）", "（7）招生章程及特殊类型招生办法，分批次、分科类招生计划", "招生就业处", "http://xxgk.ylit.example.cn/zsks/zsjh/"],
    ["5", "", "（8）考生个人录取信息查询渠道和办法", "招生就业处", "http://xxgk.ylit.example.cn/zsks/lqcx/"],
]  # fmt: skip
# Rows that each category cell covers.
SPANS = {0: 3, 3: 2}


def squeeze(text: str) -> str:
    """Drop all white space: what is compared is the characters."""
    return re.sub(r"\s+", "", text)


def lines_of(text: str) -> set[str]:
    """The lines of an extracted text without white space."""
    return {squeeze(line) for line in text.split("\n")}


def from_plain(text: str) -> list[Block]:
    """Blocks of a report kept as plain text, one paragraph a line; table rows are left out."""
    blocks: list[Block] = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or (raw.startswith((" ", "\t")) and len(line) < 200):
            continue
        heading = re.match(r"[一二三四五六七八九十]{1,2}、", line) and len(line) < 50
        blocks.append(("h1" if heading else "p", line))
    return blocks
