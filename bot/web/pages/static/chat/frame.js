// The chat inside another site: tells the bubble that it is here and that it was asked something, takes questions from it,
// and says when the browser keeps nothing.
(() => {
  if (parent === window) return;
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const [form, field, send] = ["form", "question", "question-send"].map((id) => document.getElementById(id));
  const tell = (message) => parent.postMessage(message, "*"); // whose page may frame this one, frame-ancestors says
  const waiting = [];

  // One question after the other: the button is off while an answer is under way.
  function next() {
    if (send.disabled || !waiting.length) return;
    field.value = waiting.shift();
    form.requestSubmit();
  }
  new MutationObserver(() => { if (send.disabled) tell("policy-chat:asked"); else next(); }).observe(send, { attributeFilter: ["disabled"] });
  addEventListener("message", (event) => {
    if (event.source !== parent || event.data?.type !== "policy-chat:ask") return;
    waiting.push(String(event.data.question).slice(0, field.maxLength > 0 ? field.maxLength : 1000));
    next();
  });

  if (!policyConversations.durable) {
    const kept = Object.assign(document.createElement("p"), {
      className: "state",
      textContent: say("浏览器不允许在此保存内容：换页或刷新后，这里的对话不再显示。", "The browser keeps nothing here: this conversation is gone after a reload or on the next page."),
    });
    form.before(kept);
  }
  tell("policy-chat:ready");
})();
