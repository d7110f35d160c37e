// Opens the clause behind a chip in a panel. Without this script a chip is a link to the document.
(() => {
  const base = new URL("..", document.currentScript.src);
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const phone = matchMedia("(max-width: 640px)");
  let opener = null;

  const panel = document.createElement("dialog");
  panel.className = "panel";
  panel.setAttribute("aria-labelledby", "panel-title");
  panel.innerHTML = `<div class="panel-top"><p>${say("条款出处", "Source")}</p><button type="button" class="quiet">${say("关闭", "Close")}</button></div>`
    + '<div class="panel-body" aria-live="polite"></div>';
  const body = panel.querySelector(".panel-body");
  panel.querySelector("button").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  panel.addEventListener("close", () => {
    opener?.setAttribute("aria-expanded", "false");
    if (opener?.isConnected) opener.focus();
    opener = null;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) { event.preventDefault(); event.stopPropagation(); panel.close(); }
  }, true);

  const tell = (sentence) => { const p = document.createElement("p"); p.textContent = sentence; body.replaceChildren(p); };

  async function show(link) {
    const url = new URL(link.href);
    if (!panel.isConnected) document.body.append(panel);
    opener?.setAttribute("aria-expanded", "false");
    opener = link;
    link.setAttribute("aria-expanded", "true");
    tell(say("正在打开…", "Opening…"));
    if (!panel.open) phone.matches ? panel.showModal() : panel.show();
    panel.querySelector("button").focus({ preventScroll: true });
    const query = new URLSearchParams({ id: decodeURIComponent(url.hash.slice(1)), mark: url.searchParams.get("mark") ?? "" });
    try {
      const response = await fetch(new URL(`clause?${query}`, base));
      if (opener !== link) return;
      if (!response.ok) return tell(response.status === 404 ? say("没有找到这一条款，文件可能已更新。", "This clause was not found; the document may have changed.") : say("暂时无法打开这一条款，请稍后再试。", "This clause cannot be shown at the moment."));
      body.innerHTML = await response.text();
      panel.scrollTop = 0;
      const mark = body.querySelector("mark");
      if (mark && mark.getBoundingClientRect().bottom > innerHeight) mark.scrollIntoView({ block: "center" });
    } catch {
      if (opener === link) tell(say("网络连接中断，请稍后再试。", "The connection is lost, please try again."));
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.cite");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    event.stopPropagation();
    show(link);
  }, true);
})();
