/** @file What AWS asks, about: list prices by class of region, until their owner enters better ones; pure. */
import type { Prices, RegionClass } from '../../../shared/cost.ts';
import type { Profile } from '../../../shared/profile.ts';

/**
 * S3 Standard, DynamoDB on demand and data to the internet, US dollars without tax, rounded from
 * https://aws.amazon.com/s3/pricing/, https://aws.amazon.com/dynamodb/pricing/on-demand/ and
 * https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer: Ohio, Ireland and São Paulo stand for their class.
 */
const listPrices: Readonly<Record<RegionClass, Prices>> = {
  low: prices(0.023, 0.25, 0.005, 0.0004, 0.625, 0.125, 0.09),
  middle: prices(0.024, 0.283, 0.0053, 0.00042, 0.705, 0.141, 0.09),
  high: prices(0.0405, 0.375, 0.007, 0.00056, 0.938, 0.188, 0.15),
  own: prices(0, 0, 0, 0, 0, 0, 0),
};

function prices(
  storedGb: number,
  recordsGb: number,
  writes: number,
  reads: number,
  recordWrites: number,
  recordReads: number,
  outGb: number,
): Prices {
  return { currency: 'USD', storedGb, recordsGb, writes, reads, recordWrites, recordReads, outGb };
}

export function regionClassOf({ region, s3Endpoint }: Pick<Profile, 'region' | 's3Endpoint'>): RegionClass {
  if (s3Endpoint !== undefined && !/\.amazonaws\.com(\.cn)?(:|\/|$)/.test(s3Endpoint)) return 'own';
  if (/^us-(east|west)-/.test(region)) return 'low';
  return /^(eu|ca)-/.test(region) ? 'middle' : 'high';
}

export function pricesFor(
  of: RegionClass,
  edited: Readonly<Partial<Record<RegionClass, Prices>>>,
): { readonly prices: Prices; readonly areEdited: boolean } {
  const own = edited[of];
  return own === undefined ? { prices: listPrices[of], areEdited: false } : { prices: own, areEdited: true };
}
