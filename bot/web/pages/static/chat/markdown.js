// A conversation as Markdown: what the page shows of every turn, with each source's quote and address.
window.policyMarkdown = (() => {
  const clean = (text) => text.replace(/\s+/g, " ").replace(/</g, "\\<");
  const BLOCK = "p, ul, ol, table, blockquote, details, div";
  const indented = (text, first, rest) => text.split("\n").map((line, n) => (n ? (line ? rest : rest.trimEnd()) : first) + line).join("\n");

  function inline(node) {
    if (node.nodeType === Node.TEXT_NODE) return clean(node.data);
    const inside = [...node.childNodes].map(inline).join("");
    if (node.nodeName === "BR") return "\n";
    if (/^(STRONG|B)$/.test(node.nodeName) && inside) return `**${inside}**`;
    return node.nodeName === "A" && !node.matches(".cite") ? `[${inside}](${node.href})` : inside;
  }
  function item(node) {
    const nested = [...node.children].filter((child) => child.matches(BLOCK));
    if (!nested.length) return inline(node).trim();
    const own = [...node.childNodes].filter((child) => !nested.includes(child)).map(inline).join("").trim();
    return [own, ...nested.map(block)].filter(Boolean).join("\n\n");
  }
  function table(node) {
    const [head, ...rows] = [...node.rows].map((row) => `| ${[...row.cells].map((cell) => inline(cell).trim().replace(/\n/g, " ").replace(/\|/g, "\\|")).join(" | ")} |`);
    return [head, `|${" --- |".repeat(node.rows[0].cells.length)}`, ...rows].join("\n");
  }
  function block(node) {
    switch (node.nodeName) {
      case "UL": case "OL":
        return [...node.children].map((li, n) => indented(item(li), node.nodeName === "OL" ? `${n + 1}. ` : "- ", "  ")).join("\n");
      case "TABLE": return table(node);
      case "BLOCKQUOTE": return indented(blocks(node), "> ", "> ");
      case "DETAILS": return [`**${inline(node.querySelector("summary")).trim()}**`, blocks(node)].join("\n\n");
      default: return node.querySelector(BLOCK) ? blocks(node) : inline(node).trim();
    }
  }
  const blocks = (node) => [...node.children].filter((child) => child.nodeName !== "SUMMARY").map(block).filter(Boolean).join("\n\n");

  function source(cited, about) {
    const link = cited.querySelector("a.cite");
    const url = new URL(link.href), quote = url.searchParams.get("mark");
    url.search = "";
    const path = clean(cited.querySelector(".source-facts").textContent).trim();
    return [`- ${[link.textContent, about, path && `· ${path}`].filter(Boolean).join(" ")}`, quote && `  > ${clean(quote)}\n`, `  ${url.href}`].filter(Boolean).join("\n");
  }
  function turn({ question, html }) {
    const answer = new DOMParser().parseFromString(html, "text/html").querySelector(".answer");
    const parts = [`## ${clean(question).trim()}`, blocks(answer.querySelector(".text"))];
    const warned = answer.querySelector(".cautions");
    if (warned) parts.push(block(warned));
    const listed = [...answer.querySelectorAll(".sources ol > li")];
    if (listed.length) parts.push(`**${answer.querySelector(".sources-title").textContent}**`);
    for (const document of listed) {
      const [title, validity, facts] = [".source-title", ".badge", ":scope > .source-facts"].map((part) => clean(document.querySelector(part)?.textContent ?? "").trim());
      for (const cited of document.querySelectorAll("ul > li")) parts.push(source(cited, `《${title}》 ${[validity, facts].filter(Boolean).join(" · ")}`));
    }
    parts.push(clean(answer.querySelector(":scope > .label").textContent).trim());
    return { text: parts.filter(Boolean).join("\n\n"), generated: answer.matches(".generated") };
  }
  // With front matter that programs can read, as the files of single answers have it.
  return (talk, title, label) => {
    const turns = talk.turns.map(turn);
    const day = new Date().toLocaleDateString("sv"); // 2026-11-28
    const head = ["---", `date: ${day}`, `label: ${label}`, `ai_generated: ${turns.some((one) => one.generated)}`, "---"];
    return `${[head.join("\n"), `# ${title}`, ...turns.map((one) => one.text)].join("\n\n")}\n`;
  };
})();
