import type { Answer, Component, LicenseCoverage, ResolvedOccurrence, Verification } from '@fineprint/core';
import type { Credentials } from './credentials/credentials.ts';
import type { Web, WebAnswer } from './web/web.ts';

/** One protocol by which components are published: what it can be asked about a component, as data with two questions. */
export interface Registry {
  readonly id: string;
  readonly title: string;
  /** The kinds that it may know; of other kinds it is not asked. */
  readonly kinds: readonly string[];
  /** What is published about the license; nothing where the component is not of this registry. */
  licenses?(component: Component, means: AskingMeans): Promise<readonly LicenseFinding[]>;
  /** The exact version, commit or digest that a range, tag or branch leads to today; `null` where it is not of this registry. */
  resolve?(occurrence: ResolvedOccurrence, means: AskingMeans): Promise<Answer | null>;
  /**
   * What is said of the commit, or of the digest beside a tag, that an occurrence names; `null` where it is not of this registry. `maySearch`
   * tells whether a history may be searched for a commit: these are counted.
   */
  verify?(
    occurrence: ResolvedOccurrence,
    means: AskingMeans,
    maySearch: (what: string) => boolean,
  ): Promise<Verification | null>;
  /** The archive of what a component holds; `null` where it is not of this registry. */
  archive?(occurrence: ResolvedOccurrence, means: AskingMeans): Promise<ArchiveFinding | null>;
  /** The one file that a component is, where its source is not the file's own URL; `null` where it is not of this registry. */
  file?(occurrence: ResolvedOccurrence, means: AskingMeans): Promise<FileFinding | null>;
}

/** The bytes of a file, or why there are none. */
export type FileFinding =
  | { readonly is: 'file'; readonly bytes: Buffer }
  | { readonly is: 'silent' | 'unanswered'; readonly because: string };

/**
 * A gzipped tar archive, and in which of its directories the component lies (`*` is any one; where it is not said, all
 * lies in one), or why there is none.
 */
export type ArchiveFinding =
  | { readonly is: 'archive'; readonly bytes: Buffer; readonly within?: string }
  | { readonly is: 'silent' | 'unanswered'; readonly because: string };

/** What a registry is asked with. */
export interface AskingMeans {
  readonly web: Web;
  readonly credentials: Credentials;
  /** The user's own mirrors, by the id of the registry that they stand for; addresses without a slash at the end. */
  readonly mirrors: ReadonlyMap<string, string>;
  /** Services that no reference names and that the user allows to be asked, by id. */
  readonly services: ReadonlySet<string>;
  /** The user's environment, as far as git and Go are told by it how to reach the network. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was published after this is not chosen, however well it fits; `null` where age does not matter. */
  readonly publishedBefore: Date | null;
  /** ISO 8601 time of answers that are no HTTP. */
  now(): Date;
}

/** Where a registry is asked: at the user's mirror, or at its public address. */
export function homeOf({ mirrors }: AskingMeans, id: string, publicHome: string): string {
  return mirrors.get(id) ?? publicHome;
}

/** What came of asking for a license, before anybody reads what it says. */
export type LicenseFinding =
  | LicenseField
  | LicenseText
  /** Somebody answered, and says nothing about a license. */
  | { readonly is: 'silent'; readonly because: string }
  | { readonly is: 'unanswered'; readonly because: string };

/**
 * The words of a metadata field (`MIT`, `Apache License 2.0`): its author's, what the registry itself found out, or an
 * attestation's, which whoever may write to the repository can attach.
 */
export interface LicenseField extends Found {
  readonly is: 'field';
  readonly field: string;
  readonly by: 'author' | 'registry' | 'attestation';
  /** How sure of it is who found it out, from 0 to 1; absent where nothing is said. */
  readonly confidence?: number;
}

/** A file with a license text, as it stands in the artifact or at the ref that is asked for. */
export interface LicenseText extends Found {
  readonly is: 'text';
  readonly text: string;
  readonly name: string;
}

interface Found {
  /** Address without credentials. */
  readonly source: string;
  /** What it is the license of, where that is not the artifact itself. */
  readonly covers?: LicenseCoverage;
  /** A sentence on how it was come by. */
  readonly note?: string;
  /** Date of the kept answer, where nobody answers any more. */
  readonly staleSince: string | null;
}

/** The body of an answer as JSON, or what came instead. */
export type Json =
  | {
      readonly is: 'json';
      readonly value: unknown;
      readonly source: string;
      readonly staleSince: string | null;
    }
  | { readonly is: 'silent' | 'unanswered'; readonly because: string };

/** Reads an answer as JSON; whatever else it is comes back as a finding. */
export function jsonOf(answer: WebAnswer): Json {
  if (answer.is !== 'answer') return withoutAnswer(answer);
  try {
    return {
      is: 'json',
      value: JSON.parse(answer.body.toString('utf8')),
      source: answer.url,
      staleSince: answer.staleSince,
    };
  } catch {
    return { is: 'unanswered', because: `${hostOf(answer.url)}: It answered with something else than JSON.` };
  }
}

/** What an answer that is none tells. */
export function withoutAnswer(answer: Exclude<WebAnswer, { readonly is: 'answer' }>): {
  readonly is: 'silent' | 'unanswered';
  readonly because: string;
} {
  switch (answer.is) {
    case 'absent':
      return { is: 'silent', because: `${hostOf(answer.url)} knows no ${pathOf(answer.url)}.` };
    case 'forbidden':
      return {
        is: 'unanswered',
        because: `${hostOf(answer.url)}: It asks for credentials (status ${answer.status}).`,
      };
    case 'unanswered':
      return { is: 'unanswered', because: answer.because };
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
