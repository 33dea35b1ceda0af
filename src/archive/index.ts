export { ArchiveMark } from './archive-mark.entity.js';
export { ArchiveModule } from './archive.module.js';
