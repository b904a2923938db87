// New reports wait behind a line until they are asked for. One connection a page, and none while the page is hidden; where it
// cannot be had, the page asks now and then.
import { on } from "../shell/keys";

type News = { reports: number; title?: string; says?: string; jobs: number; waits?: string; clock: string };

export function live(): void {
  const cols = document.querySelector<HTMLElement>(".p-stream [data-head]");
  const line = document.querySelector<HTMLAnchorElement>(".arr");
  const says = document.querySelector<HTMLElement>("#live-says");
  if (!cols || !line || !says) return;
  const head = cols.dataset.head;
  const dot = document.createElement("i");
  dot.className = "live";
  dot.ariaHidden = "true";
  let source: EventSource | undefined;
  let poll = 0;
  let lost = "";

  const state = (text: string, yes: boolean) => {
    dot.classList.toggle("yes", yes);
    if (says.textContent !== text) says.replaceChildren(dot, text);
  };
  const tell = (n: News) => {
    lost = "";
    state(`live, read ${n.clock}`, true);
    line.hidden = n.reports === 0;
    if (n.reports > 0) {
      line.querySelector("span")!.textContent = n.title ?? "";
      line.querySelector("small")!.textContent = n.says ?? "";
    }
    const waits = document.querySelector<HTMLElement>("#waits");
    if (waits) {
      waits.hidden = n.jobs === 0;
      waits.textContent = n.waits ?? "";
    }
  };
  const ask = async () => {
    try {
      const answer = await fetch(`/stream/arrivals?head=${head}`, { headers: { Accept: "application/json" } });
      if (answer.ok) tell(await answer.json());
    } catch {
      gone();
    }
  };
  const gone = () => {
    lost ||= new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    state(`not live since ${lost}, trying again`, false);
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(`/live?head=${head}`);
    source.addEventListener("news", (e) => tell(JSON.parse((e as MessageEvent<string>).data)));
    source.onerror = () => {
      gone();
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      poll ||= window.setInterval(ask, 20_000);
    };
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : poll || open()));
  addEventListener("pagehide", close);
  on(".", () => (line.hidden ? false : void line.click()));
  open();
}
