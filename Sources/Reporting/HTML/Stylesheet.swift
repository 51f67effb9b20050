/// How the page looks: dark on light, one accent, fonts of the system.
enum Stylesheet {
  static let text: StaticString = """
    :root{--ink:#1c2530;--muted:#5a6572;--rule:#d8dde3;--accent:#1f5a94;--green:#2c7a4b;--amber:#8a5a00;--red:#b02a2a}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    body{margin:0 auto;max-width:1240px;padding:28px 20px 60px;color:var(--ink);background:#fff;font:15px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    h1,h2,h3,p,table,dl,ul{margin:0}
    h1{font-size:28px;line-height:1.25;font-weight:600}
    h2{font-size:19px;font-weight:600;margin-bottom:6px}
    h3{font-size:15px;font-weight:600}
    a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:3px}
    small{display:block;color:var(--muted);font-size:12.5px;font-weight:400}
    .facts,.lead,.interval,.promised{color:var(--muted)}
    .interval,.promised{font-size:13px}
    nav{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:8px;font-size:13px;color:var(--accent)}
    section{margin-top:44px}
    .lead{max-width:72ch;margin-bottom:12px}
    .summary{display:grid;grid-template-columns:1fr 1fr;gap:28px 44px;margin-top:24px}
    .block{min-width:0}
    .wide{grid-column:1/-1}
    .block p+p,.block p+h2,.block table+h2{margin-top:8px}
    .block h2{font-size:15px;color:var(--accent)}
    .figure{font-size:20px}
    .figure strong{font-size:44px;font-weight:600;line-height:1.1}
    .strip{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(158px,1fr));gap:14px 18px}
    .strip li{display:flex;flex-direction:column;gap:3px;min-width:0}
    .counts{display:flex;flex-wrap:wrap;gap:0 10px;font-size:13px}
    table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid var(--rule)}
    thead th{font-size:12.5px;font-weight:500;color:var(--muted);vertical-align:bottom}
    tbody th{font-weight:500}
    td:last-child,th:last-child{padding-right:0}
    .name{width:34%}
    .chance>span{display:block}
    .badge{white-space:nowrap;font-weight:500}
    .badge.green{color:var(--green)}.badge.amber{color:var(--amber)}.badge.red{color:var(--red)}
    h3[id]{margin:26px 0 4px}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr));gap:34px 40px}
    article{min-width:0;break-inside:avoid}
    dl div{display:flex;gap:10px;justify-content:space-between;font-size:13px;padding:2px 0;border-bottom:1px solid var(--rule)}
    dt{color:var(--muted)}dd{margin:0;text-align:right}
    .legend div{display:block;border:0;padding:4px 0;max-width:80ch}.legend dt{color:var(--ink);font-weight:500}.legend dd{text-align:left}
    .register td:first-child{width:46%}.register th[scope=row]{width:22%}
    .register th[scope=rowgroup]{padding-top:14px;color:var(--muted);font-weight:500}
    code{font-family:ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:12.5px}
    svg{display:block;overflow:visible}
    .bar{width:120px;max-width:100%;height:14px;margin:3px 0}
    .lights{width:100%;height:10px}
    .fan,.chart{width:100%;max-width:460px;height:auto;margin:6px 0}
    .fan text,.chart text{font-size:11px;fill:var(--muted)}
    .track{fill:#eef1f4}
    .fill.green{fill:var(--green)}.fill.amber{fill:url(#amber)}.fill.red{fill:url(#red)}
    .tick,.axis,.grid{stroke:#aeb6bf;fill:none}.grid{stroke:#e8ebee}
    .whisker,.middle{stroke:var(--ink);stroke-width:1.5;fill:none}
    .range,.band{fill:#bcd2e8}
    .promise,.target{stroke:var(--ink);fill:none}
    .median{stroke:var(--accent);stroke-width:2;fill:none}
    .schedule{stroke:var(--muted);stroke-width:1.3;stroke-dasharray:5 4;fill:none}
    .due{fill:var(--ink)}.reached{fill:var(--accent)}.rare{fill:#bcd2e8}
    .fan .halo{fill:var(--ink);paint-order:stroke;stroke:#fff;stroke-width:3px}
    .defs{position:absolute;width:0;height:0}
    @media(max-width:700px){body{padding:18px 16px 40px}.summary{grid-template-columns:minmax(0,1fr)}.more{display:none}.name{width:44%}.bar{width:96px}h1{font-size:23px}th,td{padding-right:8px}}
    @media print{@page{margin:13mm}body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}a{text-decoration:none}section{margin-top:20px}.summary{gap:12px 26px;margin-top:10px}table{font-size:9pt}th,td{padding-top:3px;padding-bottom:3px}tr{break-inside:avoid}thead{display:table-header-group}h2,h3,.lead{break-after:avoid}.cards{grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:18px 26px}#targets{break-before:page}.figure strong{font-size:30px}}
    """

  /// Fills that tell the lights apart without colour.
  static let patterns: StaticString = """
    <svg class="defs" aria-hidden="true"><defs><pattern id="amber" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#f0c36a"/><path d="M0 0V5" stroke="#8a5a00" stroke-width="3"/></pattern><pattern id="red" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#f6d4d4"/><circle cx="2" cy="2" r="1.3" fill="#b02a2a"/></pattern></defs></svg>
    """
}
