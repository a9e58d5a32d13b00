import { isWholeImageReference, parseImageReference } from '../reference/index.ts';

// Pictures, disks and cloud machine images go by the word "image", too.
const otherImages =
  /\.(?:png|jpe?g|svg|gif|webp|ico|iso|img|qcow2|vmdk|raw|vhd)$|^[a-z][a-z0-9+.-]*:\/\/|^(?:projects|global)\/|^ami-/i;

/** Whether a text can be an image reference: more than one bare word, and nothing else that is called an image. */
export function isPlausible(text: string): boolean {
  if (otherImages.test(text) || /\s/.test(text.replace(/\{\{(?:(?!\{\{|\}\}).)*\}\}/g, ''))) return false;
  const parsed = parseImageReference(text);
  if (parsed.is === 'symbolic') return true;
  return parsed.is === 'image' && (text.includes('/') || parsed.tag !== null || parsed.digest !== null);
}

/** Whether a text is an image reference beyond doubt, and nothing else that is called an image. */
export function isSurelyImage(text: string): boolean {
  return isPlausible(text) && (isWholeImageReference(text) || bareWithVersion.test(text));
}

// `redis:7.2.4`; `name:8080` is a host with its port.
const bareWithVersion =
  /^[a-z][a-z0-9._-]{0,127}(?::v?\d+\.\d[\w.-]{0,120}|(?::[\w.-]{1,128})?@sha256:[0-9a-f]{64})$/;
