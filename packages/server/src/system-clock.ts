import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes the clock of the machine. */
export function systemClock(): Clock {
  return { now: () => Date.now(), id: () => uuidV7(Date.now(), randomBytes(10)) };
}

/** Makes a UUIDv7 (RFC 9562) of a time in ms and ten random bytes. */
export function uuidV7(now: number, chance: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes.set(chance.subarray(0, 10), 6);
  bytes.writeUInt8(((bytes[6] ?? 0) & 0x0f) | 0x70, 6);
  bytes.writeUInt8(((bytes[8] ?? 0) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
