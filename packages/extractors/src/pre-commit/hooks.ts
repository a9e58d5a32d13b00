import {
  type FileProblem,
  imageReference,
  items,
  libraryReference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
} from '@fineprint/core';

/** Reads what the environment of a hook installs beside it, and the image of a hook that runs in one. */
export function* readHook(
  file: SourceFile,
  hook: Resolved,
  address: string,
): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address, usage: 'development' };
  const language = textOf(hook, 'language');
  const entry = scalarOf(hook, 'entry');
  if (language === 'docker_image' && entry) yield* entryImage(site, entry);
  const dependencies = items(hook, 'additional_dependencies').filter((each) => each.is === 'scalar');
  const type = types.get(language ?? languageOf(hook, dependencies));
  for (const dependency of dependencies)
    yield* libraryReference(
      { ...site, address: `${address}/additional_dependencies` },
      type ?? null,
      scalarReference(dependency),
    );
}

const types: ReadonlyMap<string, string> = new Map([
  ['python', 'pypi'],
  ['node', 'npm'],
  ['golang', 'golang'],
  ['ruby', 'gem'],
  ['rust', 'cargo'],
  ['conda', 'conda'],
]);

// Hooks by their id, where a configuration names no language: it stands in the repository of the hook.
const known: readonly (readonly [language: string, id: RegExp])[] = [
  [
    'python',
    /^(?:mypy|flake8|bandit|blacken-docs|mdformat|pylint|yamllint|isort|black|interrogate|pydocstyle|codespell|pyupgrade|ansible-lint|cfn-lint|cfn-python-lint|doc8|rstcheck|sphinx-lint|ruff|pyright|djlint|docformatter|validate-pyproject|check-jsonschema|sqlfluff-lint|sqlfluff-fix|nbqa.*|checkov|zizmor|reuse|commitizen)$/,
  ],
  [
    'node',
    /^(?:eslint|prettier|markdownlint.*|commitlint|stylelint|csslint|jshint|biome.*|renovate-config-validator|pyright-node|cspell)$/,
  ],
];

/** The language that the form of the dependencies shows, or the hook's id. */
function languageOf(hook: Resolved, dependencies: readonly ScalarNode[]): string {
  const byForm = dependencies.some(({ text }) => /^(?:@|[^@=<>~!\s]+@(?!\s|git))/.test(text))
    ? 'node'
    : dependencies.some(({ text }) => /[=~!<>]=|\[/.test(text))
      ? 'python'
      : null;
  const isGo = dependencies.some(({ text }) => /^[a-z0-9.-]+\.[a-z]{2,}\/\S+@/.test(text));
  const id = textOf(hook, 'id') ?? '';
  return isGo ? 'golang' : (byForm ?? known.find(([, ids]) => ids.test(id))?.[0] ?? '');
}

/** `entry: image:tag command` names an image first; options of `docker run` may stand before it. */
function* entryImage(site: ReferenceSite, entry: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  const words = [...entry.text.matchAll(/\S+/g)];
  const word = words.find(
    ({ 0: text }, index) => !text.startsWith('-') && !takesNext.test(words[index - 1]?.[0] ?? ''),
  );
  if (!word) return;
  const start = entry.start + word.index;
  const part = { ...entry, text: word[0], start, end: start + word[0].length };
  yield* imageReference(site, scalarReference(entry.verbatim ? part : { ...entry, text: word[0] }));
}

const takesNext = /^(?:--entrypoint|-e|-v|-w|-u|--user|--volume|--env|--workdir)$/;
