/// How the page looks: dark on light, one accent, fonts of the system.
enum Stylesheet {
  static let text: StaticString = """
    :root{--ink:#1c2530;--muted:#5a6572;--rule:#d8dde3;--accent:#1f5a94;--green:#2c7a4b;--amber:#8a5a00;--red:#b02a2a}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    body{margin:0 auto;max-width:1260px;padding:18px 20px 60px;color:var(--ink);background:#fff;font:14px/1.45 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
    h1,h2,h3,h4,p,table,dl,ul{margin:0}
    h1{font-size:25px;line-height:1.25;font-weight:600}
    h2{font-size:19px;font-weight:600;margin-bottom:6px}
    h3{font-size:16px;font-weight:600}
    h4{font-size:14px;font-weight:600}
    a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:3px}
    small{display:block;color:var(--muted);font-size:12px;font-weight:400}
    .facts,.lead,.interval,.promised,.key{color:var(--muted)}
    .interval,.promised,.key{font-size:12.5px}.interval{white-space:nowrap}
    header{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 20px}
    header h1{flex-basis:100%}
    nav{display:flex;flex-wrap:wrap;gap:2px 16px;margin-left:auto;font-size:13px;color:var(--accent)}
    section{margin-top:44px}
    .lead{max-width:76ch;margin-bottom:10px}
    .summary{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 38px;margin-top:12px;font-size:13.5px}
    .column{display:flex;flex-direction:column;gap:14px;min-width:0}
    .block{min-width:0}
    .block h2{font-size:15px;color:var(--accent);margin-bottom:3px}
    .block .key{margin-left:14px;font-weight:400}
    .key .badge{margin-right:9px}
    p.key{margin-left:0!important}
    .figure{font-size:18px;line-height:1.2;word-break:keep-all}
    .figure strong{font-size:38px;font-weight:600;line-height:1.1}
    .strip{list-style:none;padding:0;display:grid;grid-template-columns:1fr 1fr;gap:2px 22px}
    .strip li{display:grid;grid-template-columns:minmax(0,1fr) 28px 66px 50px;gap:0 6px;align-items:center;min-width:0;font-size:12.5px;line-height:1.35}
    .strip a,.summary tbody th,dd{overflow-wrap:anywhere;hyphens:auto}.narrow{display:none}
    .strip li>.interval:nth-child(2){grid-column:2/-1}
    .strip .interval{white-space:nowrap}
    .counts{display:flex;gap:0 6px;font-size:12px}
    .plain{list-style:none;padding:0}
    .plain li{padding:2px 0;border-bottom:1px solid var(--rule)}
    table{border-collapse:collapse;width:100%;font-size:13.5px}
    th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--rule)}
    thead th{font-size:12.5px;font-weight:500;color:var(--muted);vertical-align:bottom}
    tbody th{font-weight:500}
    td:last-child,th:last-child{padding-right:0}
    .tornado th,.wide th[scope=row],.wide td.w,summary,caption,.register th,.register td{overflow-wrap:anywhere}
    .name{width:32%}.targets .name{overflow-wrap:anywhere;min-width:9em}h3,h4{overflow-wrap:anywhere}
    .chance>span{display:block;white-space:nowrap}
    .weakest{font-size:12.5px;line-height:1.3}
    .weakest th,.weakest td{padding:2px 8px 2px 0;vertical-align:middle}
    .weakest td:last-child{padding-right:0}
    .weakest .name{width:41%}
    .weakest .chance{white-space:nowrap}
    .weakest .bar{display:inline-block;max-width:none;vertical-align:middle;width:48px;height:9px;margin:0 5px 0 0}
    .weakest .interval,.weakest .more{white-space:nowrap}
    .plot{min-width:134px}.plot .bar{max-width:none}
    .wide th[scope=row]{min-width:9em}
    .wide td.s,.wide .s .badge{white-space:nowrap}.wide td.w{min-width:8em}
    thead th{word-break:keep-all}
    .scroll{overflow-x:auto}.left{display:none}
    @media screen{#progress .wide{font-size:12.5px}#progress .wide th,#progress .wide td{padding-right:8px}#progress .wide td.w{min-width:5em}#progress thead th{font-size:11.5px}}
    .n{text-align:right}td.n{white-space:nowrap}
    caption{text-align:left;color:var(--muted);font-size:12.5px;padding:3px 0 1px}
    .short,.tornado{font-size:13px}
    .short+.short{margin-top:6px}
    .short th,.short td,.tornado th,.tornado td{padding:2.5px 10px 2.5px 0;font-weight:400}
    .short td{width:1%;white-space:nowrap}
    .tornado .bar{width:100px;max-width:none;margin:2px 0}
    .tornado td{width:1%}
    .badge{white-space:nowrap;font-weight:500}
    .badge.green{color:var(--green)}.badge.amber{color:var(--amber)}.badge.red{color:var(--red)}
    h3[id]{margin:28px 0 2px}
    details{margin-top:8px}
    summary{cursor:pointer;color:var(--accent);font-size:13.5px}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr));gap:28px 40px;margin-top:14px}
    article{min-width:0;break-inside:avoid}
    dl div{display:flex;gap:10px;justify-content:space-between;font-size:13px;padding:2px 0;border-bottom:1px solid var(--rule)}
    dt{color:var(--muted)}dd{margin:0;text-align:right}
    .legend div{display:block;border:0;padding:4px 0;max-width:80ch}.legend dt{color:var(--ink);font-weight:500}.legend dd{text-align:left}
    .register code{overflow-wrap:anywhere}.register td:first-child{width:46%}.register th[scope=row]{width:22%}
    .register th[scope=rowgroup]{padding-top:14px;color:var(--muted);font-weight:500}
    code{font-family:ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:12.5px}
    svg{display:block;overflow:visible}
    .bar{width:120px;max-width:100%;height:14px;margin:3px 0}
    .lights{width:100%;height:9px}
    .fan,.chart{width:100%;max-width:430px;height:auto;margin:4px 0}.beside{display:grid;grid-template-columns:minmax(0,1fr) 260px;gap:0 18px;align-items:end}.when .beside{align-items:start}
    .fan text,.chart text{font-size:11px;fill:var(--muted)}
    .track{fill:#eef1f4}
    .fill.green{fill:var(--green)}.fill.amber{fill:url(#amber)}.fill.red{fill:url(#red)}
    .tick,.axis,.grid{stroke:#aeb6bf;fill:none}.grid{stroke:#e8ebee}
    .whisker,.middle{stroke:var(--ink);stroke-width:1.5;fill:none}
    .range,.band{fill:#bcd2e8}
    .promise,.target{stroke:var(--ink);fill:none}
    .median{stroke:var(--accent);stroke-width:2;fill:none}
    .schedule{stroke:var(--muted);stroke-width:1.3;stroke-dasharray:5 4;fill:none}
    .line{width:120px;height:30px}.actual{stroke:var(--ink);stroke-width:2;fill:none}.known{fill:var(--ink)}
    .year{border-bottom:1px solid var(--rule);padding-bottom:14px}.brief table{font-size:12.5px;line-height:1.3}.brief th,.brief td{padding:2px 8px 2px 0}.block.brief .key{margin-left:0}
    .reach{stroke:#8fb4d9;stroke-width:5;fill:none}
    .ring{fill:#fff;stroke:var(--ink);stroke-width:1.3}
    .load{fill:var(--accent)}
    .due{fill:var(--ink)}.reached{fill:var(--accent)}.rare{fill:#bcd2e8}
    .fan .halo{fill:var(--ink);paint-order:stroke;stroke:#fff;stroke-width:3px}
    .defs{position:absolute;width:0;height:0}
    @media screen and (min-width:981px) and (max-width:1180px){.strip{grid-template-columns:minmax(0,1fr)}}
    @media print and (orientation:portrait),(max-width:980px){.extra{display:none}.left{display:block}.beside{grid-template-columns:minmax(0,1fr)}.summary{grid-template-columns:minmax(0,3fr) minmax(0,2fr);grid-template-areas:"will when" "strips strips" "weak weak" "help sure";gap:16px 26px}.column{display:contents}.will{grid-area:will}.when{grid-area:when}.strips{grid-area:strips}.weak{grid-area:weak}.help{grid-area:help}.sure{grid-area:sure}}
    .year .whole{grid-column:1/-1;margin-top:12px}.brief table{font-size:12.5px;line-height:1.3}.brief th,.brief td{padding:2px 10px 2px 0}.brief .wide td.w{min-width:12em}
    @media print and (orientation:portrait),(max-width:980px){.summary.year{grid-template-columns:minmax(0,1fr);grid-template-areas:none}.year .column{display:flex}.summary.after{grid-template-areas:"when sure" "strips strips" "weak weak" "help help"}}
    @media(max-width:640px){.wide{width:max-content;min-width:100%}.wide th[scope=row]{max-width:11em}.wide td.w{max-width:16em}body{padding:16px 16px 40px}.summary{grid-template-columns:minmax(0,1fr);grid-template-areas:"will" "strips" "weak" "when" "help" "sure"}.summary.after{grid-template-areas:"strips" "weak" "when" "help" "sure"}.strip{grid-template-columns:minmax(0,1fr)}.more{display:none}.narrow{display:block}.short td:nth-child(4){white-space:normal;min-width:5.5em}.name,.weakest .name{width:40%}.bar{width:90px}.weakest .bar{display:block;width:64px;margin:0}h1{font-size:22px}th,td{padding-right:8px}.block .key{display:block;margin-left:0}.beside{grid-template-columns:minmax(0,1fr)}nav{margin-left:0}}
    @media print{@page{size:A4;margin:11mm 12mm}.year .beside{grid-template-columns:minmax(0,1fr) 200px}.brief table{font-size:8pt}.brief th,.brief td{padding:1.2px 7px 1.2px 0}.brief .wide th[scope=row]{min-width:8em}.brief .wide td.w{min-width:4em}body{max-width:none;padding:0;font-size:10pt}nav{display:none}a{text-decoration:none}section{margin-top:18px}.summary{font-size:8.5pt;gap:8px 22px}.figure strong{font-size:26px}.will .chart,.when .chart{max-width:200px}.strip li,.weakest{font-size:8pt;line-height:1.2}.weakest th,.weakest td{padding:1.2px 8px 1.2px 0}.block h2{font-size:10.5pt}.column{gap:8px}.short,.tornado{font-size:8.5pt}.short th,.short td,.tornado th,.tornado td{padding:1.2px 8px 1.2px 0}.wide th,.wide td{padding-right:8px}table{font-size:9pt}.targets{font-size:8.5pt}.targets td.more{white-space:nowrap}.targets .name{width:27%}.interval,.promised,.key,caption,thead th,small{font-size:8pt}#drivers th,#drivers td{padding-top:2px;padding-bottom:2px}th,td{padding-top:3px;padding-bottom:3px}tr,.block{break-inside:avoid}.scroll{overflow:visible}.register tr:first-child{break-after:avoid}thead{display:table-header-group}h2,h3,.lead,summary{break-after:avoid}.lead{break-inside:avoid}.cards{grid-template-columns:repeat(auto-fill,minmax(205px,1fr));gap:10px 20px;margin-top:6px}.cards h4{font-size:9pt;line-height:1.2}.cards p,.cards .tornado,.cards dl div{font-size:7.5pt}.cards dl div{padding:0;line-height:1.3}.cards .tornado th,.cards .tornado td{padding:0 6px 0 0}.cards .bar{width:60px}.cards caption{font-size:7pt;padding:0}.fan{margin:2px 0}.fan text{font-size:13px}details{margin-top:4px}#sectors summary{display:none}.targets{break-inside:avoid;break-after:avoid}.legend{columns:2;column-gap:26px}.legend div{padding:1.5px 0;font-size:7.5pt;max-width:none;break-inside:avoid}.plain li{font-size:8.5pt}h3[id]{margin:16px 0 1px}main.long #sectors{break-before:page}#options,#drivers{break-inside:avoid}details:not([open]),#inputs:has(>details:not([open])){display:none}#drivers .extra{display:table-cell}#drivers .left{display:none}#drivers tr>:nth-child(2),#drivers tr>:nth-child(8){display:none}#drivers table{font-size:8pt}#drivers .plot{min-width:0}#drivers .bar{width:80px}#drivers .wide td.w{min-width:5em}}
    @media print and (min-width:1000px) and (min-height:1000px){body{zoom:1.3}}
    """

  /// Fills that tell the lights apart without colour.
  static let patterns: StaticString = """
    <svg class="defs" aria-hidden="true"><defs><pattern id="amber" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#f0c36a"/><path d="M0 0V5" stroke="#8a5a00" stroke-width="3"/></pattern><pattern id="red" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#f6d4d4"/><circle cx="2" cy="2" r="1.3" fill="#b02a2a"/></pattern></defs></svg>
    """
}
