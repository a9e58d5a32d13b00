import {
  type Component,
  type Gap,
  type LicenseEvidence,
  type LicenseSource,
  type Problem,
  problem,
  redactCredentials,
  shortened,
} from '@fineprint/core';
import { askedOrDefect } from './defect.ts';
import type { AskingMeans, LicenseField, LicenseFinding, LicenseText, Registry } from './registry.ts';

/** Readers of what registries say; they are given, since a registry knows no licenses. */
export interface LicenseReaders {
  /** Reads a metadata field; a sentence where it names no license. */
  field(source: string, field: string): LicenseEvidence | string;
  /** Reads a license file; a sentence where it is the text of none. */
  text(source: string, text: string): LicenseEvidence | string;
}

/** Makes registries a source of licenses: what the other sources leave open is asked about, all at once. */
export function registrySource(
  registries: readonly Registry[],
  means: AskingMeans,
  readers: LicenseReaders,
): LicenseSource {
  const findings = new Map<string, readonly LicenseFinding[]>();
  const unanswered = new Map<string, Component[]>();
  const texts = new Map<string, string>();
  return {
    id: 'registries',
    async prepare(components) {
      const answers = await Promise.all(components.map((component) => ask(registries, component, means)));
      components.forEach((component, index) => {
        const found = answers[index] ?? [];
        findings.set(component.ref, found);
        for (const one of found)
          if (one.is === 'unanswered')
            unanswered.set(one.because, [...(unanswered.get(one.because) ?? []), component]);
      });
    },
    *evidence(component) {
      const found = findings.get(component.ref) ?? [];
      for (const one of found) {
        if (one.is === 'silent') yield gap(one.because);
        else if (one.is === 'unanswered') {
          yield* problemOf(one.because, component, unanswered);
          yield gap(one.because);
        } else yield read(one, readers, texts);
      }
    },
    texts: () => texts,
  };
}

async function ask(
  registries: readonly Registry[],
  component: Component,
  means: AskingMeans,
): Promise<readonly LicenseFinding[]> {
  if (component.occurrences.every(({ unresolved }) => unresolved?.part === 'name')) return [];
  const found: LicenseFinding[] = [];
  for (const { title, kinds, licenses } of registries) {
    if (!licenses || !kinds.includes(component.kind)) continue;
    const answer = await askedOrDefect(title, () => licenses(component, means));
    found.push(...('is' in answer ? [{ ...answer, is: 'unanswered' } as const] : answer));
    if (found.some(({ is }) => is === 'field' || is === 'text')) break;
  }
  return found;
}

/** One problem for whatever did not answer, at the first component that it was asked about. */
function* problemOf(
  because: string,
  component: Component,
  unanswered: ReadonlyMap<string, readonly Component[]>,
): Iterable<Problem> {
  const all = unanswered.get(because) ?? [];
  if (all[0]?.ref !== component.ref) return;
  const others = all.length === 1 ? '' : ` and ${all.length - 1} other${all.length === 2 ? '' : 's'}`;
  const message = `The licence of ${component.name}${others} could not be asked for. ${because}`;
  yield problem('lookup-unanswered', message, component.occurrences[0].at);
}

function read(
  found: LicenseField | LicenseText,
  readers: LicenseReaders,
  texts: Map<string, string>,
): LicenseEvidence | Gap {
  const { source, covers = 'artifact', staleSince } = found;
  const answer = found.is === 'field' ? readers.field(source, found.field) : readers.text(source, found.text);
  if (typeof answer === 'string') return gap(`${source} concludes nothing. ${answer}`);
  if (found.is === 'text' && answer.text !== undefined) texts.set(answer.text, found.text);
  const notes = [
    answer.note,
    found.note,
    staleSince === null ? undefined : `As of ${staleSince.slice(0, 10)}: nobody answers now.`,
  ];
  const note = notes.filter((one) => one !== undefined).join(' ');
  return {
    ...answer,
    source: cleaned(answer.source),
    covers,
    ...(found.is === 'field' && found.by !== 'author' ? observed(found.by, found.confidence) : {}),
    ...(note === '' ? {} : { note: cleaned(note) }),
  };
}

function gap(because: string): Gap {
  return { is: 'gap', because: cleaned(because) };
}

/** What a registry says may have any length, and hold the credentials of whoever put it there. */
function cleaned(said: string): string {
  return shortened(redactCredentials(said).text);
}

// What a registry found out by looking at files is right most of the time; who attached a document, nobody knows.
const trusted = { registry: 0.7, attestation: 0.6 } as const;

/** What is nobody's own statement. */
function observed(by: keyof typeof trusted, confidence = 1) {
  const sure = Math.round(trusted[by] * confidence * 100) / 100;
  return { method: 'registry', acknowledgement: 'observed', confidence: sure } as const;
}
