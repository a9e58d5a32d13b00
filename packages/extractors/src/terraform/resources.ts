import {
  absentAttribute,
  attributeOf,
  blocksOf,
  expressionOf,
  type FileProblem,
  type HclBlock,
  type HclBody,
  type Place,
  type SourceFile,
} from '@fineprint/core';
import type { Repeat, TerraformFact } from './facts.ts';
import { holdersOf } from './image-holders.ts';
import { innerBodies } from './inner-bodies.ts';
import { readNamed } from './named.ts';

/** Reads resources and data sources: the providers they need, the images and charts they name. */
export function* readResources(file: SourceFile, body: HclBody): Iterable<TerraformFact | FileProblem> {
  const providers = new Set<string>();
  for (const mode of ['resource', 'data', 'ephemeral'] as const) {
    for (const block of blocksOf(body, mode, 2)) {
      const [type, name] = block.labels;
      if (!type || !name) continue;
      const address = `${mode === 'resource' ? '' : `${mode}.`}${type.text}.${name.text}`;
      const provider = providerOf(type.text, block.body);
      if (!providers.has(provider)) {
        providers.add(provider);
        yield { is: 'provider-use', name: provider, address, place: file.place(type) };
      }
      yield* readResource(file, block, `${mode}/${type.text}`, address);
    }
  }
}

/** The meta-argument `provider`, else the type up to its first underscore. */
function providerOf(type: string, body: HclBody): string {
  const chosen = attributeOf(body, 'provider')?.value;
  if (chosen?.is === 'traversal') return chosen.root;
  const end = type.indexOf('_');
  return end < 0 ? type : type.slice(0, end);
}

function* readResource(
  file: SourceFile,
  { body, header }: HclBlock,
  type: string,
  address: string,
): Iterable<TerraformFact | FileProblem> {
  const place = file.place(header);
  if (releases.has(type)) {
    const chart = yield* expressionOf(file, body, 'chart');
    const repository = yield* expressionOf(file, body, 'repository');
    const version = yield* expressionOf(file, body, 'version');
    const forEach = yield* expressionOf(file, body, 'for_each');
    const absent = absentAttribute(file, body, { key: 'version', behind: 'chart' }, 'version');
    yield { is: 'helm-release', address, chart, repository, version, forEach, absent, place };
  }
  if (type === 'data/template_file') yield* readRendered(file, body, address, place);
  const forEach = attributeOf(body, 'for_each')?.value;
  const each: readonly Repeat[] = forEach ? [{ name: 'each', over: forEach }] : [];
  for (const { holds, attribute: name, blocks } of holdersOf(type, body)) {
    for (const inner of blocks ? innerBodies(body, blocks) : [{ body, repeats: [] }]) {
      const attribute = attributeOf(inner.body, name);
      if (!attribute) continue;
      yield* file.problems(attribute.problems);
      yield {
        is: 'image',
        holds,
        address,
        value: attribute.value,
        repeats: [...each, ...inner.repeats],
        place,
      };
    }
  }
  yield* readNamed(file, body, { type, address, repeats: each, place });
}

const releases: ReadonlySet<string> = new Set(['resource/helm_release', 'data/helm_template']);

/** `template_file` renders as `templatefile` does, where its template is a file. */
function* readRendered(
  file: SourceFile,
  body: HclBody,
  address: string,
  place: Place,
): Iterable<TerraformFact | FileProblem> {
  const template = yield* expressionOf(file, body, 'template');
  const vars = yield* expressionOf(file, body, 'vars');
  const [path] = template?.is === 'call' && template.name === 'file' ? template.args : [];
  if (template?.is !== 'call' || !path) return;
  const { start, end } = template;
  const variables = vars ?? { is: 'object' as const, items: [], start, end };
  const value = { ...template, name: 'templatefile', args: [path, variables] };
  yield { is: 'rendered', name: address.slice('data.template_file.'.length), value, place };
}
