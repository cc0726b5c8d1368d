/** @file Where the page begins. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { admitted } from './bridge.ts';
import { follow } from './live.ts';
import './ui/tokens.css';
import './ui/base.css';

const page = document.getElementById('page');
if (page === null) throw new Error('The page has no #page');

await admitted.catch(() => undefined);
follow();
createRoot(page).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
