import {
  downloadParts,
  imageReference,
  type MapNode,
  mapOf,
  maskUnknown,
  type Node,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type ResolvedText,
  referenceFact,
  resolvedText,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  togetherWith,
} from '@fineprint/core';
import { filledReference } from './fill.ts';
import { digestOf } from './modules/downloads.ts';
import type { Frame } from './template.ts';

/*
 * Most images and downloads of roles stand in variables that templates and modules of their own put to use. Their
 * names say what they are: `web_image` with `web_image_tag`, `web_download_url` with `web_checksum`.
 */
const image = /^(?<base>\w*image)(?:_(?:repo|repository|name|full))?$/;
const download = /^(?<stem>\w+?)_(?:(?:download|binary|archive|package|tarball|release|install)_)?ur[li]$/;
const declaring = /^["']?\w*(?:image(?:_(?:repo|repository|name|full))?|_ur[li])["']?[ \t]*:/m;

/** Whether a file of variables may declare images or downloads. */
export function mayDeclare(file: SourceFile): boolean {
  return declaring.test(file.text);
}

/** Yields the images and downloads that variables declare; `root` may have been moved into the frame's file. */
export function* declaredReferences(
  frame: Frame,
  root: Node,
  usage: ReferenceSite['usage'],
): Iterable<ReferenceFact> {
  const map = mapOf(root);
  for (const { key } of map?.entries ?? []) {
    const value = scalarOf(map, key.text);
    if (!map || !value || value.isNull || isAlias.test(value.text)) continue;
    const site = { file: frame.file, address: key.text, usage, namesAreGlobal: true };
    const base = image.exec(key.text)?.groups?.base;
    const stem = download.exec(key.text)?.groups?.stem;
    if (base !== undefined) yield* declaredImage(frame, site, map, { key: key.text, base, value });
    else if (stem !== undefined) yield* declaredDownload(frame, site, map, { stem, value });
  }
}

// What is another variable as a whole is declared there.
const isAlias = /^\s*\{\{[^{}]*\}\}\s*$/;

interface DeclaredImage {
  readonly key: string;
  readonly base: string;
  readonly value: ScalarNode;
}

function* declaredImage(
  frame: Frame,
  site: ReferenceSite,
  map: MapNode,
  { key, base, value }: DeclaredImage,
): Iterable<ReferenceFact> {
  if (!key.endsWith('_full') && scalarOf(map, `${base}_full`)) return;
  const stem = base.replace(/_?image$/, '');
  const known = (name: string) => scalarOf(map, name)?.isNull === false;
  const beside = (asked: string | undefined) => {
    const found = asked === undefined ? undefined : scalarOf(map, asked);
    return found ? filledReference(frame, found).resolved : null;
  };
  const name = filledReference(frame, value);
  const tagName = [`${base}_tag`, `${base}_version`].find(known);
  const tag = beside(tagName);
  if (tag === null && isSharedPrefix(map, key, stem)) return;
  const registry = beside([`${base}_registry`, `${stem}_registry`].find(known));
  const reference = imageOf(name, isHosted(name.resolved) ? null : registry, tag);
  // `registry.example.com` is where images come from.
  if (/^[\w-]+(?:\.[\w-]+)+$/.test(name.resolved.text)) return;
  if (!isImage(reference.resolved)) return;
  for (const fact of imageReference(site, reference))
    if (fact.is === 'reference') yield tagName === undefined ? fact : withSole(fact, tagName);
}

/** Nobody knows what the templates and modules do with a tag of its own that use it. */
function withSole(fact: ReferenceFact, tag: string): ReferenceFact {
  const slots = fact.slots.map((slot) =>
    slot.is === 'digest' && slot.absent ? { ...slot, sole: [...(slot.sole ?? []), tag] } : slot,
  );
  return { ...fact, slots };
}

/** `csi_image_repo` is where several images lie, if only parts of it have tags: `csi_attacher_image_tag`. */
function isSharedPrefix(map: MapNode, key: string, stem: string): boolean {
  const isPart = (text: string) => text.startsWith(`${stem}_`) && /_image_(?:tag|version)$/.test(text);
  return /_repo(?:sitory)?$/.test(key) && map.entries.some((entry) => isPart(entry.key.text));
}

function imageOf(
  { at, resolved }: Reference,
  registry: ResolvedText | null,
  tag: ResolvedText | null,
): Reference {
  const mark = (text: string) => ({ is: 'supplied', text, span: at, verbatim: false, via: [] }) as const;
  const isTagged = /:[^/:]*$|@/.test(maskUnknown(resolved));
  return {
    at,
    resolved: resolvedText([
      ...(registry?.text ? [...registry.pieces, mark('/')] : []),
      ...resolved.pieces,
      ...(tag?.text && !isTagged ? [mark(':'), ...tag.pieces] : []),
    ]),
  };
}

function isHosted(resolved: ResolvedText): boolean {
  return /^(?:[^/.:\0]*[.:\0][^/]*|localhost)\//.test(maskUnknown(resolved));
}

// Images of machines have names, too, but neither hosts nor tags.
const imageForm = /^[\w.\0-]+(?::\d+)?(?:\/[\w.\0-]+)*(?<version>:[\w.\0-]+)?(?:@sha256:[0-9a-f]{64})?$/;

function isImage(resolved: ResolvedText): boolean {
  const text = maskUnknown(resolved);
  const form = text.length > 500 ? null : imageForm.exec(text);
  return form !== null && /[a-z]{2}/.test(text) && (form.groups?.version !== undefined || isHosted(resolved));
}

const artifact =
  /\.(?:tar\.\w+|t[gbx]z|zip|gz|xz|bz2|zst|deb|rpm|jar|war|exe|msi|pkg|dmg|whl|AppImage|iso|img|qcow2)$/i;
const filePath = /^\w+:\/\/[^\s/]+\/\S*[^\s/]$/;

function* declaredDownload(
  frame: Frame,
  site: ReferenceSite,
  map: MapNode,
  { stem, value }: { readonly stem: string; readonly value: ScalarNode },
): Iterable<ReferenceFact> {
  const url = filledReference(frame, value);
  const text = maskUnknown(url.resolved);
  const isFile = /_(?:download|binary)_ur[li]$/.test(site.address) ? filePath : artifact;
  if (!/^https?:\/\/[^\0]/.test(text) || !isFile.test(text)) return;
  const parts = downloadParts(frame.file, url.resolved);
  if (!parts) return;
  const said = scalarOf(map, `${stem}_checksum`) ?? scalarOf(map, `${stem}_sha256`);
  const checksum = said && !said.isNull ? filledReference(frame, said) : null;
  const digest = checksum && digestOf(frame.file, checksum);
  yield referenceFact(
    site,
    togetherWith(url, digest && checksum ? checksum.resolved : null),
    digest ? { ...parts, ...digest, slots: [...parts.slots, ...digest.slots] } : parts,
  );
}
