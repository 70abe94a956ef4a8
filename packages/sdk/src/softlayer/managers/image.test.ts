import { describe, expect, it } from 'vitest';
import { ImageManager } from './image.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

const guid = '1a1aa111-4474-4e16-9f02-4de959229b85';
const swift = 'swift://a@dal05/images/web.vhd';
const cos = 'cos://us-south/images/web.vhd';

describe('ImageManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('ImageManager', (client) => new ImageManager(client), {
      get_image: (images) => images.getImage(7),
      'get_image, with a mask': (images) => images.getImage(7, { mask: 'mask[id]' }),
      delete_image: (images) => images.deleteImage(7),
      list_private_images: (images) => images.listPrivateImages({ mask: undefined }),
      'list_private_images, filtered': (images) => images.listPrivateImages({ guid, name: 'web*' }),
      list_public_images: (images) => images.listPublicImages({ mask: undefined }),
      'list_public_images, filtered': (images) => images.listPublicImages({ guid, name: '*web' }),
      resolve_ids: (images) => images.resolveIds('web'),
      edit: (images) => images.edit(7, { name: 'a', note: 'b', tag: 'c' }),
      'edit, of nothing': (images) => images.edit(7, {}),
      import_image_from_uri: (images) =>
        images.importImageFromUri({ name: 'web', uri: swift, osCode: 'UBUNTU_LATEST', note: 'n' }),
      'import_image_from_uri, without an operating system': (images) =>
        images.importImageFromUri({ name: 'web', uri: swift }),
      'import_image_from_uri, from IBM Cloud': (images) =>
        images.importImageFromUri({
          ...{ name: 'web', uri: cos, osCode: 'UBUNTU_LATEST', note: 'n', ibmApiKey: 'k' },
          ...{ rootKeyCrn: 'crn', wrappedDek: 'dek', cloudInit: true, byol: true },
          isEncrypted: true,
        }),
      'import_image_from_uri, from IBM Cloud, in short': (images) =>
        images.importImageFromUri({ name: 'web', uri: cos }),
      export_image_to_uri: (images) => images.exportImageToUri(7, { uri: swift }),
      'export_image_to_uri, to IBM Cloud': (images) =>
        images.exportImageToUri(7, { uri: cos, ibmApiKey: 'k' }),
      add_locations: (images) => images.addLocations(7, ['dal06', 'dal05']),
      remove_locations: (images) => images.removeLocations(7, ['dal05']),
      get_storage_locations: (images) => images.getStorageLocations(7),
      share_image: (images) => images.shareImage(7, 1234),
      deny_share_image: (images) => images.denyShareImage(7, 1234),
    });
  });

  it('tells whether it changed something', async () => {
    const images = new ImageManager(new Recorder());
    expect(await images.edit(7, { note: 'b' })).toBe(true);
    expect(await images.edit(7, { name: '' })).toBe(false);
  });

  it('refuses locations where the image cannot be, before it changes anything', async () => {
    const service = 'Virtual_Guest_Block_Device_Template_Group';
    const client = new Recorder({
      [`${service}::getStorageLocations`]: [{ id: 1, name: 'dal05' }],
    });
    const images = new ImageManager(client);
    await expect(images.addLocations(7, ['dal05', 'xyz01'])).rejects.toThrow(
      'The image 7 cannot be at xyz01; it can be at dal05.',
    );
    await expect(images.removeLocations(7, [])).rejects.toMatchObject({
      argument: 'locationNames',
    });
    expect(client.calls.map(({ call }) => call)).toEqual([`${service}::getStorageLocations`]);
  });
});
