/** What stands in a bundle for whoever opens it; a test runs what it says. */
export const bundleReadme = `Audit bundle of a Fineprint report server

audit.ndjson      what was done, by whom, the oldest first: one JSON object a line
decisions.ndjson  every decision with its reason, scope, state and end
policies.ndjson   every policy that was published, with its text and the SHA-256 of that, which the log names
people.ndjson     who could do anything: people with their roles, and tokens
manifest.json     when and for whom this was made, and what was found of the log's chain
SHA256SUMS        the SHA-256 of each of these
SHA256SUMS.sig    the server's signature of SHA256SUMS (Ed25519)
public-key.pem    the public half of the server's key

To verify it, with openssl 3 and coreutils:

  sha256sum --check SHA256SUMS
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig

Whoever changed the bundle could have changed public-key.pem as well: take the key from the server itself, at
/api/v1/signing-keys, or from whoever runs it.

Each entry of the log holds in "previous" the hash of the one before it; the first holds 64 zeros. "hash" is the SHA-256 of the
JSON list [at, actor, via, action, subject, detail, previous] without spaces, in which "at" is in milliseconds since 1970 and
"detail" is its JSON as a text. An entry that was changed or removed afterwards breaks the chain there, which manifest.json says
("brokenAt", by the number of the entry). A log whose last entries were removed is a shorter chain: compare "last" with the hash
that an earlier bundle names.
`;
