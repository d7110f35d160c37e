// `/` works as the server sent it, by its form. This loads Gradio behind it; once nobody types it takes the form's place.
(() => {
  const { script, styles } = document.currentScript.dataset;
  const base = new URL("..", document.currentScript.src);
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const { body } = document;
  const ours = document.querySelectorAll("link[rel=stylesheet]");
  const [form, first, log, state, place, renew] = ["form", "first-question", "log", "state", "place", "renew"].map((id) => document.getElementById(id));
  const text = {
    waiting: say("正在查阅政策文件…", "Looking through the documents…"), done: say("回答完毕：", "Answer: "),
    expired: say("上次对话的保存期已过，服务器上的记录已删除，请重新提问。", "Your last conversation was kept no longer and is deleted: please ask again."),
    refused: say("提问没有送达，可能过于频繁。问题已为您保留，请稍候一分钟再试。", "The question was not taken, perhaps there were too many. It is kept: please try again in a minute."),
  };
  const tell = (sentence) => { if (state.textContent !== sentence) state.textContent = sentence; state.hidden = !sentence; };
  const open = (name) => { try { window[name].getItem(""); return window[name]; } catch { return null; } };
  const [kept, typed] = [open("localStorage"), open("sessionStorage")];

  // The conversation and the place, which the form sends as they are and Gradio finds in two hidden fields.
  const fresh = () => ({ session: [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("-"), asked: false });
  const given = form.elements.session.value;
  let talk = given ? { session: given, asked: log.children.length > 0 } : (() => { try { return JSON.parse(kept?.getItem("policy-talk")) ?? fresh(); } catch { return fresh(); } })();
  function keep(changes = {}) {
    talk = { ...talk, ...changes };
    form.elements.session.value = talk.session;
    kept?.setItem("policy-talk", JSON.stringify(talk));
  }
  keep();
  const chosen = kept?.getItem("policy-place");
  if (!given && [...place.options].some((option) => option.value === chosen)) place.value = chosen;
  place.addEventListener("change", () => { kept?.setItem("policy-place", place.value); write("where", place.value); });
  const post = (path) => fetch(new URL(path, base), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ session_id: talk.session }) });

  const box = (id) => document.querySelector(`gradio-app #${id} textarea`);
  function write(id, value) {
    const field = box(id);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function ask(question) {
    mount();
    write("where", place.value);
    write("question", question);
    setTimeout(() => document.getElementById("send").click(), 60); // after the component took the text over
  }

  const here = new URL(location.href);
  const linked = given ? "" : here.searchParams.get("q");
  let carried = linked || (first.value ? "" : typed?.getItem("policy-question") || ""); // in the field, and not typed just now
  if (carried) first.value = carried;
  here.searchParams.delete("q");
  here.hash = "";
  history.replaceState(null, "", here); // and a reload posts nothing again
  const grow = () => { first.style.height = "auto"; first.style.height = `${Math.min(first.scrollHeight + 2, 128)}px`; };
  if (first.value) grow();

  let ready = false, sent = false;
  form.addEventListener("submit", (event) => {
    const by = event.submitter;
    if (by === renew) { event.preventDefault(); anew(); return; }
    const question = by?.name === "ask" ? by.value : first.value.trim();
    if (!question || sent) { event.preventDefault(); return; }
    if (ready) { event.preventDefault(); ask(question); return; }
    sent = true;
    tell(text.waiting);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { sent = false; tell(""); } });
  first.addEventListener("input", () => { carried = ""; grow(); swap(); });
  first.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  function anew() {
    post("api/conversations/delete").catch(() => {});
    keep(fresh());
    [asked, told] = [0, ""];
    log.replaceChildren();
    body.classList.remove("talking");
    tell("");
    write("session", talk.session);
    swap();
    (body.classList.contains("mounted") ? box("question") : first).focus();
  }

  // Gradio comes into the page unseen, and takes the form's place when there is nothing in it that somebody writes or reads.
  async function load() {
    let response;
    while (!(response = await fetch(new URL("config", base)).catch(() => null))?.ok) await new Promise((resolve) => setTimeout(resolve, 3000));
    window.gradio_config = await response.json();
    window.gradio_api_info = { named_endpoints: {}, unnamed_endpoints: {} };
    window.__gradio_mode__ = "app";
    const app = document.createElement("gradio-app");
    for (const [name, value] of [["control_page_title", "false"], ["embed", "false"], ["eager", "true"]]) app.setAttribute(name, value);
    form.after(app);
    for (const href of styles.split(" ")) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    document.head.append(Object.assign(document.createElement("script"), { type: "module", crossOrigin: "", src: script }));
  }
  function mount() {
    const had = [first, body].includes(document.activeElement) && (document.activeElement === first || matchMedia("(pointer: fine)").matches);
    log.replaceChildren();
    first.value = "";
    body.classList.add("mounted");
    if (had) box("question").focus({ preventScroll: true });
    tidy();
  }
  function swap() {
    if (!ready || body.classList.contains("mounted") || log.children.length || (first.value && first.value !== carried)) return;
    const question = carried;
    mount();
    if (linked && question) ask(question);
    else if (question) write("question", question);
  }
  async function restore() {
    document.head.append(...[...ours].map((sheet) => sheet.cloneNode())); // Gradio's reset, which came last, must not undo them
    write("session", talk.session);
    write("where", place.value);
    for (let waited = 0; talk.asked && waited < 40 && !document.querySelector("#chat .bot-row"); waited += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    ready = true;
    swap();
  }
  async function check() { // is the conversation that this browser remembers still kept?
    if (!talk.asked) return;
    try {
      const response = await post("api/conversations");
      if (!response.ok || (await response.json()).answers.length) return;
      keep(fresh());
      tell(text.expired);
    } catch { /* no connection: Gradio says so */ }
  }

  // Gradio labels a message with its source text, in English, and announces every piece of a growing answer.
  const announce = Object.assign(document.createElement("p"), { className: "hidden", role: "status" });
  body.append(announce);
  let asked = 0, waiting = false, told = null, found = false;
  const last = (selector) => [...document.querySelectorAll(selector)].at(-1);
  function tidy() {
    const chat = document.getElementById("chat");
    const inner = chat?.querySelector("[role=log]");
    if (inner && inner.getAttribute("aria-live") !== "off") inner.setAttribute("aria-live", "off");
    if (inner && inner.ariaLabel !== log.ariaLabel) inner.ariaLabel = log.ariaLabel;
    document.querySelector("gradio-app main:not([role])")?.setAttribute("role", "none"); // the page has one
    chat?.querySelectorAll("[data-testid=user][aria-label], [data-testid=bot][aria-label]").forEach((message) => message.removeAttribute("aria-label"));
    chat?.querySelectorAll("a.cite:not([aria-label])").forEach((chip) => chip.setAttribute("aria-label", chip.title)); // Gradio strips labels
    if (!body.classList.contains("mounted")) return;
    const questions = chat?.querySelectorAll(".user-row").length ?? 0;
    body.classList.toggle("talking", questions > 0);
    const answer = last("#chat .bot-row .answer");
    const draft = Boolean(answer?.matches(".draft"));
    if (questions && (questions !== asked || (draft && !waiting))) {
      if (questions < asked) tell(text.expired); // the earlier ones are kept no longer
      policyFollow.asked(inner, () => [last("#chat .user-row"), last("#chat .bot-row")]);
    } else policyFollow.keep();
    if (!talk.asked && answer?.querySelector(".tools")) keep({ asked: true });
    const words = answer?.querySelector(".text")?.textContent ?? "";
    if (draft) told = "";
    else if (words !== told) {
      if (told !== null && waiting) announce.textContent = text.done + words; // not those of a conversation opened again
      told = words;
    }
    [asked, waiting] = [questions, draft];
  }
  // Gradio tells of a lost connection in English, and loads the page anew once there is one again.
  function translate() {
    const lost = [...document.querySelectorAll(".toast-body")].filter((toast) => /Connection|server/.test(toast.textContent));
    for (const toast of lost) {
      for (const [part, words] of [[".toast-title", say("网络连接中断", "No connection")], ["[data-testid=toast-text]", say("问题已为您保留，正在重新连接…", "Your question is kept, reconnecting…")]]) {
        const spot = toast.querySelector(part);
        if (spot && spot.textContent !== words) spot.textContent = words;
      }
      toast.querySelector("[data-testid=toast-close]")?.setAttribute("aria-label", say("关闭", "Close"));
    }
  }
  // A question that was turned away (too many a minute): said above the field, where Gradio covers the conversation.
  let turned = false;
  function refusal() {
    const failed = Boolean(document.querySelector("#talk [data-testid=status-tracker] .error"));
    if (failed !== turned) tell(failed ? text.refused : "");
    turned = failed;
  }
  new MutationObserver(() => {
    if (!found && document.querySelector("#question.ready textarea")) { found = true; restore(); }
    tidy();
    translate();
    refusal();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

  addEventListener("pagehide", () => {
    const open = last("#chat .user-row") && !last("#chat .user-row, #chat .bot-row").querySelector(".answer:not(.draft)"); // its answer never came
    typed?.setItem("policy-question", sent ? "" : box("question")?.value || first.value || (open ? last("#chat .question").textContent : ""));
  });

  if (log.children.length) policyFollow.asked(log, () => [last("#log .question"), last("#log .answer")]);
  else check();
  if (matchMedia("(pointer: fine)").matches && document.activeElement === body) first.focus({ preventScroll: true });
  document.readyState === "complete" ? load() : addEventListener("load", load);
})();
