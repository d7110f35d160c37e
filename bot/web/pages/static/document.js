// Marks the clause that the address names, also where the quoted sentence is marked further down in it.
(() => {
  const show = () => {
    const clause = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!clause) return;
    (clause.querySelector("mark") ?? clause).scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", show);
  show();
  const contents = document.querySelector(".contents details");
  if (contents && matchMedia("(min-width: 960px)").matches) contents.open = true; // beside the text: nothing moves
})();
