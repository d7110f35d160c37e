// The light chat: asks /api/ask, shows the answer as it comes, keeps the conversation over a reload.
(() => {
  const $ = (id) => document.getElementById(id);
  const base = new URL("..", document.currentScript.src);
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const [log, form, field, send, state, announce] = ["log", "form", "question", "question-send", "state", "announce"].map($);
  const here = new URLSearchParams(location.search);
  const KEY = "policy-chat";
  const KEPT = 100;
  const text = {
    waiting: say("正在查阅政策文件…", "Looking through the documents…"), starting: say("问答系统正在启动，请稍候…", "The assistant is starting…"), done: say("回答完毕：", "Answer: "),
    offline: say("网络连接中断，问题已为您保留，请稍后重新提问。", "The connection is lost. Your question is kept: please ask again in a moment."), failed: say("抱歉，系统暂时无法回答，请稍后再试。", "Sorry, the assistant cannot answer at the moment."),
    expired: say("这段对话的保存期已过，服务器上的记录已删除。上面的内容仅供查看，请重新提问。", "This conversation is kept no longer and is deleted on the server. What stands above is for reading only: please ask again."),
  };
  let busy = false;

  const storage = (() => { try { sessionStorage.getItem(KEY); return sessionStorage; } catch { return null; } })();
  const fresh = () => ({ session: crypto.getRandomValues(new Uint32Array(4)).join("-"), turns: [] });
  const load = () => { try { return JSON.parse(storage?.getItem(KEY)) ?? fresh(); } catch { return fresh(); } };
  const save = () => { try { storage?.setItem(KEY, JSON.stringify(talk)); } catch { /* full: the page goes on without */ } };
  // Answers that the server put into the page were asked for by the form, before this script came.
  const given = form.elements.session.value;
  const turnsOf = () => [...log.querySelectorAll(".turn")].map((turn) => ({ question: turn.querySelector(".question").textContent, html: turn.querySelector(".answer").outerHTML }));
  let talk = given ? { session: given, turns: turnsOf() } : load();

  const element = (name, className, content = "") => Object.assign(document.createElement(name), { className, textContent: content });
  const tell = (sentence) => { state.textContent = sentence; state.hidden = !sentence; };

  function add(question, node) {
    const turn = element("section", "turn");
    turn.append(element("div", "question", question), node);
    log.append(turn);
    document.body.classList.add("talking");
    return turn;
  }
  const last = (selector) => [...log.querySelectorAll(selector)].at(-1);
  const follow = () => policyFollow.asked(log, () => [last(".question"), last(".answer")]);
  // The HTML of an answer is made and escaped by the server.
  function answer(html) {
    const holder = document.createElement("div");
    holder.innerHTML = html;
    return holder.firstElementChild;
  }
  function restore() {
    log.replaceChildren();
    for (const turn of talk.turns) add(turn.question, answer(turn.html));
    if (talk.turns.length) follow();
  }
  const about = (path) => fetch(new URL(path, base), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ session_id: talk.session }) });
  async function check() { // a follow-up to what the server no longer keeps would lose its subject without a word
    if (!talk.turns.length || talk.expired) return;
    try {
      const response = await about("api/conversations");
      if (!response.ok || (await response.json()).answers.length) return;
      talk = { ...fresh(), turns: talk.turns, expired: true };
      save();
      tell(text.expired);
    } catch { /* no connection: the next question says so */ }
  }

  async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let buffer = "", part; !(part = await reader.read()).done;) {
      const blocks = (buffer + part.value).split("\n\n");
      buffer = blocks.pop();
      for (const block of blocks) {
        const [, name, data] = block.match(/^event: (\w+)\ndata: (.*)$/s) ?? [];
        if (name) yield [name, JSON.parse(data)];
      }
    }
  }

  async function post(question) {
    return fetch(new URL("api/ask?html=true", base), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ question, session_id: talk.session, jurisdiction: here.get("jurisdiction") || undefined }),
    });
  }

  async function ask(question) {
    question = question.trim();
    if (!question || busy) return;
    busy = true;
    send.disabled = true;
    tell("");
    const shown = element("div", "answer draft waiting", text.waiting);
    const turn = add(question, shown);
    follow();
    field.value = "";
    grow();
    try {
      const response = await post(question);
      if (!response.ok) {
        const problem = await response.json().catch(() => null);
        throw new Error(problem?.error?.message ?? text.failed, { cause: "answered" });
      }
      let draft = "", whole = null;
      for await (const [name, data] of events(response)) {
        if (name === "answer") whole = data;
        else { draft += data.text; shown.classList.remove("waiting"); shown.textContent = draft; policyFollow.keep(); }
      }
      if (!whole) throw new Error(text.offline);
      const final = answer(whole.html);
      shown.replaceWith(final);
      policyFollow.keep();
      talk.turns = [...talk.turns, { question, html: whole.html }].slice(-KEPT);
      talk.expired = false;
      save();
      announce.textContent = text.done + final.querySelector(".text").textContent;
    } catch (error) {
      turn.remove();
      document.body.classList.toggle("talking", talk.turns.length > 0);
      tell(error.cause === "answered" ? error.message : text.offline);
      if (!field.value) field.value = question;
      grow();
    } finally {
      busy = false;
      send.disabled = false;
      if (matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true }); // a phone's keyboard would cover the answer
    }
  }

  function grow() { field.style.height = "auto"; field.style.height = `${Math.min(field.scrollHeight + 2, 128)}px`; }

  function example(question) {
    const button = Object.assign(element("button", "ask", question), { name: "ask", value: question });
    button.setAttribute("form", "form");
    return button;
  }
  async function ready() {
    while (!$("examples").children.length) {
      try {
        const response = await fetch(new URL("api/examples", base));
        if (response.ok) { // perhaps with none: the documents suggest none, or they are still being asked
          $("examples").replaceChildren(...(await response.json()).map(example));
          return tell("");
        }
        tell(text.starting);
      } catch { tell(text.offline); }
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter === $("renew")) anew();
    else ask(event.submitter?.name === "ask" ? event.submitter.value : field.value);
  });
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); ask(field.value); }
  });
  function anew() {
    about("api/conversations/delete").catch(() => {});
    talk = fresh();
    save();
    log.replaceChildren();
    document.body.classList.remove("talking");
    tell("");
    field.focus();
  }
  // Links inside a frame must not load a page into it.
  if (self !== top) log.addEventListener("click", (event) => { const a = event.target.closest("a:not(.cite, .copy, .rate, [download])"); if (a) a.target = "_blank"; }, true);
  // Escape belongs to the host's bubble when nothing of ours is open.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && parent !== window && !document.querySelector("dialog[open]")) parent.postMessage("policy-chat:close", "*");
  });

  if (given) { save(); history.replaceState(null, "", location.pathname + location.search); } // a reload posts nothing again
  restore();
  check();
  addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") check(); });
  ready().then(() => {
    const question = given ? "" : here.get("q");
    if (question && field.value === question) field.value = "";
    if (question && !talk.turns.length) ask(question);
  });
})();
