/** How the panel looks, in light and dark. All of it is inside the shadow root, so neither the application's style nor this one reaches the other. */
export const style = `
:host { all: initial; color-scheme: light dark;
  --ground: #fff; --raised: #f6f7f9; --line: #dfe3e8; --text: #16202c; --soft: #5b6775; --picked: #fff; --main: #2451c7; --on-main: #fff; --good: #12805c; --wait: #a35b00; --bad: #b3261e;
  --good-tint: #e3f5ee; --wait-tint: #fdf1de; --bad-tint: #fdeceb; --shadow: 0 18px 48px rgb(16 26 40 / .22), 0 2px 8px rgb(16 26 40 / .12); }
@media (prefers-color-scheme: dark) { :host {
  --ground: #171c23; --raised: #202731; --line: #323c49; --text: #edf1f5; --soft: #a2aebb; --picked: #3b4858; --main: #7da2ff; --on-main: #0c1526; --good: #4fd1a1; --wait: #f2b45c; --bad: #ff8f86;
  --good-tint: #143229; --wait-tint: #36280f; --bad-tint: #3b1c1b; --shadow: 0 18px 48px rgb(0 0 0 / .6), 0 0 0 1px rgb(255 255 255 / .04); } }
* { box-sizing: border-box; margin: 0; }
.all { font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); text-align: left; }
[hidden] { display: none !important; }
button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--main); outline-offset: 2px; }
.tab { position: fixed; z-index: 2147483000; right: 0; top: 38%; display: flex; align-items: center; gap: 8px; padding: 12px 6px; border: 1px solid var(--line); border-right: 0;
  border-radius: 10px 0 0 10px; background: var(--ground); box-shadow: var(--shadow); writing-mode: vertical-rl; font-weight: 600; letter-spacing: .02em; cursor: pointer; }
.tab:hover { padding-right: 10px; }
.dot { flex: none; width: 10px; height: 10px; border-radius: 50%; background: var(--soft); }
.dot.good { background: var(--good); box-shadow: 0 0 0 3px var(--good-tint); } .dot.wait { background: var(--wait); box-shadow: 0 0 0 3px var(--wait-tint); }
.dot.bad { background: var(--bad); box-shadow: 0 0 0 3px var(--bad-tint); }
.badge { writing-mode: horizontal-tb; min-width: 18px; padding: 0 5px; border-radius: 9px; background: var(--bad); color: var(--ground); font-size: 12px; line-height: 18px; text-align: center; font-weight: 700; }
.drawer { position: fixed; z-index: 2147483001; top: 12px; right: 12px; bottom: 12px; width: min(408px, calc(100vw - 24px)); display: flex; flex-direction: column; overflow: hidden;
  border: 1px solid var(--line); border-radius: 14px; background: var(--ground); box-shadow: var(--shadow); }
.head { display: flex; align-items: center; gap: 10px; padding: 14px 12px 12px 18px; border-bottom: 1px solid var(--line); }
.head h1 { flex: 1; font-size: 16px; font-weight: 650; }
.body { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px 22px; display: flex; flex-direction: column; gap: 18px; }
h2 { font-size: 13px; font-weight: 650; margin-bottom: 8px; } h2 .count { color: var(--soft); font-weight: 400; }
p.soft, .soft { color: var(--soft); } .small { font-size: 12.5px; }
section + section, .part + .part > section { border-top: 1px solid var(--line); padding-top: 16px; }
.part:empty { display: none; }
button { cursor: pointer; padding: 7px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); font-weight: 550; line-height: 1.35; }
button:hover:not(:disabled) { border-color: var(--soft); } button:disabled { opacity: .55; cursor: default; }
button.main { background: var(--main); border-color: var(--main); color: var(--on-main); } button.danger { color: var(--bad); }
button.plain { border-color: transparent; background: transparent; padding: 6px 8px; } button.wide { width: 100%; padding: 10px; }
.row { display: flex; align-items: center; gap: 8px; } .row > .grow { flex: 1; min-width: 0; }
legend { padding: 0; }
form { display: flex; flex-direction: column; gap: 14px; }
.field { display: flex; flex-direction: column; gap: 5px; } .field .name { font-weight: 550; font-size: 13px; } .hint { color: var(--soft); font-size: 12.5px; }
input:not([type=checkbox], [type=radio]), select { width: 100%; min-width: 0; padding: 8px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); }
input::placeholder { color: var(--soft); opacity: .8; }
input[type=checkbox], input[type=radio] { width: 16px; height: 16px; accent-color: var(--main); margin: 0; }
.trouble { color: var(--bad); background: var(--bad-tint); padding: 9px 12px; border-radius: 8px; }
.switch { display: flex; padding: 3px; gap: 3px; border-radius: 10px; background: var(--raised); border: 1px solid var(--line); }
.switch button { flex: 1; border-color: transparent; background: transparent; padding: 6px; color: var(--soft); } .switch button[aria-selected=true], .switch button[aria-checked=true] { background: var(--picked); color: var(--text); box-shadow: 0 1px 3px rgb(16 26 40 / .18); }
.grid { display: grid; grid-template-columns: 1fr 70px 66px 30px; gap: 6px 8px; align-items: center; } .grid .th { color: var(--soft); font-size: 12px; } .grid .mid { justify-self: center; } .grid button { padding: 5px 8px; }
.rules { list-style: none; padding: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 2px 10px; font-size: 12.5px; color: var(--soft); } .rules li::before { content: "\\25CB  "; } .rules li.met { color: var(--good); } .rules li.met::before { content: "\\2713  "; }
.card { border: 1px solid var(--line); border-radius: 12px; padding: 14px; background: var(--raised); } .card .id { font-size: 24px; font-weight: 680; letter-spacing: .01em; font-variant-numeric: tabular-nums; }
.state { display: flex; align-items: center; gap: 9px; font-weight: 550; } .state.good { color: var(--good); } .state.wait { color: var(--wait); } .state.bad { color: var(--bad); }
ul.list { list-style: none; padding: 0; display: flex; flex-direction: column; gap: 2px; } ul.list > li { display: flex; align-items: center; gap: 10px; padding: 6px 0; } ul.list > li + li { border-top: 1px solid var(--line); }
.tag { padding: 1px 8px; border-radius: 9px; background: var(--raised); border: 1px solid var(--line); color: var(--soft); font-size: 12px; white-space: nowrap; }
.item { border: 1px solid var(--line); border-left: 3px solid var(--wait); border-radius: 10px; padding: 11px 12px; display: flex; flex-direction: column; gap: 6px; } .item + .item { margin-top: 8px; }
.item dl { display: grid; grid-template-columns: auto 1fr; gap: 1px 10px; } .item dt { color: var(--soft); } .item dd { overflow-wrap: anywhere; } .item .lost dd { text-decoration: line-through; text-decoration-color: var(--soft); }
.ellipsis { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } a { color: var(--main); text-decoration: none; } a:hover { text-decoration: underline; }
.finding { padding: 7px 10px; border-radius: 8px; background: var(--wait-tint); font-size: 13px; } .finding.error { background: var(--bad-tint); } .finding + .finding { margin-top: 5px; } .finding b { color: var(--wait); } .finding.error b { color: var(--bad); }
.fine { padding: 9px 12px; border-radius: 8px; background: var(--good-tint); color: var(--good); }
.bar { position: fixed; z-index: 2147482999; top: 8px; left: 50%; transform: translateX(-50%); max-width: calc(100vw - 40px); display: flex; align-items: center; gap: 10px; padding: 7px 14px; border-radius: 20px;
  background: var(--wait-tint); color: var(--wait); border: 1px solid currentColor; box-shadow: var(--shadow); font-weight: 550; pointer-events: none; }
.bar.beside { left: calc((100% - 420px) / 2); max-width: calc(100vw - 460px); }
@media (max-width: 900px) { .bar.beside { display: none; } }
.bar.bad { background: var(--bad-tint); color: var(--bad); }
.notices { position: fixed; z-index: 2147483002; left: 16px; bottom: 16px; width: min(380px, calc(100vw - 32px)); display: flex; flex-direction: column; gap: 8px; }
.notice { display: flex; gap: 10px; align-items: flex-start; padding: 11px 8px 11px 14px; border: 1px solid var(--line); border-left: 3px solid var(--good); border-radius: 10px; background: var(--ground); box-shadow: var(--shadow); } .notice.bad { border-left-color: var(--bad); }
.veil { position: fixed; z-index: 2147483003; inset: 0; display: grid; place-items: center; padding: 20px; background: rgb(10 16 26 / .5); }
.question { width: min(440px, 100%); padding: 22px; border-radius: 14px; background: var(--ground); border: 1px solid var(--line); box-shadow: var(--shadow); display: flex; flex-direction: column; gap: 10px; }
.question h1 { font-size: 17px; } .question .choices { display: flex; flex-direction: column; gap: 8px; margin-top: 8px; } .question button { padding: 10px; } .question button.danger { background: var(--bad); color: var(--ground); border-color: var(--bad); }
details summary { cursor: pointer; color: var(--soft); } details[open] summary { margin-bottom: 8px; }
@media (prefers-reduced-motion: no-preference) { .drawer { animation: come .16s ease-out; } @keyframes come { from { transform: translateX(16px); opacity: 0; } } .tab { transition: padding .12s; } }
@media print { :host { display: none; } }
`;
