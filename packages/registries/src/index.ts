export { type AnswerCache, openAnswerCache } from './web/answer-cache.ts';
export type { EgressSettings } from './web/exchange.ts';
export { type GetOptions, openWeb, type Web, type WebAnswer, type WebMeans } from './web/web.ts';
