// Shows the result anew with every answer. Without this script the button does it.
(() => {
  const form = document.getElementById("match");
  const tally = document.getElementById("tally");
  const groups = () => [...document.querySelectorAll("details.group")];
  const fields = (of) => [...of.querySelectorAll("input, select, button, .wrong")].map((e) => e.name || e.textContent).join("\n");
  let running = 0;

  async function refresh() {
    const turn = ++running;
    try {
      const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const text = response.ok && (await response.text());
      if (!text || turn !== running) return; // another answer came in between, and its own result will
      const page = new DOMParser().parseFromString(text, "text/html");
      page.querySelector(".mistakes")?.remove(); // the complaint stands at the field; above it, it would move the page
      const { name, value, type } = document.activeElement;
      const open = new Map(groups().map((group) => [group.dataset.name, group.open]));
      // A form that asks the same stays as it is, with what is being typed or pressed in it.
      const asked = fields(form) !== fields(page.getElementById("match"));
      for (const id of asked ? ["match", "results"] : ["results"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      // The live region stays, so that its new words are announced.
      if (tally.textContent !== page.getElementById("tally").textContent) tally.replaceChildren(...page.getElementById("tally").childNodes);
      for (const group of groups()) group.open = open.get(group.dataset.name) ?? group.open;
      const again = [...form.elements].filter((element) => element.name && element.name === name && element.type !== "hidden");
      const held = again.find((element) => element.value === value) ?? again[0];
      if (asked) held?.focus({ preventScroll: true });
      if (asked && held && type === "text") held.value = value; // typed meanwhile
      ready();
    } catch { /* offline: the button still works, and the browser says what is wrong */ }
  }

  function ready() {
    const print = form.querySelector(".print");
    if (print) print.hidden = false;
  }

  form.addEventListener("change", refresh);
  form.addEventListener("click", (event) => { if (event.target.closest(".print")) window.print(); });
  ready();
  document.querySelector(".mistakes, .results-title")?.focus(); // the first of them in the page
})();
