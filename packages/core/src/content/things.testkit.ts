import type { Extractor, Fact } from '../model/extractor.ts';
import type { Kind } from '../model/kind.ts';

interface Named extends Fact {
  readonly text: string;
}

/** Every line of `names.txt` is `name ref [copy]`; a name with a slash has a subpath behind it. */
export const names: Extractor<Named> = {
  id: 'names',
  title: 'Names',
  formats: [
    {
      id: 'names',
      role: 'manifest',
      files: ['names.txt'],
      words: [],
      *read(file) {
        for (const { 0: text, index } of file.text.matchAll(/.+/g))
          yield { is: 'name', text, place: file.place({ start: index, end: index + text.length }) };
      },
    },
  ],
  unit: (path) => path,
  *link(unit) {
    for (const { path, facts } of unit.files)
      for (const { text, place } of facts) {
        const [whole = '', ref = '', contents] = text.split(' ');
        const [name = '', ...inner] = whole.split('/');
        yield {
          is: 'occurrence',
          kind: 'thing',
          name,
          ...(inner.length > 0 ? { subpath: inner.join('/') } : {}),
          source: 'https://forge.example/acme/thing',
          request: ref.startsWith('~') ? { is: 'version', text: ref } : { is: 'git-ref', text: ref },
          ...(contents === undefined ? {} : { contents }),
          at: { path, ...place },
          text,
          address: name,
          usage: 'build',
          slots: [],
          via: [],
        };
      }
  },
};

/** What a thing is: all but one that is called `own` is a tree somewhere. */
export const thing: Kind = {
  id: 'thing',
  title: 'Things',
  type: 'library',
  keyName: ({ name }) => name,
  purls: () => ({ registered: null, proposed: null }),
  versions: { id: 'v', exact: (text) => (/^v?\d+\.\d+\.\d+$/.test(text) ? text : null), compare: () => 0 },
  pins: ['commit', 'exact', 'tag', 'range', 'branch', 'none'],
  holds: ({ name }) => (name === 'own' ? null : 'tree'),
  covers: 'artifact',
};
