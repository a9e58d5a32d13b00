import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { scannedHarbour } from '../../../packages/server/src/server.testkit.ts';
import { documentOf, nameOf } from './documents.ts';
import { startServed } from './served.ts';
const template = await scannedHarbour();
const served = await startServed(mkdtempSync('/tmp/x-'), null);
const most = new Map<string, number>();
let label = 'idle';
const t = setInterval(() => {
  let sum = 0;
  for (const name of readdirSync('/proc').filter((e) => /^\d+$/.test(e))) {
    try {
      const cmd = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (!/serve --data|reader-entry|reader-process-entry|document-entry/.test(cmd)) continue;
      const kb = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0);
      sum += kb;
      const k = `${label} ${name} ${cmd.slice(0, 120).split('/').at(-1)}`;
      most.set(k, Math.max(most.get(k) ?? 0, kb / 1024));
    } catch {}
  }
  most.set(`${label} all`, Math.max(most.get(`${label} all`) ?? 0, sum / 1024));
}, 50);
await new Promise((r) => setTimeout(r, 3000));
const send = async (n: number, p: number) => {
  const body = documentOf(template, { components: n, catalogue: 200_000 }, p, 0);
  label = `${n} (${(body.length / 1e6).toFixed(0)} MB)`;
  const start = performance.now();
  const id = ((await (await served.ask(`/api/v1/reports?project=${encodeURIComponent(nameOf(p))}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()) as any).id;
  for (;;) {
    const s = (await (await served.ask(`/api/v1/reports/${id}`)).json()) as any;
    if (s.state === 'failed') throw new Error(s.failure);
    if (s.processedAt) break;
    await new Promise((r) => setTimeout(r, 100));
  }
  console.log(label, ((performance.now() - start) / 1000).toFixed(1), 's');
};
await send(200, 1);
await send(50_000, 2);
clearInterval(t);
for (const [k, v] of most) console.log(k, Math.round(v));
await served.stop();
