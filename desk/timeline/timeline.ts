// The timeline with script: a brush on the strips makes the window, arrows walk the marks.
import { on } from "../shell/keys";

const day = 86400000;

function brush(svg: SVGSVGElement): void {
  const from = Date.parse(svg.dataset.from!), to = Date.parse(svg.dataset.to!);
  const win = svg.querySelector<SVGRectElement>(".win")!;
  const at = (e: PointerEvent) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(1200, ((e.clientX - box.left) / box.width) * 1200));
  };
  let start = -1;
  svg.addEventListener("pointerdown", (e) => {
    if (e.button === 0) start = at(e);
  });
  svg.addEventListener("pointermove", (e) => {
    if (start < 0 || Math.abs(at(e) - start) < 6) return;
    svg.setPointerCapture(e.pointerId);
    win.setAttribute("x", String(Math.min(start, at(e))));
    win.setAttribute("width", String(Math.abs(at(e) - start)));
  });
  svg.addEventListener("pointerup", (e) => {
    const a = Math.min(start, at(e)), b = Math.max(start, at(e));
    start = -1;
    if (b - a < 6) return;
    const time = (x: number) => from + (x / 1200) * (to - from);
    const days = (time(b) - time(a)) / day;
    const url = new URL(location.href);
    url.searchParams.set("zoom", days <= 8 ? "hours" : days <= 80 ? "days" : days <= 1500 ? "months" : "years");
    url.searchParams.set("start", new Date(time(a)).toISOString().slice(0, 10));
    location.href = url.href;
  });
  svg.addEventListener("dragstart", (e) => e.preventDefault());
}

export function timeline(): void {
  const root = document.querySelector<HTMLElement>("[data-timeline]");
  if (!root) return;
  root.querySelectorAll<SVGSVGElement>("svg.strip").forEach(brush);
  const marks = [...root.querySelectorAll<SVGAElement>("a.pt")];
  const x = (a: SVGAElement) => Number(a.dataset.x), y = (a: SVGAElement) => Number(a.dataset.y);
  const walk = (better: (a: SVGAElement, from: SVGAElement | undefined) => number) => () => {
    const here = marks.find((a) => a === document.activeElement) ?? marks.find((a) => a.getAttribute("aria-current"));
    let best: SVGAElement | undefined, cost = Infinity;
    for (const a of marks) {
      const c = a === here ? Infinity : better(a, here);
      if (c < cost) [best, cost] = [a, c];
    }
    best?.focus();
    best?.scrollIntoView({ block: "nearest", inline: "nearest" });
    return !!best;
  };
  const far = (d: number, side: number) => (d > 0 ? d + Math.abs(side) * 0.01 : Infinity);
  on("ArrowRight", walk((a, h) => (h ? far(x(a) - x(h) || (y(a) > y(h) ? 0.1 : 0), y(a) - y(h)) : x(a))));
  on("ArrowLeft", walk((a, h) => (h ? far(x(h) - x(a) || (y(a) < y(h) ? 0.1 : 0), y(a) - y(h)) : -x(a) + 2000)));
  on("ArrowDown", walk((a, h) => (h ? far(y(a) - y(h) > 18 ? y(a) - y(h) : 0, (x(a) - x(h)) * 100) : y(a))));
  on("ArrowUp", walk((a, h) => (h ? far(y(h) - y(a) > 18 ? y(h) - y(a) : 0, (x(a) - x(h)) * 100) : y(a))));
}
