import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';
import { TagManager } from './tag.js';

const lookups = (
  [
    'HARDWARE',
    'GUEST',
    'TICKET',
    'NETWORK_VLAN_FIREWALL',
    'IMAGE_TEMPLATE',
    'APPLICATION_DELIVERY_CONTROLLER',
    'NETWORK_VLAN',
    'DEDICATED_HOST',
  ] as const
).map((type) => [
  `reference_lookup, ${type}`,
  (tags: TagManager) => tags.referenceLookup(100, type),
]);

const taggable = (
  ['HARDWARE', 'TICKET', 'NETWORK_VLAN', 'IMAGE_TEMPLATE', 'NETWORK_SUBNET'] as const
).map((type) => [`taggable_by_type, ${type}`, (tags: TagManager) => tags.taggableByType(type)]);

describe('TagManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('TagManager', (client) => new TagManager(client), {
      list_tags: (tags) => tags.listTags(),
      get_unattached_tags: (tags) => tags.getUnattachedTags(),
      get_attached_tags: (tags) => tags.getAttachedTags(),
      'get_attached_tags, with a mask': (tags) => tags.getAttachedTags({ mask: 'mask[id]' }),
      get_tag_references: (tags) => tags.getTagReferences(6),
      get_tag: (tags) => tags.getTag(6),
      get_tag_by_name: (tags) => tags.getTagByName('blue'),
      delete_tag: (tags) => tags.deleteTag('blue'),
      set_tags: (tags) => tags.setTags('blue,red', { keyName: 'GUEST', resourceId: 100 }),
      get_all_tag_types: (tags) => tags.getAllTagTypes(),
      ...Object.fromEntries([...lookups, ...taggable]),
    });
  });

  it('gives tags by whether they are on something', async () => {
    const client = new Recorder({
      'Tag::getAttachedTagsForCurrentUser': [{ id: 1 }],
      'Tag::getUnattachedTagsForCurrentUser': [{ id: 2 }],
    });
    expect(await new TagManager(client).listTags()).toEqual({
      attached: [{ id: 1 }],
      unattached: [{ id: 2 }],
    });
  });

  it('leaves out types that users cannot put tags on, and names the service of the others', async () => {
    const types = [{ keyName: 'HARDWARE' }, { keyName: 'CONTRACT' }, { keyName: 'NETWORK_VLAN' }];
    const client = new Recorder({ 'Tag::getAllTagTypes': types });
    expect(await new TagManager(client).getAllTagTypes()).toEqual([
      { keyName: 'HARDWARE', service: 'Hardware' },
      { keyName: 'NETWORK_VLAN', service: 'Network_Vlan' },
    ]);
  });

  it('gives images and subnets as the search gives other things', async () => {
    const client = new Recorder({ 'Account::getSubnets': [{ id: 22 }] });
    expect(await new TagManager(client).taggableByType('NETWORK_SUBNET')).toEqual([
      { resourceType: 'Network_Subnet', resource: { id: 22 } },
    ]);
  });

  it('refuses types without a service, before any call', async () => {
    const client = new Recorder();
    const tags = new TagManager(client);
    await expect(tags.referenceLookup(1, 'CONTRACT')).rejects.toMatchObject({
      argument: 'tagType',
    });
    await expect(tags.taggableByType('ACCOUNT_DOCUMENT')).rejects.toMatchObject({
      argument: 'tagType',
    });
    expect(client.calls).toEqual([]);
  });

  it('names things by what people call them', () => {
    const vlan = { vlanNumber: 1000, name: 'web' };
    expect(TagManager.getResourceName(vlan, 'NETWORK_VLAN')).toBe('1000 (web)');
    expect(TagManager.getResourceName({ title: 'Help' }, 'TICKET')).toBe('Help');
    expect(TagManager.getResourceName({ name: 'image' }, 'IMAGE_TEMPLATE')).toBe('image');
    const guest = { fullyQualifiedDomainName: 'a.example.com' };
    expect(TagManager.getResourceName(guest, 'GUEST')).toBe('a.example.com');
    expect(TagManager.getResourceName({}, 'GUEST')).toBeUndefined();
  });
});
