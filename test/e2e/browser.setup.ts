import chromium from '@sparticuz/chromium';

/** Unpacks the browser before test files, which run side by side, need it: two that unpack at a time break it. */
export async function setup(): Promise<void> {
  await chromium.executablePath();
}
