// What users say of language servers and extensions for configuration files, by issue; the numbers are those of the collection.

/** A complaint, and why it cannot be made of this server, or how far it can. */
export interface Complaint {
  readonly number: number;
  readonly complaint: string;
  readonly answer: string;
  /** How the titles of the tests begin that show it. */
  readonly tests?: readonly string[];
}

export const complaints: readonly Complaint[] = [
  {
    number: 1,
    complaint: 'A large file stops the editor.',
    answer:
      'A text is read once for each version, after an edit in those items alone that the edit is in, in a process of its own; folds heed the limit of the editor. Edits of 20,000 lines are rows of `npm run bench`.',
    tests: [
      'many lines',
      'only the lines of the changed item are read',
      'the longest, where an editor wants no more',
      '20 000 lines: each command',
    ],
  },
  {
    number: 2,
    complaint: 'It works where none of its files is open.',
    answer: 'It starts for our files alone, and watches our files and the scripts that workloads may name.',
    tests: ['the extension is started by our files alone'],
  },
  {
    number: 3,
    complaint: 'It takes gigabytes, for a merge conflict for example.',
    answer: 'A conflict is a text as any other. What 1,000 open files take is a row of `npm run bench`.',
    tests: ['a merge conflict'],
  },
  {
    number: 4,
    complaint: 'Aliases make everything slow.',
    answer: 'A node is read once, however many aliases show it, and they may show only so much.',
    tests: ['an alias bomb', 'a few lines that stand for billions of values'],
  },
  {
    number: 5,
    complaint: 'An anchor that holds itself overflows the stack.',
    answer: 'Whoever walks a text keeps in mind where it was; depth is limited.',
    tests: ['an anchor in itself', 'many brackets', 'many braces'],
  },
  {
    number: 6,
    complaint: '“Matches several schemas”: a message that helps nobody.',
    answer:
      'The kind of a file and its `envLang` or `type` decide first what it can hold; no schema has a choice to report.',
    tests: ['tells a problem with its rule'],
  },
  {
    number: 7,
    complaint: 'The wrong schema is taken for a file.',
    answer:
      'Our names are precise, and a workloads.yaml without an instance is left alone. Another file is ours when its language is set, by the user.',
    tests: ['a workloads.yaml without an instance', 'a file of another name is ours'],
  },
  {
    number: 8,
    complaint: 'The extension writes into the settings.',
    answer: 'It has no code that could.',
    tests: ['the extension is started by our files alone'],
  },
  {
    number: 9,
    complaint: 'Without a network there is no schema.',
    answer: 'Schemas, rules and what they know are in the bundle, which has nothing to fetch more with.',
    tests: ['the server has nothing to fetch anything with', 'explain a rule by its page, offline'],
  },
  {
    number: 10,
    complaint: 'What completion inserts is indented wrongly.',
    answer:
      'An item is an edit at columns of the text, in its own style; items at all kinds of places are accepted in a test, in half-typed text, too.',
    tests: ['with a letter typed', 'with a line broken'],
  },
  {
    number: 11,
    complaint: 'No completion in quotes, in flow style, or right after a colon.',
    answer: 'There is, and each of these characters triggers it.',
    tests: ['trigger characters'],
  },
  {
    number: 12,
    complaint: 'Only the first document of a file counts.',
    answer: 'Each counts, for every feature.',
    tests: ['every document of a file', 'a second document of container configurations'],
  },
  {
    number: 13,
    complaint: 'Warnings are shown as errors.',
    answer: 'Each rule has its severity, which the user may change.',
    tests: ['tells a problem with its rule', 'the levels that the user gives to rules'],
  },
  {
    number: 14,
    complaint: 'Nobody knows who reports a problem.',
    answer: 'Each has our name, its rule, and a link to the page of the rule.',
    tests: ['tells a problem with its rule'],
  },
  {
    number: 15,
    complaint: 'False alarms that cannot be turned off.',
    answer:
      'What no source states is never an error. A comment silences a rule for a line, a setting everywhere.',
    tests: ['a silencing comment goes above the line', 'the levels that the user gives to rules'],
  },
  {
    number: 16,
    complaint: 'A single line cannot be silenced.',
    answer:
      'It can, by a quick fix; the reason is for the user to write, and a comment that silences nothing is told.',
    tests: ['a silencing comment goes above the line'],
  },
  {
    number: 17,
    complaint: 'Problems stay when a file is closed.',
    answer: 'They are taken back.',
    tests: ['problems of a file that is closed are taken back'],
  },
  {
    number: 18,
    complaint: 'Each file must be opened to see its problems.',
    answer:
      'The problems of all files are there for an editor that asks for them, and `code-envs check` tells the same.',
    tests: ['of files that are not open, too'],
  },
  {
    number: 19,
    complaint: 'Bad text ends the server again and again.',
    answer:
      'A bug in an answer ends that answer alone. `npm run fuzz` asks 100,000 questions about broken texts, and some about each rule page cut off at every place.',
    tests: ['with mistakes in them', 'cut off', 'JSON that is cut off'],
  },
  {
    number: 20,
    complaint: 'Signs in a path end the server.',
    answer: 'Addresses are read by the library of the editor itself.',
    tests: ['a file is ours wherever it lies', 'a document that was never opened'],
  },
  {
    number: 21,
    complaint: 'The first request hangs.',
    answer: 'Nothing is loaded after the start that an answer would wait for.',
    tests: ['as a process that is talked to over'],
  },
  {
    number: 22,
    complaint: 'The start is slow, because programs are run and the disk is searched.',
    answer:
      'The server runs no program, and reads what an answer needs when it needs it. The start is a row of `npm run bench`.',
  },
  {
    number: 23,
    complaint: 'Many modules load slowly.',
    answer:
      'The server is one CommonJS file with nothing left to load, and what V8 compiled of it is kept for the next start.',
    tests: ['as a command, for editors'],
  },
  {
    number: 24,
    complaint: 'Saving waits for code actions; fix all has to be run three times.',
    answer:
      'Fix all repairs until nothing is left, in one answer; answers are cancelled when nobody waits for them any more.',
    tests: ['all automatic fixes at once', 'a request that is cancelled', 'fix all tells of each repair'],
  },
  {
    number: 33,
    complaint: 'Images cannot be found in a long list.',
    answer: 'No matter of the server: it shows no list of images.',
  },
  {
    number: 34,
    complaint: 'A task is undefined, though its command works in a terminal.',
    answer: 'No matter of the server. Tasks of the extension run the command line that a terminal would.',
    tests: ['are tasks too, which a build runs'],
  },
  {
    number: 35,
    complaint: 'An environment loses its definition.',
    answer:
      'The definition is all there is: images are compared with it, and a list of what is installed that is older than it is told.',
  },
  {
    number: 36,
    complaint: 'A package of a private index is called unknown.',
    answer: 'No index is asked, so that no package is called unknown.',
    tests: ['the server has nothing to fetch anything with'],
  },
  {
    number: 37,
    complaint: 'Annotations that nobody asked for cannot be turned off.',
    answer:
      'They are code lenses and inlay hints of the protocol alone, so that `editor.codeLens` and `editor.inlayHints` turn them off.',
    tests: ['workloads: a lens over each'],
  },
  {
    number: 38,
    complaint: 'Rules of taste are on from the beginning.',
    answer:
      'A rule needs a source that says what DSS refuses, drops or builds wrongly; there are none of taste.',
  },
  {
    number: 39,
    complaint: 'Two servers report the same.',
    answer:
      'It can happen where another extension gives a YAML schema to our files. Ours have a language of their own, which servers for YAML do not ask for.',
    tests: ['has its language, whatever its name'],
  },
  {
    number: 40,
    complaint: 'A rule has no page, or none offline.',
    answer:
      'Each has one: linked from the problem, by Explain Rule without a network, and as a hover over its name in a comment.',
    tests: [
      'tells a problem with its rule',
      'explain a rule by its page, offline',
      'a rule in a silencing comment',
    ],
  },
  {
    number: 41,
    complaint: 'Turning a rule off is no quick fix, or does not name it; unknown names are not told.',
    answer:
      'It is one, with the name in its title. A comment that names no rule is a problem, with the likely name.',
    tests: ['a silencing comment goes above the line'],
  },
  {
    number: 42,
    complaint: 'Nothing can be renamed.',
    answer:
      'Code envs, container configurations, base images, image build configurations and anchors can, in all files of the instance at once.',
    tests: ['textDocument/rename: one edit over all files', 'textDocument/rename: of a folder'],
  },
  {
    number: 43,
    complaint: 'Nobody sees what is used where.',
    answer: 'A lens counts the uses and leads to them.',
    tests: ['codeLens: uses', 'textDocument/references'],
  },
  {
    number: 44,
    complaint: 'The formatter moves comments and joins lines.',
    answer:
      'A format changes white space alone, is read again before it is given, and has nothing to do a second time.',
    tests: ['texts with more or less space than there was'],
  },
  {
    number: 45,
    complaint: 'A format or a copy changes numbers: 3.10 becomes 3.1.',
    answer: 'Texts of values are kept as they are written. A version without quotes is a problem.',
    tests: ['texts with more or less space than there was'],
  },
  {
    number: 46,
    complaint: 'Hovers are long and tell where a schema comes from.',
    answer: 'A hover says what a key or value is for, and nothing where there is nothing to say.',
    tests: ['explains', 'a key: what it is for, what it can be', 'nothing where there is nothing to say'],
  },
  {
    number: 47,
    complaint: 'Without a Git remote or a login nothing works.',
    answer: 'The server knows neither.',
    tests: ['as a process that is talked to over'],
  },
  {
    number: 48,
    complaint: 'A notebook cannot be connected to a container.',
    answer: 'No matter of the server. Each current image with Jupyter support is a kernel of the editor.',
    tests: ['that are notebooks run in the kernel of their image'],
  },
  {
    number: 49,
    complaint: 'A terminal is used before its environment is there.',
    answer:
      'Neither the server nor the extension types into a terminal: builds and runs are tasks, kernels processes.',
  },
  {
    number: 50,
    complaint: 'Problem matchers misread what a build prints.',
    answer:
      'The server has no part in it. The command line prints a line for each problem, with file, line and column.',
    tests: ['text: one line for each problem'],
  },
  {
    number: 51,
    complaint: 'Problems are not asked for again after files have come or gone.',
    answer: 'The server then asks the editor to ask again.',
    tests: [
      'files that change on the disk change the problems',
      'container configurations that change in another tab',
    ],
  },
  {
    number: 52,
    complaint: 'Cells of notebooks are asked about one by one.',
    answer: 'Our language has no notebooks, and a cell gets no answer from us.',
    tests: ['a file of another name is ours'],
  },
  {
    number: 53,
    complaint: 'The tenth version of the library ends an extension that logs the old way.',
    answer: 'The channel is one for logs; the extension starts in the real editor in every test run.',
    tests: ['in the extension host'],
  },
];
