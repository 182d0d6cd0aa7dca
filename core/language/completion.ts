import type { Snippet } from '../snippet.ts';
import type { TextEdit } from '../text.ts';
import type { Slot } from './slot.ts';

/** Something that can be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'reference' | 'rule' | 'file' | 'folder' | 'template';
  /** A word or two beside the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** Replaces the word under the cursor. */
  readonly edit: TextEdit;
  /** The new text with places to fill in; `edit` has it as it is where they are left as they are. */
  readonly snippet?: Snippet;
  /** Further edits, elsewhere. */
  readonly also: readonly TextEdit[];
  /** Where in the new text the cursor belongs; undefined for its end. */
  readonly cursor: number | undefined;
  /** The text that the replaced one is compared with, where that is not the label. */
  readonly filterText?: string | undefined;
  readonly sortText?: string;
  /** Probably the one that is wanted. */
  readonly preselect?: boolean;
  /** What comes at the cursor can be completed in its turn. */
  readonly continues: boolean;
}

/** A text for a slot, and where the cursor belongs in it. */
export interface SlotText {
  readonly text: string;
  readonly cursor?: number | undefined;
  readonly continues?: boolean;
}

/** The completion that writes `written` into `slot`, with all that must stand around it there. */
export function completionOf(
  slot: Slot,
  written: SlotText,
  about: Pick<Completion, 'label' | 'kind' | 'detail' | 'documentation' | 'sortText' | 'preselect'>,
): Completion {
  const { cursor = slot.after === '' ? undefined : written.text.length } = written;
  return {
    ...about,
    edit: { span: slot.span, text: slot.before + written.text + slot.after },
    also: slot.also,
    cursor: cursor === undefined ? undefined : slot.before.length + cursor,
    filterText: slot.quote === '' ? undefined : slot.quote + about.label,
    continues: written.continues ?? false,
  };
}
