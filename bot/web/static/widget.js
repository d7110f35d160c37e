// A bubble that opens the policy chat in a frame:
// <script src="https://HOST/widget.js" data-title="…" data-question="…" data-jurisdiction="…" async></script>
(() => {
  const script = document.currentScript;
  if (!script || document.getElementById("policy-widget")) return;
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const { title = say("政策问答", "Policy assistant"), question = "", jurisdiction = "" } = script.dataset;
  const source = new URL("embed", script.src);
  for (const [name, value] of Object.entries({ title, q: question, jurisdiction })) if (value) source.searchParams.set(name, value);
  const KEY = "policy-widget-open";
  const remember = (open) => { try { sessionStorage.setItem(KEY, open ? "1" : ""); } catch { /* storage is off */ } };
  const wasOpen = (() => { try { return sessionStorage.getItem(KEY) === "1"; } catch { return false; } })();

  const host = document.createElement("div");
  host.id = "policy-widget";
  const root = host.attachShadow({ mode: "open" });
  // A constructed sheet is not subject to the host's style-src, and the shadow keeps the host's styles out.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    .bubble, .box { position: fixed; z-index: 2147483000; font: 16px/1.5 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    .bubble { right: 1.25rem; bottom: 1.25rem; border: 0; border-radius: 999px; padding: .75rem 1.35rem; background: #1d4f8c; color: #fff; box-shadow: 0 4px 18px rgb(10 25 50 / 28%); cursor: pointer; }
    .bubble:hover { background: #163e70; }
    button:focus-visible { outline: 3px solid #8dbbf0; outline-offset: 2px; }
    .box { right: 1.25rem; bottom: 1.25rem; width: min(26rem, calc(100vw - 2.5rem)); height: min(42rem, calc(100vh - 2.5rem)); display: flex; flex-direction: column; border: 1px solid #c9d2dc; border-radius: 12px; overflow: hidden; background: #fff; color: #1b2733; box-shadow: 0 10px 40px rgb(10 25 50 / 30%); }
    .box[hidden], .bubble[hidden], .note[hidden] { display: none; }
    .bar { display: flex; justify-content: flex-end; padding: .3rem .5rem; background: #1d4f8c; }
    .bar button { border: 0; border-radius: 6px; padding: .25rem .75rem; background: transparent; color: #fff; font: inherit; font-size: 14px; cursor: pointer; }
    .note { margin: 0; padding: 1rem; color: #4d5a68; }
    iframe { flex: 1; border: 0; width: 100%; min-height: 0; background: transparent; }
    @media (max-width: 640px) { .box { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; } }`);
  root.adoptedStyleSheets = [sheet];
  const make = (name, properties, ...children) => { const e = Object.assign(document.createElement(name), properties); e.append(...children); return e; };

  const bubble = make("button", { type: "button", className: "bubble", textContent: title, ariaExpanded: "false", ariaHasPopup: "dialog" });
  const shut = make("button", { type: "button", textContent: say("关闭", "Close") });
  const note = make("p", { className: "note", textContent: say("正在载入…", "Loading…"), role: "status" });
  const box = make("div", { className: "box", hidden: true, role: "dialog", ariaLabel: title }, make("div", { className: "bar" }, shut), note);
  let frame = null;

  function open(focus = true) {
    if (!frame) {
      frame = make("iframe", { title, src: source.href, allow: "clipboard-write" });
      const slow = setTimeout(() => { note.textContent = say("网络较慢，仍在载入…", "The network is slow, still loading…"); }, 8000);
      frame.addEventListener("load", () => { clearTimeout(slow); note.hidden = true; });
      box.append(frame);
    }
    box.hidden = false;
    bubble.hidden = true;
    bubble.ariaExpanded = "true";
    remember(true);
    if (focus) shut.focus();
  }
  function close() {
    box.hidden = true;
    bubble.hidden = false;
    bubble.ariaExpanded = "false";
    remember(false);
    bubble.focus();
  }
  bubble.addEventListener("click", () => open());
  shut.addEventListener("click", close);
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("message", (event) => {
    if (frame && event.source === frame.contentWindow && event.origin === source.origin && event.data === "policy-chat:close") close();
  });
  root.append(bubble, box);
  const attach = () => { document.body.append(host); if (wasOpen) open(false); };
  document.body ? attach() : addEventListener("DOMContentLoaded", attach);
})();
