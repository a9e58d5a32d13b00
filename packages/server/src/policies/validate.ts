import { codeFrame } from '@fineprint/core';
import { PolicyError } from '@fineprint/policy';
import type { Database } from '../store/database.ts';
import { type Draft, draftName, policiesFor } from './in-force.ts';

/** One thing that is wrong with the text of a policy, and where. */
export interface Defect {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The line with a mark below what is meant. */
  readonly frame: string;
}

/** Tells what is wrong with a policy that is to be one of the server, as the program itself reads it: nothing where it holds. */
export async function defectsOf(draft: Draft, { read }: Database): Promise<Defect[]> {
  const { texts } = await policiesFor(draft.groupId, read, draft);
  // Rarely asked, and needs all that a scan needs.
  const { documentJudge } = await import('fineprint');
  try {
    await documentJudge(texts);
    return [];
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    return cause.defects.map(({ message, location }) => {
      const { path, line, column } = location;
      if (path === draftName) return { line, column, message, frame: codeFrame(draft.text, location) };
      // Of a ready-made policy, or of the one for all, over which a group's is laid.
      return { line: 1, column: 1, message: `${path}:${line}: ${message}`, frame: '' };
    });
  }
}
