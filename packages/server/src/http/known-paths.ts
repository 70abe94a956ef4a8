interface Known {
  readonly segments: readonly string[];
  readonly allow: readonly string[];
}

/**
 * The paths of an application and the methods that each of them has.
 *
 * It is asked when no route fits a request. A route for every method that a path lacks would say the same,
 * but registering hundreds of them takes longer than everything else that an application does as it starts.
 */
export class KnownPaths {
  readonly #list: Known[] = [];

  /** @param url with parameters as `:name`; a final `*` is any rest. */
  add(url: string, allow: readonly string[]): void {
    this.#list.push({ segments: url.split('/'), allow });
  }

  /** The methods of a path; undefined for one that has none. Fixed segments go before parameters. */
  allowed(path: string): readonly string[] | undefined {
    const asked = path.split('/');
    const fitting = this.#list.filter(({ segments }) => fits(segments, asked));
    fitting.sort((a, b) => parameters(a) - parameters(b));
    return fitting[0]?.allow;
  }
}

const parameters = ({ segments }: Known): number =>
  segments.filter((segment) => segment.startsWith(':')).length;

function fits(segments: readonly string[], asked: readonly string[]): boolean {
  const open = segments.at(-1) === '*';
  if (open ? asked.length < segments.length : asked.length !== segments.length) return false;
  return segments.every(
    (segment, i) => (open && i === segments.length - 1) || fitsSegment(segment, asked[i]!),
  );
}

const fitsSegment = (segment: string, asked: string): boolean =>
  segment.startsWith(':') ? asked !== '' : segment === asked;
