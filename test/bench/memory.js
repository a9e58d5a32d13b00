// Loaded before the program under test: writes its peak memory, in KiB, where FINEPRINT_BENCH_MEMORY says.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const file = process.env.FINEPRINT_BENCH_MEMORY;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
