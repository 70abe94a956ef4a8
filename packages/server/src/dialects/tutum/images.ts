import { RefusedError } from '../../inventory/errors.js';
import { uriOf } from './uris.js';

export interface ImageName {
  /** `tutum/hello-world`, `registry.local:5000/user/image`. */
  readonly repository: string;
  readonly tag: string;
}

const registry = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;
const component = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;

/** `repository[:tag]` in its parts. A colon before a slash belongs to a registry's port. */
export function splitImage(text: string): ImageName {
  const colon = text.lastIndexOf(':');
  if (colon <= text.lastIndexOf('/')) return { repository: text, tag: 'latest' };
  return { repository: text.slice(0, colon), tag: text.slice(colon + 1) };
}

/** @throws {RefusedError} `invalid` when it is no name that Docker takes; digests were not known yet. */
export function parseImage(text: string): ImageName {
  const name = splitImage(text);
  const [first = '', ...others] = name.repository.split('/');
  const good =
    text.length <= 512 &&
    tagForm.test(name.tag) &&
    (others.length > 0 ? registry.test(first) || component.test(first) : component.test(first)) &&
    others.every((part) => component.test(part));
  if (good) return name;
  throw new RefusedError('invalid', `"${text.slice(0, 100)}" is no image name.`, 'image');
}

/** The two fields by which every reply names its image. */
export function imageFields(image: string): { image_name: string; image_tag: string } {
  const { repository, tag } = splitImage(image);
  return { image_name: `${repository}:${tag}`, image_tag: uriOf('image', repository, 'tag', tag) };
}

/** What a service is called when nobody named it: the image's name without its namespace. */
export const nameOfImage = ({ repository }: ImageName): string =>
  repository
    .split('/')
    .at(-1)!
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 63);
