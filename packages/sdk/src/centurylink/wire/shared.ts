/** A literal for completion that still admits any other string of the same wire field. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

export type LinkVerb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where to find something that belongs to an object. */
export interface Link {
  rel: string;
  /** A path, for example `/v2/servers/altd/de1altdweb01`. */
  href: string;
  id?: string;
  name?: string;
  /** Absent: GET only. */
  verbs?: LinkVerb[];
}

/** Who made and last changed an object, and when. */
export interface ChangeInfo {
  createdBy: string;
  createdDate: string;
  modifiedBy: string;
  modifiedDate: string;
}

export interface CustomFieldValue {
  id: string;
  name: string;
  value: string;
  displayValue: string;
}

/** The body of every error. */
export interface ErrorBody {
  message: string;
  /** Texts by field (`body.networkId`), or by `""` for what is wrong with the state of things. */
  modelState?: Record<string, string[]>;
}
