import { describe, expect, it } from 'vitest';
import { announcementJson, renderAnnouncement } from './announcement.js';
import { createPaint } from './paint.js';

const url = 'http://127.0.0.1:8080';
const lines = [{ title: 'Tutum', command: `curl ${url}/api/v1/service/` }];
const paint = createPaint(false);

describe('renderAnnouncement', () => {
  it('shows generated secrets and says that it does so once', () => {
    const admin = { username: 'admin', password: 'pw-1', apiKey: 'key-1', generated: true };
    const text = renderAnnouncement({ url, admin, lines }, paint);
    expect(text).toContain('password  pw-1\n');
    expect(text).toContain('shown only this once');
    expect(text).toContain('API key   key-1');
    expect(text).toContain('# Tutum\ncurl http://127.0.0.1:8080/api/v1/service/');
  });

  it('says nothing of secrets when none is new', () => {
    const text = renderAnnouncement(
      { url, admin: { username: 'ann', generated: false }, lines },
      paint,
    );
    expect(text).toContain('user      ann\n  with the secrets set before');
    expect(text).not.toContain('shown only this once');
  });
});

describe('announcementJson', () => {
  it('is one line with the address and generated secrets', () => {
    const admin = { username: 'admin', password: 'pw-1', generated: true };
    expect(announcementJson({ url, admin })).toBe(JSON.stringify({ url, admin }));
  });
});
