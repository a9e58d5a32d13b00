/** What the server takes from chance and time, so that tests can give it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A UUIDv7: ids sort by the time at which they were made. */
  id(): string;
}
