import { type Principal, reachOf } from '../access/principal.ts';
import { ApiProblem } from './problem.ts';

/** Throws an `ApiProblem` for whoever administers some project groups, where something is about all of them. */
export function ofAllOnly(principal: Principal): void {
  if (reachOf(principal, 'admin') !== 'all')
    throw new ApiProblem('forbidden', 'It is about all projects, and so for those alone who administer all.');
}
