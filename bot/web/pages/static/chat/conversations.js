// The conversations of this browser: kept in its storage, or in the page's memory where it keeps nothing.
// One is { id, session, at, turns: [{ id, question, html }] }; an answer's HTML is made and escaped by the server.
window.policyConversations = (() => {
  const base = new URL("../..", document.currentScript.src);
  const MOST = 50;
  const KEY = "policy-talk:", OPEN = "policy-open"; // the one that is open in this tab
  const works = (name) => {
    try { const storage = window[name]; storage.setItem(KEY, ""); storage.removeItem(KEY); return storage; } catch { return null; }
  };
  const [kept, tab] = [works("localStorage"), works("sessionStorage")];
  const durable = Boolean(kept && tab);
  const memory = new Map();

  const random = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("-");
  const fresh = (session = random()) => ({ id: random(), session, at: 0, turns: [] });
  function read(key) {
    try { const talk = JSON.parse(kept.getItem(key)); return Array.isArray(talk.turns) && talk.session ? talk : null; } catch { return null; }
  }
  // Newest first.
  function all() {
    const found = durable ? Object.keys(kept).filter((key) => key.startsWith(KEY)).map(read).filter(Boolean) : [...memory.values()];
    return found.sort((one, other) => other.at - one.at);
  }
  function erase(talk) {
    memory.delete(talk.id);
    if (durable) kept.removeItem(KEY + talk.id);
  }
  function save(talk) {
    if (!talk.turns.length) return;
    for (const old of all().filter((other) => other.id !== talk.id).slice(MOST - 1)) erase(old);
    memory.set(talk.id, talk);
    while (durable) {
      try { return kept.setItem(KEY + talk.id, JSON.stringify(talk)); } catch { // full: the oldest gives way
        const oldest = all().filter((other) => other.id !== talk.id).pop();
        if (!oldest) return;
        erase(oldest);
      }
    }
  }
  const post = (path, body) => fetch(new URL(path, base), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

  return {
    durable, fresh, all, save,
    // The one that this tab has open; `given` is the session of a form that the server answered.
    open(given) {
      const talk = (durable && read(KEY + tab.getItem(OPEN))) || fresh(given || undefined);
      return given && talk.session !== given ? fresh(given) : talk;
    },
    enter(talk) { if (durable) tab.setItem(OPEN, talk.id); },
    // A turn of the page or of Gradio, without what leads on (answer.js); no id: the server keeps no such answer.
    turn(question, answer) {
      const whole = answer.cloneNode(true);
      whole.querySelector(".next")?.remove();
      return { id: whole.querySelector(".tools a.rate")?.hash.slice(1), question: question.textContent, html: whole.outerHTML };
    },
    add(talk, turns) {
      const known = new Set(talk.turns.map((turn) => turn.id));
      const added = turns.filter((turn) => turn.id && !known.has(turn.id));
      if (!added.length) return;
      talk.turns.push(...added);
      talk.at = Date.now();
      save(talk);
    },
    section(turn) {
      const section = Object.assign(document.createElement("section"), { className: "turn", innerHTML: turn.html });
      section.prepend(Object.assign(document.createElement("div"), { className: "question", textContent: turn.question }));
      return section;
    },
    // The ids of its answers that the server still has; null where it cannot be asked.
    async remembered(talk) {
      if (!talk.turns.length) return [];
      try {
        const response = await post("api/conversations", { session_id: talk.session });
        return response.ok ? (await response.json()).answers : null;
      } catch { return null; }
    },
    // Whether they are gone, on the server first.
    async remove(talks) {
      try {
        if (!(await post("api/conversations/delete", { session_ids: talks.map((talk) => talk.session) })).ok) return false;
      } catch { return false; }
      talks.forEach(erase);
      return true;
    },
    // Another tab deleted it.
    onRemoved(act) {
      addEventListener("storage", (event) => { if (event.key?.startsWith(KEY) && event.newValue === null) act(event.key.slice(KEY.length)); });
    },
  };
})();
