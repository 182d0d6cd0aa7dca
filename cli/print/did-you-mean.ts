import { suggest } from '../../core/index.ts';
import { oneLine } from './one-line.ts';

/** `Did you mean churn? `, or nothing where no known name is near. */
export function didYouMean(written: string, known: readonly string[]): string {
  const meant = suggest(written, known);
  return meant === undefined ? '' : `Did you mean ${oneLine(meant)}? `;
}
