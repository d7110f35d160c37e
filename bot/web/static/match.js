// Shows the result anew with every answer. Without this script the button does it.
(() => {
  const form = document.getElementById("match");
  const groups = () => [...document.querySelectorAll("details.group")];
  let running = 0;

  async function refresh() {
    const turn = ++running;
    const held = document.activeElement?.name;
    const heldValue = document.activeElement?.value;
    try {
      const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!response.ok || turn !== running) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const open = new Map(groups().map((group) => [group.dataset.name, group.open]));
      for (const id of ["match", "results"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      for (const group of groups()) group.open = open.get(group.dataset.name) ?? group.open;
      const again = [...form.elements].filter((element) => element.name === held && element.type !== "hidden");
      (again.find((element) => element.value === heldValue) ?? again[0])?.focus({ preventScroll: true });
      ready();
    } catch { /* offline: the button still works, and says so itself */ }
  }

  function ready() {
    const print = form.querySelector(".print");
    if (print) print.hidden = false;
  }

  form.addEventListener("change", refresh);
  form.addEventListener("click", (event) => { if (event.target.closest(".print")) window.print(); });
  ready();
  document.querySelector(".results-title")?.focus();
})();
