// Lets a link of the chat (a.ask) or of another page (/?q=…) ask its question.
(() => {
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const field = () => document.querySelector("#question textarea");
  function ask(question) {
    const box = field();
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
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
  new MutationObserver(tidy).observe(document, { childList: true, subtree: true });

  const here = new URL(location.href);
  const question = here.searchParams.get("q");
  if (!question) return;
  here.searchParams.delete("q");
  history.replaceState(null, "", here);
  const waiting = setInterval(() => {
    if (!field() || !document.querySelector("#welcome .welcome, #chat .message")) return;
    clearInterval(waiting);
    ask(question);
  }, 100);
})();
