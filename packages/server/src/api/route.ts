import type { Readable } from 'node:stream';
import type * as z from 'zod';
import type { Permission, Principal } from '../access/principal.ts';
import type { ServerMeans } from '../server-means.ts';
import type { Download } from './download.ts';

type Part = z.ZodObject | undefined;
type Read<P extends Part> = P extends z.ZodObject ? z.infer<P> : undefined;

/** What a route is told of a request that has its form, by somebody who may ask it. */
export interface Asked<Params extends Part, Query extends Part, Body extends Part> {
  readonly params: Read<Params>;
  readonly query: Read<Query>;
  readonly body: Read<Body>;
  readonly principal: Principal;
  /** The body of a route that takes documents, as it comes in. */
  readonly content: Readable;
}

/** An answer with another status than the usual one, or in another form than JSON. */
export class Answer<T> {
  readonly status: number;
  readonly value: T;
  /** The form of a text. */
  readonly type: string | null;

  constructor(status: number, value: T, type: string | null = null) {
    this.status = status;
    this.value = value;
    this.type = type;
  }
}

/** One operation of the API as data: the application, the OpenAPI description and the tests are made from the same list. */
export interface Route<
  Params extends Part = Part,
  Query extends Part = Part,
  Body extends Part = Part,
  Result extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`. */
  readonly url: string;
  readonly summary: string;
  /** `null` where whoever asks need not be known. */
  readonly needs: Permission | null;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Whether the body is a document that is taken as a stream. */
  readonly takesDocument?: true;
  /** Whether a CI job may ask it with its own token. */
  readonly takesJobs?: true;
  readonly status?: number;
  readonly result: Result;
  handle(
    asked: Asked<Params, Query, Body>,
    means: ServerMeans,
  ): Promise<z.infer<Result> | Answer<z.infer<Result>> | Download>;
}

/** A route whose forms nobody needs to know any more. */
export type AnyRoute = Route;

/** Declares a route: what it is told has the types of the forms that it declares. */
export function route<
  Params extends Part = undefined,
  Query extends Part = undefined,
  Body extends Part = undefined,
  Result extends z.ZodType = z.ZodType,
>(declared: Route<Params, Query, Body, Result>): AnyRoute {
  // Method parameters are compared in both directions, so that no word has to be said about the types here.
  return declared as AnyRoute;
}
