import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { onDisk } from './on-disk.ts';
import { startServer } from './server.ts';

// The transport comes from the command line: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
startServer(options => createConnection(ProposedFeatures.all, options), onDisk);
