// A bubble that opens the policy chat in a frame; deploy/demo/README.md tells what a site can set and call:
// <script src="https://HOST/widget.js" data-title="…" data-question="…" data-jurisdiction="…" data-position="left" data-color="#…" data-open async></script>
(() => {
  const script = document.currentScript;
  if (!script || document.getElementById("policy-widget")) return;
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const { title = say("政策问答", "Policy assistant"), question = "", jurisdiction = "", position, color } = script.dataset;
  const source = new URL("embed", script.src);
  for (const [name, value] of Object.entries({ title, q: question, jurisdiction })) if (value) source.searchParams.set(name, value);
  const side = position === "left" ? "left" : "right";
  const [back, ink] = colours(color);
  const phone = matchMedia("(max-width: 640px)");
  const KEY = "policy-widget-open";
  const remember = (open) => { try { sessionStorage.setItem(KEY, open ? "1" : ""); } catch { /* storage is off */ } };
  const before = (() => { try { return sessionStorage.getItem(KEY); } catch { return null; } })(); // null: neither opened nor closed yet

  const host = document.createElement("div");
  host.id = "policy-widget";
  const root = host.attachShadow({ mode: "open" });
  // A constructed sheet is not subject to the host's style-src, and the shadow keeps the host's styles out.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    .bubble, .box { position: fixed; z-index: 2147483000; ${side}: 1.25rem; bottom: 1.25rem; font: 16px/1.5 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    .bubble { border: 0; border-radius: 999px; padding: .75rem 1.35rem; background: ${back}; color: ${ink}; box-shadow: 0 4px 18px rgb(10 25 50 / 28%); cursor: pointer; }
    .bubble:hover { text-decoration: underline; text-underline-offset: .2em; }
    .bubble:focus-visible { outline: 3px solid #1b2733; outline-offset: 2px; box-shadow: 0 0 0 2px #fff, 0 0 0 7px #fff; }
    .box { width: min(26rem, calc(100vw - 2.5rem)); height: min(42rem, calc(100vh - 2.5rem)); display: flex; flex-direction: column; border: 1px solid #c9d2dc; border-radius: 12px; overflow: hidden; background: #fff; color: #1b2733; box-shadow: 0 10px 40px rgb(10 25 50 / 30%); }
    .box.refused { height: auto; }
    .box[hidden], .bubble[hidden], .note[hidden] { display: none; }
    .bar { display: flex; justify-content: flex-end; padding: .3rem .5rem; background: ${back}; }
    .bar button { border: 0; border-radius: 6px; min-height: 28px; padding: .25rem .75rem; background: transparent; color: ${ink}; font: inherit; font-size: 14px; cursor: pointer; }
    .bar button:focus-visible { outline: 2px solid ${ink}; outline-offset: -2px; }
    .note { margin: 0; padding: 1rem; color: #4d5a68; }
    .note a { color: #1d4f8c; }
    iframe { flex: 1; border: 0; width: 100%; min-height: 0; background: transparent; }
    iframe.coming { position: absolute; visibility: hidden; }
    @media (max-width: 640px) { .box { inset: 0; width: 100%; height: 100%; height: 100dvh; padding-bottom: env(safe-area-inset-bottom); border: 0; border-radius: 0; } .box.refused { top: auto; } }`);
  root.adoptedStyleSheets = [sheet];
  const make = (name, properties, ...children) => { const e = Object.assign(document.createElement(name), properties); e.append(...children); return e; };

  const bubble = make("button", { type: "button", className: "bubble", textContent: title, ariaExpanded: "false", ariaHasPopup: "dialog" });
  const shut = make("button", { type: "button", textContent: say("关闭", "Close") });
  const note = make("p", { className: "note", role: "status" });
  const box = make("div", { className: "box", hidden: true, role: "dialog", ariaLabel: title }, make("div", { className: "bar" }, shut), note);
  let frame = null; // the chat, from the first opening on; none where it cannot be shown
  let ready = false; // it has said that it is here
  let waiting = []; // questions for it until then
  let covered = []; // what a sheet over a whole phone keeps from the keyboard and the screen reader

  // White or black, whichever is easier to read on the site's colour: always above 4.5 to 1. No colour: ours.
  function colours(wanted = "") {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = "#1d4f8c";
    canvas.fillStyle = wanted;
    const hex = /^#[\da-f]{6}$/.test(canvas.fillStyle) ? canvas.fillStyle : "#1d4f8c"; // no colour that one sees through
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4));
    return [hex, .2126 * red + .7152 * green + .0722 * blue > .179 ? "#000" : "#fff"];
  }
  const tell = (name, detail = null) => document.dispatchEvent(new CustomEvent(`policy-widget:${name}`, { detail }));

  function load() {
    ready = false;
    box.classList.remove("refused");
    note.hidden = false;
    note.textContent = say("正在载入…", "Loading…");
    frame = make("iframe", { title, src: source.href, allow: "clipboard-write; microphone", className: "coming" });
    const slow = setTimeout(() => { note.textContent = say("网络较慢，仍在载入…", "The network is slow, still loading…"); }, 8000);
    frame.addEventListener("load", () => {
      clearTimeout(slow);
      setTimeout(() => { if (!ready) refused(); }, 1500); // a page that is not ours: the browser's own, or a proxy's
    });
    box.append(frame);
  }
  function refused() {
    console.warn(`policy-widget: ${source.origin} does not let ${location.origin} frame the chat (POLICY_FRAME_ANCESTORS), or cannot be reached.`);
    box.classList.add("refused");
    frame?.remove();
    frame = null;
    const page = new URL(".", source);
    const asked = waiting.pop() ?? question;
    waiting = [];
    if (asked) page.searchParams.set("q", asked);
    note.replaceChildren(say("问答不能在本网页内打开，请", "The assistant cannot be opened inside this page. "),
      make("a", { href: page.href, target: "_blank", rel: "noopener", textContent: say("在新窗口打开问答", "Open it in a new window") }), say("。", ""));
  }
  function arrived() {
    ready = true;
    note.hidden = true;
    frame.className = "";
    for (const asked of waiting.splice(0)) post(asked);
  }
  const post = (asked) => frame.contentWindow.postMessage({ type: "policy-chat:ask", question: asked }, source.origin);

  function open(focus = true) {
    if (!frame) load();
    if (!box.hidden) return;
    box.hidden = false;
    bubble.hidden = true;
    bubble.ariaExpanded = "true";
    box.ariaModal = String(phone.matches);
    covered = phone.matches ? [...document.body.children].filter((e) => e !== host && !e.inert) : [];
    for (const element of covered) element.inert = true;
    remember(true);
    if (focus) shut.focus();
    tell("open");
  }
  function close(focus = true) {
    if (box.hidden) return;
    box.hidden = true;
    bubble.hidden = false;
    bubble.ariaExpanded = "false";
    for (const element of covered.splice(0)) element.inert = false;
    remember(false);
    if (focus) bubble.focus();
    tell("close");
  }
  function ask(words) {
    const asked = String(words ?? "").trim();
    open();
    if (asked) ready ? post(asked) : waiting.push(asked);
  }

  bubble.addEventListener("click", () => open());
  shut.addEventListener("click", () => close());
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== source.origin) return;
    if (event.data === "policy-chat:close") close();
    if (event.data === "policy-chat:ready") arrived();
    if (event.data === "policy-chat:asked") tell("ask"); // never with the words of a visitor
  });
  root.append(bubble, box);
  window.policyWidget = Object.freeze({ open: () => open(), close: () => close(), ask });
  const attach = () => {
    document.body.append(host);
    // A sheet over a whole phone opens by itself for nobody.
    if (before === "1" || (before === null && "open" in script.dataset && !phone.matches)) open(false);
    tell("ready");
  };
  document.body ? attach() : addEventListener("DOMContentLoaded", attach);
})();
