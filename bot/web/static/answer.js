// Copying an answer, and saying whether it helped. Words: Chinese, as on the page.
(() => {
  const base = new URL("..", document.currentScript.src);
  const reasons = ["答非所问", "内容有误", "出处不对", "回答不完整", "其他"];

  const flash = (link, word) => {
    const before = link.dataset.word ?? link.textContent;
    link.dataset.word = before;
    link.textContent = word;
    setTimeout(() => { link.textContent = before; }, 2500);
  };

  async function copy(link) {
    try {
      const response = await fetch(link.href);
      if (!response.ok) return flash(link, response.status === 404 ? "已过期，请重新提问" : "复制失败");
      const text = (await response.text()).replace(/^---\n[\s\S]*?\n---\n+/, "");
      await navigator.clipboard.writeText(text);
      flash(link, "已复制");
    } catch { flash(link, "复制失败"); }
  }

  async function rate(link, helpful, reason = "") {
    try {
      const response = await fetch(new URL("api/feedback", base), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ answer_id: new URL(link.href).hash.slice(1), helpful, reason }),
      });
      flash(link, response.ok ? "已记录，谢谢" : "未能记录");
    } catch { flash(link, "网络中断"); }
  }

  const dialog = document.createElement("dialog");
  dialog.className = "reasons";
  dialog.setAttribute("aria-label", "反馈");
  dialog.innerHTML = '<form method="dialog"><fieldset><legend>这条回答哪里没有帮到您？</legend>'
    + reasons.map((reason, n) => `<label><input type="radio" name="reason" value="${reason}"${n ? "" : " checked"}> ${reason}</label>`).join("")
    + '</fieldset><label>补充说明（请勿填写个人信息）<textarea rows="2" maxlength="300"></textarea></label>'
    + '<p class="row"><button class="quiet" value="">取消</button><button class="button" value="send">提交</button></p></form>';
  let asked = null;
  dialog.addEventListener("close", () => {
    const form = dialog.querySelector("form");
    if (dialog.returnValue === "send") rate(asked, false, [form.reason.value, form.querySelector("textarea").value.trim()].filter(Boolean).join("："));
    form.reset();
    dialog.returnValue = "";
    asked?.focus();
  });

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
