import { dirname, isAbsolute, sep } from 'node:path';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { isChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** The folder that the paths of an entity's annotations are relative to. */
export type SourceFolder =
  /** Below this URL; ends with `/` unless it is a file whose folder is meant. */
  | { type: 'url'; base: string }
  /** This folder on the disk of the backend. */
  | { type: 'file'; folder: string };

/**
 * The source folder of an entity: `backstage.io/source-location`, else the folder
 * of `backstage.io/managed-by-location`.
 *
 * Anyone who writes an entity chooses its source location, but only the catalog
 * chooses where the entity is managed. So a folder on disk counts only when the
 * entity itself comes from disk, from that folder or above.
 *
 * @throws InputError saying which annotation is missing or wrong.
 */
export function sourceFolderOf(entity: Entity): SourceFolder {
  const annotations = entity.metadata.annotations ?? {};
  const managed = annotations[ANNOTATION_LOCATION];
  const source = annotations[ANNOTATION_SOURCE_LOCATION];
  if (!managed && !source) {
    throw new InputError(
      `The entity has no source location; add the annotation ${ANNOTATION_SOURCE_LOCATION}.`,
    );
  }
  const managedFolder = managed
    ? folderOf(managed, ANNOTATION_LOCATION)
    : undefined;
  if (!source) return managedFolder as SourceFolder;

  const folder = folderOf(source, ANNOTATION_SOURCE_LOCATION);
  if (folder.type === 'url') return folder;
  if (
    managedFolder?.type !== 'file' ||
    !isChildPath(managedFolder.folder, folder.folder)
  ) {
    throw new InputError(
      `${ANNOTATION_SOURCE_LOCATION} is a folder on disk, which is read only when the entity itself comes from that folder or one above; give it as url:.`,
    );
  }
  return folder;
}

function folderOf(ref: string, annotation: string): SourceFolder {
  const { type, target } = parse(ref, annotation);
  if (type === 'url') {
    return { type, base: urlBase(target, annotation) };
  }
  if (type === 'file' && isAbsolute(target)) {
    const isFolder = target.endsWith('/') || target.endsWith(sep);
    return { type, folder: isFolder ? target : dirname(target) };
  }
  throw new InputError(
    `${annotation} is "${ref}"; documents are read from url: locations, and from absolute file: locations.`,
  );
}

/** A source location is a folder by definition, so its last part is one too. */
function urlBase(target: string, annotation: string): string {
  const isFolder = annotation === ANNOTATION_SOURCE_LOCATION;
  if (!isFolder || target.endsWith('/') || new URL(target).search !== '') {
    return target;
  }
  return `${target}/`;
}

function parse(ref: string, annotation: string) {
  try {
    const location = parseLocationRef(ref);
    if (location.type !== 'url' || URL.canParse(location.target)) {
      return location;
    }
  } catch (error) {
    throw new InputError(`${annotation} is no location: "${ref}"`, error);
  }
  throw new InputError(`${annotation} has no valid URL: "${ref}"`);
}
