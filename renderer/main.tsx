/** @file Where the page begins. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { askAhead } from './ask-ahead.ts';
import { admitted, onDesktop } from './bridge.ts';
import { DropPage, dropPageHash } from './drop/drop-page.tsx';
import { follow } from './live.ts';
import { tellWhenDrawn } from './tell-drawn.ts';
import './ui/tokens.css';
import './ui/base.css';

const page = document.getElementById('page');
if (page === null) throw new Error('The page has no #page');

await admitted.catch(() => undefined);
// One page is both windows of the desktop; which one, it is opened as and stays.
const isDropWindow = onDesktop !== null && location.hash === dropPageHash;
tellWhenDrawn(page);
// Before anything is asked, so that no change is missed.
follow();
if (!isDropWindow) askAhead(location.hash);
// On the desktop their port comes with the next turn, and they leave with the one after it: before the page is made, which takes
// a tenth of a second that the engine can answer in.
if (onDesktop !== null) for (let turn = 0; turn < 2; turn += 1) await scheduler.postTask(() => undefined);
createRoot(page).render(<StrictMode>{isDropWindow ? <DropPage /> : <App />}</StrictMode>);
