/** @file The profile that a page is about, for what stands deep in it: null where it is about none. */
import { createContext } from 'react';

export const OfProfile = createContext<string | null>(null);
