import { accountOf } from '../../../inventory/catalogue.js';
import { apiKeyOf } from '../../../security/users.js';
import { userNode } from '../account-node.js';
import { type Call, type ReadSession, reads, type Service } from '../call.js';
import { notFound } from '../faults.js';
import { answerGetter, namesOf } from '../getters.js';
import { checkMask, namesIn } from '../masks.js';
import type { Node } from '../nodes.js';
import { project } from '../project.js';
import { idOf } from './machine-methods.js';

/** What is kept of a user; everything else that one has answers as not implemented. */
const kept = ['account', 'apiAuthenticationKeys', 'userStatus'];

/** SoftLayer_User_Customer. `getPortalLoginToken` needs no caller and is answered before (auth.ts). */
export const users: Service = {
  methods: {
    getObject: reads(async (session, call) => {
      checkMask(call.mask, call.service);
      return { value: project(await userOf(session, call, namesIn(call.mask)), call.mask) };
    }),
  },
  get: (property) =>
    kept.includes(property)
      ? reads(async (session, call) => {
          const node = await userOf(session, call, namesOf(call, property));
          return answerGetter(node, property, call, session.reader.now);
        })
      : undefined,
};

/** A user of the caller's account; only the caller's own key is shown. */
async function userOf(
  { reader, principal, vault }: ReadSession,
  call: Call,
  names: ReadonlySet<string>,
): Promise<Node> {
  const id = idOf(call);
  const user = /^\d{1,9}$/.test(String(id))
    ? await reader.get('user', { id: Number(id) })
    : undefined;
  if (!user) throw notFound(id);
  const showsKey = user.id === principal.userId && names.has('apiAuthenticationKeys');
  return userNode(user, await accountOf(reader), showsKey ? apiKeyOf(vault, user) : undefined);
}
