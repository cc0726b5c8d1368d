/** @file Says that the ledger of an earlier Cloudroll is brought up to date, where one would wonder what takes so long; terminal. */
import { type OnUpgrade, takesLong } from '../ledger/migrate.ts';
import type { Surroundings } from './session.ts';

/** One line on standard error, so that what programs read stays as it is. */
export function sayUpgrade({ complain }: Pick<Surroundings, 'complain'>): OnUpgrade {
  return (upgrade) => {
    if (takesLong(upgrade)) complain('Bringing the ledger up to date; with many images this takes a minute.');
  };
}
