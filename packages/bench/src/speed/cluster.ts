// A contestant in several processes that share a port: told over IPC like a single one, it answers with what all of them have used.
import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import type { Order, Report } from "./server.js";

if (cluster.isPrimary) lead();
else await import("./server.js");

function lead(): void {
  process.once("disconnect", () => process.exit());
  process.once("message", (order: Order) => {
    const workers = Array.from({ length: order.workers ?? 1 }, () => cluster.fork());
    void Promise.all(workers.map((worker) => answerOf(worker, order))).then((reports) => {
      tell(reports);
      process.on("message", () => void Promise.all(workers.map((worker) => answerOf(worker, "report"))).then(tell));
    });
  });
}

async function answerOf(worker: Worker, question: Order | "report"): Promise<Report> {
  const answer = once(worker, "message");
  worker.send(question);
  const [report] = (await answer) as [Report];
  return report;
}

/** All of them listen on one port. */
function tell(reports: readonly Report[]): void {
  const sum = (of: (report: Report) => number): number => reports.reduce((total, report) => total + of(report), 0);
  process.send?.({ port: reports[0]?.port ?? 0, cpu: sum(({ cpu }) => cpu), heap: sum(({ heap }) => heap) } satisfies Report);
}
