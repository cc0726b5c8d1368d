/** @file Asks a person at the terminal; a secret is never shown, never an argument, never in the shell's history. */
import { input, password, select } from '@inquirer/prompts';

export type Questions = {
  readonly text: (question: string, fallback?: string, fault?: (answer: string) => string | null) => Promise<string>;
  readonly secret: (question: string) => Promise<string>;
  readonly choice: <Value extends string>(
    question: string,
    choices: readonly { value: Value; name: string }[],
  ) => Promise<Value>;
};

/** Rejects with an ExitPromptError when the person ends it with Ctrl+C. */
export const terminalQuestions: Questions = {
  text: (message, fallback, fault) =>
    input({
      message,
      ...(fallback === undefined ? {} : { default: fallback }),
      validate: (answer) => fault?.(answer) ?? true,
    }),
  secret: (message) => password({ message, mask: false }),
  choice: (message, choices) => select({ message, choices: [...choices] }),
};
