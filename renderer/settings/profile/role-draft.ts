/** @file A role while it is being typed: its texts, which of them cannot be right, and the role that comes of them; pure. */
import { RoleToAssume } from '../../../shared/profile.ts';

export const roleFields = ['arn', 'mfaDevice', 'externalId', 'sessionName', 'minutes'] as const;
export type RoleField = (typeof roleFields)[number];
export type RoleDraft = Readonly<Record<RoleField, string>>;

export const noRole: RoleDraft = { arn: '', externalId: '', sessionName: '', minutes: '', mfaDevice: '' };

export function roleDraftOf(role: RoleToAssume | undefined): RoleDraft {
  if (role === undefined) return noRole;
  const { arn, externalId = '', sessionName, duration, mfaDevice = '' } = role;
  return { arn, externalId, sessionName, minutes: String(duration / 60), mfaDevice };
}

export type DraftedRole = {
  /** Absent where nothing was typed, and where something is wrong. */
  readonly role?: RoleToAssume;
  readonly wrong: readonly RoleField[];
};

export function roleOf(draft: RoleDraft): DraftedRole {
  const typed = Object.fromEntries(
    roleFields.flatMap((field) => {
      const text = draft[field].trim();
      return text === '' ? [] : [[field, text] as const];
    }),
  );
  const { minutes, ...texts } = typed;
  if (Object.keys(typed).length === 0) return { wrong: [] };
  const duration = minutes === undefined ? {} : { duration: Math.round(Number(minutes) * 60) };
  const parsed = RoleToAssume.safeParse({ ...texts, ...duration });
  if (parsed.success) return { role: parsed.data, wrong: [] };
  const named = parsed.error.issues.map(({ path: [first] }) => (first === 'duration' ? 'minutes' : first));
  return { wrong: roleFields.filter((field) => named.includes(field)) };
}
