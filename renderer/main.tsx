/** @file Where the page begins. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { admitted, onDesktop } from './bridge.ts';
import { DropPage, dropPageHash } from './drop/drop-page.tsx';
import { follow } from './live.ts';
import { tellWhenDrawn } from './tell-drawn.ts';
import './ui/tokens.css';
import './ui/base.css';

const page = document.getElementById('page');
if (page === null) throw new Error('The page has no #page');

await admitted.catch(() => undefined);
follow();
tellWhenDrawn();
// One page is both windows of the desktop; which one, it is opened as and stays.
const isDropWindow = onDesktop !== null && location.hash === dropPageHash;
createRoot(page).render(<StrictMode>{isDropWindow ? <DropPage /> : <App />}</StrictMode>);
