import * as z from 'zod';

const form = z.object({
  /** The `postgres://` URL, or the file of SQLite. */
  where: z.string(),
  /** The folder of documents, or their `s3://` address. */
  blobs: z.string(),
});

/** Where a process finds what it reads, and what it writes to. */
export type Places = Readonly<z.infer<typeof form>>;

const variable = 'FINEPRINT_PLACES';

/** The environment of a process that is to find its places: anybody on the machine sees its arguments, and an address may hold a password. */
export function placed(places: Places): NodeJS.ProcessEnv {
  return { ...process.env, [variable]: JSON.stringify(places) };
}

/** The places of this process, as whoever started it has said; throws where nobody has. */
export function ownPlaces(): Places {
  return form.parse(JSON.parse(process.env[variable] ?? ''));
}
