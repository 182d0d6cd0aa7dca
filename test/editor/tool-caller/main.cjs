// Asks for the name of a tool and its input, calls it as an agent would, and shows what it said.
const { commands, lm, window, workspace } = require('vscode');

exports.activate = ({ subscriptions }) => {
  subscriptions.push(commands.registerCommand('tool-caller.call', call));
};

async function call() {
  const words = await window.showInputBox({ prompt: 'The tool, and its input as JSON' });
  const [, name, input] = /^(\S+) (.*)$/.exec(words);
  const answer = await lm.invokeTool(name, { input: JSON.parse(input), toolInvocationToken: undefined }).then(
    ({ content }) => content.map(({ value }) => value).join('\n'),
    error => `Refused: ${error.message}`,
  );
  await window.showTextDocument(await workspace.openTextDocument({ content: `${name}\n${answer}` }));
}
