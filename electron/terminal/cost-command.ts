/** @file `cloudroll cloud cost`: this month's estimate, prices and budget of a profile; terminal. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Budget, type CostLine, type CostReport, type CostSettings, Prices } from '../../shared/cost.ts';
import type { Profile } from '../../shared/profile.ts';
import { badSettings, homeFailure } from '../cloud/home.ts';
import { Failed } from '../foundation/failed.ts';
import { joinLedger } from '../ledger/join-ledger.ts';
import { costReport } from '../library/cost/cost-report.ts';
import { regionClassOf } from '../library/cost/prices.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { sayUpgrade } from './ledger-upgrade.ts';
import { bytes } from './measures.ts';
import { chooseProfile, openHome, type Surroundings } from './session.ts';

export type CostAsked = {
  readonly name?: string | undefined;
  readonly budget?: string;
  readonly stop: boolean;
  readonly prices?: string;
  readonly json: boolean;
};

export async function costCommand(surroundings: Surroundings, asked: CostAsked): Promise<ExitCode> {
  const { print, clock } = surroundings;
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, asked.name);
  const cost = await changed(surroundings, home.cost, profile, asked);
  if (cost !== home.cost) await home.settings.saveCost(cost);
  const ledger = joinLedger(home.folder, clock.now(), sayUpgrade(surroundings));
  try {
    if (ledger.holds.find(profile.name)?.failure.code === 'budget-spent' && cost !== home.cost) {
      await ledger.commit(() => ledger.holds.lift(profile.name));
    }
    const report = costReport(profile, cost, ledger, clock.now());
    if (asked.json) print(JSON.stringify(report));
    else for (const line of reportLines(report)) print(line);
    return exitCode.done;
  } finally {
    ledger.close();
  }
}

async function changed(
  { workingFolder }: Surroundings,
  before: CostSettings,
  profile: Profile,
  { budget, stop, prices }: CostAsked,
): Promise<CostSettings> {
  let after = before;
  if (budget !== undefined) {
    const { [profile.name]: _, ...others } = after.budgets;
    const said = budget === 'none' ? {} : { [profile.name]: parsedBudget({ amount: Number(budget), stops: stop }) };
    after = { ...after, budgets: { ...others, ...said } };
  }
  if (prices !== undefined) {
    const of = regionClassOf(profile);
    const { [of]: _, ...others } = after.prices;
    const said = prices === 'default' ? {} : { [of]: await readPrices(resolve(workingFolder, prices)) };
    after = { ...after, prices: { ...others, ...said } };
  }
  return after;
}

function parsedBudget(said: unknown): Budget {
  const parsed = Budget.safeParse(said);
  if (parsed.success) return parsed.data;
  throw new Failed({ ...badSettings('the budget'), detail: parsed.error.issues[0]?.path.join('.') });
}

async function readPrices(path: string): Promise<Prices> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw homeFailure(error, path);
  });
  const parsed = Prices.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Failed({ ...badSettings(path), detail: parsed.error.issues[0]?.path.join('.') || 'JSON' });
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const names: Readonly<Record<CostLine['what'], string>> = {
  stored: 'stored',
  records: 'records',
  writes: 'writing requests',
  reads: 'reading requests',
  removes: 'removals',
  'record-writes': 'records written',
  'record-reads': 'records read',
  out: 'sent to you',
};

function reportLines(report: CostReport): string[] {
  const { prices, budget, cost, forecast, month } = report;
  const money = (amount: number): string => `${amount.toFixed(2)} ${prices.currency}`;
  const isBytes = (what: CostLine['what']): boolean => what === 'stored' || what === 'records' || what === 'out';
  const amount = ({ what, soFar }: CostLine): string => (isBytes(what) ? bytes(soFar) : soFar.toLocaleString('en-US'));
  const share = budget === null ? '' : ` (${Math.floor((cost / budget.amount) * 100)}%)`;
  const states = {
    'no-budget': 'No budget: --budget sets one.',
    under: `Budget ${money(budget?.amount ?? 0)}${share}.`,
    near: `Nearly spent: budget ${money(budget?.amount ?? 0)}${share}.`,
    spent: `Spent: budget ${money(budget?.amount ?? 0)}${share}.${budget?.stops === true ? ' The profile rests until next month.' : ''}`,
  } as const;
  return [
    `${report.profile} in ${month}: about ${money(cost)} so far, about ${money(forecast)} by its end`,
    ...report.lines.map((line) => `  ${names[line.what]}: ${amount(line)}, ${money(line.cost)}`),
    states[report.state],
    `An estimate from what this computer asked for, ${report.pricesAreEdited ? 'with your prices' : 'with list prices'}; without tax, free allowances, earlier versions and what others sent.`,
  ];
}
