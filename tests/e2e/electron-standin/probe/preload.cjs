/** @file A preload that tries its limits; run by standin.test.ts. */
const { contextBridge, ipcRenderer, webUtils } = require('electron');

let refused = '';
try {
  require('node:fs');
} catch (error) {
  refused = error.message;
}
globalThis.ofPreload = 'isolated';
contextBridge.exposeInMainWorld('bridge', {
  refused,
  echo: (value) => ipcRenderer.invoke('echo', value),
  frame: () => ipcRenderer.invoke('frame'),
  nobody: () => ipcRenderer.invoke('nobody'),
  pathOf: (file) => webUtils.getPathForFile(file),
  connect: () => {
    ipcRenderer.once('port', ({ ports }) => window.postMessage('port', '*', ports));
    ipcRenderer.send('want-port');
  },
});
