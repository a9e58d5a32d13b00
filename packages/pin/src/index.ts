export { type FileChange, refusalOf } from './change.ts';
export { type LockMeans, type LockPlan, planLock } from './lock.ts';
export type { Left, Pinned } from './outcome.ts';
export { type PinMeans, type PinPlan, planPins } from './plan.ts';
export { provenPins } from './proven-pins.ts';
