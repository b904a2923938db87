// A situation: arrows walk the cells of the matrix and the marks of a chart; what comes while the page is open waits behind a line.
import { on } from "../shell/keys";

export function situations(): void {
  walk("[data-cell]");
  walk("[data-mark]");
  const line = document.querySelector<HTMLAnchorElement>("#wait");
  if (!line || new URLSearchParams(location.search).has("on")) return;
  const seen = document.querySelector<HTMLInputElement>("form[action$='/seen'] [name=head]")?.value ?? "0";
  const says = document.querySelector("#sit-live");
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${line.pathname}/news?head=${seen}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const news: { changes: number; title: string } = await answer.json();
      if (says) says.textContent = "live";
      line.hidden = news.changes === 0;
      line.querySelector("span")!.textContent = news.title;
    } catch {
      if (says) says.textContent = "not live, trying again";
    }
  };
  window.setInterval(ask, 15_000);
  document.addEventListener("visibilitychange", ask);
  ask();
  on(".", () => (line.hidden ? false : void line.click()));
}

// walk moves the focus from one of the things to the nearest in the direction of an arrow.
function walk(what: string): void {
  document.addEventListener("keydown", (e) => {
    const at = document.activeElement?.closest<HTMLElement>(what);
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!at || !way || e.ctrlKey || e.metaKey || e.altKey || document.documentElement.dataset.keys === "off") return;
    const middle = (x: Element) => {
      const b = x.getBoundingClientRect();
      return [b.left + b.width / 2, b.top + b.height / 2];
    };
    const [x0, y0] = middle(at);
    let best: HTMLElement | undefined;
    let least = Infinity;
    for (const one of document.querySelectorAll<HTMLElement>(what)) {
      const [x, y] = middle(one);
      const along = (x - x0) * way[0] + (y - y0) * way[1];
      const aside = Math.abs((x - x0) * way[1]) + Math.abs((y - y0) * way[0]);
      if (one !== at && along > 2 && along + 4 * aside < least) [best, least] = [one, along + 4 * aside];
    }
    if (!best) return;
    best.focus();
    e.preventDefault();
  });
}
