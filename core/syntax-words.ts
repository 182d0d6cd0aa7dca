import type { ErrorCode } from 'yaml';

/** What the YAML parser complains of, in words that say what to do. */
const words: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_ALIAS: 'This alias names no anchor of the file. Write &NAME before the value that is meant.',
  BAD_COLLECTION_TYPE: 'The tag before this value is not for a value of its kind. Delete the tag.',
  BAD_DIRECTIVE: 'A line that begins with % is a directive, and this one is none. Delete it.',
  BAD_DQ_ESCAPE:
    'The text in double quotes has a backslash that stands for nothing. Write \\\\ for a backslash, or use single quotes.',
  BAD_INDENT:
    'The indentation does not fit the lines around. Give entries of one mapping or list the same indentation.',
  BAD_PROP_ORDER: 'Anchors and tags stand directly before their value. Move this one there.',
  BAD_SCALAR_START: 'A value cannot begin with this character. Put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second colon stands in this line, or a mapping begins where none can. Put the value in quotes, or begin a new line.',
  BLOCK_IN_FLOW: 'Inside of { } and [ ] there are no indented lists and mappings. Use { } and [ ] there too.',
  KEY_OVER_1024_CHARS: 'A key must not have more than 1024 characters. Shorten it.',
  MISSING_CHAR: 'Something that was opened here is not closed, or a comma or colon is missing: } ] " or \'.',
  MULTILINE_IMPLICIT_KEY:
    'A key must stand in one line, and a colon after it. Add the colon, or indent the lines of the value before.',
  MULTIPLE_ANCHORS: 'A value has one anchor at most. Delete one.',
  MULTIPLE_DOCS: 'A second document begins here. Keep one.',
  MULTIPLE_TAGS: 'A value has one tag at most. Delete one.',
  TAB_AS_INDENT: 'Tabs cannot indent. Use spaces.',
  TAG_RESOLVE_FAILED: 'This tag is not known. Delete it.',
  UNEXPECTED_TOKEN:
    'This cannot stand here. Look for a bracket, a quote or an indentation that does not fit.',
};

/** A sentence for what the YAML parser found. */
export function syntaxWords(code: ErrorCode): string {
  return `This is not YAML. ${words[code] ?? 'It cannot be read from here on.'}`;
}

/** A sentence for what the JSON parser found at `at`. */
export function jsonWords(code: string, at: string): string {
  const complaints: Readonly<Record<string, string>> = {
    InvalidSymbol: 'a bare word, or a quote that JSON does not know, stands here. Texts need double quotes',
    PropertyNameExpected: 'a key in double quotes is expected',
    ValueExpected: 'a value is expected',
    ColonExpected: 'a colon is expected',
    CommaExpected: 'a comma is expected',
    CloseBraceExpected: 'a closing } is expected',
    CloseBracketExpected: 'a closing ] is expected',
    EndOfFileExpected: 'something follows the end of the value',
    InvalidCommentToken: 'JSON has no comments',
    UnexpectedEndOfString: 'a text is not closed',
  };
  return `This is not JSON: ${complaints[code] ?? 'it cannot be read'}${at.trim() === '' ? '' : `, at ${at}`}.`;
}
