// `/` works as the server sent it, by its form. This loads Gradio behind it; once nobody types it takes the form's place.
// A conversation is shown in #log as this browser keeps it (conversations.js) until Gradio shows it as the server has it.
(() => {
  const { script, styles } = document.currentScript.dataset;
  const base = new URL("../..", document.currentScript.src);
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const { body } = document;
  const voice = document.getElementById("voice");
  const ours = document.querySelectorAll("link[rel=stylesheet]");
  const [form, first, log, state, place, renew] = ["form", "first-question", "log", "state", "place", "renew"].map((id) => document.getElementById(id));
  const text = {
    waiting: say("正在查阅政策文件…", "Looking through the documents…"), done: say("回答完毕：", "Answer: "),
    expired: say("这段对话的保存期已过，仅供查看；再提问将重新开始。", "The server keeps this conversation no longer: it is for reading, and what you ask next starts anew."),
    refused: say("提问没有送达，可能过于频繁。问题已为您保留，请稍候一分钟再试。", "The question was not taken, perhaps there were too many. It is kept: please try again in a minute."),
  };
  const tell = (sentence) => { if (state.textContent !== sentence) state.textContent = sentence; state.hidden = !sentence; };
  const storage = (name) => { try { window[name].getItem(""); return window[name]; } catch { return null; } };
  const [kept, typed] = [storage("localStorage"), storage("sessionStorage")];

  // The conversation and the place, which the form sends as they are and Gradio finds in two hidden fields.
  const given = form.elements.session.value;
  let talk = policyConversations.open(given);
  if (given) policyConversations.add(talk, [...log.querySelectorAll(".turn")].map((turn) => policyConversations.turn(...turn.children)));
  let posted = Boolean(given); // what the server answered to the form is being read
  let known = null; // the ids of its answers that the server still has; null where it cannot be asked
  let entered = 0, settled; // until Gradio shows the conversation
  const chosen = kept?.getItem("policy-place");
  if (!given && [...place.options].some((option) => option.value === chosen)) place.value = chosen;
  place.addEventListener("change", () => { kept?.setItem("policy-place", place.value); write("where", place.value); });

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
  let linked = given ? "" : here.searchParams.get("q");
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
    sent = true;
    if (!found) { tell(text.waiting); return; }
    event.preventDefault();
    settled.then(() => { sent = false; ask(question); });
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { sent = false; tell(""); } });
  first.addEventListener("input", () => { carried = ""; grow(); swap(); });
  first.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  async function enter(next) {
    const mine = (entered += 1);
    if (waiting) document.getElementById("leave").click();
    [talk, ready, asked, told, waiting, latest] = [next, false, 0, null, false, ""];
    policyConversations.enter(talk);
    form.elements.session.value = talk.session;
    unmount();
    if (!posted || log.children.length !== talk.turns.length) log.replaceChildren(...talk.turns.map(policyConversations.section));
    body.classList.toggle("talking", log.children.length > 0);
    if (log.children.length) policyFollow.asked(log, () => [last("#log .question"), last("#log .answer")]);
    known = await policyConversations.remembered(talk);
    if (mine !== entered) return;
    if (talk.turns.length && known?.length === 0) { // a follow-up would lose its subject without a word
      talk.session = form.elements.session.value = policyConversations.fresh().session;
      policyConversations.save(talk);
      tell(text.expired);
    }
    if (found) await restore(mine);
  }
  function open(next) {
    posted = false;
    tell("");
    settled = enter(next);
  }
  function anew() {
    open(policyConversations.fresh());
    first.focus();
  }
  policyHistory({ talk: () => talk, open, anew });
  addEventListener("visibilitychange", async () => {
    if (document.visibilityState !== "visible" || waiting || !known?.length) return;
    const mine = entered, kept = await policyConversations.remembered(talk);
    if (mine === entered && kept?.length === 0) open(talk);
  });

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
    if (body.classList.contains("mounted")) return;
    const had = [first, body].includes(document.activeElement) && (document.activeElement === first || matchMedia("(pointer: fine)").matches);
    log.replaceChildren();
    first.value = "";
    document.getElementById("question").append(voice);
    body.classList.add("mounted");
    if (had) box("question").focus({ preventScroll: true });
    tidy();
  }
  function unmount() { // to read in #log; what was typed comes along
    if (!body.classList.contains("mounted")) return;
    carried = first.value = box("question").value;
    write("question", "");
    first.after(voice);
    body.classList.remove("mounted");
    grow();
  }
  // What is being read stays where it is until something is asked.
  const read = () => log.children.length > 0 && !linked && (posted || !known?.length || !policyFollow.follows() || document.querySelector("dialog[open]"));
  function swap() {
    if (!ready || body.classList.contains("mounted") || read() || (first.value && first.value !== carried)) return;
    const question = carried;
    mount();
    if (question && question === linked) ask(question);
    else if (question) write("question", question);
    carried = linked = "";
  }
  const shown = () => (known?.length ? rows().some(([, answer]) => idOf(answer) === known.at(-1)) : !document.querySelector("#chat .bot-row"));
  async function restore(mine) {
    write("session", talk.session);
    write("where", place.value);
    for (let waited = 0; mine === entered && waited < 40 && !shown(); waited += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    if (mine !== entered) return;
    ready = true;
    swap();
  }

  // Gradio labels a message with its source text, in English, and announces every piece of a growing answer.
  const announce = Object.assign(document.createElement("p"), { className: "hidden", role: "status" });
  body.append(announce);
  let asked = 0, waiting = false, told = null, found = false, latest = "";
  const last = (selector) => [...document.querySelectorAll(selector)].at(-1);
  const idOf = (answer) => answer?.querySelector(".tools a.rate")?.hash.slice(1) ?? "";
  const rows = () => {
    const answers = document.querySelectorAll("#chat .bot-row .answer");
    return [...document.querySelectorAll("#chat .user-row .question")].map((question, n) => [question, answers[n]]);
  };
  // Turns that the server has no more, above those that Gradio shows.
  const earlier = Object.assign(document.createElement("div"), { className: "earlier" });
  function remember(inner, answer) {
    if (!ready) return;
    if (idOf(answer) && idOf(answer) !== latest) {
      latest = idOf(answer);
      policyConversations.add(talk, rows().filter((row) => idOf(row[1])).map((row) => policyConversations.turn(...row)));
      if (known && !known.includes(latest)) known.push(latest);
    }
    const there = new Set(rows().map((row) => idOf(row[1])));
    const gone = talk.turns.filter((turn) => !there.has(turn.id));
    const ids = gone.map((turn) => turn.id).join(" ");
    if (earlier.dataset.ids !== ids) { earlier.dataset.ids = ids; earlier.replaceChildren(...gone.map(policyConversations.section)); }
    if (inner && gone.length && earlier.parentNode !== inner) inner.prepend(earlier);
    else if (!gone.length) earlier.remove();
  }
  function tidy() {
    const chat = document.getElementById("chat");
    const inner = chat?.querySelector("[role=log]");
    if (inner && inner.getAttribute("aria-live") !== "off") inner.setAttribute("aria-live", "off");
    if (inner && inner.ariaLabel !== log.ariaLabel) inner.ariaLabel = log.ariaLabel;
    for (const second of document.querySelectorAll("gradio-app main")) { // the page has one, and no role takes that of a <main> away
      const plain = Object.assign(document.createElement("div"), { className: second.className });
      plain.append(...second.childNodes);
      second.replaceWith(plain);
    }
    chat?.querySelectorAll("[data-testid=user][aria-label], [data-testid=bot][aria-label]").forEach((message) => message.removeAttribute("aria-label"));
    chat?.querySelectorAll("a.cite:not([aria-label])").forEach((chip) => chip.setAttribute("aria-label", chip.title)); // Gradio strips labels
    if (!body.classList.contains("mounted")) return;
    const questions = chat?.querySelectorAll(".user-row").length ?? 0;
    body.classList.toggle("talking", questions > 0 || talk.turns.length > 0);
    const answer = last("#chat .bot-row .answer");
    const draft = Boolean(answer?.matches(".draft, .checking"));
    remember(inner, answer);
    if (questions && (questions !== asked || (draft && !waiting))) {
      if (questions < asked) tell(text.expired); // the earlier ones are kept no longer
      else if (draft && !waiting) tell("");
      policyFollow.asked(inner, () => [last("#chat .user-row"), last("#chat .bot-row")]);
    } else policyFollow.keep();
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
    if (!found && document.querySelector("#question.ready textarea")) {
      found = true;
      document.head.append(...[...ours].map((sheet) => sheet.cloneNode())); // Gradio's reset, which came last, must not undo them
      settled = settled.then(() => restore(entered));
    }
    tidy();
    translate();
    refusal();
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

  addEventListener("pagehide", () => {
    const open = last("#chat .user-row") && !last("#chat .user-row, #chat .bot-row").querySelector(".answer:not(.draft, .checking)"); // its answer never came
    typed?.setItem("policy-question", sent ? "" : box("question")?.value || first.value || (open ? last("#chat .question").textContent : ""));
  });

  settled = enter(talk);
  if (matchMedia("(pointer: fine)").matches && document.activeElement === body) first.focus({ preventScroll: true });
  document.readyState === "complete" ? load() : addEventListener("load", load);
})();
