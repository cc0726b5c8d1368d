/** @file The folder where Cloudroll keeps its own things; by itself, because the desktop's entry asks for it before anything else. */
import envPaths from 'env-paths';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { type Environment, textOf } from './environment.ts';

/** CLOUDROLL_HOME, else where the system keeps the data of programs. Only a name: nothing is made. */
export function homeFolder(environment: Environment): AbsolutePath {
  return absolutePath(textOf(environment, 'CLOUDROLL_HOME') ?? envPaths('cloudroll', { suffix: '' }).data);
}
