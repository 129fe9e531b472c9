"""The style of the report: light and dark, readable on a telephone."""

STYLE = """
:root{--ink:#1c1f24;--soft:#5c6470;--line:#dfe3e8;--paper:#fff;--tile:#f5f6f8;
--s0:#1f5fa8;--s1:#c8641b;--s2:#3d8a52;--good:#26734d;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#a0a8b3;--line:#333940;--paper:#15181c;
--tile:#1f2329;--s0:#76aef0;--s1:#f0a35e;--s2:#7fcb94;--good:#7fcb94;--bad:#f2938c}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);line-height:1.6;font-size:16px;
font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;margin:.5rem 0 1rem}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:2px solid var(--line)}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
small{font-weight:400;font-size:.8em;color:var(--soft)}
p{margin:.5rem 0}
a{color:var(--s0)}
.note,.n,.ci,[lang=en]{color:var(--soft)}
.note,[lang=en]{font-size:.85rem}
.n,.ci{font-size:.8rem;font-weight:400;white-space:nowrap}
nav{display:flex;flex-wrap:wrap;gap:.25rem .9rem;margin:1rem 0}
.tiles+.note{margin-top:.25rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.6rem}
.tiles div{background:var(--tile);border-radius:.5rem;padding:.6rem .8rem}
.tiles b{display:block;font-size:1.35rem;font-variant-numeric:tabular-nums}
.tiles span{font-size:.8rem;color:var(--soft)}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:.85rem;padding:.25rem 0}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;
white-space:nowrap}
th[scope=row],thead th:first-child{text-align:left;font-weight:400}
thead th{font-weight:600;font-size:.85rem}
thead th:first-child{font-weight:600}
tbody th{position:sticky;left:0;background:var(--paper)}
#changes details td:last-child{text-align:left;white-space:normal;min-width:14rem}
.strip{display:grid;grid-template-columns:13rem 1fr 9rem;gap:0 .75rem;align-items:center}
.strip .label{font-size:.9rem;overflow-wrap:anywhere}
.strip .figures{font-size:.9rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.strip .ends{display:flex;justify-content:space-between;color:var(--soft);font-size:.75rem}
.strip .ends i{font-style:normal}
svg.dots{width:100%;overflow:visible;display:block}
.grid{stroke:var(--line)}
.zero{stroke:var(--soft);stroke-dasharray:3 3}
.guide{stroke:var(--soft);stroke-dasharray:4 4}
.bar{stroke-width:2.5;stroke-linecap:round;opacity:.45}
.line{fill:none;stroke-width:2}
.thin{stroke-width:1;opacity:.5}
.s0{color:var(--s0)}.s1{color:var(--s1)}.s2{color:var(--s2)}
.bar,.line{stroke:currentColor}
.dot,.mark{fill:currentColor}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;margin:.5rem 0;
font-size:.85rem}
.legend li::before{content:"";display:inline-block;width:.7em;height:.7em;border-radius:50%;
background:currentColor;margin-right:.4em}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:1rem}
figure{margin:0}
figcaption{font-size:.85rem;color:var(--soft)}
svg.plot{width:100%;max-width:26rem;height:auto}
svg.plot text{fill:var(--soft);font-size:11px}
svg.plot .axis{fill:var(--ink);font-size:12px}
details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:.4rem .7rem}
summary{cursor:pointer}
.id{color:var(--soft);font-size:.8rem;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:7.5rem 1fr;gap:.3rem .8rem;margin:.6rem 0;font-size:.92rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.up{color:var(--good)}.down{color:var(--bad)}.even{font-weight:400}
@media(max-width:40rem){
main{padding:.75rem}
.strip{grid-template-columns:1fr auto}
.strip .label,.strip .figures{padding-top:.35rem}
tbody th{max-width:9.5rem;white-space:normal}
.strip svg,.strip .ends{grid-column:1/-1;grid-row:2}
.strip.axis span:first-child,.strip.axis span:last-child{display:none}
dl{grid-template-columns:1fr;gap:0}
dd{margin-bottom:.5rem}
}
@media print{details{break-inside:avoid}nav{display:none}}
""".strip()
