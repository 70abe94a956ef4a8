import { describe, expect, it } from 'vitest';
import { capacity, job } from './capacity.test.helper.js';
import { planDocument } from './document.js';
import { planDemand } from './plan-demand.js';
import { Planner } from './planner.js';

const cloud = capacity([{ available: 2 }]);
const jobs = [
  job('a', { ncpus: 1 }, { iterations: 6 }),
  job('b', { ncpus: 1 }, { iterations: 6 }),
  job('c', { ncpus: 9 }),
];
const text = (document: unknown) => JSON.stringify(document);

describe('the document of a plan', () => {
  it('is the same whether its reasons are worked out at once or when they are read', () => {
    const written = text(planDocument(new Planner(cloud).plan(jobs)));
    expect(text(planDemand(cloud, jobs))).toBe(written);
    expect(JSON.parse(written)).toMatchObject({
      unplaced: [{ job: 'b', missing: 4 }, { job: 'c' }],
      decisions: [{ jobs: ['a'] }, { jobs: ['b'] }, { jobs: ['c'] }],
    });
  });

  it('stays as it is when its planner plans on', () => {
    const planner = new Planner(cloud).plan(jobs);
    const document = planDocument(planner);
    const written = text(document);
    planner.update({ remove: ['a'] });
    expect(text(document)).toBe(written);
  });
});
