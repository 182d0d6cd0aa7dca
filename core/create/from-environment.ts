import { type Node, readSource } from '../source.ts';
import { fromRequirements } from './from-requirements.ts';
import { type Imported, interpreterOrNote, toEnvName } from './imported.ts';

/** An environment file of Conda. Where Conda itself has something to install, the code env is made with Conda, too. */
export function fromEnvironment(text: string): Imported | { readonly problem: string } {
  const root = readSource(text, 'yaml').documents[0]?.root;
  const dependencies = itemsOf(valueAt(root, 'dependencies'));
  if (!dependencies) return { problem: 'There is no list of dependencies in it.' };
  const specs = dependencies.flatMap(item => (item.kind === 'scalar' ? item.text.trim() : []));
  const lists = dependencies.flatMap(item => itemsOf(valueAt(item, 'pip')) ?? []);
  const pip = fromRequirements(lists.flatMap(item => (item.kind === 'scalar' ? item.text : [])).join('\n'));
  const nameOf = (spec: string) => /^(?:[\w./:-]+::)?([\w.-]+)/.exec(spec)?.[1]?.toLowerCase();
  const python = specs.find(spec => nameOf(spec) === 'python');
  const isR = !python && specs.some(spec => nameOf(spec) === 'r-base');
  const asked = python === undefined ? undefined : askedPython(python);
  const name = valueAt(root, 'name');
  return {
    lang: isR ? 'R' : 'PYTHON',
    name: name?.kind === 'scalar' ? toEnvName(name.text) : undefined,
    interpreter: asked?.interpreter,
    python: asked?.python,
    packages: isR ? [] : pip.packages,
    // DSS brings Python and pip itself.
    condaPackages: specs.filter(spec => spec !== python && !(nameOf(spec) === 'pip' && !isR)),
    left: [
      ...(asked?.left ?? []),
      ...pip.left,
      ...(isR && pip.packages.length > 0 ? ['pip: a code env of R has no packages of Python.'] : []),
      ...channels(valueAt(root, 'channels')),
      ...(valueAt(root, 'variables')
        ? ['variables: a code env sets none. Write ENV into dockerfileAtEnd.']
        : []),
    ],
  };
}

function askedPython(spec: string): ReturnType<typeof interpreterOrNote> {
  const written = spec.replace(/^.*?python\s*/i, '').split(/\s/)[0] ?? '';
  const version = /^=*(\d+\.\d+)/.exec(written)?.[1];
  return interpreterOrNote(version ? `==${version}.*` : written, spec);
}

function channels(node: Node | undefined): readonly string[] {
  const names = (itemsOf(node) ?? []).flatMap(item => (item.kind === 'scalar' ? item.text : []));
  const other = names.filter(name => name !== 'defaults');
  return other.length === 0
    ? []
    : [
        `channels ${other.join(', ')}: where Conda's packages come from is set in the instance, or by condaInstallExtraOptions in envSettings.`,
      ];
}

function valueAt(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.find(entry => entry.key.text === key)?.value : undefined;
}

function itemsOf(node: Node | undefined): readonly Node[] | undefined {
  return node?.kind === 'sequence' ? node.items : undefined;
}
