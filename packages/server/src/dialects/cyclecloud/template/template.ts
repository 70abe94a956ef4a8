import { merge } from '../views.js';
import { readSections, type Section, TemplateError } from './sections.js';
import { lineValue, type Parameters, setPath, textOf } from './values.js';

export { TemplateError } from './sections.js';

/** A node or node array of a template, with everything that it inherits. */
export interface TemplateNode {
  readonly kind: 'node' | 'nodearray';
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly nodes: readonly TemplateNode[];
  /** The parameters in force: given values over the template's defaults. */
  readonly parameters: Parameters;
}

/**
 * Reads a cluster template with the given parameters.
 *
 * `[[node defaults]]` underlies every node and array; `Extends` names others to inherit from, later ones win;
 * `Abstract` ones are there to be inherited only; `[[[configuration x.y]]]` adds below `Configuration`.
 *
 * @param clusterName which `[cluster]` of the file; default: the only one that is not abstract.
 * @throws {TemplateError} with the line of the mistake.
 */
export function readTemplate(text: string, given: Parameters, clusterName?: string): Template {
  const top = readSections(text);
  const cluster = clusterOf(top, clusterName);
  const parameters = { ...defaultsOf([...top, ...cluster.sections]), ...given };
  const sections = cluster.sections.filter(({ kind }) => kind === 'node' || kind === 'nodearray');
  const byName = new Map(sections.map((section) => [section.name.toLowerCase(), section]));
  const inheritance = new Inheritance(byName, parameters);
  const nodes: TemplateNode[] = [];
  for (const section of sections) {
    if (section.name === '')
      throw new TemplateError(section.line, `a ${section.kind} needs a name.`);
    if (section.name.toLowerCase() === 'defaults') continue;
    const own = attributesOf(section, parameters);
    if (own.Abstract === true) continue;
    const inherited = inheritance.of(section);
    const { Extends: _, Abstract: __, ...attributes } = inherited;
    nodes.push({
      kind: section.kind as TemplateNode['kind'],
      name: section.name,
      line: section.line,
      attributes,
    });
  }
  const { name } = cluster;
  return { name, attributes: attributesOf(cluster, parameters), nodes, parameters };
}

function clusterOf(top: readonly Section[], name: string | undefined): Section {
  const clusters = top.filter((section) => section.kind === 'cluster');
  const found =
    name === undefined
      ? clusters.find((section) => !section.lines.some(isAbstract))
      : clusters.find((section) => section.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const what = name === undefined ? 'a [cluster] section' : `a section [cluster ${name}]`;
  throw new TemplateError(1, `the template needs ${what}.`);
}

const isAbstract = ({ key, value }: { key: string; value: string }): boolean =>
  key.toLowerCase() === 'abstract' && value.toLowerCase() === 'true';

/** The default of every parameter section, wherever it stands. */
function defaultsOf(sections: readonly Section[]): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const section of sections) {
    if (section.kind === 'parameter') {
      const line = section.lines.find(({ key }) => key.toLowerCase() === 'defaultvalue');
      if (line) defaults[section.name] = lineValue(line, defaults);
    }
    Object.assign(defaults, defaultsOf(section.sections));
  }
  return defaults;
}

/** Everything that nodes are: the defaults, what they extend, then their own. */
class Inheritance {
  readonly #byName: ReadonlyMap<string, Section>;
  readonly #parameters: Parameters;
  /** Sections that are under way have none yet. */
  readonly #known = new Map<Section, Record<string, unknown> | undefined>();

  constructor(byName: ReadonlyMap<string, Section>, parameters: Parameters) {
    this.#byName = byName;
    this.#parameters = parameters;
  }

  /** Each section is worked out once: bases that share bases would double the work at every level. */
  of(section: Section): Record<string, unknown> {
    const known = this.#known.get(section);
    if (known) return known;
    if (this.#known.has(section)) {
      throw new TemplateError(section.line, `"${section.name}" extends itself.`);
    }
    this.#known.set(section, undefined);
    const own = attributesOf(section, this.#parameters);
    const bases = textOf(own.Extends)
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    let attributes: Record<string, unknown> = {};
    const defaults = this.#byName.get('defaults');
    if (defaults && section !== defaults) attributes = attributesOf(defaults, this.#parameters);
    for (const base of new Set(bases)) {
      const found = this.#byName.get(base.toLowerCase());
      if (!found) {
        throw new TemplateError(
          section.line,
          `"${section.name}" extends "${base}", which is not there.`,
        );
      }
      attributes = merge(attributes, this.of(found));
    }
    const all = merge(attributes, own);
    this.#known.set(section, all);
    return all;
  }
}

function attributesOf(section: Section, parameters: Parameters): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  const set = (path: string, lines: Section['lines']) => {
    for (const line of lines) {
      const value = lineValue(line, parameters);
      if (value !== undefined)
        setPath(
          attributes,
          { path: path === '' ? line.key : `${path}.${line.key}`, line: line.line },
          value,
        );
    }
  };
  set('', section.lines);
  for (const inner of section.sections) {
    if (inner.kind === 'configuration') {
      set(['Configuration', inner.name].filter((part) => part !== '').join('.'), inner.lines);
    } else if (inner.kind !== 'parameter' && inner.kind !== 'parameters') {
      // Volumes, network interfaces, cluster-init projects: kept by kind and name.
      const kept: Record<string, unknown> = {};
      for (const line of inner.lines) {
        setPath(kept, { path: line.key, line: line.line }, lineValue(line, parameters) ?? null);
      }
      const group = (attributes[inner.kind] ?? {}) as Record<string, unknown>;
      attributes[inner.kind] = { ...group, [inner.name]: kept };
    }
  }
  return attributes;
}
