# ruff: noqa: E501 - lines of markup are as long as they are
"""The list and the articles are JSON; the items have no address, the page's script makes it of their number."""

import json
from collections.abc import Mapping

from tests.campus.freehand import Freehand, years
from tests.campus.wire import Answer

COLUMNS = ((36, "年度报告"), (37, "规章制度"), (38, "公示公告"))
SHELL = """<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>信息公开</title>
<link href=/static/css/app.css rel=stylesheet><script src=/static/js/vue.min.js></script>
<script src=/static/js/axios.min.js></script></head><body><div id=app>%s</div><script>%s</script></body></html>"""
LIST = """
new Vue({el:'#app',data:{columnId:%d,current:1,size:10,total:0,records:[]},
created(){this.load()},methods:{load(){var that=this;
axios.get('/api/cms/article/page?columnId=%d&current=1&size=10').then(function(res){
that.records=res.data.data.records;that.total=res.data.data.total})},
open(row){window.location.href='/detail/'+row.articleId}}})"""
DETAIL = """
new Vue({el:'#app',data:{article:{}},created(){var that=this;
axios.get('/api/cms/article/info?articleId=%s').then(function(res){that.article=res.data.data})}})"""


def make(hand: Freehand) -> None:
    hand.json("/static/js/vue.min.js", lambda _: Answer(body=b"", content_type="text/javascript"))
    articles: dict[int, list[dict[str, str]]] = {number: [] for number, _ in COLUMNS}
    bodies: dict[str, str] = {}
    for index, (period, day) in enumerate(years(2015, 2023)):
        id_ = str(1802 - 37 * index)
        title = f"{hand.name}{period}学年信息公开年度报告"
        articles[36].append({"articleId": id_, "articleTitle": title, "publishTime": f"{day} 10:00:00"})
        bodies[id_] = hand.body(period, day)
        page = hand.page(
            f"/detail/{id_}", SHELL % ('<div v-html="article.content"></div>', DETAIL % id_), day
        )
        hand.expect(
            period, title, day, page, via=["/list/36", "/api/cms/article/page?columnId=36&current=1&size=10"]
        )
        hand.needed.add(hand.url(f"/api/cms/article/info?articleId={id_}"))
    for number, name in COLUMNS[1:]:
        for index, notice in enumerate(hand.notices(name, 14)):
            id_ = f"{number}{index:03}"
            row = {
                "articleId": id_,
                "articleTitle": notice.title,
                "publishTime": f"{notice.published} 09:00:00",
            }
            articles[number].append(row)
            bodies[id_] = "<p>".join(notice.lines)
            hand.page(f"/detail/{id_}", SHELL % ('<div v-html="article.content"></div>', DETAIL % id_))
    items = '<ul><li v-for="row in records" @click="open(row)"><span>{{row.articleTitle}}</span></li></ul>'
    for number, name in COLUMNS:
        hand.page(f"/list/{number}", SHELL % (f"<h2>{name}</h2>{items}", LIST % (number, number)))
    menu = "".join(f'<a href="/list/{number}">{name}</a>' for number, name in COLUMNS)
    hand.page("/", SHELL % (f"<nav>{menu}</nav><p>{hand.name}信息公开平台</p>", ""))
    titles = {a["articleId"]: a for rows in articles.values() for a in rows}

    def listed(form: Mapping[str, str]) -> Answer:
        number = form.get("columnId", "")
        rows = articles.get(int(number) if number.isdigit() else 0, [])
        at, size = (int(form.get(k, "1")) if form.get(k, "1").isdigit() else 1 for k in ("current", "size"))
        part = rows[(at - 1) * size : at * size]
        return answer(
            {"records": part, "total": len(rows), "size": size, "current": at, "pages": -(-len(rows) // size)}
        )

    def info(form: Mapping[str, str]) -> Answer:
        id_ = form.get("articleId", "")
        return answer(titles.get(id_, {}) | {"content": bodies.get(id_, ""), "attachments": []})

    hand.json("/api/cms/article/page", listed)
    hand.json("/api/cms/article/info", info)


def answer(data: object) -> Answer:
    body = json.dumps({"code": 0, "msg": "ok", "data": data}, ensure_ascii=False).encode()
    return Answer(body=body, content_type="application/json;charset=UTF-8")
