// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace zvt::analytics {

/// The style sheet of the page: light theme by the colours of the program's look, sizes that also print on A4.
/// --up, --down and --downTint follow the user's colour scheme and are set by the page.
inline constexpr std::string_view kReportStyle = R"css(
:root{--window:#D9DEE5;--panel:#FFFFFF;--bar:#EEF1F5;--hair:#E6EAEF;--line:#C3CAD4;--text:#1A2029;--second:#414B59;
--muted:#586374;--accent:#1F5FD6;--grid:#EBEEF2;--warnText:#7A5200;--warnTint:#FCF2D8;--warnLine:#B5820F}
*{box-sizing:border-box}
body{margin:0;background:var(--window);color:var(--text);font:12px/16px "Noto Sans","Segoe UI","PingFang SC",
"Microsoft YaHei UI","Noto Sans CJK SC","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1104px;margin:16px auto;display:grid;gap:8px}
section,header{background:var(--panel);border:1px solid var(--line);border-radius:2px;overflow:hidden}
header{padding:12px 16px}
h1{font-size:20px;line-height:28px;font-weight:600;margin:0;overflow-wrap:anywhere}
h2{font-size:13px;line-height:20px;font-weight:600;margin:0;padding:4px 12px;background:var(--bar);
border-bottom:1px solid var(--line)}
p{margin:4px 0;color:var(--second)}
.note{padding:4px 12px;margin:0;color:var(--muted)}
.warning{background:var(--warnTint);color:var(--warnText);border-left:4px solid var(--warnLine);padding:4px 8px}
.tiles{display:grid;grid-template-columns:repeat(6,1fr)}
.tile{padding:8px 12px;border-right:1px solid var(--hair);border-bottom:1px solid var(--hair)}
.tile b{display:block;font-size:15px;line-height:20px;font-weight:600;white-space:nowrap}
.tile span{color:var(--muted);font-size:11px}
.chart{padding:8px 12px}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--grid);stroke-width:1}
.axis{fill:var(--muted);font-size:11px}
path{fill:none;stroke-width:1.5;stroke-linejoin:round}
.equity{stroke:var(--accent)}
.benchmark{stroke:var(--muted);stroke-width:1}
.water{stroke:var(--down);stroke-width:1;fill:var(--downTint)}
.waterBenchmark{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 2}
.legend{padding:4px 12px 0;color:var(--second)}
.legend i{display:inline-block;width:16px;height:2px;vertical-align:middle;margin:0 4px 0 12px}
.legend i.equity{background:var(--accent)}
.legend i.benchmark{background:var(--muted)}
table{width:100%;border-collapse:collapse}
th,td{padding:4px 8px;text-align:right;border-bottom:1px solid var(--hair);white-space:nowrap}
th{color:var(--muted);font-weight:400}
th.left,td.left{text-align:left}
.scroll{overflow-x:auto}
.heat td{text-align:center;border:1px solid var(--panel)}
.heat th{text-align:center}
.heat td.total{font-weight:600}
.up,.tile b.up{color:var(--up)}
.down,.tile b.down{color:var(--down)}
.stack{display:flex;height:14px;margin:8px 12px}
.swatch{display:inline-block;width:10px;height:10px;margin-right:6px}
.c0{background:#1F5FD6}.c1{background:#8F6300}.c2{background:#8A3FD1}.c3{background:#0B7F99}
.c4{background:#B4560F}.c5{background:#4F7A12}.c6{background:#B0386F}.c7{background:#586374}
.b0{stroke:#1F5FD6}.b1{stroke:#8F6300}.b2{stroke:#8A3FD1}.b3{stroke:#0B7F99}
.b4{stroke:#B4560F}.b5{stroke:#4F7A12}.b6{stroke:#B0386F}.b7{stroke:#586374}
.f0{fill:#1F5FD6}.f1{fill:#8F6300}.f2{fill:#8A3FD1}.f3{fill:#0B7F99}
.f4{fill:#B4560F}.f5{fill:#4F7A12}.f6{fill:#B0386F}.f7{fill:#586374}
.upFill{fill:var(--up)}.downFill{fill:var(--down)}.upStroke{stroke:var(--up)}.downStroke{stroke:var(--down)}
.upStroke,.downStroke{stroke-width:1;opacity:.55}.middle{text-anchor:middle}.matrix td,.matrix th{text-align:center}
.fact{overflow-wrap:anywhere;white-space:normal}
footer{padding:0 16px 16px;color:var(--muted)}
@media (max-width:720px){.tiles{grid-template-columns:repeat(3,1fr)}}
@page{size:A4;margin:12mm}
@media print{body{background:#FFF;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{margin:0;max-width:none}section,header{break-inside:avoid}section.long{break-inside:auto}
thead{display:table-header-group}tr{break-inside:avoid}th,td{padding:2px 4px;font-size:9px}.scroll{overflow:visible}}
)css";

}
