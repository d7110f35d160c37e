// Copying an answer, saying whether it helped, and what may be asked next.
(() => {
  const base = new URL("../..", document.currentScript.src);
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const reasons = { 答非所问: "Not what I asked", 内容有误: "Not correct", 出处不对: "Wrong source", 回答不完整: "Incomplete", 其他: "Other" };

  const flash = (link, word) => {
    const before = link.dataset.word ?? link.textContent;
    link.dataset.word = before;
    link.textContent = word;
    setTimeout(() => { link.textContent = before; }, 2500);
  };

  async function copy(link) {
    try {
      const response = await fetch(link.href);
      if (!response.ok) return flash(link, response.status === 404 ? say("已过期，请重新提问", "Expired, please ask again") : say("复制失败", "Could not copy"));
      const text = (await response.text()).replace(/^---\n[\s\S]*?\n---\n+/, "");
      await navigator.clipboard.writeText(text);
      flash(link, say("已复制", "Copied"));
    } catch { flash(link, say("复制失败", "Could not copy")); }
  }

  async function rate(link, helpful, reason = "") {
    try {
      const response = await fetch(new URL("api/feedback", base), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ answer_id: new URL(link.href).hash.slice(1), helpful, reason }),
      });
      flash(link, response.ok ? say("已记录，谢谢", "Noted, thank you") : say("未能记录", "Could not be noted"));
    } catch { flash(link, say("网络中断", "No connection")); }
  }

  const dialog = document.createElement("dialog");
  dialog.className = "reasons";
  dialog.setAttribute("aria-label", say("反馈", "Feedback"));
  dialog.innerHTML = `<form method="dialog"><fieldset><legend>${say("这条回答哪里没有帮到您？", "What was wrong with this answer?")}</legend>`
    + Object.entries(reasons).map(([reason, other], n) => `<label><input type="radio" name="reason" value="${reason}"${n ? "" : " checked"}> ${say(reason, other)}</label>`).join("")
    + `</fieldset><label>${say("补充说明（请勿填写个人信息）", "More (no personal data, please)")}<textarea rows="2" maxlength="300"></textarea></label>`
    + `<p class="row"><button class="quiet" value="">${say("取消", "Cancel")}</button><button class="button" value="send">${say("提交", "Send")}</button></p></form>`;
  let asked = null;
  dialog.addEventListener("close", () => {
    const form = dialog.querySelector("form");
    if (dialog.returnValue === "send") rate(asked, false, [form.reason.value, form.querySelector("textarea").value.trim()].filter(Boolean).join("："));
    form.reset();
    dialog.returnValue = "";
    asked?.focus();
  });

  // What leads on from the newest answer is looked up once it stands there, and asked by the form of the page. The server
  // is asked anew whenever the answer is shown again, since it may keep it no longer.
  const seen = new WeakSet();
  async function propose() {
    const answer = [...document.querySelectorAll(".answer:not(.draft, .checking)")].at(-1);
    const rate = answer?.querySelector(".tools .rate");
    if (!rate || seen.has(answer)) return;
    seen.add(answer);
    let steps = [];
    try {
      const response = await fetch(new URL(`answers/${rate.hash.slice(1)}/next`, base));
      if (response.ok) steps = await response.json();
    } catch { return; } // nothing is missed without it
    if (!steps.length) return;
    const row = Object.assign(document.createElement("p"), { className: "next", lang: "zh-CN", textContent: say("接着问：", "Ask next: ") });
    for (const { label, question } of steps) {
      const button = Object.assign(document.createElement("button"), { className: "ask", name: "ask", value: question, title: question, textContent: label });
      button.setAttribute("form", "form");
      row.append(button);
    }
    answer.append(row);
  }
  new MutationObserver(propose).observe(document, { childList: true, subtree: true });
  propose();

  // Paper shows what the screen folds.
  let folded = [];
  addEventListener("beforeprint", () => { folded = [...document.querySelectorAll(".answer details:not([open])")]; for (const part of folded) part.open = true; });
  addEventListener("afterprint", () => { for (const part of folded) part.open = false; });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".tools a.copy, .tools a.rate");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    if (link.classList.contains("copy")) copy(link);
    else if (link.classList.contains("yes")) rate(link, true);
    else { asked = link; if (!dialog.isConnected) document.body.append(dialog); dialog.showModal(); }
  }, true);
})();
