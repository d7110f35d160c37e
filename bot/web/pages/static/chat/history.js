// The list of conversations: opens one again, exports and prints the open one, deletes here and on the server.
// What belongs to one chat page comes from it: policyHistory({ talk, open, anew }).
window.policyHistory = (() => {
  const english = /^en/i.test(navigator.languages.find((name) => /^(zh|en)/i.test(name)) ?? "");
  const say = (chinese, other) => (english ? other : chinese);
  const text = {
    title: say("对话记录", "History"),
    kept: say("保存在这台设备的浏览器里，最多 50 段。在公用电脑上，用完请全部删除。", "Kept in this browser, 50 at most. On a shared computer please delete them when you have finished."),
    denied: say("浏览器不允许保存内容：对话只在本页打开期间保留，刷新或关闭后不再显示。", "The browser keeps nothing: conversations are here as long as this page is open, and gone after a reload."),
    none: say("还没有对话。", "There are no conversations yet."),
    deleted: say("已删除，服务器上的记录也已删除。", "Deleted, on the server too."),
    failed: say("没有连上服务器，未能删除，请稍后再试。", "The server cannot be reached and nothing was deleted: please try again later."),
  };
  const when = new Intl.DateTimeFormat(english ? "en" : "zh-CN", { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  const make = (name, properties = {}, ...children) => { const e = Object.assign(document.createElement(name), properties); e.append(...children); return e; };
  const button = (words, act, className = "quiet") => { const e = make("button", { type: "button", className, textContent: words }); e.addEventListener("click", act); return e; };

  let page = null;
  const list = make("ul", { className: "records" });
  const said = make("p", { className: "line", role: "status" });
  const whole = make("p", { className: "row" }, button(say("下载这段对话（Markdown）", "Download this conversation (Markdown)"), () => download()), button(say("打印这段对话", "Print this conversation"), () => { dialog.close(); print(); }));
  const every = make("div", { className: "row" });
  const dialog = make("dialog", { className: "talks" },
    make("div", { className: "panel-top" }, make("h2", { id: "talks-title", textContent: text.title, tabIndex: -1 }), button(say("关闭", "Close"), () => dialog.close())),
    make("div", { className: "panel-body" }, whole, make("p", { className: "line", textContent: policyConversations.durable ? text.kept : text.denied }), said, list, every));
  dialog.setAttribute("aria-labelledby", "talks-title");
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  function download() {
    const talk = page.talk();
    const file = new Blob([policyMarkdown(talk, document.title, document.querySelector("main > .label").textContent)], { type: "text/markdown" });
    const link = make("a", { href: URL.createObjectURL(file), download: `conversation-${new Date().toLocaleDateString("sv")}.md` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
  // Asks in the place of what was pressed, since nothing brings a conversation back.
  function ask(place, question, talks) {
    const before = [...place.childNodes];
    const sure = button(say("确定删除", "Delete"), () => remove(talks), "button");
    place.replaceChildren(make("p", { className: "sure", role: "alert", textContent: question }), sure, button(say("取消", "Cancel"), () => { place.replaceChildren(...before); before.at(-1).focus(); }));
    sure.focus();
  }
  async function remove(talks) {
    said.textContent = "";
    const gone = await policyConversations.remove(talks);
    said.textContent = gone ? text.deleted : text.failed;
    if (gone && talks.some((talk) => talk.id === page.talk().id)) page.anew();
    render();
    dialog.querySelector("h2").focus();
  }
  function row(talk) {
    const [{ question }, open] = [talk.turns[0], talk.id === page.talk().id];
    const facts = [when.format(talk.at), say(`${talk.turns.length} 问`, `${talk.turns.length} asked`), open && say("当前", "open now")].filter(Boolean).join(" · ");
    const entry = button("", () => { dialog.close(); if (!open) page.open(talk); }, "record");
    entry.append(make("span", { textContent: question }), make("small", { textContent: facts }));
    if (open) entry.setAttribute("aria-current", "true");
    const remover = button(say("删除", "Delete"), () => ask(item, say("删除这段对话？服务器上的也一并删除，不能恢复。", "Delete this conversation, on the server too? It cannot be brought back."), [talk]));
    remover.ariaLabel = `${say("删除", "Delete")}：${question}`;
    const item = make("li", {}, entry, remover);
    return item;
  }
  function render() {
    const talks = policyConversations.all();
    whole.hidden = !page.talk().turns.length;
    list.replaceChildren(...talks.map(row));
    every.replaceChildren(...(talks.length
      ? [button(say("全部删除", "Delete all"), () => ask(every, say(`删除全部 ${talks.length} 段对话？服务器上的也一并删除，不能恢复。`, `Delete all ${talks.length} conversations, on the server too? They cannot be brought back.`), talks))]
      : [make("p", { className: "line", textContent: text.none })]));
  }
  addEventListener("storage", () => { if (dialog.open) render(); });

  return (given) => {
    page = given;
    document.getElementById("renew").title = say("开始新的对话，这一段留在对话记录里", "Start a new conversation; this one stays in the history");
    document.getElementById("talks").addEventListener("click", () => {
      if (!dialog.isConnected) document.body.append(dialog);
      said.textContent = "";
      render();
      dialog.showModal();
      dialog.querySelector("h2").focus();
    });
    policyConversations.onRemoved((id) => { if (id === page.talk().id) page.anew(); });
  };
})();
