import { readFile } from 'node:fs/promises';
import { ArgumentError } from '../../http/argument-error.js';
import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Ticket,
  SoftLayer_Ticket_Attachment_File,
  SoftLayer_Ticket_Attachment_Hardware,
  SoftLayer_Ticket_Attachment_Virtual_Guest,
  SoftLayer_Ticket_Subject,
  SoftLayer_Ticket_Update,
} from '../generated/types.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

export interface ListTicketsOptions extends CallerOptions {
  /** Default true. */
  readonly openStatus?: boolean | undefined;
  /** Default true. */
  readonly closedStatus?: boolean | undefined;
  /** Tickets a call, from 2. Default 100. */
  readonly pageSize?: number | undefined;
}

export interface CreateTicketOptions extends CallerOptions {
  readonly title: string;
  readonly body: string;
  /** Id of one of the subjects that `listSubjects` gives. */
  readonly subject: number;
  /** From 1, the highest, to 4. */
  readonly priority?: number | undefined;
}

/** The name of the file in the ticket, and its content: bytes, or the path of a file. */
export type AttachmentOptions = CallerOptions & { readonly fileName: string } & (
    | { readonly filePath: string }
    | { readonly data: Uint8Array }
  );

/** Tickets of the vendor's support. */
export class TicketManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** All tickets of a status, page by page. @throws ArgumentError when both statuses are false. */
  async listTickets({
    openStatus = true,
    closedStatus = true,
    ...options
  }: ListTicketsOptions = {}): Promise<SoftLayer_Ticket[]> {
    if (!openStatus && !closedStatus) {
      throw new ArgumentError(
        'openStatus',
        'One of `openStatus` and `closedStatus` must be true.',
        'SoftLayer',
      );
    }
    const both = openStatus && closedStatus;
    const getter = both ? 'getTickets' : openStatus ? 'getOpenTickets' : 'getClosedTickets';
    return this.#api.all('Account', getter, {
      ...options,
      mask:
        'mask[id,serviceProviderResourceId,title,assignedUser[firstName,lastName],priority,' +
        'createDate,lastEditDate,accountId,status,updateCount]',
    });
  }

  listSubjects(options?: CallerOptions): Promise<SoftLayer_Ticket_Subject[]> {
    return this.#api.call('Ticket_Subject', 'getAllObjects', [], options);
  }

  /** A ticket with its updates. */
  getTicket(id: number, options?: CallerOptions): Promise<SoftLayer_Ticket> {
    return this.#api.call('Ticket', 'getObject', [], {
      ...options,
      id,
      mask:
        'mask[id,serviceProviderResourceId,title,assignedUser[firstName,lastName],status,' +
        'createDate,lastEditDate,updates[entry,editor],updateCount,priority]',
    });
  }

  /** Opens a ticket in the name of the user who calls. */
  async createTicket(options: CreateTicketOptions): Promise<SoftLayer_Ticket> {
    const { title, body, subject, priority, ...caller } = options;
    const user = await this.#api.call('Account', 'getCurrentUser', [], caller);
    const ticket = {
      ...{ subjectId: subject, assignedUserId: user.id, title },
      ...(priority === undefined ? {} : { priority }),
    };
    return this.#api.call('Ticket', 'createStandardTicket', [ticket, body], caller);
  }

  /** Adds a text to a ticket. */
  updateTicket(
    id: number,
    body: string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Ticket_Update[]> {
    return this.#api.call('Ticket', 'addUpdate', [{ entry: body }], { ...options, id });
  }

  /** @throws the error of Node when a `filePath` cannot be read; nothing was called then. */
  async uploadAttachment(
    id: number,
    options: AttachmentOptions,
  ): Promise<SoftLayer_Ticket_Attachment_File> {
    const { fileName: filename, signal, timeout } = options;
    const data = 'data' in options ? options.data : await readFile(options.filePath, { signal });
    return this.#api.call('Ticket', 'addAttachedFile', [{ filename, data }], {
      ...{ id, signal, timeout },
    });
  }

  attachHardware(
    id: number,
    hardwareId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Ticket_Attachment_Hardware> {
    return this.#api.call('Ticket', 'addAttachedHardware', [hardwareId], { ...options, id });
  }

  attachVirtualServer(
    id: number,
    virtualId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Ticket_Attachment_Virtual_Guest> {
    return this.#api.call('Ticket', 'addAttachedVirtualGuest', [virtualId], { ...options, id });
  }

  detachHardware(id: number, hardwareId: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Ticket', 'removeAttachedHardware', [hardwareId], { ...options, id });
  }

  detachVirtualServer(id: number, virtualId: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Ticket', 'removeAttachedVirtualGuest', [virtualId], { ...options, id });
  }
}
