/**
 * Asks each dialect what it answers to an error, by the very functions that answer requests.
 */

/** @param {(error: unknown, request: object, reply: object) => unknown} fail */
function answered(fail, error, url) {
  const answer = { status: 0, body: '' };
  const reply = {
    code(status) {
      answer.status = status;
      return reply;
    },
    header: () => reply,
    headers: () => reply,
    send(body) {
      answer.body = String(body);
      return reply;
    },
  };
  fail(error, { url, id: 'docs', log: { error() {} } }, reply);
  return answer;
}

const faultCode = (xml) => /<name>faultCode<\/name>\s*<value>(?:<\w+>)?([^<]*)/.exec(xml)?.[1];

/** One cell for each of the dialects and the admin API. */
function row(dialects, error) {
  const cycle = answered(dialects.cyclecloud, error, '/clusters');
  const century = answered(dialects.centurylink, error, '/v2/servers');
  const rest = answered(dialects.softlayer, error, '/rest/v3.1/SoftLayer_Account.json');
  const xml = answered(dialects.softlayer, error, '/xmlrpc/v3.1/SoftLayer_Account');
  const tutum = answered(dialects.tutum, error, '/api/v1/service');
  const admin = answered(dialects.admin, error, '/pileus/v1/machines');
  const exception = JSON.parse(cycle.body).Exception.split('.').at(-1);
  const restCode = JSON.parse(rest.body).code;
  const fault = faultCode(xml.body);
  const softlayer = fault === restCode ? restCode : `${restCode}, XML-RPC ${fault}`;
  return [
    `${cycle.status} ${exception}`,
    `${century.status}${'modelState' in JSON.parse(century.body) ? ' with modelState' : ''}`,
    `${rest.status} ${softlayer}`,
    `${tutum.status}`,
    `${admin.status} ${JSON.parse(admin.body).error.code}`,
  ];
}

/** @param {object} t classes and `fail` functions of the sources */
export function errorAnswers({ fails, refusalCodes, ...t }) {
  const refusals = refusalCodes.map((code) => [
    code,
    row(fails, new t.RefusedError(code, 'Why.', 'field')),
  ]);
  const credentials = ['missing', 'bad-credentials', 'locked-out', 'disabled', 'expired-token'];
  const problems = ['no-route', 'method', 'bad-url', 'too-large', 'malformed', 'rate-limited'];
  const others = [
    ...credentials.map((code) => [code, new t.AuthenticationError(code)]),
    ['role', new t.ForbiddenError('operator', 'reader')],
    ['unique', new t.ConflictError('Taken.', 'machine.name')],
    ['unavailable', new t.StoreUnavailableError('Away.')],
    ...problems.map((kind) => [kind, new t.HttpProblem(kind, 'Why.', { allow: ['GET'] })]),
    ['internal', new Error('secret')],
  ];
  return {
    refusalAnswers: Object.fromEntries(refusals),
    otherAnswers: Object.fromEntries(others.map(([key, error]) => [key, row(fails, error)])),
  };
}
