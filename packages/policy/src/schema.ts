import { levels, pins, usages } from '@fineprint/core';
import * as z from 'zod/mini';
import { Sources } from './sources.ts';

/** What `rules` and `licenses.unknown` may say: a level, or `off` where the question is not asked. */
export const LevelOrOff = z.enum([...levels, 'off']);
export type LevelOrOff = z.infer<typeof LevelOrOff>;

const Text = z.string();
const Texts = z.array(Text);

/** What `allow`, `review` and `deny` list: licences, and the components and uses that the entry speaks of. */
export const LicenseEntry = z.union([
  Text,
  z.strictObject({
    /** An SPDX id or expression, a class, `NONE`, or several of them. */
    license: z.union([Text, Texts]),
    usage: z.optional(z.array(z.enum(usages))),
    kinds: z.optional(Texts),
    /** Keys or purls without version, in which `*` stands for any characters. */
    components: z.optional(z.union([Text, Texts])),
    /** As npm writes ranges: only components that can have no other version. */
    versions: z.optional(Text),
  }),
]);
export type LicenseEntry = z.infer<typeof LicenseEntry>;

const Pin = z.enum(pins);

/** The weakest pin that is enough; `in` says it for units of a kind (`terraform-module`). */
export const LeastPin = z.union([Pin, z.strictObject({ least: Pin, in: z.optional(z.record(Text, Pin)) })]);
export type LeastPin = z.infer<typeof LeastPin>;

const WaiverEntry = z.strictObject({
  id: Text,
  rule: z.union([Text, Texts]),
  /** A waiver names a component, a path, or both. */
  component: z.optional(Text),
  path: z.optional(Text),
  versions: z.optional(Text),
  license: z.optional(Text),
  /** SHA-256 of the license texts that it was given for. */
  text: z.optional(z.union([Text, Texts])),
  reason: Text,
  owner: z.optional(Text),
  ticket: z.optional(Text),
  expires: Text,
});

const CurationEntry = z.strictObject({
  id: Text,
  component: Text,
  versions: z.optional(Text),
  license: Text,
  reason: Text,
  owner: z.optional(Text),
  /** SHA-256 of the license texts that it was made for. */
  text: z.optional(z.union([Text, Texts])),
});

/** A rule of the policy's own: what it asks is an expression in CEL. */
const CustomRuleEntry = z.strictObject({
  title: Text,
  level: z.enum(levels),
  subject: z.optional(z.enum(['component', 'occurrence'])),
  when: Text,
  message: Text,
  remedy: Text,
});
export type CustomRuleEntry = z.infer<typeof CustomRuleEntry>;

/** One policy file: every section may be missing, and nothing else may stand there. */
export const PolicyFile = z.strictObject({
  extends: z.optional(z.union([Text, Texts])),
  licenses: z.optional(
    z.strictObject({
      allow: z.optional(z.array(LicenseEntry)),
      review: z.optional(z.array(LicenseEntry)),
      deny: z.optional(z.array(LicenseEntry)),
      unknown: z.optional(LevelOrOff),
    }),
  ),
  pinning: z.optional(z.record(Text, LeastPin)),
  sources: z.optional(z.partial(Sources)),
  /** The usages in which an obligation of a licence is not accepted. */
  obligations: z.optional(z.record(Text, z.array(z.enum(usages)))),
  rules: z.optional(z.record(Text, z.union([LevelOrOff, z.record(Text, z.unknown())]))),
  'custom-rules': z.optional(z.record(Text, CustomRuleEntry)),
  waivers: z.optional(z.array(WaiverEntry)),
  curations: z.optional(z.array(CurationEntry)),
  exclude: z.optional(Texts),
  usage: z.optional(z.array(z.strictObject({ path: Text, usage: z.enum(usages) }))),
});
export type PolicyFile = z.infer<typeof PolicyFile>;
