// Keeps the beginning of the newest answer in view while it comes, until the visitor scrolls.
window.policyFollow = (() => {
  let log = null, turn = null;
  const hold = () => { turn = null; };
  for (const name of ["wheel", "touchmove"]) addEventListener(name, hold, { passive: true, capture: true });
  addEventListener("pointerdown", (event) => { if (event.target === log) hold(); }, true); // its scroll bar
  addEventListener("keydown", (event) => {
    if (/^(Page|Arrow|Home|End| )/.test(event.key) && !event.target.closest?.("textarea, input, select")) hold();
  }, true);
  const scrolls = (node) => /auto|scroll/.test(getComputedStyle(node).overflowY);
  const view = () => (scrolls(log) ? log.getBoundingClientRect() : new DOMRect(0, 0, innerWidth, innerHeight));

  // Below the newest answer there is room for it to stand on top, however short it is.
  function room() {
    const question = log?.isConnected ? [...log.querySelectorAll(".question")].at(-1) : null;
    if (question) log.style.setProperty("--room", `${Math.max(0, view().height - question.offsetHeight - 48)}px`);
  }
  function place([question, answer]) {
    room();
    const long = question.offsetHeight > view().height * 0.4; // then its own beginning gives way
    (long ? answer : question).scrollIntoView({ block: "start", behavior: "instant" });
  }
  function keep() {
    const found = turn?.();
    if (!found?.[0] || !found[1]) return;
    const top = found[1].getBoundingClientRect().top, seen = view();
    if (top < seen.top || top > seen.bottom - 32) place(found);
  }
  addEventListener("resize", () => { room(); keep(); });
  return {
    // A question was asked, or a conversation opened again: `find` gives the newest question and its answer.
    asked(scroller, find) {
      [log, turn] = [scroller, find];
      const found = find();
      if (found[0] && found[1]) place(found);
    },
    keep,
    follows: () => turn !== null, // the visitor has not scrolled
  };
})();
