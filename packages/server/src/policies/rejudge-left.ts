import type { ServerMeans } from '../server-means.ts';
import { isAnyDue } from './rejudge-due.ts';

/** Lets what is due be judged anew where nobody does: after a worker died, or a failure that was to be tried again. */
export async function rejudgeLeft({ database, queue, clock }: ServerMeans): Promise<void> {
  if (!(await isAnyDue(database, clock.now()))) return;
  if ((await queue.state('rejudge')).waiting > 0) return;
  await database.write((writing) => queue.add(writing, { is: 'rejudge' }));
}
