export type Path = readonly (string | number)[];

/** Something wrong at a place of a world. */
export interface Mistake {
  readonly path: Path;
  readonly message: string;
}

export type Say = (path: Path, message: string) => void;

/** Says what is there twice, at its second place. */
export class Once {
  readonly #say: Say;
  readonly #places = new Map<string, Path>();

  constructor(say: Say) {
    this.#say = say;
  }

  add(key: string, path: Path, what: string): void {
    const first = this.#places.get(key);
    if (first) this.#say(path, `${what} is taken by ${first.join('.')}`);
    else this.#places.set(key, path);
  }
}
