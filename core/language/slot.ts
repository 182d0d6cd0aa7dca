import type { Path } from '../schema.ts';
import type { Span, TextEdit } from '../text.ts';
import type { Mark } from './layout.ts';

/** A place where something can be written. */
export interface Slot {
  /** `start`: the beginning of a value in block style, where a mapping's first key can stand too. `rule`: in a silencing comment. */
  readonly kind: 'key' | 'value' | 'start' | 'rule';
  /** Of `key`: the path of the mapping. Else of the value. */
  readonly path: Path;
  /** The keys or items that stand beside it. */
  readonly taken: readonly string[];
  /** What the new text replaces. */
  readonly span: Span;
  /** What must be written in front of it: a space, indentation, a dash. */
  readonly before: string;
  /** What must be written behind it: a comma, a space. */
  readonly after: string;
  /** What must be written elsewhere: a comma that is missing. */
  readonly also: readonly TextEdit[];
  readonly quote: Mark['quote'];
  /** Inside of brackets. */
  readonly flow: boolean;
  /** A colon follows already. */
  readonly colon: boolean;
  /** Nothing else stands on the line, so that a block list can begin here. */
  readonly ownLine: boolean;
  /** Nothing follows on the line. */
  readonly lastOnLine: boolean;
  /** The column of the new text. */
  readonly column: number;
}
