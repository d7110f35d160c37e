// Shows the item that the address names: opens it, and finds its page for an address of before there were pages.
(() => {
  const id = () => decodeURIComponent(location.hash.slice(1));
  const show = () => {
    const more = document.getElementById(id())?.querySelector("details");
    if (more) more.open = true;
  };
  const query = new URLSearchParams(location.search);
  if (id() && !document.getElementById(id()) && query.get("item") !== id()) {
    query.set("item", id());
    location.replace(`?${query}${location.hash}`);
  }
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => { for (const more of document.querySelectorAll("details.more")) more.open = true; });
  show();
})();
