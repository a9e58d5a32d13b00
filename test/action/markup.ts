import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** What GitHub would make of a Markdown text, beside the text itself. */
export interface Markup {
  readonly links: readonly string[];
  readonly images: readonly string[];
  /** People and teams that would be notified. */
  readonly mentions: readonly string[];
  /** Issues and pull requests that would be cross-referenced. */
  readonly references: readonly string[];
  readonly comments: readonly string[];
  /** Names of all tags, each once, in order; headings are `h1` to `h6`. */
  readonly tags: readonly string[];
  /** The text that is read, code included. */
  readonly text: string;
}

const token = /<!--[\s\S]*?-->|<\/?(?<tag>[a-z][a-z0-9]*)(?<attributes>(?:\s[^>]*)?)\/?>/gi;
// As GitHub's filters find them in text outside of code and links (`@user`, `@org/team`, `#1`, `GH-1`, `owner/repo#1`).
const mention = /(?<![\w`/])@[a-z0-9](?:[a-z0-9-]*)(?:\/[a-z0-9._-]+)?/gi;
const reference = /(?<![\w&])(?:[\w.-]+\/[\w.-]+)?#\d+\b|(?<!\w)GH-\d+\b/gi;
const silent = new Set(['code', 'pre', 'a', 'style', 'script']);

/** Renders Markdown as GitHub Flavored Markdown, raw HTML kept, and lists what came of it. */
export function markupOf(markdown: string): Markup {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const found = { links: [] as string[], images: [] as string[], comments: [] as string[] };
  const tags = new Set<string>();
  const texts: string[] = [];
  const spoken: string[] = [];
  let within = 0;
  let end = 0;
  const take = (text: string) => {
    texts.push(decoded(text));
    if (within === 0) spoken.push(decoded(text));
  };
  for (const match of html.matchAll(token)) {
    take(html.slice(end, match.index));
    end = match.index + match[0].length;
    const { tag = '', attributes = '' } = match.groups ?? {};
    const name = tag.toLowerCase();
    if (match[0].startsWith('<!--')) found.comments.push(match[0]);
    else if (match[0].startsWith('</')) within -= silent.has(name) ? 1 : 0;
    else {
      tags.add(name);
      within += silent.has(name) ? 1 : 0;
      if (name === 'a') found.links.push(attribute(attributes, 'href'));
      if (name === 'img') found.images.push(attribute(attributes, 'src'));
    }
  }
  take(html.slice(end));
  return { ...found, ...called(spoken), tags: [...tags].sort(), text: texts.join('') };
}

function called(spoken: readonly string[]): Pick<Markup, 'mentions' | 'references'> {
  const all = (form: RegExp) => spoken.flatMap((text) => [...text.matchAll(form)].map(([whole]) => whole));
  return { mentions: all(mention), references: all(reference) };
}

function attribute(attributes: string, name: string): string {
  return decoded(new RegExp(`\\b${name}="(?<value>[^"]*)"`, 'i').exec(attributes)?.groups?.value ?? '');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

function decoded(text: string): string {
  return text.replace(/&(lt|gt|quot|amp);/g, (whole, name) => entities[name] ?? whole);
}
