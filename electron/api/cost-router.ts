/** @file The calls about what a profile costs, its prices and its budget; part of cloud-router.ts. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { CostReport } from '../../shared/cost.ts';
import { costReport } from '../library/cost/cost-report.ts';
import { regionClassOf } from '../library/cost/prices.ts';
import { failuresAsData } from './answering.ts';
import { named } from './asked.ts';
import type { WindowContext } from './window-router.ts';

const call = implement(contract).$context<WindowContext>().use(failuresAsData).cloud.cost;

export const costRouter = {
  cost: {
    report: call.report.handler(({ context, input }) => report(context, input.profile)),
    setPrices: call.setPrices.handler(async ({ context, input: { profile, prices } }) => {
      const of = regionClassOf(named(context, profile));
      await context.settings.saveCost((before) => {
        const { [of]: _, ...others } = before.prices;
        return { ...before, prices: prices === null ? others : { ...others, [of]: prices } };
      });
      context.changes.tell('issues');
      return report(context, profile);
    }),
    setBudget: call.setBudget.handler(async ({ context, input: { profile, budget } }) => {
      const { name } = named(context, profile);
      await context.settings.saveCost((before) => {
        const { [name]: _, ...others } = before.budgets;
        return { ...before, budgets: budget === null ? others : { ...others, [name]: budget } };
      });
      const { ledger, engine, changes } = context;
      // What rested for the budget before is tried at once; if it is still spent, it rests again.
      if (ledger.holds.find(name)?.failure.code === 'budget-spent') {
        await ledger.commit(() => ledger.holds.lift(name));
      }
      engine.schedule.nudge();
      changes.tell('issues', 'status');
      return report(context, name);
    }),
    putAside: call.putAside.handler(async ({ context, input: { profile, seen } }) => {
      const { name } = named(context, profile);
      await context.settings.saveCost((before) => ({ ...before, seen: { ...before.seen, [name]: seen } }));
      context.changes.tell('issues');
      return {};
    }),
  },
};

async function report(context: WindowContext, profile: string): Promise<CostReport> {
  const found = named(context, profile);
  await context.engine.meter.flush();
  return costReport(found, context.settings.cost(), context.ledger, context.clock.now());
}
