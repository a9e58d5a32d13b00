const maxDepth = 64;
const outside = /^\/|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)|\0/;

/** A path inside an archive, without `./`; `null` where it would lead out of it, or nests too deep. */
export function plainPath(path: string): string | null {
  if (outside.test(path)) return null;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return names.length === 0 || names.length > maxDepth ? null : names.join('/');
}
