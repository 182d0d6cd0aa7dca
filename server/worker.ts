import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { startServer } from './server.ts';

// The server in a worker of a browser, where the editor reads all files.
startServer(
  options =>
    createConnection(
      ProposedFeatures.all,
      new BrowserMessageReader(globalThis),
      new BrowserMessageWriter(globalThis),
      options,
    ),
  {},
);
