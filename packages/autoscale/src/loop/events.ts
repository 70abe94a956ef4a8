/** One decision of the loop, or one thing that happened to it. `at` is ISO 8601. */
export type LoopEvent = { readonly at: string } & LoopEventBody;

export type LoopEventBody =
  | {
      readonly kind: 'create';
      readonly nodearray: string;
      readonly machineType: string;
      readonly placementGroup?: string;
      readonly asked: number;
      /** Names. */
      readonly nodes: readonly string[];
      readonly jobs: readonly string[];
      readonly requestId: string;
      /** Why there are fewer nodes than asked. */
      readonly message?: string;
    }
  | { readonly kind: 'start' | 'join' | 'wait-for-jobs'; readonly nodes: readonly string[] }
  | { readonly kind: 'delete'; readonly node: string; readonly reason: string }
  | { readonly kind: 'delete-refused'; readonly node: string; readonly message: string }
  | { readonly kind: 'gone'; readonly node: string }
  | { readonly kind: 'refused'; readonly requestId: string; readonly message: string }
  | {
      readonly kind: 'unplaced';
      readonly job: string;
      readonly missing: number;
      readonly reason: string;
    }
  | { readonly kind: 'missing' | 'kept'; readonly nodes: readonly string[] }
  | { readonly kind: 'trouble'; readonly step: Step; readonly message: string };

export type Step = 'read' | 'create' | 'start' | 'join' | 'drain' | 'delete' | 'settle' | 'save';
