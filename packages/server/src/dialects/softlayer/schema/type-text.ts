/**
 * What a type declares, as lists of names separated by white space: compact, because a mask may name
 * any of them and clients do. `name:type`, where `~` stands for `SoftLayer_` and `[]` for a list.
 */
export interface TypeText {
  /** Its members are inherited. */
  readonly base?: string;
  /** It can be called, as a service of the same name. */
  readonly service?: true;
  /** Properties of the object itself: all of them travel without being asked for. */
  readonly local?: string;
  /** Properties that a mask must name. */
  readonly relational?: string;
  /** Numbers of elements of relational lists; only on request. */
  readonly counts?: string;
  /** Methods but for the getter that each relational property has. */
  readonly methods?: string;
}
