import type { Expert } from '@haigang/shared/features/expert/expert.model';
import type { Account, Role } from '@haigang/shared/features/identity/identity.model';
import { experts } from '../features/expert/index.js';
import { systemPrincipal, type IdentityService } from '../features/identity/index.js';
import type { UnitOfWork } from '../platform/storage/unit-of-work.js';

/** Shown on the sign-in page of a demo and printed at its start; demo data never mixes with a real directory. */
export const DEMO_PASSWORD = 'haigang-demo';

const DEMO_ACCOUNTS: readonly [username: string, zh: string, en: string, role: Role][] = [
  ['commander', '指挥长01', 'Commander 01', 'commander'],
  ['dispatcher', '调度员01', 'Dispatcher 01', 'dispatcher'],
  ['officer1', '检疫员01', 'Officer 01', 'officer'],
  ['officer2', '检疫员02', 'Officer 02', 'officer'],
  ['officer3', '检疫员03', 'Officer 03', 'officer'],
  ['officer4', '检疫员04', 'Officer 04', 'officer'],
  ['lab', '检验员01', 'Laboratory 01', 'lab'],
  ['expert', '专家E01', 'Expert E01', 'internal-expert'],
  ['registrar', '登记员01', 'Registrar 01', 'registrar'],
  ['clerk', '检务员01', 'Clerk 01', 'clerk'],
  ['auditor', '督查员01', 'Auditor 01', 'auditor'],
  ['admin', '管理员01', 'Administrator 01', 'administrator'],
  ['agent', '代理人01', 'Agent 01', 'declarant'],
];
export const DEMO_USERNAMES = DEMO_ACCOUNTS.map(([username]) => username);

/** Makes the role accounts of the sample port once. */
export async function seedDemoAccounts(deps: {
  identity: IdentityService;
  unitOfWork: UnitOfWork;
  orgId: string;
}): Promise<void> {
  if (await deps.identity.hasAnyAdministrator()) return;
  const actor = systemPrincipal(deps.orgId);
  const origin = { call: 'demo:seed', requestId: undefined, body: null, client: null };
  await deps.unitOfWork.run(actor, origin, async (unit) => {
    for (const [username, zh, en, role] of DEMO_ACCOUNTS) {
      const draft = { username, name: { zh, en }, roles: [role], password: DEMO_PASSWORD };
      const account = await deps.identity.createAccount(unit, draft);
      if (role === 'internal-expert') await experts.insert(unit, demoExpert(account, unit.at));
    }
    return null;
  });
}

function demoExpert(account: Account, at: string): Expert {
  const { id, orgId, simulated, drill, name } = account;
  return {
    ...{ id, orgId, simulated, drill, name },
    specialities: ['respiratory', 'epidemiology'],
    organisation: '示例疾控中心',
    phone: '0574-0000-0001',
    availability: 'available',
    until: null,
    availabilityAt: at,
    createdAt: at,
    revision: 0,
  };
}
