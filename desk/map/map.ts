// The map with script: drag moves it, the wheel with Ctrl zooms, a double click comes closer, and a brush on the days chooses them.
// Each is an address, so that Back works and a map can be sent to somebody.
function go(change: (u: URL) => void): void {
  const u = new URL(location.href);
  change(u);
  u.hash = "";
  location.href = u.href;
}

function drag(svg: SVGSVGElement): void {
  const [west, south, east, north] = svg.dataset.w!.split(",").map(Number);
  const show = (w: number[]) => go((u) => u.searchParams.set("w", w.map((n) => n.toFixed(4)).join(",")));
  let from: PointerEvent | undefined;
  svg.addEventListener("dragstart", (e) => e.preventDefault());
  svg.addEventListener("pointerdown", (e) => {
    if (e.button === 0 && e.pointerType === "mouse") from = e;
  });
  svg.addEventListener("pointermove", (e) => {
    if (!from || Math.hypot(e.clientX - from.clientX, e.clientY - from.clientY) < 5) return;
    svg.setPointerCapture(e.pointerId);
    const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    svg.querySelector("g")?.setAttribute("transform", `translate(${(e.clientX - from.clientX) * scale} ${(e.clientY - from.clientY) * scale})`);
  });
  svg.addEventListener("pointerup", (e) => {
    const start = from;
    from = undefined;
    if (!start || Math.hypot(e.clientX - start.clientX, e.clientY - start.clientY) < 5) return;
    const box = svg.getBoundingClientRect();
    const dx = ((start.clientX - e.clientX) / box.width) * (east - west), dy = ((e.clientY - start.clientY) / box.height) * (north - south);
    show([west + dx, south + dy, east + dx, north + dy]);
  });
  const zoom = (e: MouseEvent, by: number) => {
    const box = svg.getBoundingClientRect();
    const lon = west + ((e.clientX - box.left) / box.width) * (east - west), lat = north - ((e.clientY - box.top) / box.height) * (north - south);
    show([lon - ((east - west) * by) / 2, lat - ((north - south) * by) / 2, lon + ((east - west) * by) / 2, lat + ((north - south) * by) / 2]);
  };
  svg.addEventListener("dblclick", (e) => zoom(e, 0.5));
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey) return;
    e.preventDefault();
    zoom(e, e.deltaY < 0 ? 0.5 : 2);
  }, { passive: false });
}

function brush(svg: SVGSVGElement): void {
  const first = Date.parse(svg.dataset.from!), last = Date.parse(svg.dataset.to!), win = svg.querySelector<SVGRectElement>(".win")!;
  const wide = svg.viewBox.baseVal.width;
  const at = (e: PointerEvent) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(wide, ((e.clientX - box.left) / box.width) * wide));
  };
  let start = -1;
  svg.addEventListener("dragstart", (e) => e.preventDefault());
  svg.addEventListener("pointerdown", (e) => {
    if (e.button === 0) start = at(e);
  });
  svg.addEventListener("pointermove", (e) => {
    if (start < 0 || Math.abs(at(e) - start) < 5) return;
    svg.setPointerCapture(e.pointerId);
    win.setAttribute("x", String(Math.min(start, at(e))));
    win.setAttribute("width", String(Math.abs(at(e) - start)));
  });
  svg.addEventListener("pointerup", (e) => {
    const a = Math.min(start, at(e)), b = Math.max(start, at(e));
    start = -1;
    if (b - a < 5) return;
    const day = (x: number) => new Date(first + (x / wide) * (last - first)).toISOString().slice(0, 10);
    go((u) => {
      const q = (u.searchParams.get("q") ?? "").replace(/(^| )(on|from|to|after|before):\S+/g, "").trim();
      u.searchParams.set("q", `${q} from:${day(a)} to:${day(b - 0.01)}`.trim());
    });
  });
}

export function map(): void {
  const root = document.querySelector<HTMLElement>("[data-map]");
  if (!root) return;
  const svg = root.querySelector<SVGSVGElement>("svg.map");
  if (svg) drag(svg);
  root.querySelectorAll<SVGSVGElement>("svg[data-range]").forEach(brush);
}
