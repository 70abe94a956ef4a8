import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';
import { TicketManager } from './ticket.js';

const ticket = { title: 'Title', body: 'Body', subject: 1001 };

describe('TicketManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('TicketManager', (client) => new TicketManager(client), {
      list_tickets: (tickets) => tickets.listTickets(),
      'list_tickets, open': (tickets) => tickets.listTickets({ closedStatus: false }),
      'list_tickets, closed': (tickets) => tickets.listTickets({ openStatus: false }),
      list_subjects: (tickets) => tickets.listSubjects(),
      get_ticket: (tickets) => tickets.getTicket(100),
      create_ticket: (tickets) => tickets.createTicket(ticket),
      'create_ticket, with a priority': (tickets) =>
        tickets.createTicket({ ...ticket, priority: 2 }),
      update_ticket: (tickets) => tickets.updateTicket(100, 'More'),
      attach_hardware: (tickets) => tickets.attachHardware(100, 7),
      attach_virtual_server: (tickets) => tickets.attachVirtualServer(100, 7),
      detach_hardware: (tickets) => tickets.detachHardware(100, 7),
      detach_virtual_server: (tickets) => tickets.detachVirtualServer(100, 7),
    });
  });

  it('attaches bytes, or what is in a file', async () => {
    const client = new Recorder();
    const tickets = new TicketManager(client);
    const sent: unknown[][] = [];
    client.call = async (...[, , args]) => {
      sent.push([...args]);
      return {};
    };
    const bytes = new TextEncoder().encode('log');
    await tickets.uploadAttachment(100, { fileName: 'a.txt', data: bytes });
    const filePath = new URL(import.meta.url).pathname;
    await tickets.uploadAttachment(100, { fileName: 'b.ts', filePath });
    expect(sent[0]).toEqual([{ filename: 'a.txt', data: bytes }]);
    const [{ filename, data }] = sent[1] as [{ filename: string; data: Uint8Array }];
    expect(filename).toBe('b.ts');
    expect(new TextDecoder().decode(data)).toContain('attaches bytes, or what is in a file');
  });

  it('refuses to list neither open nor closed tickets, before any call', async () => {
    const client = new Recorder();
    const asked = { openStatus: false, closedStatus: false };
    await expect(new TicketManager(client).listTickets(asked)).rejects.toMatchObject({
      kind: 'argument',
    });
    expect(client.calls).toEqual([]);
  });
});
