// Lets a link of the chat (a.ask) or of another page (/?q=…) ask its question, and keeps what is typed over a reload.
(() => {
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  document.documentElement.lang = say("zh-CN", "en"); // Gradio says "en" whatever the page says
  const field = () => document.querySelector("#question textarea");
  function write(question) {
    const box = field();
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function ask(question) {
    write(question);
    setTimeout(() => document.getElementById("send").click(), 60); // after the component took the text over
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.ask");
    if (!link) return;
    event.preventDefault();
    ask(link.textContent);
  });

  // Gradio labels a message with its source text, in English, and announces every piece of a growing answer.
  const announce = Object.assign(document.createElement("p"), { className: "hidden", role: "status" });
  let asked = 0;
  let told = "";
  function tidy() {
    const chat = document.getElementById("chat");
    chat?.querySelector("[role=log]")?.setAttribute("aria-live", "off");
    chat?.querySelector("[role=log]")?.setAttribute("aria-label", say("问答记录", "Conversation"));
    chat?.querySelectorAll("[data-testid=user], [data-testid=bot]").forEach((message) => {
      if (message.hasAttribute("aria-label")) message.removeAttribute("aria-label");
    });
    chat?.querySelectorAll("a.cite:not([aria-label])").forEach((chip) => chip.setAttribute("aria-label", chip.title)); // Gradio strips labels
    const questions = chat?.querySelectorAll(".user-row") ?? [];
    if (questions.length !== asked) {
      asked = questions.length;
      questions[asked - 1]?.scrollIntoView({ block: "start" });
    }
    const last = [...(chat?.querySelectorAll(".bot-row .answer") ?? [])].at(-1);
    const text = last?.querySelector(".text")?.textContent ?? "";
    if (!last?.classList.contains("draft") && text !== told) {
      told = text;
      if (!announce.isConnected) document.body.append(announce);
      announce.textContent = text && say("回答完毕：", "Answer: ") + text;
    }
  }
  // Gradio tells of a lost connection in English, and loads the page anew once there is one again.
  function translate() {
    const lost = [...document.querySelectorAll(".toast-body")].filter((toast) => /Connection|server/.test(toast.textContent));
    for (const toast of lost) {
      for (const [part, words] of [[".toast-title", say("网络连接中断", "No connection")], ["[data-testid=toast-text]", say("问题已为您保留，正在重新连接…", "Your question is kept, reconnecting…")]]) {
        const place = toast.querySelector(part);
        if (place && place.textContent !== words) place.textContent = words;
      }
      toast.querySelector("[data-testid=toast-close]")?.setAttribute("aria-label", say("关闭", "Close"));
    }
  }
  // A question that was turned away (too many a minute): said above the field, where Gradio covers the conversation.
  const refused = Object.assign(document.createElement("p"), { className: "state", hidden: true });
  refused.setAttribute("role", "status");
  function refusal() {
    const failed = document.querySelector("#talk [data-testid=status-tracker] .error");
    if (refused.hidden !== !failed) refused.hidden = !failed;
    const words = failed ? say("提问没有送达，可能过于频繁。问题已为您保留，请稍候一分钟再试。", "The question was not taken, perhaps there were too many. It is kept: please try again in a minute.") : "";
    if (refused.textContent !== words) refused.textContent = words;
    if (!refused.isConnected) document.getElementById("ask")?.before(refused);
  }
  const KEY = "policy-question";
  const storage = (() => { try { sessionStorage.getItem(KEY); return sessionStorage; } catch { return null; } })();
  addEventListener("pagehide", () => {
    const rows = [...document.querySelectorAll("#chat .user-row, #chat .bot-row")];
    const open = rows.length && !rows.at(-1).querySelector(".answer:not(.draft)"); // its answer never came
    const asked = open ? [...document.querySelectorAll("#chat .question")].at(-1)?.textContent : "";
    storage?.setItem(KEY, field()?.value || asked || "");
  });

  new MutationObserver(() => { tidy(); translate(); refusal(); }).observe(document, { childList: true, subtree: true });

  const here = new URL(location.href);
  const question = here.searchParams.get("q");
  const typed = storage?.getItem(KEY);
  if (!question && !typed) return;
  here.searchParams.delete("q");
  history.replaceState(null, "", here);
  const waiting = setInterval(() => {
    if (!field() || !document.querySelector("#welcome .welcome, #chat .message")) return;
    clearInterval(waiting);
    question ? ask(question) : write(typed);
  }, 100);
})();
