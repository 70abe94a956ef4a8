/** What was done to a machine, for those who tell its past. Frozen, as the first migration is. */
export const endedSteps = `
CREATE INDEX step_ended ON "step" (machine_id, id) WHERE state IN ('canceled', 'failed', 'succeeded');
`;
