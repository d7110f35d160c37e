// The light chat: asks /api/ask and shows the answer as it comes; conversations.js keeps the conversations.
(() => {
  const $ = (id) => document.getElementById(id);
  const base = new URL("../..", document.currentScript.src);
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const [log, form, field, send, state, announce] = ["log", "form", "question", "question-send", "state", "announce"].map($);
  const here = new URLSearchParams(location.search);
  const text = {
    waiting: say("正在查阅政策文件…", "Looking through the documents…"), starting: say("问答系统正在启动，请稍候…", "The assistant is starting…"), done: say("回答完毕：", "Answer: "),
    offline: say("网络连接中断，问题已为您保留，请稍后重新提问。", "The connection is lost. Your question is kept: please ask again in a moment."), failed: say("抱歉，系统暂时无法回答，请稍后再试。", "Sorry, the assistant cannot answer at the moment."),
    expired: say("这段对话的保存期已过，仅供查看；再提问将重新开始。", "The server keeps this conversation no longer: it is for reading, and what you ask next starts anew."),
  };
  let busy = false;

  // Answers that the server put into the page were asked for by the form, before this script came.
  const given = form.elements.session.value;
  let talk = policyConversations.open(given);

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
  // Shows a conversation as this browser keeps it, and asks whether the server still knows it.
  async function enter(next) {
    [talk, busy, send.disabled] = [next, false, false];
    policyConversations.enter(talk);
    log.replaceChildren(...talk.turns.map(policyConversations.section));
    document.body.classList.toggle("talking", talk.turns.length > 0);
    if (talk.turns.length) follow();
    await check();
  }
  async function check() { // a follow-up to what the server no longer keeps would lose its subject without a word
    const mine = talk, kept = await policyConversations.remembered(mine);
    if (talk !== mine || busy || !mine.turns.length || kept === null || kept.length) return;
    mine.session = policyConversations.fresh().session;
    policyConversations.save(mine);
    last(".next")?.remove();
    tell(text.expired);
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
    const mine = talk; // who goes to another conversation meanwhile finds the answer in this one
    busy = true;
    send.disabled = true;
    tell("");
    let shown = element("div", "answer draft waiting", text.waiting);
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
        else if (name === "composed") { // the final answer takes its place when a language model is done with it
          const composed = answer(data.html);
          shown.replaceWith(composed);
          shown = composed;
          policyFollow.keep();
        }
        else { draft += data.text; shown.classList.remove("waiting"); shown.textContent = draft; policyFollow.keep(); }
      }
      if (!whole) throw new Error(text.offline);
      const final = answer(whole.html);
      policyConversations.add(mine, [{ id: whole.id, question, html: whole.html }]);
      if (mine !== talk) return;
      shown.replaceWith(final);
      policyFollow.keep();
      announce.textContent = text.done + final.querySelector(".text").textContent;
    } catch (error) {
      if (mine !== talk) return;
      turn.remove();
      document.body.classList.toggle("talking", talk.turns.length > 0);
      tell(error.cause === "answered" ? error.message : text.offline);
      if (!field.value) field.value = question;
      grow();
    } finally {
      if (mine === talk) [busy, send.disabled] = [false, false];
      if (mine === talk && matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true }); // a phone's keyboard would cover the answer
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
  function open(next) {
    tell("");
    enter(next);
  }
  function anew() {
    open(policyConversations.fresh());
    field.focus();
  }
  policyHistory({ talk: () => talk, open, anew });
  // Links inside a frame must not load a page into it.
  if (self !== top) log.addEventListener("click", (event) => { const a = event.target.closest("a:not(.cite, .copy, .rate, [download])"); if (a) a.target = "_blank"; }, true);
  // Escape belongs to the host's bubble when nothing of ours is open.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && parent !== window && !document.querySelector("dialog[open]")) parent.postMessage("policy-chat:close", "*");
  });

  if (given) {
    history.replaceState(null, "", location.pathname + location.search); // a reload posts nothing again
    policyConversations.add(talk, [...log.querySelectorAll(".turn")].map((turn) => policyConversations.turn(...turn.children)));
  }
  enter(talk);
  addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") check(); });
  ready().then(() => {
    const question = given ? "" : here.get("q");
    if (question && field.value === question) field.value = "";
    if (question && !talk.turns.length) ask(question);
  });
})();
