/** @file The rights that a profile needs, as documents to be handed to AWS; both sides speak it. */
import { z } from 'zod';

export const PolicyRequest = z.strictObject({
  /**
   * `full`: everything Cloudroll does day by day; `read-only`: history, search, restore; `upload-only`: carrying, without reading or
   * removing what others stored; `owner`: `full` and setting up, cleaning up.
   */
  variant: z.enum(['full', 'read-only', 'upload-only', 'owner']).default('full'),
  /** The ARN of the key that bucket or table are encrypted with. */
  kmsKey: z
    .string()
    .regex(/^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/)
    .optional(),
  /** Only from these networks ("203.0.113.0/24"); none: from anywhere. */
  networks: z
    .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]))
    .max(50)
    .default([]),
  /** Counters are published to CloudWatch: absent, as it is set for the profile. */
  metrics: z.boolean().optional(),
  /** Twelve digits; absent: asked of the token service, else left for the person to fill in. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
});
export type PolicyRequest = z.infer<typeof PolicyRequest>;

export const PolicyDocuments = z.object({
  /** The IAM policy, as JSON with line breaks. */
  policy: z.string(),
  /** Lines for a shell that make the policy and give it to a user; `file` is what the policy is to be saved as. */
  commands: z.array(z.string()),
  file: z.string(),
  /** Bucket, table, policy and role as a template for CloudFormation (JSON). */
  template: z.string(),
  templateFile: z.string(),
  templateCommands: z.array(z.string()),
  /** Where `ACCOUNT_ID` still stands in them, for nobody could be asked. */
  needsAccount: z.boolean(),
});
export type PolicyDocuments = z.infer<typeof PolicyDocuments>;
