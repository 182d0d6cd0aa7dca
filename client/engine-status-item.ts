import { Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode';
import { languageId } from '../protocol/index.ts';
import type { FolderStates, ImageStates } from './image-states.ts';

/** Which container engine answers, and where, or why none does, in the language status of our files. In Restricted Mode none is asked. */
export function showEngineStatus(states: ImageStates): Disposable {
  if (workspace.isTrusted) return engineStatusItem(states);
  let item: Disposable | undefined;
  const granted = workspace.onDidGrantWorkspaceTrust(() => {
    item = engineStatusItem(states);
  });
  return new Disposable(() => {
    granted.dispose();
    item?.dispose();
  });
}

function engineStatusItem(states: ImageStates): Disposable {
  const item = languages.createLanguageStatusItem('code-envs.engine', { language: languageId });
  item.name = 'Code Envs: Container Engine';
  item.command = { command: 'code-envs.doctor', title: 'Doctor' };
  const tell = () => {
    const { isWell = true, ...words } = engineWords(states.get());
    item.severity = isWell ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
    Object.assign(item, { busy: false, detail: '', ...words });
  };
  tell();
  return Disposable.from(item, states.onDidChange(tell));
}

interface EngineWords {
  readonly text: string;
  readonly detail?: string;
  readonly busy?: boolean;
  readonly isWell?: boolean;
}

function engineWords(folders: readonly FolderStates[] | undefined): EngineWords {
  const failure = folders?.find(folder => folder.failure !== undefined)?.failure;
  if (failure !== undefined) return { text: 'Container engine: not known', detail: failure, isWell: false };
  if (!folders || folders.some(({ status }) => !status))
    return { text: 'Container engine is asked', busy: true };
  const engines = folders.flatMap(({ status }) => status?.engines ?? []);
  const silent = engines.find(engine => engine.failure !== undefined);
  if (silent?.failure !== undefined) {
    // Its first line says what is wrong, the others what was tried and what to do.
    const [text = '', ...rest] = silent.failure.split('\n');
    return { text, detail: rest.map(line => line.trim()).join(' '), isWell: false };
  }
  const titles = [...new Set(engines.flatMap(({ title }) => title ?? []))];
  return titles.length === 0
    ? { text: 'No container engine is asked', detail: 'No image of a code env is planned here' }
    : { text: titles.join(', ') };
}
