// Lets a link of the chat (a.ask) or of another page (/?q=…) ask its question.
(() => {
  const field = () => document.querySelector("#question textarea");
  function ask(question) {
    const box = field();
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById("send").click(), 60); // after the component took the text over
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.ask");
    if (!link) return;
    event.preventDefault();
    ask(link.textContent);
  });
  const here = new URL(location.href);
  const question = here.searchParams.get("q");
  if (!question) return;
  here.searchParams.delete("q");
  history.replaceState(null, "", here);
  const waiting = setInterval(() => {
    if (!field() || !document.querySelector("#welcome .welcome, #chat .message")) return;
    clearInterval(waiting);
    ask(question);
  }, 100);
})();
