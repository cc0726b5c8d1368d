/** @file The scripted watcher, held to the contract that chokidar keeps, so that what it plays is played truly. */
import { folderWatcherContract } from '../contracts/folder-watcher.contract.ts';
import { scriptedFolderWatcher } from './scripted-folder-watcher.ts';

folderWatcherContract('the scripted watcher', () => scriptedFolderWatcher().watchFolder);
