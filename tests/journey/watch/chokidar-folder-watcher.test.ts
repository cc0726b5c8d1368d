/** @file chokidar, held to the contract. */
import { chokidarFolderWatcher } from '../../../electron/journey/watch/chokidar-folder-watcher.ts';
import { folderWatcherContract } from '../../contracts/folder-watcher.contract.ts';

folderWatcherContract('chokidar', () => chokidarFolderWatcher);
