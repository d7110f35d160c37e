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
  if (contents && matchMedia("(max-width: 959px)").matches) contents.open = false;
})();
