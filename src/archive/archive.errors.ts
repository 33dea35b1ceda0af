import { ServiceError } from '../platform/errors/index.js';

export function archiveItemUnknown(id: string): ServiceError<'ARCHIVE_ITEM_UNKNOWN'> {
  return new ServiceError(
    'ARCHIVE_ITEM_UNKNOWN',
    `There is nothing of this kind with the id ${id} that is ready for the archive. What is ready is in the list.`,
    { category: 'not-found' },
  );
}

export function archivedOtherwise(reference: string): ServiceError<'ARCHIVED_OTHERWISE'> {
  return new ServiceError(
    'ARCHIVED_OTHERWISE',
    `It is archived already, as ${reference}. A mark is not changed: mend it in the archive.`,
    { category: 'conflict', facts: { reference } },
  );
}
