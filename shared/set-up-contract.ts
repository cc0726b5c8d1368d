/** @file The calls about what Cloudroll makes, prices and takes away in a person's own cloud; part of cloud-contract.ts. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ask, done } from './ask.ts';
import { CleanProgress, CleanRequest, InventoryProgress } from './clean-up.ts';
import { Budget, BudgetSeen, CostReport, Prices } from './cost.ts';
import { PolicyDocuments, PolicyRequest } from './policy.ts';
import { SetUpResult, SetUpStep, SetUpWish, StepName } from './set-up.ts';

const OfProfile = z.strictObject({ profile: z.string().max(64) });
const SetUpRequest = OfProfile.extend({ wish: SetUpWish.prefault({}) });

export const setUpContract = {
  setup: {
    /** Looks at bucket and table; changes nothing. */
    preview: ask.input(SetUpRequest).output(z.array(SetUpStep)),
    /**
     * Makes what is missing and mends what differs, of those that are named, or of all but the capacity of a table that is
     * provisioned and was not asked to be otherwise. Twice is harmless.
     */
    apply: ask.input(SetUpRequest.extend({ steps: z.array(StepName).optional() })).output(eventIterator(SetUpResult)),
  },
  /** The least rights for exactly this profile, and how to give them. Needs no connection, but for the account's number. */
  policy: ask.input(OfProfile.extend({ request: PolicyRequest.prefault({}) })).output(PolicyDocuments),
};

export const costContract = {
  cost: {
    report: ask.input(OfProfile).output(CostReport),
    /** Null: the built-in ones again. They hold for every profile of the same region class. */
    setPrices: ask.input(OfProfile.extend({ prices: Prices.nullable() })).output(CostReport),
    /** Null: no budget. A profile that rests goes on when the new one allows it. */
    setBudget: ask.input(OfProfile.extend({ budget: Budget.nullable() })).output(CostReport),
    /** The warning was read: it is no issue any more this month, unless the budget changes or is spent. */
    putAside: ask.input(OfProfile.extend({ seen: BudgetSeen })).output(done),
  },
};

export const cleanContract = {
  clean: {
    /** Counts all of it, version by version; changes nothing. Ends with `counted`. */
    inventory: ask.input(OfProfile).output(eventIterator(InventoryProgress)),
    /** Ends with `refused` or `ended`. Leaving off stops it; what is gone is gone. */
    run: ask.input(CleanRequest).output(eventIterator(CleanProgress)),
  },
};
